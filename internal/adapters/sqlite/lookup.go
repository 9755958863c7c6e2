package sqlite

import (
	"context"
	"errors"
	"fmt"

	"briefbot/internal/briefing"
)

// Document returns the article as it is now, or briefing.ErrNotFound.
func (s *Store) Document(ctx context.Context, article string) (*briefing.Document, error) {
	d, err := s.document(ctx, article)
	if err != nil {
		return nil, fmt.Errorf("sqlite: read article %q in %s: %w", article, s.path, explain(err))
	}
	return d, nil
}

func (s *Store) document(ctx context.Context, article string) (*briefing.Document, error) {
	rows, err := s.reader.QueryContext(ctx, selectDocuments+" WHERE a.id = ? AND a.current IS NOT NULL", article)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	if !rows.Next() {
		return nil, errors.Join(rows.Err(), briefing.ErrNotFound)
	}
	_, _, d, err := scanDocument(rows)
	return d, err
}

// Articles returns the ids of the articles there are now, in order, and the address of each,
// "" for none.
func (s *Store) Articles(ctx context.Context) (ids, addresses []string, err error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT id, url FROM articles WHERE current IS NOT NULL ORDER BY id")
	if err != nil {
		return nil, nil, s.failure("list articles", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, address string
		if err := rows.Scan(&id, &address); err != nil {
			return nil, nil, s.failure("list articles", err)
		}
		ids, addresses = append(ids, id), append(addresses, address)
	}
	return ids, addresses, s.failure("list articles", rows.Err())
}

// Quoted counts the recorded answers that quote each revision of the article; a revision that
// none quotes is not in it.
func (s *Store) Quoted(ctx context.Context, article string) (map[string]int, error) {
	quoted, err := s.quoted(ctx, article)
	return quoted, s.failure(fmt.Sprintf("count the answers from article %q", article), err)
}

func (s *Store) quoted(ctx context.Context, article string) (map[string]int, error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT r.revision, count(*)
		FROM articles a JOIN revisions r ON r.article = a.key
		JOIN answer_documents d ON d.revision = r.key JOIN answers w ON w.id = d.answer
		WHERE a.id = ?1 AND EXISTS (SELECT * FROM json_each(w.record, '$.answer.citations') c
			WHERE c.value ->> 'article' = ?1 AND c.value ->> 'revision' = r.revision)
		GROUP BY r.key`, article)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	quoted := map[string]int{}
	for rows.Next() {
		var revision string
		var n int
		if err := rows.Scan(&revision, &n); err != nil {
			return nil, err
		}
		quoted[revision] = n
	}
	return quoted, rows.Err()
}
