package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"briefbot/internal/briefing/vectors"
)

func (a *app) embedCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "embed",
		Short: "Make the vectors that articles are searched by meaning with",
		Long: `Make the vectors that articles in the data folder are searched by meaning with: of every
passage that has none, newest articles first, with OPENAI_EMBEDDING_MODEL.

bot serve does it by itself, beside the answering; this is for data folders that are not served,
and not to wait. What is done stays done when it is ended.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := noArguments(cmd, args); err != nil {
				return err
			}
			return a.embed(cmd.Context())
		},
	}
	addOptions(cmd.Flags(), ofAnswering, ofCounting)
	return cmd
}

func (a *app) embed(ctx context.Context) (err error) {
	if err := a.settings.checkEmbedder(); err != nil {
		return err
	}
	if !a.settings.hasEmbedder() {
		return errors.New("search by meaning: no model of embeddings is named; set OPENAI_EMBEDDING_MODEL")
	}
	store, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	dir, err := a.dataFolder()
	if err != nil {
		return err
	}
	lock, err := lockData(ctx, dir) // bot serve makes vectors itself
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	d, err := newDesk(ctx, nil, store)
	if err != nil {
		return err
	}
	log := slog.New(slog.DiscardHandler)
	if err := (&follower{store: store, index: d.index, log: log}).catchUp(ctx); err != nil {
		return err
	}
	embedder := a.settings.embedder(a.meter(store))
	return a.fill(ctx, &vectors.Filler{Store: store, Index: d.index, Embedder: embedder, Model: embedder.Model(), Log: log}, d)
}

// fill makes the vectors and says how far it is, on a terminal, and what it did.
func (a *app) fill(ctx context.Context, f *vectors.Filler, d *desk) error {
	bar := &progress{app: a, on: term.IsTerminal(int(a.errs.Fd()))}
	made, start := 0, time.Now()
	f.Filled = func(n int) {
		made += n
		bar.say(func() string {
			return fmt.Sprintf("%d of %s have a vector", d.index.Vectors(), count(d.index.Passages(), "passage"))
		})
	}
	err := f.Fill(ctx)
	bar.clear()
	if err != nil {
		return fmt.Errorf("make vectors: %w; bot doctor says what can be done", err)
	}
	_, err = fmt.Fprintf(a.out, "%s made in %.0f s; %d of %s have one.\n", count(made, "vector"), time.Since(start).Seconds(), d.index.Vectors(), count(d.index.Passages(), "passage"))
	return err
}
