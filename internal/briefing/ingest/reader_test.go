package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

var now = time.Date(2025, 8, 16, 12, 0, 0, 0, time.UTC)

// read reads a file system and returns the articles and the problems.
func read(t *testing.T, files map[string]string) (articles []briefing.Article, problems []string) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	r := Reader{Now: now, Problem: func(p Problem) { problems = append(problems, p.Error()) }}
	err := r.FS(t.Context(), fsys, func(d *briefing.Document) error {
		checkDocument(t, d)
		articles = append(articles, d.Article)
		return nil
	})
	if err != nil && !errors.Is(err, ErrNoArticles) {
		t.Fatal(err)
	}
	return articles, problems
}

func article(id, title, text string) briefing.Article {
	return briefing.Article{ID: id, Title: title, Text: text, FirstSeen: now, Revision: briefing.RevisionOf(text)}
}

func TestReadFolder(t *testing.T) {
	t.Parallel()
	full := article("b/full", "Mayor: I resign", "\r\nHe left.\r\n")
	full.Source, full.URL, full.Author = "Daily", "http://x.example/1", "Ana Ruiz, Tom Hale"
	full.Published = time.Date(2025, 8, 15, 7, 30, 0, 0, time.UTC)
	dated := article("2025-08-14-vote", "Vote", "Vote\nIt passed.")
	dated.Published = time.Date(2025, 8, 14, 0, 0, 0, 0, time.UTC)
	beir := article("q1", "Vote", "It passed.")
	number := article("7", "A title of its own", "A title of its own\nIt passed.")
	number.Published = time.Date(2025, 8, 14, 0, 0, 0, 0, time.UTC)

	got, problems := read(t, map[string]string{
		"b/full.md": "\ufeff---\r\ntitle: \"Mayor: I resign\"\r\nsource: Daily\r\nurl: http://x.example/1\r\n" +
			"author: [Ana Ruiz, Tom Hale]\r\ndate: 2025-08-15T09:30:00+02:00\r\nlayout: post\r\n---\r\n\r\nHe left.\r\n",
		"2025-08-14-vote.txt": "Vote\nIt passed.",
		"c.jsonl": "\ufeff" + `{"_id":"q1","title":"Vote","text":"It passed.","url":null,"metadata":{"x":[1]}}` + "\n\n" +
			`{"id":7,"text":"A title of its own\nIt passed.","published":"Aug 14, 2025"}`,
		"plain.TXT":      "It passed at noon.",
		"notes.pdf":      "%PDF",
		".hidden/a.txt":  "Hidden.",
		"b/.hidden.txt":  "Hidden.",
		"empty/.gitkeep": "",
	})
	want := []briefing.Article{dated, full, beir, number, article("plain", "It passed at noon.", "It passed at noon.")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("articles: -want +got\n%s", diff)
	}
	if diff := cmp.Diff([]string(nil), problems); diff != "" {
		t.Errorf("problems: -want +got\n%s", diff)
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, file, text string
		want             string // the problem
		in               bool   // the article comes in all the same
	}{
		{name: "empty", file: "a.txt", want: "a.txt: empty"},
		{name: "blank", file: "a.md", text: " \n\t\r\n", want: "a.md: empty"},
		{name: "binary", file: "a.txt", text: "ELF\x00\x01", want: "a.txt: binary, not text (it holds a zero byte)"},
		{name: "not UTF-8", file: "a.txt", text: "One.\nTwo.\nCaf\xe9.", want: "a.txt:3: not UTF-8 text (byte 0xe9); save it as UTF-8"},
		{name: "UTF-16", file: "a.txt", text: "\xff\xfeO\x00", want: "a.txt: not UTF-8 text but UTF-16; save it as UTF-8"},
		{name: "too large", file: "a.txt", text: strings.Repeat("a ", 10<<20+1), want: "a.txt: larger than 20 MB, the limit for one article; split it or leave it out"},
		{name: "open front matter", file: "a.md", text: "---\ntitle: A\n\nText.", want: "a.md:1: the front matter is not closed; end it with a line --- within 64 KB"},
		{name: "huge front matter", file: "a.md", text: "---\n" + strings.Repeat("# x\n", 17<<10) + "---\nText.", want: "a.md:1: the front matter is not closed; end it with a line --- within 64 KB"},
		{name: "front matter without text", file: "a.md", text: "---\ntitle: A\n---\n\n", want: "a.md: there is no text after the front matter"},
		{name: "not YAML", file: "a.md", text: "---\nsource: B\ntitle: A: B\n---\nText.", want: "a.md:3: the front matter is not YAML: mapping values are not allowed in this context; correct it, or put the value in quotes"},
		{name: "YAML of another form", file: "a.md", text: "---\nSome prose.\n---\nText.", want: "a.md:2: the front matter is not YAML of the form `title: …`; correct it, or remove the line --- above it"},
		{name: "a title that is no text", file: "a.md", text: "---\nurl: x\ntitle: {a: b}\n---\nText.", want: "a.md:3: the title in the front matter is not a text; put it in quotes"},
		{name: "front matter date", file: "a.md", text: "---\ndate: soon\n---\nText.", want: "a.md:2: " + undated("soon"), in: true},
		{name: "broken JSON", file: "a.jsonl", text: "\n{\"id\": \"a\", \"text\": \"x", want: "a.jsonl:2: not a JSON object of one article: unexpected end of JSON input"},
		{name: "JSON of another form", file: "a.jsonl", text: "[1]", want: "a.jsonl:1: not a JSON object of one article: it is of the type array"},
		{name: "no id", file: "a.jsonl", text: `{"text":"x"}`, want: `a.jsonl:1: there is no "id" (or "_id"); give the article one`},
		{name: "long id", file: "a.jsonl", text: `{"id":"` + strings.Repeat("a", 501) + `","text":"x"}`, want: "a.jsonl:1: the id is longer than 500 bytes; give the article a short one"},
		{name: "no text", file: "a.jsonl", text: `{"id":"a","text":" "}`, want: `a.jsonl:1: the article "a" has no "text"`},
		{name: "title that is no text", file: "a.jsonl", text: `{"id":"a","title":{},"text":"x"}`, want: `a.jsonl:1: "title" is of the type object and should be a text; put it in quotes`},
		{name: "zero character", file: "a.jsonl", text: `{"id":"a","text":"x\u0000"}`, want: `a.jsonl:1: the "text" of the article "a" holds a zero character; remove it`},
		{name: "line not UTF-8", file: "a.jsonl", text: "{\"id\":\"a\",\"text\":\"\xff\"}", want: "a.jsonl:1: not UTF-8 text (byte 0xff); save it as UTF-8"},
		{name: "binary lines", file: "a.jsonl", text: "\n\x00\n\x00\n", want: "a.jsonl:2: binary, not text (it holds a zero byte); the rest of the file is left out"},
		{name: "long line", file: "a.jsonl", text: strings.Repeat("a ", 10<<20+1), want: "a.jsonl:1: longer than 20 MB, the limit for one article; split it or leave it out"},
		{name: "empty JSONL", file: "a.jsonl", want: "a.jsonl: empty"},
		{name: "JSONL date", file: "a.jsonl", text: `{"id":"a","date":"13/14/2025","text":"x"}`, want: "a.jsonl:1: " + undated("13/14/2025"), in: true},
		{name: "long date", file: "a.jsonl", text: `{"id":"a","date":"` + strings.Repeat("1 ", 99) + `","text":"x"}`, want: "a.jsonl:1: " + undated(strings.Repeat("1 ", 38)+"1…"), in: true},
		{name: "same id", file: "a.jsonl", text: `{"id":"zz","text":"x"}`, want: `zz.txt: the id "zz" is taken by the article at a.jsonl:1; rename one of the two`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			articles, problems := read(t, map[string]string{tt.file: tt.text, "zz.txt": "The rest goes on."})
			if diff := cmp.Diff([]string{tt.want}, problems); diff != "" {
				t.Errorf("problems: -want +got\n%s", diff)
			}
			want := 1
			if tt.in {
				want = 2
			}
			if len(articles) != want {
				t.Errorf("%d articles came in, want %d", len(articles), want)
			}
		})
	}
}

func undated(date string) string {
	return `the date "` + date + `" is not understood, so the article counts as undated; write it as 2006-01-02 or 2006-01-02T15:04:05Z`
}

func TestBadLinesLeaveTheOthers(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("The council met. ", 20<<10) // far above the reader's buffer
	articles, problems := read(t, map[string]string{
		"a.jsonl": `{"id":"1","text":"` + long + `"}` + "\n{\n" + strings.Repeat("x", maxArticleBytes+1) + "\n" +
			`{"id":"1","text":"again"}` + "\n" + `{"id":"2","text":"Two."}`,
	})
	if len(articles) != 2 || articles[0].Text != long || articles[1].Text != "Two." {
		t.Errorf("%d articles, want the first and the last line", len(articles))
	}
	want := []string{
		"a.jsonl:2: not a JSON object of one article: unexpected end of JSON input",
		"a.jsonl:3: longer than 20 MB, the limit for one article; split it or leave it out",
		`a.jsonl:4: the id "1" is taken by the article at a.jsonl:1; rename one of the two`,
	}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Errorf("problems: -want +got\n%s", diff)
	}
}

func TestPath(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	one, bad, pdf := write("in/one.txt", "One."), write("in/sub/bad.txt", "\xff"), write("x.pdf", "%PDF")
	empty := filepath.Join(dir, "empty")
	if err := os.Mkdir(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	missing := filepath.Join(dir, "nowhere")
	tests := []struct {
		name, path string
		ids        []string
		problem    string
		err        string
	}{
		{name: "folder", path: filepath.Join(dir, "in"), ids: []string{"one"}, problem: bad + ":1: not UTF-8 text (byte 0xff); save it as UTF-8"},
		{name: "file", path: one, ids: []string{"one"}},
		{name: "bad file", path: bad, problem: bad + ":1: not UTF-8 text (byte 0xff); save it as UTF-8", err: "ingest: read articles from " + bad + ": no articles in it; .txt, .md, .html and .jsonl files and feeds are read"},
		{name: "unknown kind", path: pdf, problem: pdf + ": unknown kind of file; .txt, .md, .html and .jsonl files and feeds are read", err: "ingest: read articles from " + pdf + ": no articles in it; .txt, .md, .html and .jsonl files and feeds are read"},
		{name: "empty folder", path: empty, err: "ingest: read articles from " + empty + ": no articles in it; .txt, .md, .html and .jsonl files and feeds are read"},
		{name: "missing", path: missing, err: "ingest: read articles from " + missing + ": there is no such file or folder; check the path"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var ids []string
			var problem, message string
			r := Reader{Problem: func(p Problem) { problem = p.Error() }}
			err := r.Path(t.Context(), tt.path, func(d *briefing.Document) error {
				ids = append(ids, d.ID)
				return nil
			})
			if err != nil {
				message = err.Error()
			}
			if diff := cmp.Diff([]any{tt.ids, tt.problem, tt.err}, []any{ids, problem, message}); diff != "" {
				t.Errorf("ids, problem, error: -want +got\n%s", diff)
			}
		})
	}
}

func TestLinksAndUnreadableFiles(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("links need rights on Windows")
	}
	dir := t.TempDir()
	for _, step := range []error{
		os.WriteFile(filepath.Join(dir, "a.txt"), []byte("One."), 0o644),
		os.Symlink("a.txt", filepath.Join(dir, "b.txt")),
		os.Symlink("nowhere", filepath.Join(dir, "c.txt")),
		os.Symlink(".", filepath.Join(dir, "loop.txt")),
	} {
		if step != nil {
			t.Fatal(step)
		}
	}
	var ids, problems []string
	r := Reader{Problem: func(p Problem) { problems = append(problems, strings.TrimPrefix(p.Error(), dir+"/")) }}
	err := r.Path(t.Context(), dir, func(d *briefing.Document) error {
		ids = append(ids, d.ID)
		return nil
	})
	want := []string{"c.txt: cannot be read: no such file or directory", "loop.txt: cannot be read: not a regular file"}
	if diff := cmp.Diff([]any{[]string{"a", "b"}, want, nil}, []any{ids, problems, err}); diff != "" {
		t.Errorf("ids, problems, error: -want +got\n%s", diff)
	}
}

func TestReadingStops(t *testing.T) {
	t.Parallel()
	fsys := fstest.MapFS{
		"a.jsonl": {Data: []byte("{\"id\":\"1\",\"text\":\"One.\"}\n{\"id\":\"2\",\"text\":\"Two.\"}\n")},
		"b.txt":   {Data: []byte("Three.")},
	}
	full := errors.New("disk full")
	calls := 0
	err := new(Reader).FS(t.Context(), fsys, func(*briefing.Document) error { calls++; return full })
	if err != full || calls != 1 {
		t.Errorf("after an error of each: %v, %d calls; want the error itself after 1", err, calls)
	}
	ctx, cancel := context.WithCancel(t.Context())
	calls = 0
	err = new(Reader).FS(ctx, fsys, func(*briefing.Document) error { calls++; cancel(); return nil })
	if !errors.Is(err, context.Canceled) || calls != 1 {
		t.Errorf("after cancelling: %v, %d calls; want context.Canceled after 1", err, calls)
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	var got [][2]int
	r := Reader{Progress: func(files, passages int) { got = append(got, [2]int{files, passages}) }}
	lines := ""
	for i := range 501 {
		lines += fmt.Sprintf("{\"id\":%d,\"text\":\"One.\"}\n", i)
	}
	fsys := fstest.MapFS{"a.jsonl": {Data: []byte(lines)}, "b.txt": {Data: []byte("Two.")}}
	if err := r.FS(t.Context(), fsys, func(*briefing.Document) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if want := [][2]int{{0, 500}, {1, 501}, {2, 502}}; !slices.Equal(got, want) {
		t.Errorf("progress %v, want %v", got, want)
	}
}
