package cite_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/compose"
	"briefbot/internal/briefing/english"
	"briefbot/internal/briefing/glove"
	"briefbot/internal/briefing/ingest"
	"briefbot/internal/briefing/retrieve"
	"briefbot/seeds"
)

// templates are questions of all kinds; NAME, WORD and TEXT stand for a name, a word and a few
// words of the corpus.
var templates = []string{
	"who is NAME?", "Who is in the NAME delegation?", "who leads NAME", "who WORD the WORD?", "What is NAME?", "what did NAME say about WORD?",
	"when does the WORD start?", "When did NAME WORD?", "what time is the WORD", "where is the WORD held?", "Where did NAME WORD?",
	"how many WORD did NAME WORD?", "how much WORD", "how long has the WORD lasted?", "how far is NAME from NAME?",
	"Is NAME WORD?", "did NAME meet NAME?", "will the WORD WORD?", "why did NAME WORD?", "Why is WORD important?",
	"what topics are on the WORD?", "which WORD does NAME want?", "list the WORD", "what will happen after TEXT?", "TEXT", "TEXT?", "NAME", "NAME and NAME WORD",
	"tell me about TEXT", "name the NAME president",
}

const randomQuestions = 150 // on each corpus

// desk answers from the demo corpus.
type desk struct {
	service   *briefing.Service
	composer  *compose.Composer
	documents map[string]*briefing.Document
}

func newDesk(t *testing.T, articles fs.FS) *desk {
	t.Helper()
	table, err := glove.Load()
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{composer: compose.New(), documents: map[string]*briefing.Document{}}
	index := retrieve.New(table)
	now := time.Date(2025, 8, 20, 12, 0, 0, 0, time.UTC)
	reader := ingest.Reader{Now: now}
	err = reader.FS(t.Context(), articles, func(doc *briefing.Document) error {
		d.documents[doc.ID] = doc
		index.Add(doc)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	d.service = &briefing.Service{Searcher: index, Composer: d.composer, Gate: cite.Gate{}, Now: func() time.Time { return now }}
	return d
}

// questions makes up questions from the templates and the words of the documents.
func (d *desk) questions() []string {
	var names, words, all []string
	for _, doc := range d.documents {
		for _, token := range english.Tokens(doc.Text) {
			switch {
			case english.Stop(token.Key):
			case token.Capital():
				names = append(names, token.Text)
			default:
				words = append(words, token.Text)
			}
			all = append(all, token.Text)
		}
	}
	for _, list := range [][]string{names, words, all} {
		slices.Sort(list) // the map has no order
	}
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(list []string) string { return list[random.IntN(len(list))] }
	out := make([]string, 0, randomQuestions)
	for i := range randomQuestions {
		q := templates[i%len(templates)]
		for strings.Contains(q, "NAME") {
			q = strings.Replace(q, "NAME", pick(names), 1)
		}
		for strings.Contains(q, "WORD") {
			q = strings.Replace(q, "WORD", pick(words), 1)
		}
		out = append(out, strings.ReplaceAll(q, "TEXT", pick(all)+" "+pick(all)+" "+pick(all)))
	}
	return out
}

// TestAnswers holds the answers to random questions to the promises of every answer.
func TestAnswers(t *testing.T) {
	t.Parallel()
	for _, corpus := range []struct {
		name     string
		articles fs.FS
	}{
		{"as written", seeds.Articles()},
		{"in long sentences", longWinded(t)},
	} {
		t.Run(corpus.name, func(t *testing.T) {
			t.Parallel()
			testAnswers(t, newDesk(t, corpus.articles))
		})
	}
}

// longWinded returns the demo corpus with up to four sentences made one, so that answers have
// to be cut.
func longWinded(t *testing.T) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	names, err := fs.Glob(seeds.Articles(), "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(seeds.Articles(), name)
		if err != nil {
			t.Fatal(err)
		}
		sentences := strings.SplitAfter(string(text), ". ")
		for i, s := range sentences {
			if i%4 != 3 {
				sentences[i] = strings.TrimSuffix(s, ". ") + ", and "
			}
		}
		out[name] = &fstest.MapFile{Data: []byte(strings.Join(sentences, ""))}
	}
	return out
}

func testAnswers(t *testing.T, d *desk) {
	t.Helper()
	answered, kinds := 0, map[briefing.Kind]int{}
	for i, text := range d.questions() {
		q := briefing.Question{Text: text}
		a, err := d.service.Ask(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, problem := range d.problems(text, a) {
			t.Errorf("%q: %s", text, problem)
		}
		if i%3 == 0 {
			again, err := d.service.Ask(t.Context(), q)
			if diff := cmp.Diff(a, again, cmpopts.IgnoreFields(briefing.Answer{}, "AnswerID")); diff != "" || err != nil {
				t.Errorf("%q: asked again, the answer differs (-first +second), error %v:\n%s", text, err, diff)
			}
		}
		if a.Status == briefing.Answered {
			answered++
			kinds[d.composer.Analyse(q).Kind]++
		}
	}
	if answered < randomQuestions/10 || len(kinds) < 5 {
		t.Errorf("%d of %d questions were answered, by kind %v: too few to show anything", answered, randomQuestions, kinds)
	}
}

// problems says which promises an answer breaks.
func (d *desk) problems(question string, a briefing.Answer) []string {
	if a.Status == briefing.NotFound {
		if a.Text != "" || len(a.Claims)+len(a.Citations)+len(a.Disagreements) > 0 {
			return []string{"not found, but says something"}
		}
		return nil
	}
	var out []string
	for i, c := range a.Citations {
		if problem := d.misquoted(c); problem != "" || c.N != i+1 {
			out = append(out, fmt.Sprintf("citation %d of %d: %s", i+1, c.N, problem))
		}
	}
	used := map[int]bool{}
	for _, c := range a.Claims {
		if err := d.refused(question, a, c, used); err != nil {
			out = append(out, err.Error())
		}
	}
	if len(used) != len(a.Citations) {
		out = append(out, fmt.Sprintf("%d citations, of which the claims use %d", len(a.Citations), len(used)))
	}
	for _, side := range a.Disagreements {
		if len(side.Claims) < 2 || slices.ContainsFunc(side.Claims, func(c briefing.Claim) bool { return c.Text == "" || len(c.Citations) == 0 }) {
			out = append(out, fmt.Sprintf("disagreement %+v lacks a side", side))
		}
	}
	if want := written(a); a.Text != want {
		out = append(out, fmt.Sprintf("the text is %q, its claims are %q", a.Text, want))
	}
	if limit, words := d.limit(question, a), len(strings.Fields(spoken(a))); words > limit {
		out = append(out, fmt.Sprintf("%d words, of at most %d: %s", words, limit, spoken(a)))
	}
	return out
}

// misquoted says what is wrong with a citation, or "".
func (d *desk) misquoted(c briefing.Citation) string {
	doc := d.documents[c.Article]
	span := briefing.Span{Start: c.Start, End: c.End}
	switch {
	case doc == nil:
		return "of no article"
	case c.Revision != briefing.RevisionOf(doc.Text):
		return "of another revision"
	case !span.Within(doc.Text) || span.Of(doc.Text) != c.Quote:
		return fmt.Sprintf("%q does not stand at %+v", c.Quote, span)
	}
	return ""
}

// refused passes a claim of an answer through the gate again, and notes its citations.
func (d *desk) refused(question string, a briefing.Answer, c briefing.Claim, used map[int]bool) error {
	draft := briefing.DraftClaim{Text: c.Text}
	for _, n := range c.Citations {
		if n < 1 || n > len(a.Citations) {
			return fmt.Errorf("claim %q has the marker [%d] of %d", c.Text, n, len(a.Citations))
		}
		used[n] = true
		cited := a.Citations[n-1]
		draft.Quotes = append(draft.Quotes, briefing.Quote{
			Doc: d.documents[cited.Article], Span: briefing.Span{Start: cited.Start, End: cited.End},
		})
	}
	return cite.Gate{}.Check(question, draft)
}

const leadIn = "Sources differ:"

// written returns the text that an answer has to have: its claims with their markers.
func written(a briefing.Answer) string {
	var lines []string
	if len(a.Disagreements) > 0 {
		lines = append(lines, leadIn)
	}
	for _, c := range a.Claims {
		line := c.Text + " "
		for _, n := range c.Citations {
			line += fmt.Sprintf("[%d]", n)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// spoken returns the words of an answer without its markers.
func spoken(a briefing.Answer) string {
	var lines []string
	if len(a.Disagreements) > 0 {
		lines = append(lines, leadIn)
	}
	for _, c := range a.Claims {
		lines = append(lines, c.Text)
	}
	return strings.Join(lines, "\n")
}

// limit is how many words an answer may have.
func (d *desk) limit(question string, a briefing.Answer) int {
	kind, sides := d.composer.Analyse(briefing.Question{Text: question}).Kind, len(a.Disagreements) > 0
	switch kind {
	case briefing.KindRoster:
		if sides {
			return 100
		}
		return 90
	case briefing.KindList:
		return 90
	}
	if sides {
		return 75
	}
	switch kind {
	case briefing.KindWho, briefing.KindWhere, briefing.KindWhen, briefing.KindNumber:
		return 45
	case briefing.KindYesNo:
		return 60
	}
	return 70 // an entity's definition too
}
