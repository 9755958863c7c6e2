package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/sources"
)

const sourceColumns = `s.id, s.name, s.address, s.tags, s.every, s.quota, s.by, s.added, s.paused,
	s.feed, s.etag, s.last_modified, s.due, s.interval, s.visited, s.fetched, s.news, s.failures, s.fault, s.fault_since, s.ended,
	(SELECT count(DISTINCT article) FROM entries WHERE source = s.id AND article <> ''),
	(SELECT coalesce(sum(bytes), 0) FROM entries WHERE source = s.id),
	(SELECT count(*) FROM entries WHERE source = s.id AND due > 0 AND article = ''),
	(SELECT count(*) FROM entries WHERE source = s.id AND fault <> '' AND article = ''),
	(SELECT coalesce(max(fault), '') FROM entries WHERE source = s.id AND article = '')`

// dueSources finds the sources that have something due: a visit, or the reading of a page.
const dueSources = `SELECT ` + sourceColumns + ` FROM sources s
	WHERE NOT s.paused AND NOT s.ended
	AND (s.due <= ?1 OR EXISTS (SELECT 1 FROM entries e WHERE e.source = s.id AND e.due > 0 AND e.due <= ?1))
	ORDER BY s.due, s.id`

// Sources lists all sources by name.
func (s *Store) Sources(ctx context.Context) ([]sources.Source, error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT "+sourceColumns+" FROM sources s ORDER BY s.name")
	return s.collectSources("list sources", rows, err)
}

// DueSources returns the sources that have a visit or the reading of a page due, the longest
// due first, without those that are paused or have ended.
func (s *Store) DueSources(ctx context.Context, now time.Time) ([]sources.Source, error) {
	rows, err := s.reader.QueryContext(ctx, dueSources, micros(now))
	return s.collectSources("find the sources that are due", rows, err)
}

func (s *Store) collectSources(what string, rows *sql.Rows, err error) ([]sources.Source, error) {
	if err != nil {
		return nil, s.failure(what, err)
	}
	all, err := collect(rows, scanSource)
	return all, s.failure(what, err)
}

func scanSource(rows *sql.Rows) (s sources.Source, err error) {
	var tags string
	var every, added, due, interval, visited, fetched, news, since int64
	err = rows.Scan(&s.ID, &s.Name, &s.Address, &tags, &every, &s.Quota, &s.By, &added, &s.Paused,
		&s.Feed, &s.ETag, &s.LastModified, &due, &interval, &visited, &fetched, &news, &s.Failures, &s.Fault, &since, &s.Ended,
		&s.Articles, &s.Bytes, &s.Waiting, &s.Failed, &s.Why)
	s.Tags = strings.FieldsFunc(tags, func(r rune) bool { return r == '\n' })
	s.Every, s.Interval = fromSpan(every), fromSpan(interval)
	s.Added, s.Due, s.Visited, s.Fetched = fromMicros(added), fromMicros(due), fromMicros(visited), fromMicros(fetched)
	s.News, s.FaultSince = fromMicros(news), fromMicros(since)
	return s, err
}

func fromSpan(micros int64) time.Duration { return time.Duration(micros) * time.Microsecond }

// AddSource keeps a source and returns it with its id. One of the same address gets the name,
// tags, time between visits and quota, and is no longer paused or ended; what visits found
// stays. A name that another source has gets a number.
func (s *Store) AddSource(ctx context.Context, b sources.Source) (added sources.Source, fresh bool, err error) {
	err = s.change(ctx, "add source "+b.Name, func(ctx context.Context, tx *sql.Tx) error {
		added, fresh, err = s.insertSource(ctx, tx, b)
		return err
	})
	return added, fresh, err
}

func (s *Store) insertSource(ctx context.Context, tx *sql.Tx, b sources.Source) (_ sources.Source, fresh bool, err error) {
	if b.Added.IsZero() {
		b.Added = s.now()
	}
	if b.Name, err = freeName(ctx, tx, b); err != nil {
		return b, false, err
	}
	tags, every := strings.Join(b.Tags, "\n"), b.Every.Microseconds()
	err = tx.QueryRowContext(ctx, `UPDATE sources SET name = ?, tags = ?, every = ?, quota = ?, due = 0, paused = 0, ended = 0
		WHERE address = ? RETURNING id`, b.Name, tags, every, b.Quota, b.Address).Scan(&b.ID)
	if !errors.Is(err, sql.ErrNoRows) {
		return b, false, err
	}
	err = tx.QueryRowContext(ctx, `INSERT INTO sources (name, address, tags, every, quota, by, added) VALUES (?, ?, ?, ?, ?, ?, ?)
		RETURNING id`, b.Name, b.Address, tags, every, b.Quota, b.By, micros(b.Added)).Scan(&b.ID)
	return b, err == nil, err
}

// freeName returns the source's name, with a number where another source has it.
func freeName(ctx context.Context, tx *sql.Tx, b sources.Source) (string, error) {
	for n := 1; ; n++ {
		name := b.Name
		if n > 1 {
			name = fmt.Sprintf("%s (%d)", b.Name, n)
		}
		var taken bool
		err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sources WHERE name = ? AND address <> ?)", name, b.Address).Scan(&taken)
		if err != nil || !taken {
			return name, err
		}
	}
}

const (
	pauseSource  = "UPDATE sources SET paused = ?2, due = iif(?2, due, 0), ended = 0 WHERE id = ?1"
	removeSource = "DELETE FROM sources WHERE id = ?"
)

// PauseSource stops the visits to a source, or goes on with them at once. It returns
// briefing.ErrNotFound when there is no such source.
func (s *Store) PauseSource(ctx context.Context, id int64, paused bool) error {
	what := fmt.Sprintf("pause source %d", id)
	if !paused {
		what = fmt.Sprintf("resume source %d", id)
	}
	return s.changeSource(ctx, what, pauseSource, id, paused)
}

// RemoveSource forgets a source and its entries. Its articles stay. It returns
// briefing.ErrNotFound when there is no such source.
func (s *Store) RemoveSource(ctx context.Context, id int64) error {
	return s.changeSource(ctx, fmt.Sprintf("remove source %d", id), removeSource, id)
}

func (s *Store) changeSource(ctx context.Context, what, statement string, args ...any) error {
	return s.change(ctx, what, func(ctx context.Context, tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, statement, args...)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, briefing.ErrNotFound)
		}
		return nil
	})
}

// SaveState keeps what a visit found. That the source was removed meanwhile is no error.
func (s *Store) SaveState(ctx context.Context, source int64, state sources.State) error {
	return s.change(ctx, fmt.Sprintf("keep the state of source %d", source), func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE sources SET feed = ?, etag = ?, last_modified = ?, due = ?, interval = ?, visited = ?,
			fetched = ?, news = ?, failures = ?, fault = ?, fault_since = ?, ended = ? WHERE id = ?`,
			state.Feed, state.ETag, state.LastModified, micros(state.Due), state.Interval.Microseconds(), micros(state.Visited),
			micros(state.Fetched), micros(state.News), state.Failures, state.Fault, micros(state.FaultSince), state.Ended, source)
		return err
	})
}
