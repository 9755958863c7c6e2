package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Condition is how a database is.
type Condition struct {
	Version int      // of the schema
	Bytes   int64    // what the file holds; the log of writes beside it not counted
	Faults  []string // what SQLite found damaged, at most maxFaults; none in a sound file
}

const maxFaults = 5

// Condition looks the whole file over: every page, not whether indexes and tables agree
// (https://sqlite.org/pragma.html#pragma_quick_check). It takes about as long as reading it.
func (s *Store) Condition(ctx context.Context) (c Condition, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT user_version, page_count * page_size
		FROM pragma_user_version, pragma_page_count, pragma_page_size`).Scan(&c.Version, &c.Bytes)
	if err != nil {
		return c, s.failure("read the schema", err)
	}
	rows, err := s.reader.QueryContext(ctx, fmt.Sprintf("PRAGMA quick_check(%d)", maxFaults))
	if err != nil {
		return c, s.failure("look for damage", err)
	}
	c.Faults, err = collect(rows, scanText)
	if len(c.Faults) == 1 && c.Faults[0] == "ok" {
		c.Faults = nil
	}
	return c, s.failure("look for damage", err)
}

// Backup writes a copy of the database as it is at one moment to a file that is not there
// yet, whole or not at all. Others may read and write meanwhile. The copy is a database like
// the one it was made from, and can be read by its owner alone.
func (s *Store) Backup(ctx context.Context, path string) error {
	if err := s.backup(ctx, path); err != nil {
		return fmt.Errorf("sqlite: back up %s to %s: %w", s.path, path, explain(err))
	}
	return nil
}

func (s *Store) backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return errors.New("there is a file of that name; name another")
	}
	part, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*") // for its owner alone
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	if err != nil {
		return err
	}
	if _, err = s.writer.ExecContext(ctx, "VACUUM INTO ?", part.Name()); err == nil {
		err = part.Sync()
	}
	if err = errors.Join(err, part.Close()); err == nil {
		err = os.Rename(part.Name(), path)
	}
	if err != nil {
		_ = os.Remove(part.Name()) // err says what went wrong
	}
	return err
}
