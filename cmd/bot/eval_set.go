package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/evals"
	"briefbot/internal/briefing/ingest"
)

// evalSet is where the parts of one set lie.
type evalSet struct {
	name      string
	queries   string // the file of what to search for and to ask; "" in a set of questions with keys
	questions string // the file of questions with keys
	articles  string // a folder or a file
}

const keysEnding = "_questions.jsonl"

// findSets returns the sets in a folder, in the order of their names: see the help of the
// command. articles, if not "", serve the files of questions that have none of their own.
func findSets(dir, articles string) ([]evalSet, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("%w; name the folder that the sets are in", cause(err))
	}
	var sets []evalSet
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch inside := func(name string) string { return filepath.Join(path, name) }; {
		case exists(inside("queries.jsonl")) && exists(inside("corpus.jsonl")):
			sets = append(sets, evalSet{name: e.Name(), queries: inside("queries.jsonl"), articles: inside("corpus.jsonl")})
		case exists(inside("questions.jsonl")) && exists(inside("articles")):
			sets = append(sets, evalSet{name: e.Name(), questions: inside("questions.jsonl"), articles: inside("articles")})
		case strings.HasSuffix(e.Name(), ".jsonl"):
			set := evalSet{name: strings.TrimSuffix(e.Name(), ".jsonl"), questions: path}
			if set.articles = articlesBeside(path, articles); set.articles == "" {
				return nil, fmt.Errorf("%s: no folder of articles for it; name one with --corpus", e.Name())
			}
			sets = append(sets, set)
		}
	}
	if len(sets) == 0 {
		return nil, errors.New("no set in it; a set is a folder with queries.jsonl and corpus.jsonl or with questions.jsonl and articles/, or a file of questions")
	}
	return sets, nil
}

// articlesBeside returns the folder that NAME_questions.jsonl is about, NAME or NAMEs beside
// it or beside its folder, or else the other one.
func articlesBeside(file, other string) string {
	name, ok := strings.CutSuffix(filepath.Base(file), keysEnding)
	if !ok {
		return other
	}
	dir := filepath.Dir(file)
	for _, in := range []string{dir, filepath.Join(dir, "..")} {
		for _, folder := range []string{name, name + "s"} {
			if path := filepath.Join(in, folder); exists(path) {
				return path
			}
		}
	}
	return other
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// sheet searches for and asks everything in the set. Problems in the articles are returned,
// for a set is measured as it is.
func (s evalSet) sheet(ctx context.Context) (sheet evals.Sheet, problems []ingest.Problem, err error) {
	e, err := newExaminee(ctx, func(ctx context.Context, r *ingest.Reader, each func(*briefing.Document) error) error {
		return r.Path(ctx, s.articles, each)
	}, func(p ingest.Problem) { problems = append(problems, p) })
	if err != nil {
		return sheet, problems, err
	}
	if s.queries == "" {
		sheet, err = s.ask(ctx, e)
	} else {
		sheet, err = s.search(ctx, e)
	}
	return sheet, problems, err
}

// ask scores the answers to questions with keys.
func (s evalSet) ask(ctx context.Context, e *examinee) (evals.Sheet, error) {
	questions, err := loadFile(s.questions, evals.LoadQuestions)
	if err != nil {
		return evals.Sheet{}, fmt.Errorf("read questions %s: %w", s.questions, cause(err))
	}
	report, err := e.score(ctx, questions)
	return evals.QuestionSheet(s.name, report), err
}

// search scores what is found for queries, and what is answered.
func (s evalSet) search(ctx context.Context, e *examinee) (evals.Sheet, error) {
	queries, err := loadFile(s.queries, evals.LoadQueries)
	if err != nil {
		return evals.Sheet{}, fmt.Errorf("read queries %s: %w", s.queries, cause(err))
	}
	runs, err := evals.Search(ctx, e, queries, hitsPerQuery)
	if err != nil {
		return evals.Sheet{}, err
	}
	answers, err := evals.Ask(ctx, e, queries)
	if err != nil {
		return evals.Sheet{}, err
	}
	return evals.QuerySheet(s.name, evals.ScoreSearch(queries, runs, e.titled), evals.ScoreReplies(queries, answers, e.text)), nil
}
