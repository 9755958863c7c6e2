package ingest

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

func FuzzSentences(f *testing.F) {
	for _, c := range sentenceCases {
		f.Add(c)
	}
	f.Add(strings.Repeat("a, ", 700))
	f.Add("! " + strings.Repeat("\f", 1004))
	f.Add(strings.Repeat("é", 1200) + ". " + strings.Repeat(".", 1200))
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		at := 0
		for _, s := range sentences(text) {
			if !s.Within(text) || s.Empty() || s.Start < at {
				t.Fatalf("sentence %v after %d in %d bytes", s, at, len(text))
			}
			if gap := text[at:s.Start]; strings.TrimSpace(gap) != "" {
				t.Fatalf("%q is in no sentence", gap)
			}
			if s.End-s.Start > maxSentenceBytes && strings.IndexFunc(text[s.Start+maxSentenceBytes:s.End], wordRune) >= 0 {
				t.Fatalf("a sentence of %d bytes", s.End-s.Start)
			}
			at = s.End
		}
		if strings.TrimSpace(text[at:]) != "" {
			t.Fatalf("%q is in no sentence", text[at:])
		}
	})
}

func FuzzSplit(f *testing.F) {
	for _, c := range sentenceCases {
		f.Add("", strings.ReplaceAll(c, "|", "\n"))
	}
	f.Add("Mayor resigns", "# Mayor resigns\n\nBy Ana Ruiz\n\nWhy\n"+prosePara+"\n\n- one\n- two\n  more\nALSO READ: x\n> quoted\n***\nEnd\n===\n")
	f.Add("0", "7. \r\r\r\r!")
	f.Add("", tenWordSentences(40)+"\r\n\r\n1. a\r\n\u00a0\r\n")
	f.Fuzz(func(t *testing.T, title, text string) {
		a := briefing.Article{Title: title, Text: strings.ToValidUTF8(text, "?")}
		d := Split(a)
		checkDocument(t, d)
		if diff := cmp.Diff(d, Split(a)); diff != "" {
			t.Fatalf("not the same twice:\n%s", diff)
		}
		for i := range d.Passages {
			if w := d.Window(i, 1200); !w.Contains(d.Passages[i].Span) {
				t.Fatalf("the window of passage %d at %v is %v", i, d.Passages[i].Span, w)
			}
		}
	})
}

func FuzzFrontMatter(f *testing.F) {
	for _, seed := range []string{
		"---\ntitle: A\ndate: 2025-08-15\n---\nText.", "---\r\nauthor: [A, B]\r\n...\r\nText.", "---\n---\n", "---\ntitle: &a x\nurl: *a\n---\nx",
		"---\n- a\n---\n", "---\ntitle: 'x\n---\nText.", "---", "Text\n---\n", "---\n? [a]\n: b\n---\nText.", "---\ntitle: !!binary x\n---\nx",
		"---\n\n \r\r\r&\n---",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, file string) {
		file = strings.ToValidUTF8(file, "?")
		m, text, bad := cutFrontMatter(file)
		if bad != nil {
			if bad.line < 1 || bad.line > strings.Count(file, "\n")+2 || bad.reason == "" || strings.Contains(bad.reason, "\n") {
				t.Fatalf("problem %+v", bad)
			}
			return
		}
		if !strings.HasSuffix(file, text) {
			t.Fatalf("the text %q is not the end of the file", text)
		}
		if text == file && m != (meta{}) {
			t.Fatalf("fields without front matter: %+v", m)
		}
		if _, err := parseDate(m.date().text); err != nil && strings.Contains(err.Error(), "\n") {
			t.Fatalf("more than one line: %v", err)
		}
	})
}

func FuzzJSONL(f *testing.F) {
	for _, seed := range []string{
		`{"id":"a","text":"One. Two.","date":"2025-08-15"}`, `{"_id":1,"text":"x","author":["a","b"]}` + "\n" + `{"_id":1,"text":"y"}`,
		"{\n\n}", `{"id":"\ud800","text":"\u0000"}`, `{"id":null,"text":[]}`, "\ufeff" + `{"id":"a","title":{},"text":"x"}`, "\x00", `{"id":"a","text":"x"} {}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, file string) {
		lines := strings.Count(file, "\n") + 1
		seen := map[string]bool{}
		r := Reader{Problem: func(p Problem) {
			if p.File != "a.jsonl" || p.Line < 0 || p.Line > lines || p.Reason == "" || strings.Contains(p.Reason, "\n") {
				t.Fatalf("problem %+v", p)
			}
		}}
		err := r.FS(t.Context(), fstest.MapFS{"a.jsonl": {Data: []byte(file)}}, func(d *briefing.Document) error {
			checkDocument(t, d)
			if d.ID == "" || seen[d.ID] || strings.TrimSpace(d.Text) == "" || d.Revision != briefing.RevisionOf(d.Text) {
				t.Fatalf("article %+v", d.Article)
			}
			seen[d.ID] = true
			return nil
		})
		if err != nil && !(errors.Is(err, ErrNoArticles) && len(seen) == 0) {
			t.Fatal(err)
		}
	})
}
