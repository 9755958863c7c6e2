package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"briefbot/internal/briefing"
)

// Put stores the documents, in order, in one transaction and returns what it did to each.
// An article keeps the FirstSeen it came with first, or the time of that Put where it came
// without; a text likewise. One that was removed and comes again is Added. A copy of another
// article's text gets that as its Origin, or becomes the Origin of others, see origins.go: a
// change of those too. What the documents say of Origin counts for nothing.
func (s *Store) Put(ctx context.Context, docs []*briefing.Document) ([]briefing.Change, error) {
	for _, d := range docs {
		if err := check(d); err != nil {
			return nil, fmt.Errorf("sqlite: put article %q: %w", d.ID, err)
		}
	}
	changes := make([]briefing.Change, len(docs))
	err := transact(ctx, s.writer, func(ctx context.Context, tx *sql.Tx) error {
		p, err := newPutter(ctx, tx)
		if err != nil {
			return err
		}
		defer p.close()
		for i, d := range docs {
			if changes[i], err = p.put(ctx, d); err != nil {
				return fmt.Errorf("article %q: %w", d.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("sqlite: put %d articles into %s: %w", len(docs), s.path, explain(err))
	}
	return changes, nil
}

// check refuses a document whose text is not its revision's or whose passages cannot be
// cut from it: before it is stored, and when the file was damaged since.
func check(d *briefing.Document) error {
	if d.ID == "" {
		return errors.New("it has no id")
	}
	if d.Revision != briefing.RevisionOf(d.Text) {
		return fmt.Errorf("its revision %q is not its text's", d.Revision)
	}
	return checkSpans(d.Text, d.Passages)
}

// putter stores documents in one transaction.
type putter struct {
	*placer
	find, insert, revise, update *sql.Stmt
	now                          time.Time
}

func newPutter(ctx context.Context, tx *sql.Tx) (p *putter, err error) {
	p = &putter{now: time.Now()}
	if p.placer, err = newPlacer(ctx, tx); err != nil {
		return nil, err
	}
	for _, s := range []struct {
		stmt **sql.Stmt
		text string
	}{
		{&p.find, `SELECT a.key, coalesce(r.revision, ''), r.passages, a.title, a.source, a.url, a.author, a.language, a.published, a.modified, a.copy_of, a.sketch IS NOT NULL
			FROM articles a LEFT JOIN revisions r ON r.key = a.current WHERE a.id = ?`},
		{&p.insert, `INSERT INTO articles (id, seq, first_seen) VALUES (?, ?, ?) RETURNING key`},
		{&p.revise, `INSERT INTO revisions (article, revision, first_seen, text, passages) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET passages = excluded.passages RETURNING key`},
		{&p.update, `UPDATE articles
			SET seq = ?, current = ?, title = ?, source = ?, url = ?, author = ?, language = ?, published = ?, modified = ?, copy_of = ? WHERE key = ?`},
	} {
		if *s.stmt, err = tx.PrepareContext(ctx, s.text); err != nil {
			p.close()
			return nil, err
		}
	}
	return p, nil
}

func (p *putter) close() {
	for _, s := range []*sql.Stmt{p.find, p.insert, p.revise, p.update} {
		if s != nil {
			_ = s.Close() // the transaction's end does it too
		}
	}
}

// stored is what the store holds of an article. In one that is not there all is zero but,
// where it was removed, the key.
type stored struct {
	key      int64
	revision string
	passages []byte
	metadata
	sketched bool
}

type metadata struct{ title, source, url, author, language, published, modified, copyOf string }

func metadataOf(d *briefing.Document) metadata {
	return metadata{d.Title, d.Source, d.URL, d.Author, d.Language, formatTime(d.Published), formatTime(d.Modified), d.CopyOf}
}

func (p *putter) put(ctx context.Context, d *briefing.Document) (briefing.Change, error) {
	var old stored
	err := p.find.QueryRowContext(ctx, d.ID).Scan(&old.key, &old.revision, &old.passages,
		&old.title, &old.source, &old.url, &old.author, &old.language, &old.published, &old.modified, &old.copyOf, &old.sketched)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", err
	}
	passages := encodePassages(d.Passages)
	change := briefing.Unchanged
	switch {
	case old.revision == "":
		change = briefing.Added
	case old.revision != d.Revision:
		change = briefing.Revised
	case old.metadata != metadataOf(d) || !bytes.Equal(old.passages, passages):
		change = briefing.Updated
	}
	if change == briefing.Unchanged && old.sketched {
		return change, nil
	}
	key := old.key
	if change != briefing.Unchanged {
		if key, err = p.write(ctx, d, key, passages); err != nil {
			return "", err
		}
	}
	return change, p.take(ctx, key, d)
}

// write makes the document the current one of its article and returns the article's key; key is
// 0 for a new article.
func (p *putter) write(ctx context.Context, d *briefing.Document, key int64, passages []byte) (int64, error) {
	seen := d.FirstSeen
	if seen.IsZero() {
		seen = p.now
	}
	p.seq++
	if key == 0 {
		if err := p.insert.QueryRowContext(ctx, d.ID, p.seq, formatTime(seen)).Scan(&key); err != nil {
			return 0, err
		}
	}
	var revision int64
	err := p.revise.QueryRowContext(ctx, key, d.Revision, formatTime(seen), d.Text, passages).Scan(&revision)
	if err != nil {
		return 0, err
	}
	m := metadataOf(d)
	_, err = p.update.ExecContext(ctx, p.seq, revision, m.title, m.source, m.url, m.author, m.language, m.published, m.modified, m.copyOf, key)
	return key, err
}

// Remove takes the article out of the current ones. Its texts stay for the answers that
// quote them. It returns briefing.ErrNotFound when there is no such article.
func (s *Store) Remove(ctx context.Context, id string) error {
	err := transact(ctx, s.writer, func(ctx context.Context, tx *sql.Tx) error {
		p, err := newPlacer(ctx, tx)
		if err != nil {
			return err
		}
		var key int64
		p.seq++
		err = p.one(ctx, []any{&key}, "UPDATE articles SET seq = ?, current = NULL WHERE id = ? AND current IS NOT NULL RETURNING key", p.seq, id)
		if errors.Is(err, sql.ErrNoRows) {
			return briefing.ErrNotFound
		}
		if err != nil {
			return err
		}
		return p.remove(ctx, key)
	})
	if err != nil {
		return fmt.Errorf("sqlite: remove article %q from %s: %w", id, s.path, explain(err))
	}
	return nil
}

// lastSeq returns the sequence number of the last change, 0 before the first. The writer's
// transaction keeps others from using the next.
func lastSeq(ctx context.Context, tx *sql.Tx) (seq int64, err error) {
	err = tx.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM articles").Scan(&seq)
	return seq, err
}

// Documents calls each for every article that was changed after the sequence number, in
// the order of the changes, as they are at one moment: with the current document, or nil
// for one that was removed. An error of each ends it and is returned as it is. While it
// runs, each may read the store; changes made meanwhile are for the next call.
func (s *Store) Documents(
	ctx context.Context, after int64, each func(seq int64, id string, d *briefing.Document) error,
) error {
	rows, err := s.reader.QueryContext(ctx, selectDocuments+" WHERE a.seq > ? ORDER BY a.seq", after)
	if err != nil {
		return fmt.Errorf("sqlite: read documents of %s: %w", s.path, explain(err))
	}
	defer rows.Close()
	for rows.Next() {
		seq, id, d, err := scanDocument(rows)
		if err != nil {
			return fmt.Errorf("sqlite: read document %q of %s: %w", id, s.path, explain(err))
		}
		if err := each(seq, id, d); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("sqlite: read documents of %s: %w", s.path, explain(err))
	}
	return nil
}

// selectDocuments selects what scanDocument reads.
const selectDocuments = `SELECT a.seq, a.id, a.title, a.source, a.url, a.author, a.language, a.published, a.modified,
	a.first_seen, coalesce(o.id, ''), a.current IS NULL, coalesce(r.revision, ''), coalesce(r.text, ''), r.passages
	FROM articles a LEFT JOIN revisions r ON r.key = a.current LEFT JOIN articles o ON o.key = a.origin`

func scanDocument(rows *sql.Rows) (seq int64, id string, d *briefing.Document, err error) {
	d = &briefing.Document{}
	var published, modified, firstSeen string
	var removed bool
	var passages sql.RawBytes
	if err := rows.Scan(&seq, &d.ID, &d.Title, &d.Source, &d.URL, &d.Author, &d.Language, &published, &modified, &firstSeen,
		&d.Origin, &removed, &d.Revision, &d.Text, &passages); err != nil {
		return 0, d.ID, nil, err
	}
	if removed {
		return seq, d.ID, nil, nil
	}
	if d.Published, err = parseTime(published); err != nil {
		return 0, d.ID, nil, err
	}
	if d.Modified, err = parseTime(modified); err != nil {
		return 0, d.ID, nil, err
	}
	if d.FirstSeen, err = parseTime(firstSeen); err != nil {
		return 0, d.ID, nil, err
	}
	if d.Passages, err = decodePassages(passages); err != nil {
		return 0, d.ID, nil, err
	}
	return seq, d.ID, d, check(d)
}

// formatTime writes a time as text; "" stands for the zero time.
func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func parseTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339Nano, s)
}
