package main

import (
	"context"
	"fmt"

	"briefbot/internal/briefing"
)

// batchDocuments is how many documents are stored in one transaction: enough that
// committing costs little, few enough to hold in memory.
const batchDocuments = 256

// intake stores documents in batches and counts what became of them.
type intake struct {
	store    putStore
	batch    []*briefing.Document
	changes  map[briefing.Change]int
	passages int
	failed   error             // why the store took no more
	taken    map[string]string // article ID -> the path that it came from
}

// reserve takes the article's ID for the path, or says which other path of this command has it.
func (i *intake) reserve(d *briefing.Document, path string) error {
	first, ok := i.taken[d.ID]
	if !ok {
		i.taken[d.ID] = path
	} else if first != path {
		return fmt.Errorf("ingest %s: the article %q is left out, since %s has one of this name; ingest the folder above both, or rename one", path, d.ID, first)
	}
	return nil
}

func (i *intake) add(ctx context.Context, d *briefing.Document) error {
	i.batch = append(i.batch, d)
	i.passages += len(d.Passages)
	if len(i.batch) < batchDocuments {
		return nil
	}
	return i.flush(ctx)
}

// flush stores what is left of the last batch.
func (i *intake) flush(ctx context.Context) error {
	if len(i.batch) == 0 || i.failed != nil {
		return i.failed
	}
	changes, err := i.store.Put(ctx, i.batch)
	if err != nil {
		i.failed = err
		return err
	}
	for _, c := range changes {
		i.changes[c]++
	}
	i.batch = nil
	return nil
}

// summary says what became of the articles.
func (i *intake) summary() string {
	updated := ""
	if n := i.changes[briefing.Updated]; n > 0 {
		updated = fmt.Sprintf("%d updated, ", n)
	}
	return fmt.Sprintf("%s added, %d revised, %s%d unchanged (%s)", count(i.changes[briefing.Added], "article"),
		i.changes[briefing.Revised], updated, i.changes[briefing.Unchanged], count(i.passages, "passage"))
}

func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
