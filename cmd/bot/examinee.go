package main

import (
	"context"
	"io/fs"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/evals"
	"briefbot/internal/briefing/ingest"
)

// examinee answers and searches from the articles of one set, and knows their texts.
type examinee struct {
	desk     *desk
	articles map[string]briefing.Article
}

// examDay is when all articles of a set are taken in, so that no outcome hangs on the day
// of the examination.
var examDay = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

// corpusReader reads the articles of a set.
type corpusReader func(context.Context, *ingest.Reader, func(*briefing.Document) error) error

// examinee reads the articles, reports their problems and makes them answer.
func (a *app) examinee(ctx context.Context, read corpusReader) (*examinee, error) {
	return newExaminee(ctx, read, func(p ingest.Problem) { a.problem(p) })
}

func newExaminee(ctx context.Context, read corpusReader, problem func(ingest.Problem)) (*examinee, error) {
	var docs []*briefing.Document
	e := &examinee{articles: map[string]briefing.Article{}}
	reader := &ingest.Reader{Now: examDay, Problem: problem}
	err := read(ctx, reader, func(d *briefing.Document) error {
		docs = append(docs, d)
		e.articles[d.ID] = d.Article
		return nil
	})
	if err != nil {
		return nil, err
	}
	ingest.TraceCopies(docs)
	e.desk, err = newDesk(ctx, docs, nil)
	return e, err
}

// fromFS reads all articles of a file system.
func fromFS(fsys fs.FS) corpusReader {
	return func(ctx context.Context, r *ingest.Reader, each func(*briefing.Document) error) error {
		return r.FS(ctx, fsys, each)
	}
}

// Ask implements evals.Asker.
func (e *examinee) Ask(ctx context.Context, q briefing.Question) (briefing.Answer, error) {
	return e.desk.service.Ask(ctx, q)
}

// Search implements evals.Searcher.
func (e *examinee) Search(ctx context.Context, q briefing.Question, k int) (briefing.Evidence, error) {
	return e.desk.searcher.Search(ctx, e.desk.composer.Analyse(q), k)
}

// score asks the questions and compares the answers with their keys.
func (e *examinee) score(ctx context.Context, questions []evals.Question) (evals.Report, error) {
	answers, err := evals.Ask(ctx, e, questions)
	if err != nil {
		return evals.Report{}, err
	}
	return evals.Score(questions, answers, e.text), nil
}

// text returns the text of an article, where quotes stand.
func (e *examinee) text(id string) (string, bool) {
	article, ok := e.articles[id]
	return article.Text, ok
}

// titled returns the title and the text of an article, where passages stand.
func (e *examinee) titled(id string) (string, bool) {
	article, ok := e.articles[id]
	return article.Title + "\n" + article.Text, ok
}
