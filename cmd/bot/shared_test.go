package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/evals"
	"briefbot/internal/briefing/ingest"
)

// sharedFolder returns the folder of the real articles and the public sets, which are not
// the project's to ship.
func sharedFolder(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("BRIEFBOT_SHARED")
	if dir == "" {
		t.Skip("BRIEFBOT_SHARED does not name a folder that holds seeds/ and evals/")
	}
	return dir
}

// TestAnswersFromRealArticles holds what is promised for the development questions on five
// articles of real publishers.
func TestAnswersFromRealArticles(t *testing.T) {
	t.Parallel()
	shared := sharedFolder(t)
	a := &app{errs: os.Stderr}
	e, err := a.examinee(t.Context(), func(ctx context.Context, r *ingest.Reader, each func(*briefing.Document) error) error {
		return r.Path(ctx, filepath.Join(shared, "seeds"), each)
	})
	if err != nil {
		t.Fatal(err)
	}
	questions, err := loadFile(filepath.Join(shared, "evals", "seed_questions.jsonl"), evals.LoadQuestions)
	if err != nil {
		t.Fatal(err)
	}
	report, err := e.score(t.Context(), questions)
	if err != nil {
		t.Fatal(err)
	}
	holdAtLeast(t, report.Figures, map[string]float64{
		"accuracy": 31.0 / 34, "refusal": 11.0 / 12, "quote_valid": 1, "backed": 1, "marker_valid": 1, "disagree": 1,
	})
	for name, most := range map[string]float64{"false_refusal": 1.0 / 34, "false_disagree": 0} {
		if v, ok := report.Figures.Get(name).Value(); !ok || v > most {
			t.Errorf("%s is %s, want at most %.3f", name, report.Figures.Get(name).Count(), most)
		}
	}
}

// TestSearchOfPublicSets holds the reach of search on a public set of news.
func TestSearchOfPublicSets(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(sharedFolder(t), "evals", "multihop_rag")
	set := evalSet{name: "multihop_rag", queries: filepath.Join(dir, "queries.jsonl"), articles: filepath.Join(dir, "corpus.jsonl")}
	sheet, _, err := set.sheet(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	holdAtLeast(t, sheet.Figures, map[string]float64{
		"passage_hits@10": 0.909, "all_facts@10": 0.33, "passage_hits@4": 0.778, "refusal_auroc": 0.947,
	})
}

func holdAtLeast(t *testing.T, figures evals.Figures, least map[string]float64) {
	t.Helper()
	for name, want := range least {
		if v, ok := figures.Get(name).Value(); !ok || v < want {
			t.Errorf("%s is %s (%s), want at least %.3f", name, figures.Get(name).Count(), figures.Get(name).Rate(), want)
		}
	}
}
