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

// bin counts questions by how confident their evidence is, and those that have an answer.
type bin struct{ of, answerable int }

// reliability is questions in five bins of confidence: 0 to 0.2, …, 0.8 to 1.
type reliability [5]bin

func (r *reliability) add(confidence float64, answerable bool) {
	b := &r[min(len(r)-1, int(confidence*float64(len(r))))]
	b.of++
	if answerable {
		b.answerable++
	}
}

// log writes a line for people: share answerable (questions) by bin.
func (r *reliability) log(t *testing.T, name string) {
	t.Helper()
	var cells [len(r)]string
	for i, b := range r {
		cells[i] = "–"
		if b.of > 0 {
			cells[i] = evals.Figure{Name: name, Sum: float64(b.answerable), Of: b.of}.Count()
		}
	}
	t.Logf("%-16s %9s %9s %9s %9s %9s", name, cells[0], cells[1], cells[2], cells[3], cells[4])
}

// TestCalibration holds that confidence tells what share of questions has an answer, over the
// corpora inside the program, and logs it for those of others.
func TestCalibration(t *testing.T) {
	t.Parallel()
	sets, err := goldenSets()
	if err != nil {
		t.Fatal(err)
	}
	var own reliability
	for _, s := range sets {
		e, err := (&app{}).examinee(t.Context(), fromFS(s.Articles))
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range s.Questions {
			own.add(confidenceIn(t, e, q.Asked()), q.Answerable)
		}
	}
	own.log(t, "own corpora")
	last := -1.0
	for i, b := range own {
		share := float64(b.answerable) / float64(max(1, b.of))
		if b.of >= 10 && share < last {
			t.Errorf("bin %d: %d of %d questions have an answer, a smaller share than in the bin below", i, b.answerable, b.of)
		}
		last = max(last, share)
	}
	if low, high := own[0], own[4]; low.answerable*2 > low.of || high.answerable*10 < high.of*9 {
		t.Errorf("%d of %d questions with the least confidence have an answer, want at most half; %d of %d with the most, want nine in ten",
			low.answerable, low.of, high.answerable, high.of)
	}
	logPublicSets(t)
}

func confidenceIn(t *testing.T, e *examinee, q briefing.Question) float64 {
	t.Helper()
	found, err := e.Search(t.Context(), q, 1)
	if err != nil {
		t.Fatal(err)
	}
	return found.Confidence
}

// logPublicSets logs the same for the sets whose folder is given.
func logPublicSets(t *testing.T) {
	t.Helper()
	shared := os.Getenv("BRIEFBOT_SHARED")
	if shared == "" || !testing.Verbose() {
		return
	}
	sets, err := findSets(filepath.Join(shared, "evals"), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sets {
		e, err := newExaminee(t.Context(), func(ctx context.Context, r *ingest.Reader, each func(*briefing.Document) error) error {
			return r.Path(ctx, s.articles, each)
		}, func(ingest.Problem) {})
		if err != nil {
			t.Fatal(err)
		}
		var all reliability
		if s.queries == "" {
			questions, err := loadFile(s.questions, evals.LoadQuestions)
			if err != nil {
				t.Fatal(err)
			}
			for _, q := range questions {
				all.add(confidenceIn(t, e, q.Asked()), q.Answerable)
			}
			all.log(t, s.name)
			continue
		}
		queries, err := loadFile(s.queries, evals.LoadQueries)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range queries {
			if q.Answerable != nil {
				all.add(confidenceIn(t, e, q.Asked()), *q.Answerable)
			}
		}
		all.log(t, s.name)
	}
}
