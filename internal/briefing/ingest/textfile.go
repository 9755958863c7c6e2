package ingest

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"
)

// maxArticleBytes bounds one article: a text file or a line of JSONL. A file of JSONL may
// be longer.
const maxArticleBytes = 20 << 20

const byteOrderMark = "\ufeff"

// text reads a file that is one article.
func (r *run) text(name string, f io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(f, maxArticleBytes+1))
	if err != nil {
		r.report(name, 0, "cannot be read: %v", cause(err))
		return nil
	}
	if line, reason := unfit(data); reason != "" {
		r.report(name, line, "%s", reason)
		return nil
	}
	m, text, bad := cutFrontMatter(strings.TrimPrefix(string(data), byteOrderMark))
	if bad != nil {
		r.report(name, bad.line, "%s", bad.reason)
		return nil
	}
	if strings.TrimSpace(text) == "" {
		r.report(name, 0, "there is no text after the front matter")
		return nil
	}
	a := m.article()
	a.ID, a.Text = strings.TrimSuffix(name, path.Ext(name)), text
	if a.Title == "" {
		a.Title = guessTitle(text, path.Base(a.ID))
	}
	if date := m.date(); date.text == "" {
		a.Published = dateInName(path.Base(name))
	} else if a.Published, err = parseDate(date.text); err != nil {
		r.report(name, date.line, "%v", err)
	}
	return r.add(a, name, 0)
}

// unfit says why data is no text of an article, and on which line.
func unfit(data []byte) (line int, reason string) {
	switch {
	case len(data) > maxArticleBytes:
		return 0, fmt.Sprintf("larger than %d MB, the limit for one article; split it or leave it out", maxArticleBytes>>20)
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return 0, "not UTF-8 text but UTF-16; save it as UTF-8"
	case bytes.IndexByte(data, 0) >= 0:
		return 0, "binary, not text (it holds a zero byte)"
	case strings.TrimSpace(strings.TrimPrefix(string(data), byteOrderMark)) == "":
		return 0, "empty"
	}
	if at := invalidUTF8(data); at >= 0 {
		return 1 + bytes.Count(data[:at], []byte{'\n'}), notUTF8(data[at])
	}
	return 0, ""
}

func notUTF8(b byte) string {
	return fmt.Sprintf("not UTF-8 text (byte 0x%02x); save it as UTF-8", b)
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for at := 0; ; {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
}
