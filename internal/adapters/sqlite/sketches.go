package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/ingest"
)

// sketch keeps the sketch of an article, if it is another than the one it has.
func (p *placer) sketch(ctx context.Context, key int64, hashes []uint64) error {
	if hashes == nil {
		hashes = []uint64{}
	}
	data, err := json.Marshal(hashes)
	if err != nil {
		return err
	}
	sketch := string(data)
	var old sql.NullString
	if err := p.one(ctx, []any{&old}, "SELECT sketch FROM articles WHERE key = ?", key); err != nil || old.String == sketch {
		return err
	}
	if err := p.forget(ctx, key, old.String); err != nil {
		return err
	}
	if _, err := p.exec(ctx, "UPDATE articles SET sketch = ? WHERE key = ?", sketch, key); err != nil {
		return err
	}
	_, err = p.exec(ctx, `INSERT INTO sketches (hash, article) SELECT value, ? FROM json_each(?) h
		WHERE (SELECT count(*) FROM sketches WHERE hash = h.value) < ?`, key, sketch, ingest.MaxSharers)
	return err
}

// forget makes a sketch find its article no more.
func (p *placer) forget(ctx context.Context, key int64, sketch string) error {
	if sketch == "" {
		return nil
	}
	_, err := p.exec(ctx, "DELETE FROM sketches WHERE article = ? AND hash IN (SELECT value FROM json_each(?))", key, sketch)
	return err
}

// candidates returns the originals of the articles whose sketches are most like the one's, or
// those articles where they are originals.
func (p *placer) candidates(ctx context.Context, key int64) ([]int64, error) {
	rows, err := p.query(ctx, `SELECT coalesce(a.origin, a.key) FROM articles x, json_each(x.sketch) h
		JOIN sketches s ON s.hash = h.value JOIN articles a ON a.key = s.article
		WHERE x.key = ?1 AND s.article <> ?1 GROUP BY s.article HAVING count(*) >= ?2 ORDER BY count(*) DESC, s.article LIMIT ?3`,
		key, ingest.MinShared, ingest.MaxCandidates)
	if err != nil {
		return nil, err
	}
	return collect(rows, scanKey)
}

// copies returns the copies of an article, at most limit.
func (p *placer) copies(ctx context.Context, key int64, limit int) ([]int64, error) {
	rows, err := p.query(ctx, "SELECT key FROM articles WHERE origin = ? LIMIT ?", key, limit)
	if err != nil {
		return nil, err
	}
	return collect(rows, scanKey)
}

func scanKey(rows *sql.Rows) (key int64, err error) { return key, rows.Scan(&key) }

func (p *placer) article(ctx context.Context, key int64) (*placed, error) {
	a := &placed{key: key}
	var published, firstSeen string
	err := p.one(ctx, []any{&a.ID, &a.CopyOf, &published, &firstSeen, &a.current, &a.settled},
		`SELECT id, copy_of, published, first_seen, coalesce(current, 0),
		(SELECT count(*) FROM (SELECT 1 FROM articles WHERE origin = a.key LIMIT ?)) > ? FROM articles a WHERE key = ?`,
		maxCopies+1, maxCopies, key)
	if err != nil {
		return nil, err
	}
	if a.Published, err = parseTime(published); err != nil {
		return nil, err
	}
	a.FirstSeen, err = parseTime(firstSeen)
	return a, err
}

// print returns the print of a revision.
func (p *placer) print(ctx context.Context, revision int64) (*ingest.Print, error) {
	if print, ok := p.prints[revision]; ok {
		return print, nil
	}
	var d briefing.Document
	var passages []byte
	err := p.one(ctx, []any{&d.Text, &passages}, "SELECT text, passages FROM revisions WHERE key = ?", revision)
	if err != nil {
		return nil, err
	}
	if d.Passages, err = decodePassages(passages); err != nil {
		return nil, err
	}
	if err := checkSpans(d.Text, d.Passages); err != nil {
		return nil, err
	}
	print := ingest.NewPrint(&d)
	p.keep(revision, print)
	return print, nil
}

func (p *placer) keep(revision int64, print *ingest.Print) {
	if len(p.prints) >= maxPrints {
		clear(p.prints)
	}
	p.prints[revision] = print
}
