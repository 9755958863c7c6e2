package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	driver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// migrations holds the schema's steps. Step n, in file number n, leads from version n-1 to
// n; a step that has been released is never changed.
//
//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks a database file as Briefbot's: "Brfb".
const applicationID = 0x42726662

// migrate brings the schema to the newest version, each step in one transaction with the
// number of its version.
func migrate(ctx context.Context, db *sql.DB) error {
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	if err := checkOwner(ctx, db, len(steps)); err != nil {
		return err
	}
	// Only now, so that a file that is not ours stays as it is.
	if err := writeAhead(ctx, db); err != nil {
		return err
	}
	for i, name := range steps {
		if err := migrateTo(ctx, db, i+1, name); err != nil {
			return fmt.Errorf("migrate schema to version %d: %w", i+1, err)
		}
	}
	return nil
}

// writeAhead switches to write-ahead logging. SQLite does not wait for another process that is
// at the same, or closes the file, as it waits for a writer (https://sqlite.org/wal.html#busy).
func writeAhead(ctx context.Context, db *sql.DB) error {
	for start := time.Now(); ; {
		_, err := db.ExecContext(ctx, "PRAGMA journal_mode = WAL")
		e, ok := errors.AsType[*driver.Error](err)
		if err == nil || !ok || e.Code()&0xff != sqlite3.SQLITE_BUSY || time.Since(start) > maxBusy {
			return err
		}
		time.Sleep(time.Millisecond)
	}
}

// maxBusy is how long others may be at it: as long as a writer waits.
const maxBusy = 10 * time.Second

// checkOwner refuses a database of another program or of a newer version of this one.
func checkOwner(ctx context.Context, db *sql.DB, newest int) error {
	var id, version, tables int
	err := db.QueryRowContext(ctx, `SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
		FROM pragma_application_id, pragma_user_version`).Scan(&id, &version, &tables)
	switch {
	case err != nil:
		return err
	case id != applicationID && (id != 0 || version != 0 || tables != 0):
		return errNotOurs
	case version > newest:
		return fmt.Errorf("its schema has version %d and this program knows %d: "+
			"update the program", version, newest)
	}
	return nil
}

// migrateTo takes one step, unless this or another process has taken it.
func migrateTo(ctx context.Context, db *sql.DB, version int, name string) error {
	step, err := migrations.ReadFile(name)
	if err != nil {
		return err
	}
	var at int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&at); err != nil || at >= version {
		return err
	}
	return transact(ctx, db, func(ctx context.Context, tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&at); err != nil || at >= version {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(step)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d",
			applicationID, version))
		return err
	})
}
