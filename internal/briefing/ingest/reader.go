package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"briefbot/internal/briefing"
)

// ErrNoArticles says that reading came to its end without a single article.
var ErrNoArticles = errors.New("no articles in it; .txt, .md, .html and .jsonl files and feeds are read")

// Reader reads articles. The zero value works; its functions may be nil.
type Reader struct {
	Now      time.Time                 // Article.FirstSeen; the time of the call when zero
	Problem  func(Problem)             // told of input that is left out
	Progress func(files, passages int) // told of the totals so far, after every file and every 500 articles
}

// Path reads the folder at path, with the folders in it, or the one file at path, and
// calls each with every document in the order of the file names. Hidden files and folders,
// and in a folder files of other kinds, are skipped. The first article of an id wins.
// An error of each stops the reading and is returned as it is. Not one article is
// [ErrNoArticles].
func (r *Reader) Path(ctx context.Context, path string, each func(*briefing.Document) error) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("ingest: read articles from %s: there is no such file or folder; check the path", path)
	case err != nil:
		return fmt.Errorf("ingest: read articles from %s: %w", path, cause(err))
	case info.IsDir():
		run := r.run(os.DirFS(path), func(name string) string { return filepath.Join(path, filepath.FromSlash(name)) }, each)
		return run.finish(path, run.folder(ctx))
	default:
		run := r.run(os.DirFS(filepath.Dir(path)), func(string) string { return path }, each)
		return run.finish(path, run.file(ctx, filepath.Base(path)))
	}
}

// FS reads all of fsys as [Reader.Path] reads a folder. Problems name files as fsys does.
func (r *Reader) FS(ctx context.Context, fsys fs.FS, each func(*briefing.Document) error) error {
	run := r.run(fsys, func(name string) string { return name }, each)
	return run.finish("the file system", run.folder(ctx))
}

// run is one call of Path or FS.
type run struct {
	fsys     fs.FS
	show     func(name string) string // the name of a file for people
	each     func(*briefing.Document) error
	problem  func(Problem)
	progress func(files, passages int)
	now      time.Time
	seen     map[string]string // where the article of an id is, for people

	files, articles, passages int
}

func (r *Reader) run(fsys fs.FS, show func(string) string, each func(*briefing.Document) error) *run {
	run := &run{
		fsys: fsys, show: show, each: each, now: r.Now, seen: map[string]string{},
		problem: func(Problem) {}, progress: func(int, int) {},
	}
	if r.Problem != nil {
		run.problem = r.Problem
	}
	if r.Progress != nil {
		run.progress = r.Progress
	}
	if run.now.IsZero() {
		run.now = time.Now()
	}
	return run
}

func (r *run) finish(name string, err error) error {
	if err == nil && r.articles == 0 {
		return fmt.Errorf("ingest: read articles from %s: %w", name, ErrNoArticles)
	}
	return err
}

// folder reads every file of a known kind, in lexical order.
func (r *run) folder(ctx context.Context) error {
	return fs.WalkDir(r.fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && name == ".":
			return fmt.Errorf("ingest: read articles from %s: %w", r.show(name), cause(err))
		case err != nil:
			r.report(name, 0, "cannot be read: %v", cause(err))
			return fs.SkipDir
		case name == ".":
			return nil
		case strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() || !known(name):
			return nil
		default:
			return r.file(ctx, name)
		}
	})
}

func known(name string) bool {
	switch ending(name) {
	case ".txt", ".md", ".html", ".htm", ".jsonl", ".rss", ".atom", ".rdf":
		return true
	}
	return false
}

// maybeFeed reports whether a file may be a feed. In a folder it is most likely something else.
func maybeFeed(name string) bool { return ending(name) == ".xml" || ending(name) == ".json" }

func ending(name string) string { return strings.ToLower(path.Ext(name)) }

// file reads one file. Its error is one that stops everything.
func (r *run) file(ctx context.Context, name string) error {
	if !known(name) && !maybeFeed(name) {
		r.report(name, 0, "unknown kind of file; .txt, .md, .html and .jsonl files and feeds are read")
		return nil
	}
	f, ok := r.open(name)
	if !ok {
		return nil
	}
	defer f.Close()
	var err error
	switch ending(name) {
	case ".jsonl":
		err = r.jsonl(ctx, name, f)
	case ".html", ".htm":
		err = r.page(name, f)
	case ".rss", ".atom", ".rdf", ".xml", ".json":
		err = r.feed(name, f)
	default:
		err = r.text(name, f)
	}
	r.files++
	r.progress(r.files, r.passages)
	return err
}

// open opens a regular file, or a link to one: reading a pipe or a device could block.
func (r *run) open(name string) (io.ReadCloser, bool) {
	info, err := fs.Stat(r.fsys, name)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a regular file")
	}
	if err == nil {
		var f fs.File
		if f, err = r.fsys.Open(name); err == nil {
			return f, true
		}
	}
	r.report(name, 0, "cannot be read: %v", cause(err))
	return nil, false
}

// add cuts an article into passages and hands it on, unless its id was there before.
func (r *run) add(a briefing.Article, name string, line int) error {
	if first, ok := r.seen[a.ID]; ok {
		r.report(name, line, "the id %q is taken by the article at %s; rename one of the two", a.ID, first)
		return nil
	}
	r.seen[a.ID] = r.place(name, line)
	a.FirstSeen = r.now
	a.Revision = briefing.RevisionOf(a.Text)
	doc := Split(a)
	doc.From = r.show(name)
	r.articles++
	r.passages += len(doc.Passages)
	if r.articles%500 == 0 {
		r.progress(r.files, r.passages)
	}
	return r.each(doc)
}

func (r *run) place(name string, line int) string {
	if line == 0 {
		return r.show(name)
	}
	return fmt.Sprintf("%s:%d", r.show(name), line)
}

func (r *run) report(name string, line int, format string, args ...any) {
	r.problem(Problem{File: r.show(name), Line: line, Reason: fmt.Sprintf(format, args...)})
}

// cause strips the operation and the path from a file error: they are named already.
func cause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}
