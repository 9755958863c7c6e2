package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"briefbot/internal/adapters/console"
	"briefbot/internal/briefing"
)

// searchFlags are what bot search was told.
type searchFlags struct {
	json    bool
	asOf    string
	k       int
	queries string
	out     string
}

// maxHits bounds -k: more passages than anybody reads.
const maxHits = 1000

func (a *app) searchCommand() *cobra.Command {
	var f searchFlags
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Show the passages that come closest to a query, best first",
		Long: `Show the passages that come closest to a query, best first.

With --queries it searches for every line of a file, in the format of bot ask --questions.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.search(cmd, f, strings.TrimSpace(strings.Join(args, " ")))
		},
	}
	cmd.Flags().BoolVar(&f.json, "json", false, "print the passages as one line of JSON")
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "count only articles up to `DATE` (2006-01-31)")
	cmd.Flags().IntVarP(&f.k, "number", "k", 10, "find this many passages")
	cmd.Flags().StringVar(&f.queries, "queries", "", "search for the queries in `FILE`, one JSON object a line (- for standard input)")
	cmd.Flags().StringVar(&f.out, "out", "-", "write the passages to `FILE` (- for standard output)")
	addOptions(cmd.Flags(), ofAnswering, ofCounting)
	return cmd
}

// search checks what was asked for and does it.
func (a *app) search(cmd *cobra.Command, f searchFlags, query string) error {
	asOf, err := parseAsOf(f.asOf)
	switch many := cmd.Flags().Changed("queries"); {
	case err != nil:
		return misuse(cmd, "--as-of: %v", err)
	case f.k < 1 || f.k > maxHits:
		return misuse(cmd, "-k is %d; it goes from 1 to %d", f.k, maxHits)
	case many == (query != ""):
		return misuse(cmd, "give either a query or --queries")
	case !many && cmd.Flags().Changed("out"):
		return misuse(cmd, "--out goes with --queries")
	}
	ctx := cmd.Context()
	d, err := a.desk(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := a.useMeaning(ctx, d); err != nil {
		return err
	}
	if f.queries != "" {
		return a.runBatch(ctx, batch{f.queries, f.out, asOf, func(ctx context.Context, q briefing.Question) (any, error) {
			e, err := d.searcher.Search(ctx, d.composer.Analyse(q), f.k)
			return resultOf(e), err
		}})
	}
	found, err := d.searcher.Search(ctx, d.composer.Analyse(briefing.Question{Text: query, AsOf: asOf}), f.k)
	if err != nil {
		return err
	}
	if f.json {
		return writeJSON(a.out, resultOf(found))
	}
	return console.For(a.out, a.getenv).Hits(a.out, found)
}

// result is one search as JSON. Its form is a contract, as that of an answer is.
type result struct {
	ID         string  `json:"id,omitempty"`
	Confidence float64 `json:"confidence"`
	Hits       []hit   `json:"hits"`
}

type hit struct {
	Article string  `json:"article"`
	Title   string  `json:"title"`
	Text    string  `json:"text"`  // verbatim, from Start to End
	Start   int     `json:"start"` // byte offsets in the article's text
	End     int     `json:"end"`
	Score   float64 `json:"score"`
}

func resultOf(e briefing.Evidence) result {
	r := result{ID: e.Query.Question.ID, Confidence: e.Confidence, Hits: make([]hit, 0, len(e.Hits))}
	for _, h := range e.Hits {
		r.Hits = append(r.Hits, hit{
			Article: h.Doc.ID, Title: h.Doc.Title, Text: h.Window.Of(h.Doc.Text),
			Start: h.Window.Start, End: h.Window.End, Score: h.Score,
		})
	}
	return r
}
