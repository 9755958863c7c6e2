// Package sqlite keeps articles, their revisions, the answers made from them, what chat
// platforms ask and are to be told, and what models have used, in one SQLite file.
//
// It guarantees: what a method has returned without error survives kill -9 and loss of
// power (write-ahead log, synchronous FULL); a call that fails or is killed leaves nothing
// of it; each change has a higher sequence number than all changes before it, and is seen
// only after them, so that an index can catch up with all after the last one it took; a
// text once stored stays, whatever becomes of its article, and is read as it was stored or
// not at all: its hash is checked. The origin of every copy is an article of which it is one
// now, and that is none itself; but for an original of many copies, which stays theirs.
// Several processes can use one file: readers wait for nobody, writers for one another. What
// package chat asks of an inbox, an outbox and a ledger is kept. Of tokens, a limit is passed by
// one request at most, however many processes ask.
//
// It does not split texts, search them or forget them. It forgets what was said in chats only
// when told to (Prune), and makes a copy of itself only when told to (Backup). A claim is not fenced: who holds
// one must have ended before its lease does. The file must not lie on a network file system.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	driver "modernc.org/sqlite" // registers itself as "sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Store is an open database. It can be used from many goroutines.
type Store struct {
	path   string
	writer *sql.DB // one connection: SQLite has one writer at a time
	reader *sql.DB
	group  *group // of the writer's small changes
	now    func() time.Time
}

const (
	// busyTimeout is how long, in milliseconds, a writer waits for one in another process.
	busyTimeout = "10000"
	maxReaders  = 8
)

// Open opens the database file, makes it when there is none, and brings its schema up to
// date. Its folder must exist. The file can be read by its owner alone.
func Open(ctx context.Context, path string) (*Store, error) {
	s, err := open(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("sqlite: open database %s: %w", path, explain(err))
	}
	return s, nil
}

func open(ctx context.Context, path string) (*Store, error) {
	if err := create(path); err != nil {
		return nil, err
	}
	s := &Store{path: path, now: time.Now}
	var err error
	if s.writer, err = connect(path, url.Values{
		"_txlock": {"immediate"}, "_synchronous": {"FULL"}, "_foreign_keys": {"1"},
	}); err != nil {
		return nil, err
	}
	s.writer.SetMaxOpenConns(1)
	s.group = newGroup(s.writer)
	if err := migrate(ctx, s.writer); err != nil {
		return nil, errors.Join(err, s.writer.Close())
	}
	if s.reader, err = connect(path, url.Values{"_query_only": {"1"}}); err != nil {
		return nil, errors.Join(err, s.writer.Close())
	}
	s.reader.SetMaxOpenConns(maxReaders)
	s.reader.SetMaxIdleConns(maxReaders)
	return s, nil
}

// create makes an empty file with narrow rights, which SQLite takes for an empty database
// and whose rights its other files get, unless there is a file. One that is there is not
// opened: closing it would end the locks that this process has on it
// (https://sqlite.org/howtocorrupt.html, 2.2).
func create(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		return f.Close()
	}
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("make its folder first")
	}
	if errors.Is(err, fs.ErrExist) {
		var info fs.FileInfo
		if info, err = os.Stat(path); err == nil {
			return checkFile(info)
		}
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err // the caller names the path
	}
	return err
}

// checkFile refuses what SQLite would not: it takes a file of one byte for an empty one.
func checkFile(info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return errors.New("it is a folder: name a file in it")
	case !info.Mode().IsRegular() || info.Size() == 1:
		return errNotOurs
	default:
		return nil
	}
}

func connect(path string, options url.Values) (*sql.DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	options.Set("_busy_timeout", busyTimeout)
	name := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(path), RawQuery: options.Encode()}
	return sql.Open("sqlite", name.String())
}

// Close waits for what is under way and closes the database.
func (s *Store) Close() error {
	if err := errors.Join(s.reader.Close(), s.writer.Close()); err != nil {
		return fmt.Errorf("sqlite: close database %s: %w", s.path, err)
	}
	return nil
}

// transact runs do in a transaction of its own: all of it is stored, or nothing.
func transact(ctx context.Context, db *sql.DB, do func(ctx context.Context, tx *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(ctx, tx); err != nil {
		_ = tx.Rollback() // do's error says what went wrong
		return err
	}
	return tx.Commit()
}

// change runs do in a transaction of the writer, perhaps with what others change. Do may run
// twice; the last time counts. The error of a failure names what was being done.
func (s *Store) change(ctx context.Context, what string, do func(ctx context.Context, tx *sql.Tx) error) error {
	return s.failure(what, s.group.commit(ctx, do))
}

// failure is the error of a call that was to do what, or nil without one.
func (s *Store) failure(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("sqlite: %s in %s: %w", what, s.path, explain(err))
}

// micros is a time as the chat's tables have it: microseconds since 1970, 0 for the zero
// time.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func fromMicros(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

var errNotOurs = errors.New("the file is not a Briefbot database: choose another file or move this one away")

// explain says of the driver's errors that a person can do something about what that is.
func explain(err error) error {
	e, ok := errors.AsType[*driver.Error](err)
	if !ok {
		return err
	}
	switch e.Code() & 0xff { // the primary result code, see https://sqlite.org/rescode.html
	case sqlite3.SQLITE_NOTADB:
		return errNotOurs
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("the file is damaged: restore a backup, or move it away and ingest again (%w)", err)
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("another process is writing for too long: stop it or try again (%w)", err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("the disk is full: free some space and try again (%w)", err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return fmt.Errorf("the file or its folder cannot be written: check their rights (%w)", err)
	default:
		return err
	}
}
