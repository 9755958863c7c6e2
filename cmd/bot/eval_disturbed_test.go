package main

import (
	"context"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"

	"briefbot/internal/briefing/english"
	"briefbot/internal/briefing/evals"
)

// TestDisturbedQuestions asks the questions inside the program as people type in a hurry, and
// holds what is lost, against the same questions typed with care, to a few.
func TestDisturbedQuestions(t *testing.T) {
	t.Parallel()
	a := &app{errs: os.Stderr}
	sets, err := goldenSets()
	if err != nil {
		t.Fatal(err)
	}
	var exams []*examinee
	for _, s := range sets {
		e, err := a.examinee(t.Context(), fromFS(s.Articles))
		if err != nil {
			t.Fatal(err)
		}
		exams = append(exams, e)
	}
	clean := disturbed(t.Context(), t, exams, sets, func(q string) string { return q })
	for _, c := range []struct {
		name string
		form func(string) string
		most float64 // share of the questions that may be lost
	}{
		{"lower case", strings.ToLower, .01},
		{"all capitals", strings.ToUpper, .02},
		{"no final mark", noMark, .01},
		{"no apostrophes", strings.NewReplacer("'", "", "’", "").Replace, .02},
		{"a slip", slip, .045},
		{"all of it", func(q string) string { return noMark(strings.ToLower(slip(q))) }, .055},
	} {
		now := disturbed(t.Context(), t, exams, sets, c.form)
		t.Logf("%-14s accuracy %s, refusal %s; with care %s, %s", c.name, now.Figures[0].Count(), now.Figures[2].Count(), clean.Figures[0].Count(), clean.Figures[2].Count())
		for i, most := range map[int]float64{0: c.most, 2: .02} {
			if was, is := clean.Figures[i], now.Figures[i]; is.Of != was.Of || is.Sum < was.Sum-most*float64(was.Of) {
				t.Errorf("%s: %s %s, with care %s", c.name, is.Name, is.Count(), was.Count())
			}
		}
	}
}

// disturbed scores the questions of all sets in another form.
func disturbed(ctx context.Context, t *testing.T, exams []*examinee, sets []evals.Set, form func(string) string) evals.Report {
	t.Helper()
	var all evals.Report
	for i, s := range sets {
		questions := append([]evals.Question(nil), s.Questions...)
		for j := range questions {
			questions[j].Text = form(questions[j].Text)
		}
		report, err := exams[i].score(ctx, questions)
		if err != nil {
			t.Fatal(err)
		}
		all = all.Plus(report)
	}
	return all
}

func noMark(question string) string { return strings.TrimRight(question, "?!. ") }

var slippery = regexp.MustCompile(`[A-Za-z]{5,}`)

// slip puts a slip of the fingers into one word of a question, the same each time: two letters
// swapped, or one left out, doubled or another.
func slip(question string) string {
	h := fnv.New64a()
	h.Write([]byte(strings.ToLower(question)))
	r := rand.New(rand.NewPCG(h.Sum64(), 1))
	var words [][]int
	for _, at := range slippery.FindAllStringIndex(question, -1) {
		if !english.Stop(english.Key(question[at[0]:at[1]])) {
			words = append(words, at)
		}
	}
	if len(words) == 0 {
		return question
	}
	word := words[r.IntN(len(words))]
	i := word[0] + 1 + r.IntN(word[1]-word[0]-2)
	switch r.IntN(4) {
	case 0:
		return question[:i] + question[i+1:i+2] + question[i:i+1] + question[i+2:]
	case 1:
		return question[:i] + question[i+1:]
	case 2:
		return question[:i] + question[i:i+1] + question[i:]
	}
	return question[:i] + string(rune('a'+r.IntN(26))) + question[i+1:]
}
