package sqlite

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"briefbot/internal/briefing"
)

// story is a document with as many passages of one sentence as asked for.
func story(id string, passages int) *briefing.Document {
	const sentence = "The ministers of both sides met again on Tuesday and named no date for the next round of talks."
	var text strings.Builder
	d := &briefing.Document{Article: briefing.Article{ID: id, Title: "Story " + id, Source: "Demo Wire"}}
	for range passages {
		start := text.Len()
		var p briefing.Passage
		for range 3 {
			at := text.Len()
			text.WriteString(sentence)
			p.Sentences = append(p.Sentences, briefing.Sentence{Span: briefing.Span{Start: at, End: text.Len()}})
			text.WriteString(" ")
		}
		p.Span = briefing.Span{Start: start, End: text.Len() - 1}
		d.Passages = append(d.Passages, p)
		text.WriteString("\n")
	}
	d.Text = text.String() + id
	d.Revision = briefing.RevisionOf(d.Text)
	return d
}

func put(t testing.TB, s *Store, docs ...*briefing.Document) {
	t.Helper()
	if _, err := s.Put(t.Context(), docs); err != nil {
		t.Fatal(err)
	}
}

func ids(t testing.TB, s *Store) (all []string) {
	t.Helper()
	err := s.Documents(t.Context(), 0, func(_ int64, id string, _ *briefing.Document) error {
		all = append(all, id)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestReopen(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	for i, id := range []string{"a", "b", "c"} {
		s, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		put(t, s, story(id, 2))
		if got := len(ids(t, s)); got != i+1 {
			t.Errorf("after %d openings: %d documents", i+1, got)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for _, rest := range []string{path + "-wal", path + "-shm"} {
		if _, err := os.Stat(rest); err == nil {
			t.Errorf("%s is left after Close", rest)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("rights of the file %v, %v; want 0600", info.Mode(), err)
	}
}

func TestOpenOddPaths(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a b.db", "50%.db", "a?b=c#d.db", "ü&ñ.db", "file:x.db", "%41.db"} {
		path := filepath.Join(t.TempDir(), name)
		put(t, openStore(t, path), story("a", 1))
		entries, err := os.ReadDir(filepath.Dir(path))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), name) {
				t.Errorf("opening %q made %q", name, e.Name())
			}
		}
	}
}

func TestOpenSideBySide(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	var g errgroup.Group
	for range 8 {
		g.Go(func() error {
			s, err := Open(t.Context(), path)
			if err != nil {
				return err
			}
			return s.Close()
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	s := openStore(t, path)
	var version, enforced, synchronous int
	var mode string
	for pragma, value := range map[string]any{
		"user_version": &version, "foreign_keys": &enforced, "synchronous": &synchronous, "journal_mode": &mode,
	} {
		if err := s.writer.QueryRow("PRAGMA " + pragma).Scan(value); err != nil {
			t.Fatal(err)
		}
	}
	steps, err := migrations.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	if version != len(steps) || enforced != 1 || synchronous != 2 || mode != "wal" {
		t.Errorf("version %d of %d, foreign_keys %d, synchronous %d, journal_mode %s",
			version, len(steps), enforced, synchronous, mode)
	}
}

func TestTwoHandles(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	one, other := openStore(t, path), openStore(t, path)
	put(t, one, story("a", 1))
	tx, err := one.writer.Begin() // a writer in the middle of its work
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec("UPDATE articles SET title = 'half', seq = seq + 1"); err != nil {
		t.Fatal(err)
	}
	err = other.Documents(t.Context(), 0, func(seq int64, _ string, d *briefing.Document) error {
		if seq != 1 || d.Title != "Story a" {
			t.Errorf("a reader sees change %d, %q, which is not committed", seq, d.Title)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	put(t, other, story("b", 1))
	put(t, one, story("c", 1))
	if diff := cmp.Diff([]string{"a", "b", "c"}, ids(t, other)); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
}

// database returns the bytes of a database file that make has filled.
func database(t *testing.T, make func(db *sql.DB)) []byte {
	t.Helper()
	path := newPath(t)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	make(db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func execute(t *testing.T, statement string) func(db *sql.DB) {
	return func(db *sql.DB) {
		t.Helper()
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
}

// filled returns the bytes of a store that holds documents.
func filled(t *testing.T) []byte {
	t.Helper()
	path := newPath(t)
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, story("a", 100), story("b", 100))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	ours := filled(t)
	for name, test := range map[string]struct {
		file []byte
		want string
	}{
		"text":             {[]byte(strings.Repeat("This is no database.\n", 1000)), "not a Briefbot database: choose"},
		"zeros":            {make([]byte, 8192), "not a Briefbot database: choose"},
		"a byte":           {[]byte("x"), "not a Briefbot database: choose"},
		"a few bytes":      {[]byte("xy\n"), "not a Briefbot database: choose"},
		"another's":        {database(t, execute(t, "CREATE TABLE notes (x)")), "not a Briefbot database: choose"},
		"another's number": {database(t, execute(t, "PRAGMA user_version = 1")), "not a Briefbot database: choose"},
		"torn":             {ours[:len(ours)-5000], "damaged: restore"},
		"torn header":      {ours[:50], "damaged: restore"},
		"newer": {
			database(t, execute(t, "PRAGMA application_id = 0x42726662; PRAGMA user_version = 99")),
			"version 99 and this program knows 6: update the program",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := newPath(t)
			if err := os.WriteFile(path, test.file, 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := Open(t.Context(), path)
			if err == nil {
				t.Fatal("no error", s.Close())
			}
			line := err.Error()
			if !strings.Contains(line, path) || !strings.Contains(line, test.want) || strings.Contains(line, "\n") {
				t.Errorf("error %q, want one line with the path and %q", err, test.want)
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, test.file) {
				t.Errorf("the file was changed, or %v", err)
			}
		})
	}
}

func TestOpenRefusesPlaces(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, test := range map[string]struct{ path, want string }{
		"a folder":         {folder, "it is a folder: name a file"},
		"a missing folder": {filepath.Join(folder, "none", "briefbot.db"), "make its folder first"},
	} {
		s, err := Open(t.Context(), test.path)
		if err == nil {
			t.Fatal(name, "is opened", s.Close())
		}
		if !strings.Contains(err.Error(), test.want) || strings.Count(err.Error(), test.path) != 1 {
			t.Errorf("%s: error %q, want one with %q that names the path once", name, err, test.want)
		}
	}
}

// TestDamageIsAnError flips bytes of a closed database: a text is read as it was put, or
// there is an error.
func TestDamageIsAnError(t *testing.T) {
	t.Parallel()
	good := filled(t)
	texts := map[string]string{"a": story("a", 100).Text, "b": story("b", 100).Text}
	failures := 0
	for i := range 40 {
		data := bytes.Clone(good)
		for at := 100 + i*97; at < len(data); at += 16001 {
			data[at] ^= 0x15
		}
		path := newPath(t)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), path)
		if err != nil {
			failures++
			continue
		}
		err = s.Documents(t.Context(), 0, func(_ int64, id string, d *briefing.Document) error {
			if want, ok := texts[id]; ok && (d == nil || d.Text != want) {
				t.Errorf("damage %d: article %q is read with another text", i, id)
			}
			return nil
		})
		if err != nil {
			failures++
		}
		if err := s.Close(); err != nil {
			t.Log(err)
		}
	}
	if failures == 0 {
		t.Error("no damage was noticed: nothing was tested")
	}
}

func TestFullDisk(t *testing.T) {
	t.Parallel()
	s := openStore(t, newPath(t))
	put(t, s, story("a", 1))
	limit := func(pages int) {
		t.Helper()
		var got int
		if err := s.writer.QueryRow(fmt.Sprintf("PRAGMA max_page_count = %d", pages)).Scan(&got); err != nil {
			t.Fatal(err)
		}
	}
	limit(20)
	_, err := s.Put(t.Context(), []*briefing.Document{story("b", 1), story("c", 1000)})
	if err == nil || !strings.Contains(err.Error(), "the disk is full: free some space") {
		t.Errorf("error %v, want one that says what to do", err)
	}
	if diff := cmp.Diff([]string{"a"}, ids(t, s)); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
	limit(100_000)
	put(t, s, story("b", 1), story("c", 1000))
	if diff := cmp.Diff([]string{"a", "b", "c"}, ids(t, s)); diff != "" {
		t.Errorf("documents after space was freed (-want +got):\n%s", diff)
	}
}
