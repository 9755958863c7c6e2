package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/ingest"
)

func (a *app) ingestCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "ingest PATH...",
		Short: "Take articles into the data folder: folders, .txt, .md, .html and .jsonl files",
		Long: `Take articles into the data folder: folders, .txt, .md, .html and .jsonl files.

The same article again is no new article; a changed one is a new revision. What cannot be
read is reported by file and line, and the rest goes on.`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			if len(paths) == 0 {
				return misuse(cmd, "no path")
			}
			if cmd.Flags().Changed("corpus") {
				return misuse(cmd, "--corpus is read in memory; bot ingest fills the data folder, which --data names")
			}
			return a.ingest(cmd.Context(), paths)
		},
	}
}

func (a *app) ingest(ctx context.Context, paths []string) (err error) {
	store, err := a.createStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	i := &intake{store: store, changes: map[briefing.Change]int{}, taken: map[string]string{}}
	bar := &progress{app: a, on: term.IsTerminal(int(a.errs.Fd()))}
	for _, path := range paths {
		reader := &ingest.Reader{
			Now:      time.Now(),
			Problem:  func(p ingest.Problem) { bar.clear(); a.problem(p) },
			Progress: bar.show,
		}
		err := reader.Path(ctx, path, func(d *briefing.Document) error {
			if err := i.reserve(d, path); err != nil {
				bar.clear()
				a.problem(err)
				return nil
			}
			return i.add(ctx, d)
		})
		bar.clear()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case i.failed != nil:
			return i.failed
		case err != nil:
			a.problem(err)
		}
	}
	if err := i.flush(ctx); err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.out, i.summary())
	return err
}
