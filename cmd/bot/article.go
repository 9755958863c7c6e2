package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"briefbot/internal/adapters/console"
	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing/ingest"
)

func (a *app) articleCommand() *cobra.Command {
	var history, asJSON bool
	cmd := &cobra.Command{
		Use:   "article ID",
		Short: "Show an article, or what has changed in it",
		Long: `Show an article: what is known of it and its text, or with --history the texts that it has
had, each as its difference from the one before.

The id is "article" in the JSON of answers and searches. That of a web article is its address
without the scheme; the whole address does as well.`,
		Example: `  bot article --history example.org/2025/08/15/story`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || strings.TrimSpace(args[0]) == "" {
				return misuse(cmd, "give one article id")
			}
			return a.article(cmd.Context(), strings.TrimSpace(args[0]), history, asJSON)
		},
	}
	cmd.Flags().BoolVar(&history, "history", false, "show the texts that it has had instead of its text")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the article as one line of JSON")
	return cmd
}

func (a *app) article(ctx context.Context, id string, history, asJSON bool) (err error) {
	c, err := a.catalogue(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	d, err := c.find(ctx, id)
	if err != nil {
		return err
	}
	shown := console.Article{Article: d.Article, Words: words(d.Text), Text: d.Text}
	if shown.Copies, err = c.copies(ctx, d.ID); err != nil {
		return err
	}
	if c.store == nil {
		shown.FirstSeen = time.Time{} // a moment ago
	}
	if history {
		if c.store == nil {
			return fmt.Errorf("article %s: a corpus that is read into memory has no history; bot ingest keeps articles with their revisions, --data DIR names the data folder", id)
		}
		if shown.History, err = versions(ctx, c.store, d.ID); err != nil {
			return err
		}
	}
	if asJSON {
		return writeJSON(a.out, shown)
	}
	return console.For(a.out, a.getenv).Article(a.out, shown)
}

// versions returns the texts that an article has had, in the order they came.
func versions(ctx context.Context, store *sqlite.Store, article string) ([]console.Version, error) {
	revisions, err := store.Revisions(ctx, article)
	if err != nil {
		return nil, err
	}
	quoted, err := store.Quoted(ctx, article)
	if err != nil {
		return nil, err
	}
	var out []console.Version
	before := ""
	for i, r := range revisions {
		text, err := store.Text(ctx, article, r.ID)
		if err != nil {
			return nil, err
		}
		v := console.Version{Revision: r.ID, FirstSeen: r.FirstSeen, Current: r.Current, Words: words(text), Answers: quoted[r.ID]}
		if i > 0 {
			v.Edits = ingest.Diff(before, text)
		}
		out, before = append(out, v), text
	}
	return out, nil
}

// words counts what white space divides.
func words(text string) int { return len(strings.Fields(text)) }
