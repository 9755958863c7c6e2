package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

// shelf is a store in memory.
type shelf struct {
	mu    sync.Mutex
	texts map[string]string
	puts  int // documents put, unchanged ones too
	err   error
}

func (s *shelf) Put(_ context.Context, docs []*briefing.Document) ([]briefing.Change, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return nil, s.err
	}
	changes := make([]briefing.Change, len(docs))
	for i, d := range docs {
		changes[i] = briefing.Added
		s.texts[d.ID] = d.Text
		s.puts++
	}
	return changes, nil
}

// fail makes it refuse everything from now on, or nothing.
func (s *shelf) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
}

// held returns the articles that it holds.
func (s *shelf) held() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.texts))
}

// watchedFolder is a corpus folder with its watcher.
type watchedFolder struct {
	*watcher
	*shelf
	t   *testing.T
	dir string
	log *lockedBuffer
	now time.Time
}

func watchFolder(t *testing.T, files ...string) *watchedFolder {
	t.Helper()
	log := &lockedBuffer{}
	w := &watchedFolder{
		shelf: &shelf{texts: map[string]string{}}, t: t, dir: t.TempDir(), log: log, now: time.Unix(1_700_000_000, 0),
	}
	w.watcher = &watcher{path: w.dir, store: w.shelf, every: watchEvery, log: slog.New(slog.NewTextHandler(log, nil))}
	for _, name := range files {
		w.write(name, "The first text of "+name+".")
	}
	return w
}

// write writes a file at a time of its own.
func (w *watchedFolder) write(name, text string) {
	w.t.Helper()
	path := filepath.Join(w.dir, name)
	w.now = w.now.Add(time.Second)
	err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600), os.Chtimes(path, w.now, w.now))
	if err != nil {
		w.t.Fatal(err)
	}
}

// looks looks n times.
func (w *watchedFolder) looks(n int) {
	w.t.Helper()
	for range n {
		if err := w.look(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *watchedFolder) want(when string, texts map[string]string) {
	w.t.Helper()
	if diff := cmp.Diff(texts, w.texts); diff != "" {
		w.t.Errorf("%s (-want +got):\n%s", when, diff)
	}
}

func TestWatch(t *testing.T) {
	t.Parallel()
	w := watchFolder(t, "a.txt", "deep/er/b.md", ".hidden/c.txt", ".d.txt", "picture.png")
	w.write("list.jsonl", `{"id": "e", "text": "The text of e."}`+"\n"+`{"id": "f", "text": "The text of f."}`)
	texts := map[string]string{
		"a": "The first text of a.txt.", "deep/er/b": "The first text of deep/er/b.md.", "e": "The text of e.", "f": "The text of f.",
	}
	w.looks(1)
	w.want("the first look takes all", texts)
	w.looks(3)
	if w.puts != len(texts) {
		t.Errorf("%d documents were put; the files were read again", w.puts)
	}

	w.write("new.txt", "A new text.")
	w.write("a.txt", "The second text of a.txt.")
	w.looks(1)
	w.want("a file that may still be written is left", texts)
	w.looks(1)
	texts["new"], texts["a"] = "A new text.", "The second text of a.txt."
	w.want("a file that is still is taken", texts)
	if w.puts != len(texts)+1 {
		t.Errorf("%d documents were put; other files were read again", w.puts)
	}

	w.write("list.jsonl", `{"id": "e", "text": "The second text of e."}`)
	if err := os.Remove(filepath.Join(w.dir, "new.txt")); err != nil {
		t.Fatal(err)
	}
	w.looks(2)
	texts["e"] = "The second text of e."
	w.want("what is gone stays", texts)
}

// A file that never comes to rest is taken as it is.
func TestWatchRestlessFile(t *testing.T) {
	t.Parallel()
	w := watchFolder(t, "a.txt")
	w.looks(1)
	for i := range maxRestless {
		w.write("a.txt", fmt.Sprintf("The text number %d.", i))
		w.looks(1)
	}
	w.want("while it is written to", map[string]string{"a": "The first text of a.txt."})
	w.write("a.txt", "The last text.")
	w.looks(1)
	w.want("at last", map[string]string{"a": "The last text."})
}

// Each problem is logged once for each version of the file.
func TestWatchProblems(t *testing.T) {
	t.Parallel()
	w := watchFolder(t, "a.txt", "b.txt", "b.md", "c.txt")
	w.write("broken.jsonl", "{\n")
	w.write("empty.txt", "")
	if err := errors.Join(os.Symlink("nowhere", filepath.Join(w.dir, "link.txt")), os.Remove(filepath.Join(w.dir, "c.txt"))); err != nil {
		t.Fatal(err)
	}
	w.looks(4)
	w.want("the rest is taken", map[string]string{"a": "The first text of a.txt.", "b": "The first text of b.md."})
	var said []string
	for line := range strings.Lines(w.log.String()) {
		_, line, _ = strings.Cut(line, "level=")
		said = append(said, strings.TrimSpace(line))
	}
	want := []string{
		`WARN msg="article left out" file=b.txt article=b same_as=b.md`,
		`WARN msg="article not as it should be" file=broken.jsonl line=1 reason="not a JSON object of one article: unexpected end of JSON input"`,
		`WARN msg="article not as it should be" file=empty.txt line=0 reason=empty`,
		`WARN msg="article not as it should be" file=link.txt line=0 reason="cannot be read: no such file or directory"`,
		`INFO msg="articles taken" added=2 revised=0 updated=0 files=6`,
	}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	before := strings.Count(w.log.String(), "\n")
	w.write("broken.jsonl", "[\n")
	w.looks(4)
	if n := strings.Count(w.log.String(), "\n") - before; n != 1 {
		t.Errorf("another version of the file: %s", w.log)
	}
	// The name is free when the file that had it is gone.
	if err := os.Rename(filepath.Join(w.dir, "b.md"), filepath.Join(w.dir, "b.jsonl")); err != nil {
		t.Fatal(err)
	}
	w.write("b.txt", "The text of the other b.")
	w.looks(2)
	w.want("the other takes its place", map[string]string{"a": "The first text of a.txt.", "b": "The text of the other b."})
}

// What a store did not take is taken later.
func TestWatchStoreFails(t *testing.T) {
	t.Parallel()
	w := watchFolder(t, "a.txt")
	w.err = errors.New("the disk is full")
	if err := w.look(t.Context()); !errors.Is(err, w.err) {
		t.Fatalf("look: %v", err)
	}
	w.err = nil
	w.looks(1)
	w.want("then", map[string]string{"a": "The first text of a.txt."})
}

func TestWatchOneFile(t *testing.T) {
	t.Parallel()
	w := watchFolder(t, "a.txt", "other.txt")
	w.path = filepath.Join(w.dir, "a.txt")
	w.looks(1)
	w.write("a.txt", "The second text.")
	w.looks(2)
	w.want("the file alone", map[string]string{"a": "The second text."})
	w.path = filepath.Join(w.dir, "nowhere")
	if err := w.look(t.Context()); err == nil || !strings.Contains(err.Error(), "there is no such file or folder; check the path") {
		t.Errorf("a path that is not there: %v", err)
	}
}

// Run looks on after a fault, says it once, and ends with its context.
func TestWatchRun(t *testing.T) {
	t.Parallel()
	w := watchFolder(t, "a.txt")
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		ended := make(chan struct{})
		w.fail(errors.New("the disk is full"))
		go func() { w.run(ctx); close(ended) }()
		time.Sleep(5*w.every + time.Second)
		if n := strings.Count(w.log.String(), "the disk is full"); n != 1 || len(w.held()) != 0 {
			t.Errorf("the fault was said %d times: %s", n, w.log)
		}
		w.fail(nil)
		time.Sleep(w.every)
		if got := w.held(); !slices.Equal(got, []string{"a"}) {
			t.Errorf("taken: %v", got)
		}
		stop()
		<-ended
	})
}

// BenchmarkWatch looks at 10,000 files of which none has changed.
func BenchmarkWatch(b *testing.B) {
	dir := b.TempDir()
	for i := range 10_000 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.txt", i)), []byte("Text."), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	w := &watcher{path: dir, store: &shelf{texts: map[string]string{}}, log: slog.New(slog.DiscardHandler)}
	if err := w.look(b.Context()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := w.look(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
