package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"briefbot/internal/briefing/evals"
	"briefbot/seeds"
)

// goldenOutcome is the evaluation of the sets inside the program as JSON.
type goldenOutcome struct {
	Sets    []evals.Result `json:"sets"`
	Changes []string       `json:"changes"` // against the golden report
}

// evalGolden scores the sets inside the program and compares the report with the golden
// one. A difference is a failure, unless it is to be written.
func (a *app) evalGolden(ctx context.Context, f evalFlags) error {
	path := ""
	if f.update {
		var err error
		if path, err = goldenFile(); err != nil {
			return err
		}
	}
	results, err := a.goldenResults(ctx)
	if err != nil {
		return err
	}
	text := evals.Text(results)
	changes := evals.Changes(evals.Golden(), text)
	if f.json {
		err = writeJSON(a.out, goldenOutcome{results, append([]string{}, changes...)})
	} else {
		err = a.show(evals.Table(evals.Columns(results), evals.Figure.Count) + strings.Join(append(changes, ""), "\n"))
	}
	switch {
	case err != nil:
		return err
	case f.update:
		return a.writeGolden(path, text)
	case len(changes) > 0:
		return errors.New("compare with the golden report: the answers differ; " +
			"if they are as they should be, write it anew with bot eval --update")
	}
	return nil
}

// goldenResults scores the demo corpus and the invented corpora, and the conversations on all
// of them as one set.
func (a *app) goldenResults(ctx context.Context) ([]evals.Result, error) {
	sets, err := goldenSets()
	if err != nil {
		return nil, err
	}
	var results []evals.Result
	talk := evals.Result{Set: "conversation"}
	for _, s := range sets {
		e, err := a.examinee(ctx, fromFS(s.Articles))
		if err != nil {
			return nil, fmt.Errorf("read the articles of %s: %w", s.Name, err)
		}
		report, err := e.score(ctx, s.Questions)
		if err != nil {
			return nil, err
		}
		results = append(results, evals.Result{Set: s.Name, Report: report})
		if report, err = e.score(ctx, s.Conversations); err != nil {
			return nil, err
		}
		talk.Report = talk.Report.Plus(report)
	}
	return append(results, talk), nil
}

// goldenSets opens the demo corpus and the invented corpora.
func goldenSets() ([]evals.Set, error) {
	demo := evals.Set{Name: "seeds", Articles: seeds.Articles()}
	var err error
	if demo.Questions, err = evals.LoadQuestions(bytes.NewReader(seeds.Questions())); err != nil {
		return nil, fmt.Errorf("read the questions on the demo corpus: %w", err)
	}
	if demo.Conversations, err = evals.LoadQuestions(bytes.NewReader(seeds.Conversations())); err != nil {
		return nil, fmt.Errorf("read the conversations on the demo corpus: %w", err)
	}
	invented, err := evals.Sets(evals.Corpora())
	return append([]evals.Set{demo}, invented...), err
}

// goldenFile returns where the golden report lies in the checkout around the working folder.
func goldenFile() (string, error) {
	here, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("write the golden report: find the working folder: %w", err)
	}
	for dir := here; ; dir = filepath.Dir(dir) {
		mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if first, _, _ := bytes.Cut(mod, []byte("\n")); err == nil && string(bytes.TrimSpace(first)) == "module briefbot" {
			return filepath.Join(dir, filepath.FromSlash(evals.GoldenPath)), nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("write the golden report: %s is in no checkout of the source; run bot eval --update inside one", here)
		}
	}
}

func (a *app) writeGolden(path, text string) (err error) {
	out, err := a.openOutput(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.close(err == nil)) }()
	_, err = io.WriteString(out, text)
	return err
}
