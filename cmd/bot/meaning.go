package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"briefbot/internal/adapters/openai"
	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing/retrieve"
	"briefbot/internal/briefing/vectors"
)

// hasEmbedder reports whether a model of embeddings is set.
func (s settings) hasEmbedder() bool { return s["openai-embedding-model"].value != "" }

// checkEmbedder refuses a model of embeddings without a key.
func (s settings) checkEmbedder() error {
	if s.hasEmbedder() && !s.set("openai-api-key") {
		return errors.New("search by meaning: OPENAI_EMBEDDING_MODEL is set and OPENAI_API_KEY is not; set it (to anything where the endpoint needs none), or take the model away")
	}
	return nil
}

// embedder makes the client of the model of embeddings.
func (s settings) embedder(m openai.Meter) *openai.Embedder {
	return s.openai(m).Embedder(s["openai-embedding-model"].value)
}

// useMeaning has the desk search by meaning, too, as far as the vectors in its store go, when
// the settings name a model for it.
func (a *app) useMeaning(ctx context.Context, d *desk) error {
	if err := a.settings.checkEmbedder(); err != nil || !a.settings.hasEmbedder() || d.store == nil {
		return err
	}
	embedder := a.settings.embedder(a.meter(d.store))
	filler := vectors.Filler{Store: d.store, Index: d.index, Model: embedder.Model()}
	if err := filler.Load(ctx); err != nil {
		return err
	}
	d.searchBy(embedder, a.warn)
	return nil
}

// searchBy has the desk search by words and by meaning. problem is told, once for as long as it
// stays the same, why a question was searched for by its words alone.
func (d *desk) searchBy(embedder vectors.Embedder, problem func(error)) {
	d.searcher = &retrieve.Hybrid{Index: d.index, Embedder: embedder, Problem: once(func(err error) {
		problem(fmt.Errorf("search by meaning: %w; searched by words alone", err))
	})}
	d.service.Searcher = d.searcher
}

// once passes on errors that differ from the one before.
func once(report func(error)) func(error) {
	var mu sync.Mutex
	last := ""
	return func(err error) {
		mu.Lock()
		same := err.Error() == last
		last = err.Error()
		mu.Unlock()
		if !same {
			report(err)
		}
	}
}

// embedPace is what bot serve waits between two batches: at most 5 a second leave the endpoint
// and the store to the questions.
const embedPace = 200 * time.Millisecond

// searchByMeaning has the desk search by meaning, too, and returns what makes its vectors.
func (p servePlan) searchByMeaning(d *desk, embedder *openai.Embedder) *vectors.Filler {
	d.searchBy(embedder, func(err error) { p.log.Warn("questions have no vectors", "error", err) })
	return &vectors.Filler{Store: d.store, Index: d.index, Embedder: embedder, Model: embedder.Model(), Pace: embedPace, Log: p.log}
}

// vectors says how many passages have vectors.
func (e *examination) vectors(ctx context.Context, store *sqlite.Store, index *retrieve.Index) {
	model := e.settings["openai-embedding-model"].value
	if model == "" || index.Passages() == 0 {
		return
	}
	filler := vectors.Filler{Store: store, Index: index, Model: model, Log: slog.New(slog.DiscardHandler)}
	if err := filler.Load(ctx); err != nil {
		e.err("data: vectors", err)
		return
	}
	line := fmt.Sprintf("%d of %s have one of %s", index.Vectors(), count(index.Passages(), "passage"), model)
	if index.Vectors() < index.Passages() {
		line += "; bot serve or bot embed makes the others"
	}
	e.ok("data: vectors", "%s", line)
}

// embeddings asks the endpoint whether it has the model of embeddings.
func (e *examination) embeddings(ctx context.Context) {
	if err := e.settings.checkEmbedder(); err != nil {
		e.err("model: embeddings", err)
		return
	}
	if e.settings.hasEmbedder() {
		ctx, cancel := context.WithTimeout(ctx, checkTime)
		defer cancel()
		e.found = append(e.found, e.settings.embedder(nil).Check(ctx)...)
	}
}
