package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/evals"
	"briefbot/internal/briefing/inert"
	"briefbot/internal/briefing/ingest"
)

// hitsPerQuery is how many passages a search of a set returns: enough for ten distinct
// articles.
const hitsPerQuery = 30

// shortAnswerSets are the sets whose right answers are short, so that they are asked as
// well as searched.
var shortAnswerSets = []string{"squad2_500", "rgb_noise"}

// evalSets scores every set in a folder: each is a folder with a queries.jsonl and a
// corpus.jsonl.
func (a *app) evalSets(ctx context.Context, f evalFlags) error {
	files, err := filepath.Glob(filepath.Join(f.sets, "*", "queries.jsonl"))
	if err == nil && len(files) == 0 {
		err = errors.New("no set in it; a set is a folder with a queries.jsonl and a corpus.jsonl")
	}
	if err != nil {
		return fmt.Errorf("read sets %s: %w", f.sets, err)
	}
	reports := map[string]evals.SearchReport{}
	var columns []evals.Column
	for _, file := range files {
		dir := filepath.Dir(file)
		report, err := a.evalSet(ctx, dir)
		if err != nil {
			return err
		}
		name := filepath.Base(dir)
		reports[name] = report
		columns = append(columns, evals.Column{Set: inert.Clean(name), Figures: report.Figures})
	}
	if f.json {
		return writeJSON(a.out, reports)
	}
	return a.show(evals.Table(columns, evals.Figure.Rate))
}

// evalSet scores the searches of a set and, where right answers are short, the answers.
func (a *app) evalSet(ctx context.Context, dir string) (evals.SearchReport, error) {
	var none evals.SearchReport
	file := filepath.Join(dir, "queries.jsonl")
	queries, err := loadFile(file, evals.LoadQueries)
	if err != nil {
		return none, fmt.Errorf("read queries %s: %w", file, cause(err))
	}
	e, err := a.examinee(ctx, func(ctx context.Context, r *ingest.Reader, each func(*briefing.Document) error) error {
		return r.Path(ctx, filepath.Join(dir, "corpus.jsonl"), each)
	})
	if err != nil {
		return none, err
	}
	runs, err := evals.Search(ctx, e, queries, hitsPerQuery)
	if err != nil {
		return none, err
	}
	report := evals.ScoreSearch(queries, runs, e.titled)
	if slices.Contains(shortAnswerSets, filepath.Base(dir)) {
		answers, err := evals.Ask(ctx, e, queries)
		if err != nil {
			return none, err
		}
		report.Figures = append(report.Figures, evals.ScoreShort(queries, answers, evals.ShortWords)...)
	}
	return report, nil
}
