package compose_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/compose"
	"briefbot/internal/briefing/glove"
	"briefbot/internal/briefing/ingest"
	"briefbot/internal/briefing/retrieve"
)

var table = sync.OnceValues(glove.Load)

// story is an article of the 5th of March 2031 by a source of the same name as its ID.
func story(id, title, text string) briefing.Article {
	return briefing.Article{
		ID: id, Title: title, Source: id, Text: text, Revision: briefing.RevisionOf(text),
		Published: time.Date(2031, time.March, 5, 0, 0, 0, 0, time.UTC),
	}
}

// filler is what else is in the news: words are the rarer, and the more telling, for it.
var filler = []briefing.Article{
	story("filler-1", "Bakers' prices", "Bread became dearer in the spring. A loaf cost 3 crowns in the market hall. Bakers said flour was to blame, and the guild asked for patience."),
	story("filler-2", "Chess final", "The chess final ended in a draw on Sunday. The champion kept her title. The next match will start at noon in the town library."),
	story("filler-3", "A new park", "The city opened a park of 12 hectares beside the old railway. Volunteers planted 400 trees. The minister of culture cut the ribbon, and children sang."),
	story("filler-4", "Night trains", "Night trains will run again from June, the railway said. Tickets go on sale next month. The journey takes eleven hours, and breakfast is included."),
}

// evidence is what a search of the articles, among others, finds for a question.
func evidence(t testing.TB, q briefing.Question, articles ...briefing.Article) briefing.Evidence {
	t.Helper()
	words, err := table()
	if err != nil {
		t.Fatal(err)
	}
	index := retrieve.New(words)
	for _, a := range append(articles, filler...) {
		index.Add(ingest.Split(a))
	}
	e, err := index.Search(t.Context(), compose.New().Analyse(q), 40)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// answer drafts the answer to a question and holds the draft to the promises of every draft.
func answer(t testing.TB, question string, articles ...briefing.Article) briefing.Draft {
	t.Helper()
	e := evidence(t, briefing.Question{Text: question}, articles...)
	d, err := compose.New().Compose(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems(e, d) {
		t.Errorf("%q: %s", question, problem)
	}
	return d
}

// problems says which promises a draft breaks.
func problems(e briefing.Evidence, d briefing.Draft) []string {
	var out []string
	words, sides := 0, map[int]bool{}
	for _, c := range d.Claims {
		words += len(strings.Fields(c.Text))
		sides[c.Side] = true
		for _, q := range c.Quotes {
			if !q.Within(q.Doc.Text) || q.Empty() {
				out = append(out, fmt.Sprintf("claim %q quotes %+v of a text of %d bytes", c.Text, q.Span, len(q.Doc.Text)))
			}
		}
		if err := (cite.Gate{}).Check(e.Query.Question.Text, c); err != nil {
			out = append(out, err.Error())
		}
	}
	if limit := longest(e.Query.Kind, len(sides) > 1); words > limit {
		out = append(out, fmt.Sprintf("%d words, of at most %d: %s", words, limit, sketch(d)))
	}
	switch {
	case len(d.Claims) > 0 && len(d.Missing) > 0:
		out = append(out, fmt.Sprintf("answers, but misses %q", d.Missing))
	case len(sides) > 1 && (sides[0] || !sides[1] || !sides[2] || d.About == ""):
		out = append(out, fmt.Sprintf("sides %v about %q", sides, d.About))
	case len(sides) == 1 && !sides[0]:
		out = append(out, "one side alone: "+sketch(d))
	}
	return out
}

// longest is how many words an answer may have.
func longest(k briefing.Kind, sides bool) int {
	switch {
	case k == briefing.KindRoster && sides:
		return 100
	case k == briefing.KindRoster || k == briefing.KindList:
		return 90
	case sides:
		return 75
	case k == briefing.KindYesNo:
		return 60
	case k == briefing.KindWho || k == briefing.KindWhere || k == briefing.KindWhen || k == briefing.KindNumber:
		return 45
	}
	return 70
}

// sketch writes a draft a claim a line: the text, its sources, and the side with its value.
// A refusal is the words that it misses.
func sketch(d briefing.Draft) string {
	if len(d.Claims) == 0 {
		return "not found: " + strings.Join(d.Missing, " ")
	}
	var lines []string
	for _, c := range d.Claims {
		var sources []string
		for _, q := range c.Quotes {
			sources = append(sources, q.Doc.Source)
		}
		line := c.Text + " [" + strings.Join(sources, " ") + "]"
		if c.Side > 0 {
			line += fmt.Sprintf(" %d", c.Side)
		}
		if c.Value != "" {
			line += " " + c.Value
		}
		lines = append(lines, line)
	}
	if d.About != "" && d.Claims[0].Side > 0 {
		lines = append(lines, "differ: "+d.About)
	}
	return strings.Join(lines, "\n")
}

// asked is a question with the sketch of its answer, a line each.
type asked struct {
	question string
	want     []string
}

// check asks the questions of the articles, each by itself.
func check(t *testing.T, articles []briefing.Article, cases []asked) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.question, func(t *testing.T) {
			t.Parallel()
			got := strings.Split(sketch(answer(t, c.question, articles...)), "\n")
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("answer (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMode(t *testing.T) {
	t.Parallel()
	for _, question := range []string{"How much does a loaf of bread cost?", "Who painted the bridge?"} {
		if d := answer(t, question); d.Mode != "extractive" {
			t.Errorf("%q: mode %q", question, d.Mode)
		}
	}
}
