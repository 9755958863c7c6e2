package retrieve

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

func TestVariants(t *testing.T) {
	t.Parallel()
	// What the corpus writes stands in the middle of a sentence, so that names show as names.
	const corpus = "On Monday the mayor met %s at the harbour."
	for _, c := range []struct {
		name, written, asked string
		found                bool
	}{
		{"the same word", "Yevgeny Dorokhov", "Dorokhov", true},
		{"another transliteration", "Yevgeny Dorokhov", "Dorohov", true},
		{"another transliteration, first name", "Sergei Malkov", "Sergey", true},
		{"another name", "Yevgeny Dorokhov", "Malkov", false},
		{"a letter off", "Yevgeny Dorokhov", "Dorokov", true},
		{"letters swapped", "Halvorsen", "Havlorsen", true},
		{"two letters off a long name", "Konstantinidis", "Konstantindes", true},
		{"two letters off a short name", "Halden", "Hulten", false},
		{"the people of a country", "the Norwegian envoy", "Norway", true},
		{"the country of a people", "an envoy of Norway", "Norwegian", true},
		{"the short name of a country", "envoys of the United States", "US", true},
		{"inflection", "negotiators", "negotiator", true},
		{"British spelling", "an organisation", "organization", true},
		{"a word of the language that is a letter off", "the horse", "house", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			x := indexOf(t, article("it", fmt.Sprintf(corpus, c.written)), article("other", "Rain fell in the valley all night long."))
			got := slices.Contains(found(search(t, x, c.asked, 5)), "it")
			if got != c.found {
				t.Errorf("%q is found by %q: %v, want %v", c.written, c.asked, got, c.found)
			}
		})
	}
}

// TestSpellingCountsAsOne holds that passages with either spelling are found alike and that
// composing hears of both.
func TestSpellingCountsAsOne(t *testing.T) {
	t.Parallel()
	x := indexOf(
		t,
		article("one", "The talks with Sergei Malkov went on."),
		article("two", "The talks with Sergey Malkov went on."),
		article("not", "The talks with Dorokhov went on."),
	)
	e := search(t, x, "about Sergei", 5)
	if diff := cmp.Diff([]string{"one", "two"}, found(e)); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
	if a, b := e.Hits[0].Score, e.Hits[1].Score; a != b {
		t.Errorf("scores are %v and %v, want the same", a, b)
	}
	if got := e.Query.Terms[0].Variants["sergey"]; got != worthSpelling {
		t.Errorf("the other spelling is worth %v to composing, want %v", got, worthSpelling)
	}
}

func TestRelatedWordsFindButDoNotOutrank(t *testing.T) {
	t.Parallel()
	x := indexOf(
		t,
		article("related", "The firm will purchase the harbour, purchase the quay and purchase the cranes."),
		article("same", "The firm will buy the harbour."),
		article("neither", "Rain fell in the valley all night long."),
	)
	got := found(search(t, x, "buy harbour", 5))
	if diff := cmp.Diff([]string{"same", "related"}, got); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
}

func TestNeighboursOutrankScatteredWords(t *testing.T) {
	t.Parallel()
	x := indexOf(
		t,
		article("scattered", "A copper kettle stood on the table while the lantern hung above the mountain."),
		article("together", "A mountain stood on the table while the copper lantern hung above the kettle."),
		article("neither", "Rain fell in the valley all night long."),
	)
	got := found(search(t, x, "copper lantern", 5))
	if diff := cmp.Diff([]string{"together", "scattered"}, got); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
}

func TestAsOf(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return time.Date(2025, 3, n, 12, 0, 0, 0, time.UTC) }
	dated := func(id string, published time.Time) *briefing.Document {
		d := article(id, "The ferry sank off the coast.")
		d.Published = published
		return d
	}
	x := indexOf(t, dated("undated", time.Time{}), dated("first", day(1)), dated("fifth", day(5)), dated("ninth", day(9)))
	for _, c := range []struct {
		name string
		asOf time.Time
		want []string
	}{
		{"no day: in the order they came in", time.Time{}, []string{"undated", "first", "fifth", "ninth"}},
		{"nearer first, later ones never, undated last", day(6), []string{"fifth", "first", "undated"}},
		{"the moment of publication counts", day(9), []string{"ninth", "fifth", "first", "undated"}},
		{"before all", day(1).Add(-time.Second), []string{"undated"}},
	} {
		q := queryOf("ferry sank coast")
		q.Question.AsOf = c.asOf
		e, err := x.Search(t.Context(), q, 10)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, found(e)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestSourceNamed(t *testing.T) {
	t.Parallel()
	from := func(id, source string) *briefing.Document {
		d := article(id, "The ferry sank off the coast.")
		d.Source = source
		return d
	}
	x := indexOf(t, from("a", "Harbour Gazette"), from("b", "The Northern Courier"))
	got := found(search(t, x, "ferry sank according to the Northern Courier", 5))
	if diff := cmp.Diff([]string{"b", "a"}, got); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
}

// TestTypeOfAnswer holds that of two sentences alike the one that could answer comes first.
func TestTypeOfAnswer(t *testing.T) {
	t.Parallel()
	x := indexOf(
		t,
		article("plain", "The ferry with the cargo sank off the coast before the rescue."),
		article("who", "The ferry with the cargo sank off the coast before Halvorsen arrived."),
		article("when", "The ferry with the cargo sank off the coast at 19:30."),
		article("money", "The ferry with the cargo sank off the coast with $300 aboard."),
		article("why", "The ferry with the cargo sank off the coast because of the storm."),
	)
	for _, c := range []struct {
		kind briefing.Kind
		unit string
		want string
	}{
		{briefing.KindWho, "", "who"},
		{briefing.KindWhen, "", "when"},
		{briefing.KindNumber, "money", "money"},
		{briefing.KindWhy, "", "why"},
	} {
		q := queryOf("ferry cargo sank coast")
		q.Kind, q.Unit = c.kind, c.unit
		e, err := x.Search(t.Context(), q, 5)
		if err != nil {
			t.Fatal(err)
		}
		if got := found(e)[0]; got != c.want {
			t.Errorf("%s %s: article %q comes first, want %q", c.kind, c.unit, got, c.want)
		}
	}
}

// TestConfidence holds that it falls with every step away from an answer.
func TestConfidence(t *testing.T) {
	t.Parallel()
	x := indexOf(
		t,
		article("a", "The ferry Astrid sank off the coast near Halden in a storm."),
		article("b", "The harbour of the town was closed for repairs."),
	)
	last := 1.01
	for _, question := range []string{
		"the ferry Astrid sank near Halden", "the ferry Astrid was sold near Halden",
		"the ferry Leonora was sold near Halden", "the ferry Leonora was painted by Ingrid", "quarterly profit of a bank",
	} {
		got := search(t, x, question, 5).Confidence
		if got < 0 || got >= last {
			t.Errorf("%q: confidence %.3f, want it below %.3f", question, got, last)
		}
		last = got
	}
}

// TestDenialBearsConfidence holds that a question about what is not so is not taken for
// answered by a sentence on what is, unless it asks for several things.
func TestDenialBearsConfidence(t *testing.T) {
	t.Parallel()
	const rest = " of the ferry Astrid near the harbour of Halden"
	rating := func(text, question string) float64 {
		return search(t, indexOf(t, article("a", text), article("b", "Rain fell in the valley all night long.")), question, 5).Confidence
	}
	const is = "The owner was warned of the storm by the crew" + rest + "."
	for text, denied := range map[string]bool{
		"The owner was not warned of the storm by the crew" + rest + ".":       true,
		"The owner wasn't warned of the storm by the crew" + rest + ".":        true,
		"The owner refused to be warned of the storm by the crew" + rest + ".": true,
		is: false,
	} {
		for _, question := range []string{"who was not warned of the storm by the crew", "who wasn’t warned of the storm by the crew"} {
			asked, plain := rating(text, question), rating(text, "who was warned of the storm by the crew")
			if denied != (asked == plain) || asked > plain {
				t.Errorf("%q: confidence %.3f for %q, %.3f without the denial", text, asked, question, plain)
			}
		}
	}
	const long = "lantern kettle copper gravel turnip mountain auction railway bulletin"
	if got, want := rating(is, "who was not warned of the storm by the crew"+rest+" "+long), rating(is, "who was warned of the storm by the crew"+rest+" "+long); got != want {
		t.Errorf("confidence %.3f for a question of many things, %.3f without the denial", got, want)
	}
}

func TestWindows(t *testing.T) {
	t.Parallel()
	g := newGenerator(t, 2)
	docs := g.documents(20, 12)
	x := indexOf(t, docs...)
	several := 0
	for range 20 {
		e := search(t, x, g.question(docs), 60)
		shown := map[*briefing.Document][]briefing.Span{}
		for _, h := range e.Hits {
			if !h.Window.Contains(h.Doc.Passages[h.Passage].Span) || !h.Window.Within(h.Doc.Text) {
				t.Fatalf("window %v does not show passage %d of %s", h.Window, h.Passage, h.Doc.ID)
			}
			if n := utf8.RuneCountInString(h.Window.Of(h.Doc.Text)); n > windowRunes {
				t.Errorf("a window has %d characters, at most %d may be shown", n, windowRunes)
			}
			for _, s := range shown[h.Doc] {
				several++
				if h.Window.Start < s.End && s.Start < h.Window.End {
					t.Errorf("windows %v and %v of %s overlap", s, h.Window, h.Doc.ID)
				}
			}
			shown[h.Doc] = append(shown[h.Doc], h.Window)
		}
	}
	if several == 0 {
		t.Error("no article was shown twice: nothing could overlap")
	}
}

func TestOddInput(t *testing.T) {
	t.Parallel()
	g := newGenerator(t, 3)
	full := indexOf(t, append(g.documents(20, 2), article("empty", ""), article("odd", "\xff\xfe \u200b Ünïcode\x00 ἄλφα 東京 — 1,2.3:4 ...."))...)
	for _, c := range []struct {
		name, question string
		k              int
	}{
		{"nothing asked", "", 10},
		{"function words alone", "who is the of and", 10},
		{"no hits wanted", "ferry coast", 0},
		{"fewer than none wanted", "ferry coast", -1},
		{"10,000 words", strings.Repeat("ferry coast storm gravel turnip lantern Halvorsen 1,234 ", 1250), 10},
		{"10,000 different words", manyWords(10_000), 10},
		{"one long word", strings.Repeat("x", 100_000), 10},
		{"not UTF-8", "\xff\xfe\xfd ferry \xc3", 10},
		{"other scripts", "東京 ἄλφα Ünïcode", 10},
		{"query syntax", `"ferry" AND (coast OR *) NEAR/2 -storm ^2 ~ text:`, 10},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for name, x := range map[string]*Index{"an empty index": New(loadTable(t)), "a full one": full} {
				e := search(t, x, c.question, c.k)
				if len(e.Hits) > max(0, c.k) || e.Confidence < 0 || e.Confidence > 1 || len(e.Query.Terms) > maxTerms {
					t.Errorf("%s: %d hits, %d terms, confidence %v", name, len(e.Hits), len(e.Query.Terms), e.Confidence)
				}
				if e.Hits == nil {
					t.Errorf("%s: the hits are nil, want none", name)
				}
			}
		})
	}
}

func manyWords(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "w%dord ", i)
	}
	return b.String()
}

func TestSearchStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := indexOf(t).Search(ctx, queryOf("ferry"), 1); err == nil {
		t.Error("a search that was called off returned no error")
	}
}

// TestDeterminism searches two indexes of one corpus.
func TestDeterminism(t *testing.T) {
	t.Parallel()
	g := newGenerator(t, 4)
	docs := g.documents(40, 2)
	a, b := indexOf(t, docs...), indexOf(t, docs...)
	for range 8 {
		question := g.question(docs)
		first := search(t, a, question, 20)
		for _, x := range []*Index{a, b} {
			if diff := cmp.Diff(first, search(t, x, question, 20)); diff != "" {
				t.Fatalf("%q (-first +again):\n%s", question, diff)
			}
		}
	}
}

// TestCalibrated holds that confidence rises with the overlap, without a jump.
func TestCalibrated(t *testing.T) {
	t.Parallel()
	last := 0.0
	for i := range 101 {
		got := calibrated(float64(i) / 100)
		if got < last || got > last+0.03 || i == 0 && got != 0 || i == 100 && got != 1 {
			t.Errorf("overlap of %d %%: confidence %.3f after %.3f", i, got, last)
		}
		last = got
	}
}

// TestNameBearsConfidence holds that evidence without a name of the question is trusted less.
func TestNameBearsConfidence(t *testing.T) {
	t.Parallel()
	terms := []sought{{weight: 1, name: true}, {weight: 1}}
	with := []candidate{{match: match{names: 1}, shares: []float32{1, 1}}}
	without := []candidate{{match: match{names: 1}, shares: []float32{0, 1}}}
	if a, b := overlap("", without, terms), overlap("", with, terms); a >= b {
		t.Errorf("overlap %.3f without the name, %.3f with it", a, b)
	}
}
