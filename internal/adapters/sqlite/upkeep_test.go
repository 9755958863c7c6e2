package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCondition(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	s := openStore(t, path)
	put(t, s, story("a", 200))
	c, err := s.Condition(t.Context())
	if err != nil || c.Version < 2 || c.Bytes == 0 || len(c.Faults) > 0 {
		t.Fatalf("a sound file: %+v, %v", c, err)
	}
	if _, err := s.writer.ExecContext(t.Context(), "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	damage(t, path, 8)
	other := openStore(t, path)
	c, err = other.Condition(t.Context())
	if err == nil && len(c.Faults) == 0 {
		t.Errorf("a damaged file: %+v, %v", c, err)
	}
}

// damage overwrites pages of a database with nonsense, from the given one on.
func damage(t *testing.T, path string, from int64) {
	t.Helper()
	const page = 4096
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	for n := from; n < from+4; n++ {
		if _, err := f.WriteAt([]byte(strings.Repeat("\xa5", page)), n*page); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestBackup(t *testing.T) {
	t.Parallel()
	s := openStore(t, newPath(t))
	put(t, s, story("a", 2), story("b", 2))
	dir := t.TempDir()
	path := filepath.Join(dir, "copy.db")
	if err := s.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	put(t, s, story("c", 2))
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the copy's rights: %v, %v", info.Mode(), err)
	}
	copied := openStore(t, path)
	if diff := cmp.Diff([]string{"a", "b"}, ids(t, copied)); diff != "" {
		t.Errorf("the copy (-want +got):\n%s", diff)
	}
	put(t, copied, story("d", 1))

	if err := s.Backup(t.Context(), path); err == nil || !strings.HasSuffix(err.Error(), "there is a file of that name; name another") {
		t.Errorf("Backup over a file: %v", err)
	}
	if err := s.Backup(t.Context(), filepath.Join(dir, "nowhere", "copy.db")); err == nil || !strings.HasSuffix(err.Error(), ": no such file or directory") {
		t.Errorf("Backup to a folder that is not there: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Backup(ctx, filepath.Join(dir, "other.db")); !errors.Is(err, context.Canceled) {
		t.Errorf("Backup after its end: %v", err)
	}
	files, err := filepath.Glob(filepath.Join(dir, ".*"))
	if others, _ := filepath.Glob(filepath.Join(dir, "other*")); err != nil || len(files)+len(others) > 0 {
		t.Errorf("a failed backup left %v, %v, %v", files, others, err)
	}
}
