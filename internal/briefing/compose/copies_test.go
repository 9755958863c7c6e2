package compose_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/compose"
	"briefbot/internal/briefing/ingest"
	"briefbot/internal/briefing/retrieve"
)

// The report that others print, and one on the same event by somebody who was there too.
const (
	sinking = "The ferry Astrid sank off Halden on Tuesday night after its engine failed in a storm. " +
		"Coast guard boats saved 40 people from the ferry Astrid, some of them from the water, and brought them to the harbour. " +
		"The mayor of Halden, Ann Lee, opened the sports hall to them and thanked the crews of the boats. " +
		"The owner of the ferry said that its engine had been looked over in the spring.\n\n" +
		"Divers will go down to the wreck as soon as the sea is calm, the harbour master said. " +
		"The ferry lies at a depth of 60 metres, on sand, two miles from the light. " +
		"Nobody has asked for the cargo, which was timber and some furniture, and the line has another ship for the route."
	eyewitness = "Our reporter stood on the pier when the first boat came in. People wept, and many had lost their shoes. " +
		"By the morning 40 people had been saved from the ferry Astrid, doctors counted, and the last of them slept in the sports hall. " +
		"A nurse told us that nobody was badly hurt, though several had swallowed oil, and that the school would stay shut."
	lead = "Families waited on the pier of Halden until dawn for news of those on board, while the wind tore at the tents of the helpers. "
)

// printed is a text as a source has it, so many days after the first.
func printed(source string, days int, text string) briefing.Article {
	a := story(source, "The ferry Astrid", text)
	a.Published = a.Published.Add(time.Duration(days) * 24 * time.Hour)
	return a
}

// traced drafts an answer from traces.
func traced(t *testing.T, question string, whole bool, articles ...briefing.Article) briefing.Draft {
	t.Helper()
	e := traces(t, question, whole, articles...)
	d, err := compose.New().Compose(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems(e, d) {
		t.Errorf("%q: %s", question, problem)
	}
	return d
}

// traces is the evidence of articles whose copies are traced as at any intake: what a search
// finds or, whole, all of every article, copies too.
func traces(t *testing.T, question string, whole bool, articles ...briefing.Article) briefing.Evidence {
	t.Helper()
	words, err := table()
	if err != nil {
		t.Fatal(err)
	}
	var docs []*briefing.Document
	for _, a := range append(articles, filler...) {
		docs = append(docs, ingest.Split(a))
	}
	ingest.TraceCopies(docs)
	index := retrieve.New(words)
	index.Add(docs...)
	e, err := index.Search(t.Context(), compose.New().Analyse(briefing.Question{Text: question}), 40)
	if err != nil {
		t.Fatal(err)
	}
	if whole {
		e.Hits = nil
		for _, doc := range docs[:len(articles)] {
			for at := range doc.Passages {
				e.Hits = append(e.Hits, briefing.Hit{Doc: doc, Passage: at, Window: doc.Passages[at].Span, Score: 1})
			}
		}
	}
	return e
}

// cited returns the articles that a draft quotes, in order.
func cited(d briefing.Draft) []string {
	ids := []string{}
	for _, c := range d.Claims {
		for _, q := range c.Quotes {
			if !slices.Contains(ids, q.Doc.ID) {
				ids = append(ids, q.Doc.ID)
			}
		}
	}
	slices.Sort(ids)
	return ids
}

// TestCopiesAreOneSource holds that an answer stands on whoever had a text first, however many
// print it, and on two who report the same by themselves.
func TestCopiesAreOneSource(t *testing.T) {
	t.Parallel()
	const question = "How many people were saved from the ferry Astrid?"
	shortened, _, _ := strings.Cut(sinking, " Nobody has asked")
	first := printed("Wire", 0, sinking)
	for _, c := range []struct {
		name     string
		question string
		articles []briefing.Article
		want     []string
	}{
		{"word for word", question, []briefing.Article{printed("Courier", 1, sinking), first, printed("Herald", 2, sinking)}, []string{"Wire"}},
		{"shortened", question, []briefing.Article{printed("Courier", 1, shortened), first}, []string{"Wire"}},
		{"with a new lead", question, []briefing.Article{printed("Courier", 1, lead+sinking), first}, []string{"Wire"}},
		{"with a new paragraph before it", question, []briefing.Article{printed("Courier", 1, lead+"\n\n"+sinking), first}, []string{"Wire"}},
		{"two reports", question, []briefing.Article{printed("Island News", 1, eyewitness), first}, []string{"Island News", "Wire"}},
		{"two reports and copies", question, []briefing.Article{printed("Courier", 1, sinking), printed("Island News", 1, eyewitness), first, printed("Herald", 2, lead+sinking)}, []string{"Island News", "Wire"}},
		{"the source of a copy named", "How many people were saved from the ferry Astrid, according to the Courier?", []briefing.Article{printed("Courier", 1, sinking), first}, []string{"Courier"}},
		{"a source that reported it", "How many people were saved from the ferry Astrid, as reported by the Courier?", []briefing.Article{printed("Courier", 1, sinking), first}, []string{"Courier"}},
		{"a source named first", "According to the Courier, how many people were saved from the ferry Astrid?", []briefing.Article{printed("Courier", 1, sinking), first}, []string{"Courier"}},
		{"a person by an office", "Who is the mayor of Halden?", []briefing.Article{printed("Courier", 1, lead+sinking), first, printed("Herald", 2, shortened)}, []string{"Wire"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, whole := range []bool{false, true} {
				d := traced(t, c.question, whole, c.articles...)
				if diff := cmp.Diff(c.want, cited(d)); diff != "" {
					t.Errorf("whole %v: cited (-want +got):\n%s\n%+v", whole, diff, d.Claims)
				}
				if differs(d) {
					t.Errorf("whole %v: copies of one text differ: %+v", whole, d.Claims)
				}
			}
		})
	}
}

func differs(d briefing.Draft) bool {
	return slices.ContainsFunc(d.Claims, func(c briefing.DraftClaim) bool { return c.Side > 0 })
}

// TestCopiesAndDisagreement holds that a text that tells of two counts does not differ from its
// copies, and that a copy in which one count was changed does.
func TestCopiesAndDisagreement(t *testing.T) {
	t.Parallel()
	const question = "How many people were saved from the ferry Astrid?"
	const later = " Late on Wednesday a boat came in that had saved 3 people from the ferry Astrid."
	longer := strings.Replace(sinking, "\n\n", later+"\n\n", 1)
	// with so many numbers that one more or less makes it no other text
	const measured = " The ferry was built in 1987, is 74 metres long and 14 wide, and carried 12 lorries and 31 cars at 9 knots."
	changed := strings.Replace(sinking, "saved 40 people", "saved 52 people", 1) + measured
	for _, c := range []struct {
		name     string
		articles []briefing.Article
		want     bool
		changed  bool // one side is traced to the other
	}{
		{"its own copy", []briefing.Article{printed("Wire", 0, longer), printed("Courier", 1, longer)}, false, false},
		{"a copy with a new lead", []briefing.Article{printed("Wire", 0, longer), printed("Courier", 1, lead+longer)}, false, false},
		{"a copy that goes on", []briefing.Article{printed("Wire", 0, sinking), printed("Courier", 1, longer)}, false, false},
		{"a copy with another number", []briefing.Article{printed("Wire", 0, sinking+measured), printed("Courier", 1, changed)}, true, true},
		{"another report", []briefing.Article{printed("Wire", 0, sinking), printed("Island News", 1, strings.Replace(eyewitness, "40 people", "52 people", 1))}, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, whole := range []bool{false, true} {
				d := traced(t, question, whole, c.articles...)
				if differs(d) != c.want {
					t.Errorf("whole %v: differs: %v, want %v: %+v", whole, !c.want, c.want, d.Claims)
				}
				if c.changed && !slices.ContainsFunc(d.Claims, func(c briefing.DraftClaim) bool { return c.Quotes[0].Doc.Origin != "" }) {
					t.Errorf("whole %v: no side is of a copy", whole)
				}
			}
		})
	}
}

// TestCopiesDoNotOutvote holds that who is named by two reports goes before who is named by one
// that three print.
func TestCopiesDoNotOutvote(t *testing.T) {
	t.Parallel()
	articles := []briefing.Article{
		printed("Wire", 0, sinking), printed("Courier", 1, lead+"The mayor of Halden, Ann Lee, was there. "+sinking), printed("Herald", 2, sinking+" The mayor of Halden, Ann Lee, went home late."),
		printed("Island News", 1, eyewitness+" The mayor of Halden, Karl Berg, came too."),
		printed("Evening Post", 1, "The council met for an hour on Wednesday. The mayor of Halden, Karl Berg, asked for a minute of silence and spoke of the storm."),
	}
	for _, whole := range []bool{false, true} {
		d := traced(t, "Who is the mayor of Halden?", whole, articles...)
		if len(d.Claims) != 1 || !strings.Contains(d.Claims[0].Text, "Karl Berg") {
			t.Errorf("whole %v: got %+v", whole, d.Claims)
		}
	}
}

// TestModelCitesACopyOnce holds that a claim of a model which cites a text and its copies stands
// on the first publisher alone.
func TestModelCitesACopyOnce(t *testing.T) {
	t.Parallel()
	const claim = "Coast guard boats saved 40 people from the ferry Astrid."
	const quote = "Coast guard boats saved 40 people from the ferry Astrid, some of them from the water"
	e := traces(t, "How many people were saved from the ferry Astrid?", true, printed("Courier", 1, sinking), printed("Wire", 0, sinking))
	reply := `{"claims": [{"text": "` + claim + `", "passages": [{"n": <<Courier>>, "quote": "` + quote + `"}, {"n": <<Wire>>, "quote": "` + quote + `"}]}], "not_found": false}`
	m := &model{write: []string{reply}}
	d := draftsOf(t, m, e)
	if d.Mode != "llm" || len(d.Claims) != 1 || len(d.Claims[0].Quotes) != 1 {
		t.Fatalf("got %+v", d)
	}
	if !strings.Contains(m.asked[0].Messages[1].Text, "Courier") {
		t.Fatal("the model was not given the copy")
	}
	if diff := cmp.Diff([]string{"Wire"}, cited(d)); diff != "" {
		t.Errorf("cited (-want +got):\n%s", diff)
	}
}
