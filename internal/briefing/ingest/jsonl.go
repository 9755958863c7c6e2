package ingest

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"briefbot/internal/briefing"
)

// record is one line of JSONL. Other fields are ignored.
type record struct {
	ID     field `json:"id"`
	BeirID field `json:"_id"` // the name in BEIR's corpora
	Text   field `json:"text"`
	meta
}

// jsonl reads a file that has an article a line.
func (r *run) jsonl(ctx context.Context, name string, f io.Reader) error {
	lines := bufio.NewReaderSize(f, 64<<10)
	for n := 1; ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		line, size, err := readLine(lines)
		last := errors.Is(err, io.EOF)
		if err != nil && !last {
			r.report(name, n, "cannot be read: %v", cause(err))
			return nil
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte(byteOrderMark))
		}
		switch line = bytes.TrimSpace(line); {
		case n == 1 && last && size == 0:
			r.report(name, 0, "empty")
		case bytes.IndexByte(line, 0) >= 0:
			r.report(name, n, "binary, not text (it holds a zero byte); the rest of the file is left out")
			return nil
		case size > maxArticleBytes:
			r.report(name, n, "longer than %d MB, the limit for one article; split it or leave it out", maxArticleBytes>>20)
		case len(line) > 0:
			if err := r.record(name, n, line); err != nil {
				return err
			}
		}
		if last {
			return nil
		}
	}
}

// readLine reads a line of any length and returns its size. It keeps no more of it than
// an article may have.
func readLine(lines *bufio.Reader) (line []byte, size int, err error) {
	for {
		part, err := lines.ReadSlice('\n')
		size += len(part)
		if size <= maxArticleBytes {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, size, err
		}
	}
}

// record reads one line. Its error is one that stops everything.
func (r *run) record(name string, n int, line []byte) error {
	a, date, err := parseRecord(line)
	if err != nil {
		r.report(name, n, "%v", err)
		return nil
	}
	if date != "" {
		if a.Published, err = parseDate(date); err != nil {
			r.report(name, n, "%v", err)
		}
	}
	return r.add(a, name, n)
}

const maxIDBytes = 500

// parseRecord returns the article of a line of JSONL, without its date, and the date as it
// is written.
func parseRecord(line []byte) (a briefing.Article, date string, err error) {
	if at := invalidUTF8(line); at >= 0 {
		return a, "", errors.New(notUTF8(line[at]))
	}
	var rec record
	if err := json.Unmarshal(line, &rec); err != nil {
		return a, "", notArticle(err)
	}
	a = rec.article()
	a.ID, a.Text = cmp.Or(rec.ID.oneLine(), rec.BeirID.oneLine()), rec.Text.text
	switch {
	case a.ID == "":
		return a, "", errors.New(`there is no "id" (or "_id"); give the article one`)
	case len(a.ID) > maxIDBytes:
		return a, "", fmt.Errorf("the id is longer than %d bytes; give the article a short one", maxIDBytes)
	case strings.TrimSpace(a.Text) == "":
		return a, "", fmt.Errorf(`the article %q has no "text"`, a.ID)
	case strings.Contains(a.Text, "\x00"):
		return a, "", fmt.Errorf(`the "text" of the article %q holds a zero character; remove it`, a.ID)
	}
	if a.Title == "" {
		a.Title = guessTitle(a.Text, a.ID)
	}
	return a, rec.date().oneLine(), nil
}

// notArticle says why JSON is no article in the words of JSON, not in those of Go.
func notArticle(err error) error {
	switch wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); {
	case ok && wrong.Field != "":
		name := wrong.Field[strings.LastIndexByte(wrong.Field, '.')+1:]
		return fmt.Errorf("%q is of the type %s and should be a text; put it in quotes", name, wrong.Value)
	case ok:
		err = fmt.Errorf("it is of the type %s", wrong.Value)
	}
	return fmt.Errorf("not a JSON object of one article: %w", err)
}
