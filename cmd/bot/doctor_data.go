package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"time"

	"briefbot/internal/adapters/sqlite"
)

// minFree is how much room a data folder is to have: a day's articles and answers of a busy
// bot, many times over.
const minFree = 200 << 20

// data looks at the data folder and all that is kept in it.
func (e *examination) data(ctx context.Context) {
	if corpus := e.settings["corpus"].value; corpus != "" {
		if _, err := os.Stat(corpus); err != nil {
			e.bad("data: corpus", corpus+": "+cause(err).Error(), "name a folder of articles, or one .jsonl file, with --corpus or BRIEFBOT_CORPUS")
		} else {
			e.ok("data: corpus", "%s, watched by bot serve", corpus)
		}
	}
	dir := e.settings["data"].value
	if !e.folder(dir) {
		return
	}
	if !holdsStore(dir) {
		e.articles(0)
		return
	}
	store, err := openIn(ctx, dir)
	if err != nil {
		e.err("data: store", err)
		return
	}
	e.store(ctx, store)
	e.sources(ctx, store)
	e.index(ctx, store)
	e.backlog(ctx, store)
	e.subscriptions(ctx, store)
	e.rooms(ctx, store)
	e.usage(ctx, store)
	if err := store.Close(); err != nil {
		e.err("data: store", err)
	}
}

// folder looks at the data folder, and reports whether it is there.
func (e *examination) folder(dir string) bool {
	const about = "data: folder"
	if dir == "" {
		e.bad(about, "this user has no home folder", "name one with --data DIR")
		return false
	}
	probe, err := os.CreateTemp(dir, ".doctor.*")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.ok(about, "%s, which bot serve and bot ingest make", dir)
		e.articles(0)
		return false
	case err != nil:
		e.bad(about, dir+" cannot be written: "+cause(err).Error(), "give the user that runs the bot the folder (chown), or name another with --data DIR")
		return true
	}
	_ = errors.Join(probe.Close(), os.Remove(probe.Name())) // it was but a trial
	switch free, known := freeBytes(dir); {
	case !known:
		e.ok(about, "%s", dir)
	case free < minFree:
		e.bad(about, fmt.Sprintf("%s has %s left", dir, size(free)), "free some space: what cannot be stored is not answered")
	default:
		e.ok(about, "%s, %s free", dir, size(free))
	}
	return true
}

// store looks the database over.
func (e *examination) store(ctx context.Context, store *sqlite.Store) {
	switch c, err := store.Condition(ctx); {
	case err != nil:
		e.err("data: store", err)
	case len(c.Faults) > 0:
		e.bad("data: store", storeFile+" is damaged: "+strings.Join(c.Faults, ", "), "stop bot serve and put a backup in its place; see docs/operating.md")
	default:
		e.ok("data: store", "%s is sound, %s, schema %d", storeFile, size(c.Bytes), c.Version)
	}
}

// index makes the index as bot serve does.
func (e *examination) index(ctx context.Context, store *sqlite.Store) {
	start := time.Now()
	desk, err := newDesk(ctx, nil, store)
	if err == nil {
		err = (&follower{store: store, index: desk.index, log: slog.New(slog.DiscardHandler)}).catchUp(ctx)
	}
	if err != nil {
		e.err("data: index", err)
		return
	}
	if e.articles(desk.index.Len()); desk.index.Len() > 0 {
		e.ok("data: index", "%s, made in %.1f s", count(desk.index.Passages(), "passage"), time.Since(start).Seconds())
	}
	e.vectors(ctx, store, desk.index)
}

// articles says how many there are.
func (e *examination) articles(n int) {
	switch {
	case n > 0:
		e.ok("data: articles", "%d", n)
	case e.settings["corpus"].value != "":
		e.ok("data: articles", "none yet; bot serve takes those of the corpus")
	case e.followed > 0:
		e.ok("data: articles", "none yet; bot serve takes those of the sources")
	default:
		e.bad("data: articles", "none", "add some with bot ingest PATH, name a folder of them with --corpus PATH, or follow a source with bot sources add ADDRESS")
	}
}

// size writes a number of bytes in its largest unit.
func size(n int64) string {
	switch {
	case n < 1<<20:
		return fmt.Sprintf("%d KB", (n+1<<10-1)>>10)
	case n < 1<<30:
		return fmt.Sprintf("%d MB", n>>20)
	default:
		return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
	}
}
