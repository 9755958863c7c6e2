package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/evals"
	"briefbot/internal/briefing/inert"
	"briefbot/internal/briefing/ingest"
	"briefbot/seeds"
)

// evalFlags are what bot eval was told.
type evalFlags struct {
	json      bool
	update    bool
	questions string
	sets      string
	out       string
	against   string
}

func (a *app) evalCommand() *cobra.Command {
	var f evalFlags
	cmd := &cobra.Command{
		Use:   "eval",
		Short: "Measure how good the answers are",
		Long: `Measure how good the answers are, over questions whose answers are known.

By itself it asks the questions on the demo corpus and on the invented corpora inside the
program, and fails when the outcome differs from the golden report that is kept with the
source. With --questions it scores another file of questions, over --corpus or else over the
demo corpus. No data folder is read or written.

With --sets it scores those sets together with every set in DIR, which are
  NAME/queries.jsonl with NAME/corpus.jsonl    searches and answers
  NAME/questions.jsonl with NAME/articles/     answers to questions with keys
  NAME_questions.jsonl                         the same, on the articles in the folder NAME or
                                               NAMEs beside it or beside DIR
  any other .jsonl file                        the same, on the articles of --corpus
--out keeps the outcome, and --against says which figures moved and which questions changed
side since one was kept.`,
		Example: `  bot eval
  bot eval --update
  bot eval --corpus articles --questions questions.jsonl
  bot eval --sets evals --out before.json
  bot eval --sets evals --against before.json`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.eval(cmd, f) },
	}
	cmd.Flags().BoolVar(&f.json, "json", false, "print the figures and outcomes as one line of JSON")
	cmd.Flags().BoolVar(&f.update, "update", false, "write the golden report anew, in a checkout of the source")
	cmd.Flags().StringVar(&f.questions, "questions", "", "score the questions in `FILE`, one JSON object with its key a line")
	cmd.Flags().StringVar(&f.sets, "sets", "", "score every set in `DIR` too")
	cmd.Flags().StringVar(&f.out, "out", "", "with --sets: keep the outcome in `FILE`, as JSON")
	cmd.Flags().StringVar(&f.against, "against", "", "with --sets: compare with the outcome kept in `FILE`")
	return cmd
}

// eval checks what was asked for and does it.
func (a *app) eval(cmd *cobra.Command, f evalFlags) error {
	given := cmd.Flags().Changed
	switch {
	case given("questions") && given("sets"):
		return misuse(cmd, "--questions and --sets exclude each other")
	case f.update && (given("questions") || given("sets")):
		return misuse(cmd, "--update writes the golden report, which is on the questions inside the program alone")
	case given("corpus") && !given("questions") && !given("sets"):
		return misuse(cmd, "--corpus goes with --questions or --sets")
	case !given("sets") && (given("out") || given("against")):
		return misuse(cmd, "--out and --against go with --sets")
	case given("data"):
		return misuse(cmd, "bot eval reads no data folder")
	case given("questions"):
		return a.evalQuestions(cmd.Context(), f)
	case given("sets"):
		return a.evalSets(cmd.Context(), f)
	}
	return a.evalGolden(cmd.Context(), f)
}

// evalQuestions scores a file of questions over a corpus.
func (a *app) evalQuestions(ctx context.Context, f evalFlags) error {
	questions, err := loadFile(f.questions, evals.LoadQuestions)
	if err != nil {
		return fmt.Errorf("read questions %s: %w", f.questions, cause(err))
	}
	e, err := a.examinee(ctx, a.evalCorpus)
	if err != nil {
		return err
	}
	report, err := e.score(ctx, questions)
	if err != nil {
		return err
	}
	if f.json {
		return writeJSON(a.out, report)
	}
	var b strings.Builder
	for _, o := range report.Outcomes {
		if o.Verdict != evals.OK {
			o.ID, o.Type, o.Why = inert.Clean(o.ID), inert.Clean(o.Type), inert.Clean(o.Why)
			fmt.Fprintf(&b, "%s\n      %s\n      > %s\n", o.Line(), inert.Clean(o.Text), inert.Clean(o.Said))
		}
	}
	column := evals.Column{Set: inert.Clean(filepath.Base(f.questions)), Figures: report.Figures}
	b.WriteString(evals.Table([]evals.Column{column}, countAndRate))
	return a.show(b.String())
}

// countAndRate writes a figure both ways: "31/34  0.912".
func countAndRate(f evals.Figure) string {
	if f.Of == 0 {
		return f.Rate()
	}
	return f.Count() + "  " + f.Rate()
}

// evalCorpus reads the corpus that the settings name, or the demo corpus.
func (a *app) evalCorpus(ctx context.Context, r *ingest.Reader, each func(*briefing.Document) error) error {
	path, ok := a.settings.corpus()
	if !ok {
		return r.FS(ctx, seeds.Articles(), each)
	}
	return r.Path(ctx, path, each)
}

// show writes text to standard output.
func (a *app) show(text string) error {
	_, err := a.out.WriteString(text)
	return err
}

// loadFile reads a file as load does.
func loadFile[T any](path string, load func(io.Reader) (T, error)) (T, error) {
	f, err := os.Open(path)
	if err != nil {
		var none T
		return none, err
	}
	defer f.Close()
	return load(f)
}
