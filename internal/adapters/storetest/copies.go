package storetest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"briefbot/internal/briefing"
)

// prose is a text of n words in sentences, another for each seed.
func prose(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 0))
	var b strings.Builder
	for i := range n {
		word := fmt.Sprintf("word%c%c%c", 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26))
		switch {
		case i%12 == 0:
			word = strings.ToUpper(word[:1]) + word[1:]
		case i%12 == 5:
			word = fmt.Sprintf("Ada%c", 'a'+r.IntN(26))
		case i%24 == 8:
			word = fmt.Sprint(r.IntN(9000))
		case i%12 == 11:
			word += "."
		}
		b.WriteString(word + " ")
	}
	return strings.TrimSpace(b.String())
}

// report is an article that was published at an hour.
func report(id, text string, hour int) *briefing.Document {
	return &briefing.Document{
		Article: briefing.Article{
			ID: id, Title: id, FirstSeen: seen, Published: time.Date(2026, 2, 28, hour, 15, 0, 0, time.UTC),
			Text: text, Revision: briefing.RevisionOf(text),
		},
		Passages: []briefing.Passage{{Span: briefing.Span{End: len(text)}, Sentences: []briefing.Sentence{{Span: briefing.Span{End: len(text)}}}}},
	}
}

// wantOrigins checks of what each article is a copy, "" for an original.
func wantOrigins(t *testing.T, s Store, what string, want map[string]string) {
	t.Helper()
	got, copies := map[string]string{}, map[string]int{}
	for _, e := range read(t, s, 0) {
		if e.Doc != nil {
			got[e.ID] = e.Doc.Origin
		}
	}
	wantDiff(t, what, want, got)
	for _, origin := range want {
		copies[origin]++
	}
	for id := range want {
		listed, err := s.Copies(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if len(listed) != copies[id] {
			t.Errorf("%s: copies of %s: %v, want %d", what, id, listed, copies[id])
		}
	}
}

func copies(t *testing.T, s Store) {
	text := prose(1, 300)
	put(t, s, report("noon", text, 12), report("other", prose(2, 300), 6))
	wantOrigins(t, s, "alone", map[string]string{"noon": "", "other": ""})
	put(t, s, report("evening", "From our own desk: "+text, 18))
	wantOrigins(t, s, "a later one", map[string]string{"noon": "", "other": "", "evening": "noon"})
	_, last := names(t, s, 0)
	put(t, s, report("morning", text+" "+prose(3, 90), 9))
	wantOrigins(t, s, "an earlier one", map[string]string{"noon": "morning", "other": "", "evening": "morning", "morning": ""})
	changed := map[string]string{}
	for _, e := range read(t, s, last) {
		changed[e.ID] = e.Doc.Origin
	}
	wantDiff(t, "changed since", map[string]string{"noon": "morning", "evening": "morning", "morning": ""}, changed)
	got, err := s.Document(t.Context(), "evening")
	if err != nil || got.Origin != "morning" {
		t.Errorf("origin %q, %v; want morning", got.Origin, err)
	}
	again := with(report("noon", text, 12), func(d *briefing.Document) { d.Origin = "nobody" })
	wantDiff(t, "put again", []briefing.Change{briefing.Unchanged}, put(t, s, again))
	earliest := report("evening", "From our own desk: "+text, 3)
	wantDiff(t, "another date", []briefing.Change{briefing.Updated}, put(t, s, earliest))
	wantOrigins(t, s, "the last was the first", map[string]string{"noon": "evening", "other": "", "evening": "", "morning": "evening"})
}

func copiesInAnyOrder(t *testing.T, s Store) {
	r := rand.New(rand.NewPCG(7, 7))
	for round := range uint64(8) {
		text := prose(100+round, 200)
		var docs []*briefing.Document
		want := map[string]string{}
		for i := range 6 {
			docs = append(docs, report(fmt.Sprintf("%d-%d", round, i), text+fmt.Sprintf(" Site%d.", i), 4+i))
			want[docs[i].ID] = fmt.Sprintf("%d-0", round)
		}
		want[docs[0].ID] = ""
		r.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		put(t, s, docs[:2]...)
		for _, d := range docs[2:] {
			put(t, s, d)
		}
		wantOrigins(t, s, fmt.Sprintf("round %d", round), want)
		for _, d := range docs {
			if err := s.Remove(t.Context(), d.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func revisedCopies(t *testing.T, s Store) {
	text := prose(1, 200)
	put(t, s, report("a", text, 8), report("b", text, 9), report("c", text, 10))
	put(t, s, report("c", prose(2, 200), 10))
	wantOrigins(t, s, "a copy revised", map[string]string{"a": "", "b": "a", "c": ""})
	put(t, s, report("c", text, 10))
	wantOrigins(t, s, "and back", map[string]string{"a": "", "b": "a", "c": "a"})
	put(t, s, report("a", text+" Two more words.", 8))
	wantOrigins(t, s, "the original revised a little", map[string]string{"a": "", "b": "a", "c": "a"})
	put(t, s, report("a", prose(3, 200), 8))
	wantOrigins(t, s, "the original revised", map[string]string{"a": "", "b": "", "c": "b"})
	put(t, s, report("d", prose(3, 200), 7))
	wantOrigins(t, s, "the original is a copy of another", map[string]string{"a": "d", "b": "", "c": "b", "d": ""})
}

func removedOriginal(t *testing.T, s Store) {
	text := prose(1, 200)
	put(t, s, report("c", text, 10), report("a", text, 8), report("b", text, 9))
	if err := s.Remove(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	wantOrigins(t, s, "removed", map[string]string{"b": "", "c": "b"})
	put(t, s, report("a", text, 8))
	wantOrigins(t, s, "back", map[string]string{"a": "", "b": "a", "c": "a"})
	if err := s.Remove(t.Context(), "b"); err != nil {
		t.Fatal(err)
	}
	put(t, s, report("d", text, 11))
	wantOrigins(t, s, "a copy removed", map[string]string{"a": "", "c": "a", "d": "a"})
}

func claimedOriginal(t *testing.T, s Store) {
	text := prose(1, 200)
	copied := func(of string) func(d *briefing.Document) { return func(d *briefing.Document) { d.CopyOf = of } }
	put(t, s, with(report("early", text, 6), copied("late")), report("late", text, 12))
	wantOrigins(t, s, "said", map[string]string{"early": "late", "late": ""})
	put(t, s, with(report("other", prose(2, 200), 13), copied("late")))
	wantOrigins(t, s, "said of another text", map[string]string{"early": "late", "late": "", "other": ""})
	wantDiff(t, "said no more", []briefing.Change{briefing.Updated}, put(t, s, report("early", text, 6)))
	wantOrigins(t, s, "said no more", map[string]string{"early": "", "late": "early", "other": ""})
}

func noCopies(t *testing.T, s Store) {
	short := prose(1, 35)
	weather := func(place string, numbers ...any) string {
		return fmt.Sprintf("The service expects a day of sun in "+place+" with at most %d degrees in the shade and a light wind from the west that "+
			"reaches %d knots by the afternoon, when a few clouds may come in from the sea and bring up to %d millimetres of rain to the hills. "+
			"The sun rises at %d and sets at %d. Bathers are asked to look out for the flags, and walkers to take enough water with them.", numbers...)
	}
	put(
		t, s,
		report("short", short, 8), report("short too", short, 9),
		report("monday", weather("Arden", 21, 12, 3, 611, 1954), 8), report("tuesday", weather("Arden", 24, 8, 0, 613, 1952), 9),
		report("there", weather("Quayside", 21, 12, 3, 611, 1954), 9),
		report("of many", strings.Join([]string{prose(3, 100), prose(4, 100), prose(5, 100), prose(6, 100), prose(7, 100)}, " "), 9), report("one", prose(4, 100), 8),
		report("half", prose(8, 150)+" "+prose(9, 150), 8), report("other half", prose(10, 150)+" "+prose(9, 150), 9),
	)
	for _, e := range read(t, s, 0) {
		if e.Doc.Origin != "" {
			t.Errorf("%s is a copy of %s", e.ID, e.Doc.Origin)
		}
	}
}

// manyCopies puts more copies than an original can lose, each before all others: the original
// stays one from some number on, and each copy is one.
func manyCopies(t *testing.T, s Store) {
	text := prose(1, 100)
	const n = 100
	for i := range n {
		put(t, s, with(report(fmt.Sprintf("%03d", i), text, 12), func(d *briefing.Document) { d.Published = d.Published.Add(-time.Duration(i) * time.Minute) }))
	}
	originals := 0
	for _, e := range read(t, s, 0) {
		if e.Doc.Origin == "" {
			originals++
		}
	}
	if originals != 1 {
		t.Errorf("%d originals of %d copies, want 1", originals, n)
	}
}
