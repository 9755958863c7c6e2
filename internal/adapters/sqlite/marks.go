package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Mark keeps a small note under a name, in the place of the one before.
func (s *Store) Mark(ctx context.Context, name, value string) error {
	return s.change(ctx, fmt.Sprintf("mark %s", name), func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO marks (name, value) VALUES (?, ?)
			ON CONFLICT DO UPDATE SET value = excluded.value`, name, value)
		return err
	})
}

// Marked returns the note under the name, "" when there is none.
func (s *Store) Marked(ctx context.Context, name string) (value string, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT value FROM marks WHERE name = ?", name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, s.failure(fmt.Sprintf("read mark %s", name), err)
}
