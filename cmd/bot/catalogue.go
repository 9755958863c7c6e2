package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
	"briefbot/internal/briefing/sources"
)

// catalogue is the articles that the settings name, to be looked up and not searched.
type catalogue struct {
	store          *sqlite.Store        // nil for a corpus in memory
	docs           []*briefing.Document // of a corpus in memory
	ids, addresses []string             // of each article
}

// catalogue opens the articles from which questions are answered, see desk.
func (a *app) catalogue(ctx context.Context) (*catalogue, error) {
	if path, ok := a.settings.corpus(); ok {
		return newCatalogue(a.readCorpus(ctx, path))
	}
	dir, named := a.settings.data()
	if !named && !holdsStore(dir) {
		return newCatalogue(a.readSeeds(ctx))
	}
	store, err := a.openStore(ctx)
	if err != nil {
		return nil, err
	}
	ids, addresses, err := store.Articles(ctx)
	if err != nil || len(ids) == 0 && !named {
		if err := errors.Join(err, store.Close()); err != nil {
			return nil, err
		}
		return newCatalogue(a.readSeeds(ctx))
	}
	return &catalogue{store: store, ids: ids, addresses: addresses}, nil
}

func newCatalogue(docs []*briefing.Document, err error) (*catalogue, error) {
	c := &catalogue{docs: docs}
	for _, d := range docs {
		c.ids, c.addresses = append(c.ids, d.ID), append(c.addresses, d.URL)
	}
	return c, err
}

// Close lets the store go.
func (c *catalogue) Close() error {
	if c.store == nil {
		return nil
	}
	return c.store.Close()
}

// find returns the article that a person calls by its id or its address.
func (c *catalogue) find(ctx context.Context, name string) (*briefing.Document, error) {
	at := slices.Index(c.ids, name)
	if at < 0 {
		at = slices.Index(c.ids, bare(name))
	}
	if at < 0 {
		at = slices.IndexFunc(c.addresses, func(address string) bool { return address != "" && bare(address) == bare(name) })
	}
	if at < 0 {
		return nil, fmt.Errorf("article %s: there is no article of this id%s", name, cmp.Or(hint(c.near(name)), "; bot search --json QUERY shows the ids of what it finds"))
	}
	if c.store != nil {
		return c.store.Document(ctx, c.ids[at])
	}
	return c.docs[at], nil
}

// copies returns the ids of the articles that are copies of the article.
func (c *catalogue) copies(ctx context.Context, article string) ([]string, error) {
	if c.store != nil {
		return c.store.Copies(ctx, article)
	}
	var ids []string
	for _, d := range c.docs {
		if d.Origin == article {
			ids = append(ids, d.ID)
		}
	}
	return ids, nil
}

// bare returns the id of a web article by its address, with or without the scheme.
func bare(address string) string {
	full := address
	if !strings.Contains(full, "://") {
		full = "https://" + full
	}
	return cmp.Or(sources.ArticleID(full), address)
}

const (
	maxNear  = 3
	maxSlips = 3 // letters that a mistyped id may be off by
)

// near returns the ids that a mistyped one may stand for: those few letters away, then those
// that it is a part of or whose last part it has.
func (c *catalogue) near(name string) []string {
	name = strings.ToLower(bare(name))
	last := path.Base(name)
	var slips, parts []string
	for _, id := range c.ids {
		switch lower := strings.ToLower(id); {
		case english.Edits(name, lower, maxSlips) <= min(maxSlips, len(name)/3):
			slips = append(slips, id)
		case len(last) > maxSlips && (strings.Contains(lower, name) || path.Base(lower) == last):
			parts = append(parts, id)
		}
	}
	all := append(slips, parts...)
	return all[:min(len(all), maxNear)]
}
