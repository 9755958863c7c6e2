package sqlite

import (
	"context"
	"database/sql"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/ingest"
)

// Copies of one text are a group: the article that precedes all others is their original, the
// origin of each. Whatever is put is placed: compared with originals whose sketches, or whose
// copies' sketches, are like its own. It becomes a copy of the first of which it is one; or
// they become copies of it, with their own. All of a group are copies of its original, not of
// one another only.

// The bounds of what placing one article costs, whoever puts how many with one text.
const (
	maxCopies   = 32  // of an original that can lose them again; one with more stays theirs
	maxReleased = 64  // copies that are placed anew; more are originals until they are put again
	maxPrints   = 256 // kept while a transaction lasts
)

// placed is what placing needs to know of an article.
type placed struct {
	briefing.Document       // its ID, CopyOf, Published and FirstSeen
	key, current      int64 // of it and of its current revision, 0 for none
	settled           bool  // as the original of more than maxCopies
}

// placer places articles in one transaction.
type placer struct {
	statements
	seq    int64                   // the last one given
	left   int                     // copies that may be placed anew
	prints map[int64]*ingest.Print // by the key of the revision
}

func newPlacer(ctx context.Context, tx *sql.Tx) (*placer, error) {
	seq, err := lastSeq(ctx, tx)
	return &placer{statements: statements{tx: tx, prepared: map[string]*sql.Stmt{}}, seq: seq, prints: map[int64]*ingest.Print{}}, err
}

// take keeps the sketch of the article's current document and places it.
func (p *placer) take(ctx context.Context, key int64, d *briefing.Document) error {
	print := ingest.NewPrint(d)
	if err := p.sketch(ctx, key, print.Sketch()); err != nil {
		return err
	}
	a, err := p.article(ctx, key)
	if err != nil {
		return err
	}
	p.keep(a.current, print)
	p.left = maxReleased
	return p.place(ctx, a)
}

// place finds the original of an article, or the copies that it is the original of.
func (p *placer) place(ctx context.Context, a *placed) error {
	copies, err := p.copies(ctx, a.key, maxCopies+1)
	if err != nil || len(copies) > maxCopies {
		return err
	}
	originals, err := p.originals(ctx, a)
	if err != nil {
		return err
	}
	first := a
	for _, o := range originals {
		if o.settled && !first.settled || o.settled == first.settled && o.Precedes(&first.Document) {
			first = o
		}
	}
	if first != a {
		return p.join(ctx, a, first, copies)
	}
	return p.lead(ctx, a, originals, copies)
}

// join makes an article a copy, and places those that were copies of it.
func (p *placer) join(ctx context.Context, a, original *placed, copies []int64) error {
	if err := p.move(ctx, a.key, original.key); err != nil {
		return err
	}
	return p.release(ctx, copies)
}

// lead makes an article an original: of other originals with their copies, and of the copies
// that it has, where they still are copies of it.
func (p *placer) lead(ctx context.Context, a *placed, originals []*placed, copies []int64) error {
	if err := p.move(ctx, a.key, 0); err != nil {
		return err
	}
	for _, o := range originals {
		its, err := p.copies(ctx, o.key, maxCopies)
		if err != nil {
			return err
		}
		if err := p.move(ctx, o.key, a.key); err != nil {
			return err
		}
		copies = append(copies, its...)
	}
	var others []int64
	for _, key := range copies {
		c, err := p.article(ctx, key)
		if err != nil {
			return err
		}
		same, err := p.alike(ctx, a, c)
		if err != nil {
			return err
		}
		if !same {
			others = append(others, key)
		} else if err := p.move(ctx, key, a.key); err != nil {
			return err
		}
	}
	return p.release(ctx, others)
}

// release places copies anew whose original is none any more, or of which they are no copies.
// None stays with it while others are placed.
func (p *placer) release(ctx context.Context, copies []int64) error {
	for _, key := range copies {
		if err := p.move(ctx, key, 0); err != nil {
			return err
		}
	}
	for _, key := range copies {
		if p.left--; p.left < 0 {
			return nil
		}
		a, err := p.article(ctx, key)
		if err != nil {
			return err
		}
		if err := p.place(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// originals returns those that an article is a copy of or that are copies of it.
func (p *placer) originals(ctx context.Context, a *placed) ([]*placed, error) {
	keys, err := p.candidates(ctx, a.key)
	if err != nil {
		return nil, err
	}
	var out []*placed
	seen := map[int64]bool{a.key: true}
	for _, key := range keys {
		if seen[key] {
			continue
		}
		seen[key] = true
		o, err := p.article(ctx, key)
		if err != nil {
			return nil, err
		}
		same, err := p.alike(ctx, a, o)
		if err != nil {
			return nil, err
		}
		if same {
			out = append(out, o)
		}
	}
	return out, nil
}

// alike reports whether two articles are copies of one text.
func (p *placer) alike(ctx context.Context, a, b *placed) (bool, error) {
	x, err := p.print(ctx, a.current)
	if err != nil {
		return false, err
	}
	y, err := p.print(ctx, b.current)
	return err == nil && x.CopyOf(y), err
}

// move makes an article a copy of the original, 0 for none. It is a change of the article.
func (p *placer) move(ctx context.Context, key, original int64) error {
	origin := sql.NullInt64{Int64: original, Valid: original != 0}
	done, err := p.exec(ctx, "UPDATE articles SET origin = ?1, seq = ?2 WHERE key = ?3 AND origin IS NOT ?1", origin, p.seq+1, key)
	if err != nil {
		return err
	}
	n, err := done.RowsAffected()
	p.seq += n
	return err
}

// remove takes a removed article out of its group, or places its copies anew.
func (p *placer) remove(ctx context.Context, key int64) error {
	if err := p.sketch(ctx, key, nil); err != nil {
		return err
	}
	if err := p.move(ctx, key, 0); err != nil {
		return err
	}
	copies, err := p.copies(ctx, key, -1)
	if err != nil {
		return err
	}
	p.left = maxReleased + len(copies)
	return p.release(ctx, copies)
}

// Copies returns the ids of the articles that are copies of the article, in the order they
// were first seen.
func (s *Store) Copies(ctx context.Context, article string) ([]string, error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT c.id FROM articles a JOIN articles c ON c.origin = a.key
		WHERE a.id = ? ORDER BY c.first_seen, c.key`, article)
	if err != nil {
		return nil, s.failure("list copies", err)
	}
	ids, err := collect(rows, scanText)
	return ids, s.failure("list copies", err)
}
