package main

import (
	"os"
	"testing"

	"briefbot/internal/briefing/evals"
)

// TestFollowUpsAreUnderstood asks every question that leans on a conversation with it and, in
// its place, the question that a person would have asked without. What is understood is
// answered as well.
func TestFollowUpsAreUnderstood(t *testing.T) {
	t.Parallel()
	a := &app{errs: os.Stderr}
	sets, err := goldenSets()
	if err != nil {
		t.Fatal(err)
	}
	var leaning, alone evals.Report
	for _, s := range sets {
		e, err := a.examinee(t.Context(), fromFS(s.Articles))
		if err != nil {
			t.Fatal(err)
		}
		report, err := e.score(t.Context(), s.Conversations)
		if err != nil {
			t.Fatal(err)
		}
		leaning = leaning.Plus(report)
		for i := range s.Conversations {
			q := &s.Conversations[i]
			if q.Standalone == "" {
				t.Errorf("%s: no standalone question", q.ID)
			}
			q.Text, q.History = q.Standalone, nil
		}
		if report, err = e.score(t.Context(), s.Conversations); err != nil {
			t.Fatal(err)
		}
		alone = alone.Plus(report)
	}
	const most = 2 // questions that are lost to the wording
	with, without := leaning.Figures[0], alone.Figures[0]
	t.Logf("%s: %s in conversation, %s by themselves", with.Name, with.Count(), without.Count())
	if with.Of < 60 || with.Sum < without.Sum-most {
		t.Errorf("%s of the questions in conversation are answered, %s when asked by themselves", with.Count(), without.Count())
	}
}
