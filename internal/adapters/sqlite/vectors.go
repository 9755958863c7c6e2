package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"briefbot/internal/briefing/vectors"
)

// Dimension returns that of the vectors of a model that were put last, 0 when there are none.
func (s *Store) Dimension(ctx context.Context, model string) (dimension int, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT dimension FROM vector_spaces WHERE model = ? ORDER BY used DESC LIMIT 1", model).Scan(&dimension)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return dimension, s.failure("read the dimension of "+model, err)
}

// Vectors calls each for every article that has vectors, in no order. An error of each ends it
// and is returned as it is.
func (s *Store) Vectors(ctx context.Context, space vectors.Space, each func(vectors.Entry) error) error {
	rows, err := s.reader.QueryContext(ctx, `SELECT a.id, v.sum, v.codes
		FROM vector_spaces s JOIN vectors v ON v.space = s.id JOIN articles a ON a.key = v.article
		WHERE s.model = ? AND s.dimension = ?`, space.Model, space.Dimension)
	if err != nil {
		return s.failure("read vectors", err)
	}
	defer rows.Close()
	for rows.Next() {
		var e vectors.Entry
		var sum int64
		var codes sql.RawBytes
		if err := rows.Scan(&e.Article, &sum, &codes); err != nil {
			return s.failure("read vectors", err)
		}
		e.Sum = uint64(sum)
		if e.Codes, err = vectors.Unmarshal(codes); err != nil {
			return s.failure(fmt.Sprintf("read the vectors of article %q", e.Article), err)
		}
		if err := each(e); err != nil {
			return err
		}
	}
	return s.failure("read vectors", rows.Err())
}

// staleBatch is how many articles lose their vectors of another space with every PutVectors:
// more than get new ones, and so few that writers wait little.
const staleBatch = 200

// PutVectors puts entries, each in the place of its article's, and forgets some of the vectors
// of other spaces. An entry of an article that is not there counts for nothing.
func (s *Store) PutVectors(ctx context.Context, space vectors.Space, entries []vectors.Entry) error {
	if space.Model == "" || space.Dimension == 0 {
		return nil // nothing was embedded yet
	}
	return s.change(ctx, fmt.Sprintf("put the vectors of %d articles", len(entries)), func(ctx context.Context, tx *sql.Tx) error {
		st := &statements{tx, map[string]*sql.Stmt{}}
		var id int64
		err := st.one(ctx, []any{&id}, `INSERT INTO vector_spaces (model, dimension, used) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET used = max(used, excluded.used) RETURNING id`, space.Model, space.Dimension, micros(s.now()))
		if err != nil {
			return err
		}
		for _, e := range entries {
			_, err := st.exec(ctx, `INSERT INTO vectors (space, article, sum, codes)
				SELECT ?, key, ?, ? FROM articles WHERE id = ? AND current IS NOT NULL
				ON CONFLICT DO UPDATE SET sum = excluded.sum, codes = excluded.codes`, id, int64(e.Sum), vectors.Marshal(e.Codes), e.Article)
			if err != nil {
				return fmt.Errorf("article %q: %w", e.Article, err)
			}
		}
		return forgetStale(ctx, st, id)
	})
}

// forgetStale forgets some of the vectors of other spaces, and a space that has none.
func forgetStale(ctx context.Context, st *statements, space int64) error {
	var stale int64
	err := st.one(ctx, []any{&stale}, "SELECT id FROM vector_spaces WHERE id <> ? LIMIT 1", space)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	done, err := st.exec(ctx, "DELETE FROM vectors WHERE rowid IN (SELECT rowid FROM vectors WHERE space = ? LIMIT ?)", stale, staleBatch)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == staleBatch {
		return err
	}
	_, err = st.exec(ctx, "DELETE FROM vector_spaces WHERE id = ?", stale)
	return err
}
