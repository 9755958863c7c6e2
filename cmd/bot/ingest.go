package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/inert"
	"briefbot/internal/briefing/ingest"
	"briefbot/internal/briefing/sources"
)

func (a *app) ingestCommand() *cobra.Command {
	var dryRun, asJSON bool
	cmd := &cobra.Command{
		Use:   "ingest PATH|URL...",
		Short: "Take articles into the data folder: folders, files, feeds and web pages",
		Long: `Take articles into the data folder: folders, .txt, .md, .html and .jsonl files, feeds and web
pages, each once. What is to be followed is added with bot sources add.

The same article again is no new article; a changed one is a new revision. What cannot be
read is reported by file and line, and the rest goes on.`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			if len(paths) == 0 {
				return misuse(cmd, "no path or address")
			}
			if asJSON && !dryRun {
				return misuse(cmd, "--json shows what --dry-run reads")
			}
			if cmd.Flags().Changed("corpus") {
				return misuse(cmd, "--corpus is read in memory; bot ingest fills the data folder, which --data names")
			}
			if dryRun {
				return a.showArticles(cmd.Context(), paths, asJSON)
			}
			return a.ingest(cmd.Context(), paths)
		},
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "print the articles that would be taken, and keep nothing")
	cmd.Flags().BoolVar(&asJSON, "json", false, "with --dry-run: one article a line, as JSON")
	addOptions(cmd.Flags(), ofFetching)
	return cmd
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
		err := a.readArticles(ctx, path, store, bar, func(d *briefing.Document) error {
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

// readArticles calls each with the articles at a path or an address. Held, when it is not nil,
// says what the store has of an article whose page is read again.
func (a *app) readArticles(ctx context.Context, path string, held sources.Holder, bar *progress, each func(*briefing.Document) error) error {
	if strings.Contains(path, "://") {
		client := a.fetcher()
		return sources.Read(ctx, client, held, path, each, func(err error) { bar.clear(); a.problem(err) })
	}
	reader := &ingest.Reader{
		Now:      time.Now(),
		Problem:  func(p ingest.Problem) { bar.clear(); a.problem(p) },
		Progress: bar.show,
	}
	return reader.Path(ctx, path, each)
}

// articleJSON is an article as bot ingest --dry-run --json prints it.
type articleJSON struct {
	ID        string `json:"id"`
	Path      string `json:"path"` // the file, or the address that was given
	Title     string `json:"title"`
	Text      string `json:"text"`
	URL       string `json:"url"`
	Source    string `json:"source"`
	Author    string `json:"author"`
	Published string `json:"published"` // as in an answer; "" when unknown
	Modified  string `json:"modified"`  // RFC 3339; "" when unknown
	Language  string `json:"language"`
}

// showArticles prints the articles that would be taken.
func (a *app) showArticles(ctx context.Context, paths []string, asJSON bool) error {
	bar := &progress{app: a} // never on: the articles are the progress
	for _, path := range paths {
		err := a.readArticles(ctx, path, nil, bar, func(d *briefing.Document) error {
			if !asJSON {
				_, err := fmt.Fprintln(a.out, inert.Clean(fmt.Sprintf("%s: %s (%s, %s)", d.ID, d.Title, dateOf(d.Article), count(len(d.Passages), "passage"))))
				return err
			}
			shown := articleJSON{
				ID: d.ID, Path: d.From, Title: d.Title, Text: d.Text, URL: d.URL, Source: d.Source, Author: d.Author,
				Published: d.Date(), Language: d.Language,
			}
			if !d.Modified.IsZero() {
				shown.Modified = d.Modified.UTC().Format(time.RFC3339)
			}
			return writeJSON(a.out, shown)
		})
		_, broken := errors.AsType[writeError](err)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case broken:
			return err
		case err != nil:
			a.problem(err)
		}
	}
	return nil
}
