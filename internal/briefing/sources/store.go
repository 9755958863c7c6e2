package sources

import (
	"context"
	"time"

	"briefbot/internal/briefing"
)

// Store keeps sources, what is known of their entries, and articles. A call that returns
// without error has committed.
type Store interface {
	Ledger
	Memory
	Archive
}

// Ledger keeps the sources.
type Ledger interface {
	// DueSources returns the sources that have a visit or the reading of a page due, the
	// longest due first, without those that are paused or have ended.
	DueSources(ctx context.Context, now time.Time) ([]Source, error)
	// SaveState keeps what a visit found. That the source was removed meanwhile is no error.
	SaveState(ctx context.Context, source int64, s State) error
}

// Memory keeps the entries of sources.
type Memory interface {
	// Entries returns what is known of the entries with the keys.
	Entries(ctx context.Context, source int64, keys []string) (map[string]Entry, error)
	// DueEntries returns up to n entries whose pages are to be read until then, the longest
	// due first.
	DueEntries(ctx context.Context, source int64, until time.Time, n int) ([]Entry, error)
	// SaveEntries keeps the entries. That the source was removed meanwhile is no error.
	SaveEntries(ctx context.Context, source int64, entries []Entry) error
}

// Archive keeps articles.
type Archive interface {
	Put(ctx context.Context, docs []*briefing.Document) ([]briefing.Change, error)
	Holder
	// Owner returns the source that keeps an article up to date, 0 for none.
	Owner(ctx context.Context, article string) (source int64, err error)
}

// Holder holds articles.
type Holder interface {
	// Document returns an article as it is now, or briefing.ErrNotFound.
	Document(ctx context.Context, article string) (*briefing.Document, error)
}
