package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"briefbot/internal/briefing/sources"
)

const entryColumns = "key, mark, article, page, etag, last_modified, due, tries, fault, changed, seen, bytes, said"

// The statements over entries.
const (
	knownEntries = "SELECT " + entryColumns + ` FROM entries
		WHERE source = ? AND key IN (SELECT value FROM json_each(?))`
	dueEntries = "SELECT " + entryColumns + ` FROM entries INDEXED BY entries_due
		WHERE source = ? AND due > 0 AND due <= ? ORDER BY due LIMIT ?`
	// ownerOf finds the source that is visited and has had the article longest.
	ownerOf = `SELECT coalesce(min(s.id), 0) FROM entries e JOIN sources s ON s.id = e.source
		WHERE e.article = ? AND e.article <> '' AND NOT s.paused AND NOT s.ended`
)

// Entries returns what is known of the entries of a source with the keys.
func (s *Store) Entries(ctx context.Context, source int64, keys []string) (map[string]sources.Entry, error) {
	what := fmt.Sprintf("read entries of source %d", source)
	list, err := json.Marshal(keys)
	if err != nil {
		return nil, s.failure(what, err)
	}
	rows, err := s.reader.QueryContext(ctx, knownEntries, source, string(list))
	if err != nil {
		return nil, s.failure(what, err)
	}
	all, err := collect(rows, scanEntry)
	known := make(map[string]sources.Entry, len(all))
	for _, e := range all {
		known[e.Key] = e
	}
	return known, s.failure(what, err)
}

// DueEntries returns up to n entries of a source whose pages are to be read until then, the
// longest due first.
func (s *Store) DueEntries(ctx context.Context, source int64, until time.Time, n int) ([]sources.Entry, error) {
	what := fmt.Sprintf("find the due entries of source %d", source)
	rows, err := s.reader.QueryContext(ctx, dueEntries, source, micros(until), n)
	if err != nil {
		return nil, s.failure(what, err)
	}
	all, err := collect(rows, scanEntry)
	return all, s.failure(what, err)
}

func scanEntry(rows *sql.Rows) (e sources.Entry, err error) {
	var due, changed, seen int64
	var said string
	if err := rows.Scan(&e.Key, &e.Mark, &e.Article, &e.Page, &e.ETag, &e.LastModified, &due, &e.Tries, &e.Fault,
		&changed, &seen, &e.Bytes, &said); err != nil {
		return e, err
	}
	e.Due, e.Changed, e.Seen = fromMicros(due), fromMicros(changed), fromMicros(seen)
	return e, json.Unmarshal([]byte(said), &e.Said)
}

// SaveEntries keeps the entries of a source. That it was removed meanwhile is no error.
func (s *Store) SaveEntries(ctx context.Context, source int64, entries []sources.Entry) error {
	return s.change(ctx, fmt.Sprintf("keep entries of source %d", source), func(ctx context.Context, tx *sql.Tx) error {
		insert, err := tx.PrepareContext(ctx, `INSERT OR REPLACE INTO entries (source, `+entryColumns+`)
			SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM sources WHERE id = ?`)
		if err != nil {
			return err
		}
		defer insert.Close()
		for _, e := range entries {
			said, err := json.Marshal(e.Said)
			if err != nil {
				return err
			}
			if _, err := insert.ExecContext(ctx, e.Key, e.Mark, e.Article, e.Page, e.ETag, e.LastModified, micros(e.Due), e.Tries,
				e.Fault, micros(e.Changed), micros(e.Seen), e.Bytes, string(said), source); err != nil {
				return err
			}
		}
		return nil
	})
}

// ArticlesOf returns the ids of the articles that came from a source.
func (s *Store) ArticlesOf(ctx context.Context, source int64) ([]string, error) {
	what := fmt.Sprintf("list the articles of source %d", source)
	rows, err := s.reader.QueryContext(ctx, "SELECT DISTINCT article FROM entries WHERE source = ? AND article <> '' ORDER BY article", source)
	if err != nil {
		return nil, s.failure(what, err)
	}
	all, err := collect(rows, func(rows *sql.Rows) (id string, err error) { return id, rows.Scan(&id) })
	return all, s.failure(what, err)
}

// Owner returns the source that keeps an article up to date: of those that are visited and
// have it the one that was added first; 0 for none.
func (s *Store) Owner(ctx context.Context, article string) (source int64, err error) {
	err = s.reader.QueryRowContext(ctx, ownerOf, article).Scan(&source)
	return source, s.failure(fmt.Sprintf("find the source of article %q", article), err)
}
