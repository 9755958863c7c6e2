package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"briefbot/internal/briefing"
)

// Text returns the text that a revision of the article has, also of one that was removed,
// or briefing.ErrNotFound.
func (s *Store) Text(ctx context.Context, article, revision string) (string, error) {
	var text string
	err := s.reader.QueryRowContext(ctx, `SELECT r.text FROM articles a JOIN revisions r ON r.article = a.key
		WHERE a.id = ? AND r.revision = ?`, article, revision).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		err = briefing.ErrNotFound
	}
	if err == nil && briefing.RevisionOf(text) != revision {
		err = errors.New("its text is damaged")
	}
	if err != nil {
		return "", fmt.Errorf("sqlite: read revision %s of article %q in %s: %w", revision, article, s.path, explain(err))
	}
	return text, nil
}

// Revisions returns the texts that the article has had, in the order they were first
// stored, or briefing.ErrNotFound.
func (s *Store) Revisions(ctx context.Context, article string) ([]briefing.Revision, error) {
	revisions, err := s.revisions(ctx, article)
	if err == nil && len(revisions) == 0 {
		err = briefing.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("sqlite: list revisions of article %q in %s: %w", article, s.path, explain(err))
	}
	return revisions, nil
}

func (s *Store) revisions(ctx context.Context, article string) (all []briefing.Revision, err error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT r.revision, r.first_seen, r.key IS a.current
		FROM articles a JOIN revisions r ON r.article = a.key WHERE a.id = ? ORDER BY r.key`, article)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var r briefing.Revision
		var seen string
		if err := rows.Scan(&r.ID, &seen, &r.Current); err != nil {
			return nil, err
		}
		if r.FirstSeen, err = parseTime(seen); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, rows.Err()
}
