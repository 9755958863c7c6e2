package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/compose"
	"briefbot/internal/briefing/digest"
	"briefbot/internal/briefing/glove"
	"briefbot/internal/briefing/ingest"
	"briefbot/internal/briefing/retrieve"
	"briefbot/seeds"
)

// desk is everything that answers questions from one corpus.
type desk struct {
	service  *briefing.Service
	index    *retrieve.Index
	searcher briefing.Searcher
	composer *compose.Composer
	store    *sqlite.Store // nil for a corpus in memory
}

// Close lets the store go.
func (d *desk) Close() error {
	if d.store == nil {
		return nil
	}
	return d.store.Close()
}

// storeFile is the database in a data folder.
const storeFile = "briefbot.db"

// desk opens the corpus that the settings name: a folder in memory, the data folder, or
// the demo corpus when there is neither.
func (a *app) desk(ctx context.Context) (*desk, error) {
	if path, ok := a.settings.corpus(); ok {
		return a.corpusDesk(ctx, path)
	}
	dir, named := a.settings.data()
	if named || holdsStore(dir) {
		return a.storeDesk(ctx)
	}
	return a.seedDesk(ctx)
}

func holdsStore(dir string) bool {
	if dir == "" {
		return false
	}
	_, err := os.Stat(filepath.Join(dir, storeFile))
	return err == nil
}

// corpusDesk answers from the articles under path. It touches no data folder.
func (a *app) corpusDesk(ctx context.Context, path string) (*desk, error) {
	docs, err := a.readCorpus(ctx, path)
	if err != nil {
		return nil, err
	}
	return newDesk(ctx, docs, nil)
}

// seedDesk answers from the demo corpus.
func (a *app) seedDesk(ctx context.Context) (*desk, error) {
	docs, err := a.readSeeds(ctx)
	if err != nil {
		return nil, err
	}
	return newDesk(ctx, docs, nil)
}

// readCorpus reads the articles under path.
func (a *app) readCorpus(ctx context.Context, path string) ([]*briefing.Document, error) {
	return a.read(func(r *ingest.Reader, each func(*briefing.Document) error) error { return r.Path(ctx, path, each) })
}

// readSeeds reads the demo corpus.
func (a *app) readSeeds(ctx context.Context) ([]*briefing.Document, error) {
	docs, err := a.read(func(r *ingest.Reader, each func(*briefing.Document) error) error {
		return r.FS(ctx, seeds.Articles(), each)
	})
	if err != nil {
		return nil, fmt.Errorf("read the demo corpus: %w", err)
	}
	return docs, nil
}

// read collects the documents that a reader finds, traces copies among them to their originals,
// and reports its problems.
func (a *app) read(from func(*ingest.Reader, func(*briefing.Document) error) error) ([]*briefing.Document, error) {
	var docs []*briefing.Document
	reader := &ingest.Reader{Now: time.Now(), Problem: func(p ingest.Problem) { a.problem(p) }}
	err := from(reader, func(d *briefing.Document) error {
		docs = append(docs, d)
		return nil
	})
	ingest.TraceCopies(docs)
	return docs, err
}

// storeDesk answers from the data folder and records its answers there.
func (a *app) storeDesk(ctx context.Context) (*desk, error) {
	store, err := a.openStore(ctx)
	if err != nil {
		return nil, err
	}
	var docs []*briefing.Document
	err = store.Documents(ctx, 0, func(_ int64, _ string, d *briefing.Document) error {
		if d != nil {
			docs = append(docs, d)
		}
		return nil
	})
	if _, named := a.settings.data(); err == nil && len(docs) == 0 && !named {
		if err := store.Close(); err != nil {
			return nil, err
		}
		return a.seedDesk(ctx) // bot serve or bot subscriptions have made the folder
	}
	var d *desk
	if err == nil {
		d, err = newDesk(ctx, docs, store)
	}
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return d, nil
}

// dataFolder returns the data folder, which need not be there.
func (a *app) dataFolder() (string, error) {
	dir, _ := a.settings.data()
	if dir == "" {
		return "", errors.New("find the data folder: this user has no home folder; name one with --data DIR")
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return "", fmt.Errorf("open data folder %s: it is a file; name a folder with --data DIR", dir)
	}
	return dir, nil
}

// openStore opens the store of a data folder that has one.
func (a *app) openStore(ctx context.Context) (*sqlite.Store, error) {
	dir, err := a.dataFolder()
	if err != nil {
		return nil, err
	}
	if !holdsStore(dir) {
		return nil, fmt.Errorf("open data folder %s: it holds no articles; add some with bot ingest --data %s PATH", dir, dir)
	}
	return openIn(ctx, dir)
}

// inStore calls do with the store of the data folder, unless there is none.
func (a *app) inStore(ctx context.Context, do func(*sqlite.Store) error) error {
	dir, err := a.dataFolder()
	if err != nil || !holdsStore(dir) {
		return err
	}
	store, err := openIn(ctx, dir)
	if err != nil {
		return err
	}
	return errors.Join(do(store), store.Close())
}

// createStore opens the store of the data folder and makes both when they are not there.
func (a *app) createStore(ctx context.Context) (*sqlite.Store, error) {
	dir, err := a.dataFolder()
	if err != nil {
		return nil, err
	}
	if err := makeDataFolder(dir); err != nil {
		return nil, err
	}
	return openIn(ctx, dir)
}

func makeDataFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("create data folder %s: %w; name another with --data DIR", dir, cause(err))
	}
	return nil
}

// openIn opens the store in a folder, and makes it when there is none.
func openIn(ctx context.Context, dir string) (*sqlite.Store, error) {
	return sqlite.Open(ctx, filepath.Join(dir, storeFile))
}

// newDesk wires the parts around the documents. A store, when there is one, keeps the
// answers.
func newDesk(ctx context.Context, docs []*briefing.Document, store *sqlite.Store) (*desk, error) {
	table, err := glove.Load()
	if err != nil {
		return nil, err
	}
	index := retrieve.New(table)
	for _, d := range docs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		index.Add(d)
	}
	composer := compose.New()
	archive := digest.Archive{Index: index}
	service := &briefing.Service{Speller: index, Searcher: index, Composer: composer, Gate: cite.Gate{}, Editor: digest.Editor{}, Now: time.Now}
	if store != nil {
		service.Recorder = store
	} else {
		archive.Read = time.Now()
	}
	service.Archive = archive
	return &desk{service: service, index: index, searcher: index, composer: composer, store: store}, nil
}
