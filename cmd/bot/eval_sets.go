package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"briefbot/internal/briefing/evals"
	"briefbot/internal/briefing/inert"
	"briefbot/internal/briefing/ingest"
)

// hitsPerQuery is how many passages a search of a set returns: enough for ten distinct
// articles.
const hitsPerQuery = 30

// setsOutcome is the evaluation of sets as it is kept.
type setsOutcome struct {
	Sheets  []evals.Sheet     `json:"sheets"`
	Changes *evals.Comparison `json:"changes,omitempty"` // against an earlier report
}

// evalSets scores every set in a folder, after those inside the program, and compares the
// outcome with an earlier one.
func (a *app) evalSets(ctx context.Context, f evalFlags) (err error) {
	var earlier []evals.Sheet
	if f.against != "" {
		if earlier, err = loadFile(f.against, evals.LoadSheets); err != nil {
			return fmt.Errorf("read report %s: %w", f.against, cause(err))
		}
	}
	sets, err := findSets(f.sets, a.evalArticles())
	if err != nil {
		return fmt.Errorf("read sets %s: %w", f.sets, err)
	}
	var out *output // opened first: what cannot be written is said before the work
	if f.out != "" {
		if out, err = a.openOutput(f.out); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, out.close(err == nil)) }()
	}
	outcome := setsOutcome{}
	if outcome.Sheets, err = a.sheets(ctx, sets); err != nil {
		return err
	}
	if f.against != "" {
		c := evals.Compare(earlier, outcome.Sheets)
		outcome.Changes = &c
	}
	if out != nil {
		if err := writeJSON(out, outcome); err != nil {
			return err
		}
	}
	if f.json {
		return writeJSON(a.out, outcome)
	}
	return a.show(outcome.text())
}

// evalArticles is the folder of articles that the settings name, "" for none.
func (a *app) evalArticles() string {
	path, _ := a.settings.corpus()
	return path
}

// sheets scores the sets inside the program and those given, several at a time.
func (a *app) sheets(ctx context.Context, sets []evalSet) ([]evals.Sheet, error) {
	out := make([]evals.Sheet, 1+len(sets))
	problems := make([][]ingest.Problem, len(sets))
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	group.Go(func() error {
		results, err := a.goldenResults(groupCtx)
		out[0] = evals.ShippedSheet(results)
		return err
	})
	for i, set := range sets {
		group.Go(func() (err error) {
			out[1+i], problems[i], err = set.sheet(groupCtx)
			return err
		})
	}
	err := group.Wait()
	for i, p := range problems {
		if len(p) > 0 {
			a.warn(fmt.Errorf("set %s: %s in the articles, which are as the set has them; the first is %w", sets[i].name, count(len(p), "problem"), p[0]))
		}
	}
	return out, err
}

// text is the table of the figures and what has changed, for people.
func (o setsOutcome) text() string {
	var columns []evals.Column
	for _, s := range o.Sheets {
		columns = append(columns, evals.Column{Set: inert.Clean(s.Set), Figures: s.Figures})
	}
	text := evals.Table(columns, evals.Figure.Rate)
	if o.Changes != nil {
		text += "\n" + o.Changes.Text(inert.Clean)
	}
	return text
}
