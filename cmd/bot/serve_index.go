package main

import (
	"context"
	"log/slog"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/retrieve"
)

// follower keeps an index up with a store, whoever changes that: bot serve itself or a bot
// ingest beside it.
type follower struct {
	store documentStore
	index *retrieve.Index
	every time.Duration
	log   *slog.Logger

	seq int64 // of the last change that the index has
}

// documentStore tells of the changes after one, in their order.
type documentStore interface {
	Documents(ctx context.Context, after int64, each func(seq int64, id string, d *briefing.Document) error) error
}

// followEvery is how often the store is asked for changes: a query of 50 µs.
const followEvery = time.Second

// run follows until ctx ends.
func (f *follower) run(ctx context.Context) {
	repeat(ctx, f.every, f.log, "index does not follow the store; tried again until it does", f.catchUp)
}

// catchUp brings the index all changes that it has not.
func (f *follower) catchUp(ctx context.Context) error {
	before, start := f.seq, time.Now()
	err := f.store.Documents(ctx, f.seq, func(seq int64, id string, d *briefing.Document) error {
		if d == nil {
			f.index.Remove(id)
		} else {
			f.index.Add(d)
		}
		f.seq = seq
		return ctx.Err()
	})
	if f.seq > before {
		f.log.Info("index caught up", "articles", f.index.Len(), "passages", f.index.Passages(), "took", time.Since(start))
	}
	return err
}
