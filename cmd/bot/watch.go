package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/ingest"
)

// watcher takes the new and the changed files of a corpus into a store. A file that is gone
// leaves its articles there.
//
// It looks at all files every few seconds and not for the system's notices: those do not come
// from network and container mounts, have limits on what can be watched, may be lost under
// load, and say nothing of what happened while nobody watched. A look at 10,000 files costs
// 30 ms (BenchmarkWatch).
type watcher struct {
	path  string // a folder, or one file
	store putStore
	every time.Duration
	log   *slog.Logger

	files map[string]watched // by path below the folder
	ids   map[string]string  // of each article, the file that it came from
}

// putStore keeps documents.
type putStore interface {
	Put(ctx context.Context, docs []*briefing.Document) ([]briefing.Change, error)
}

// watchEvery is how often the files are looked at, and how long a file must be still to be
// taken.
const watchEvery = 2 * time.Second

// maxRestless is at how many looks in a row a file may be changing before it is taken as it is:
// one that is written to without end would never be.
const maxRestless = 15

// watched is a file as it was seen.
type watched struct {
	taken    version // the one that was read; the zero one before
	last     version // at the last look
	restless int     // looks in a row at which it was another than before
}

// version tells one state of a file from another.
type version struct {
	size, modified int64
	mode           fs.FileMode
}

// run looks at the files until ctx ends.
func (w *watcher) run(ctx context.Context) {
	repeat(ctx, w.every, w.log, "corpus not read; tried again until it can be", w.look)
}

// look takes the files that are new or changed and still. The first look takes them all, as
// they are.
func (w *watcher) look(ctx context.Context) error {
	root, found, err := w.find(ctx)
	if err != nil {
		return err
	}
	due := w.compare(found)
	if len(due) == 0 {
		return nil
	}
	if err := w.take(ctx, root, due); err != nil {
		return err
	}
	for _, name := range due {
		f := w.files[name]
		f.taken = f.last
		w.files[name] = f
	}
	return nil
}

// find lists the files that may hold articles.
func (w *watcher) find(ctx context.Context) (fs.FS, map[string]version, error) {
	info, err := os.Stat(w.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("read articles from %s: there is no such file or folder; check the path", w.path)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read articles from %s: %w", w.path, cause(err))
	}
	if !info.IsDir() {
		return os.DirFS(filepath.Dir(w.path)), map[string]version{filepath.Base(w.path): versionOf(info)}, nil
	}
	root, found := os.DirFS(w.path), map[string]version{}
	err = fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && name == ".":
			return fmt.Errorf("read articles from %s: %w", w.path, cause(err))
		case name == ".":
			return nil
		case strings.HasPrefix(d.Name(), ".") && d.IsDir():
			return fs.SkipDir
		case d.IsDir() && err == nil:
			return nil
		}
		// What cannot be read, a folder too, is found here for its reader to say so.
		info, err := fs.Stat(root, name)
		if err != nil {
			info, err = d.Info()
		}
		if err == nil {
			found[name] = versionOf(info)
		}
		return nil
	})
	return root, found, err
}

func versionOf(info fs.FileInfo) version {
	return version{info.Size(), info.ModTime().UnixNano(), info.Mode()}
}

// compare returns the files to be read, in order, and remembers what was found.
func (w *watcher) compare(found map[string]version) (due []string) {
	first := w.files == nil
	if first {
		w.files, w.ids = map[string]watched{}, map[string]string{}
	}
	for name, v := range found {
		f := w.files[name]
		still := f.last == v
		switch {
		case f.taken == v:
			f.restless = 0
		case first || still || f.restless >= maxRestless:
			due = append(due, name)
			f.restless = 0
		default:
			f.restless++
		}
		f.last = v
		w.files[name] = f
	}
	w.forget(func(name string) bool { _, there := found[name]; return !there })
	slices.Sort(due)
	return due
}

// forget frees the ids of the articles of files that are gone, for others to take.
func (w *watcher) forget(gone func(name string) bool) {
	before := len(w.files)
	maps.DeleteFunc(w.files, func(name string, _ watched) bool { return gone(name) })
	if len(w.files) < before {
		maps.DeleteFunc(w.ids, func(_, name string) bool { return gone(name) })
	}
}

// take reads the files and stores their articles. What cannot be used is logged, and the rest
// goes on.
func (w *watcher) take(ctx context.Context, root fs.FS, names []string) error {
	in := &intake{store: w.store, changes: map[briefing.Change]int{}, taken: w.ids}
	for _, name := range names {
		reader := &ingest.Reader{Now: time.Now(), Problem: func(p ingest.Problem) {
			w.log.Warn("article not as it should be", "file", name, "line", p.Line, "reason", p.Reason)
		}}
		err := reader.FS(ctx, oneFile{root, name}, func(d *briefing.Document) error {
			if err := in.reserve(d, name); err != nil {
				w.log.Warn("article left out", "file", name, "article", d.ID, "same_as", w.ids[d.ID])
				return nil
			}
			return in.add(ctx, d)
		})
		if err != nil && !errors.Is(err, ingest.ErrNoArticles) {
			return err
		}
	}
	if err := in.flush(ctx); err != nil {
		return err
	}
	if added, revised, updated := in.changes[briefing.Added], in.changes[briefing.Revised], in.changes[briefing.Updated]; added+revised+updated > 0 {
		w.log.Info("articles taken", "added", added, "revised", revised, "updated", updated, "files", len(names))
	}
	return nil
}

// oneFile is a folder in which only one file can be seen. Read as a folder, it gives the
// articles the ids that they have in the whole one.
type oneFile struct {
	fs.FS
	name string
}

// ReadDir implements fs.ReadDirFS.
func (o oneFile) ReadDir(dir string) ([]fs.DirEntry, error) {
	if dir == o.name {
		return fs.ReadDir(o.FS, dir)
	}
	rest := o.name
	if dir != "." {
		rest = strings.TrimPrefix(o.name, dir+"/")
	}
	child, _, _ := strings.Cut(rest, "/")
	info, err := fs.Lstat(o.FS, path.Join(dir, child))
	if err != nil {
		return nil, nil // it has gone since it was found
	}
	return []fs.DirEntry{fs.FileInfoToDirEntry(info)}, nil
}

// Stat implements fs.StatFS: to open a pipe would wait for its writer.
func (o oneFile) Stat(name string) (fs.FileInfo, error) { return fs.Stat(o.FS, name) }
