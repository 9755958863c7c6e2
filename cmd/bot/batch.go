package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"briefbot/internal/briefing"
)

// batch answers every line of a file of questions with one line of JSON.
type batch struct {
	in, out string // "-" is standard input, standard output
	answer  func(context.Context, briefing.Question) (any, error)
}

// runBatch writes the answers in the order of the questions. A line that cannot be used is
// reported by file and line, and the rest goes on.
func (a *app) runBatch(ctx context.Context, b batch) (err error) {
	in, name, err := a.openInput(b.in)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := a.openOutput(b.out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.close(err == nil)) }()
	lines := readLines(ctx, in)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case l, more := <-lines:
			if !more {
				return ctx.Err() // lines end by a signal too
			}
			if err := a.answerLine(ctx, l, b.answer, out); ctx.Err() != nil {
				return ctx.Err()
			} else if _, fatal := errors.AsType[writeError](err); fatal {
				return err
			} else if err != nil {
				a.problem(fmt.Errorf("%s:%d: %w", name, l.number, err))
			}
		}
	}
}

// line is one line of input that is not empty, or the error that ended it.
type line struct {
	number int // from 1
	text   []byte
	err    error
}

// readLines sends the lines of r until they end or ctx is done. A read of a terminal or
// pipe that has nothing to say is left to the end of the process.
func readLines(ctx context.Context, r io.Reader) <-chan line {
	lines := make(chan line)
	go func() {
		defer close(lines)
		in := bufio.NewReader(r)
		for number, err := 1, error(nil); err == nil; number++ {
			var text []byte
			text, err = in.ReadBytes('\n')
			l := line{number: number, text: bytes.TrimSpace(text)}
			if err != nil && err != io.EOF {
				l.err = fmt.Errorf("cannot be read on: %w", cause(err))
			}
			if len(l.text) == 0 && l.err == nil {
				continue
			}
			select {
			case lines <- l:
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

func (a *app) openInput(path string) (io.ReadCloser, string, error) {
	if path == "-" {
		return io.NopCloser(a.in), "stdin", nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, "", fmt.Errorf("read questions %s: %w", path, cause(err))
	}
	return f, path, nil
}

func (a *app) answerLine(ctx context.Context, l line, answer func(context.Context, briefing.Question) (any, error), out io.Writer) error {
	if l.err != nil {
		return l.err
	}
	q, err := parseQuestion(l.text)
	if err != nil {
		return err
	}
	reply, err := answer(ctx, q)
	if err != nil {
		return err
	}
	return writeJSON(out, reply)
}

// parseQuestion reads one line of a file of questions: {id, question|query,
// as_of|query_date, history: [{role, text}]}. Other fields are ignored.
func parseQuestion(line []byte) (briefing.Question, error) {
	var in struct {
		ID        id              `json:"id"`
		Question  string          `json:"question"`
		Query     string          `json:"query"`
		AsOf      string          `json:"as_of"`
		QueryDate string          `json:"query_date"`
		History   []briefing.Turn `json:"history"`
	}
	if err := json.Unmarshal(bytes.TrimPrefix(line, []byte("\ufeff")), &in); err != nil {
		return briefing.Question{}, fmt.Errorf("not a question in JSON: %w", err)
	}
	q := briefing.Question{ID: string(in.ID), Text: first(in.Question, in.Query), History: in.History}
	if q.Text == "" {
		return q, errors.New(`no question; a line looks like {"id": "1", "question": "who …?"}`)
	}
	var err error
	q.AsOf, err = parseAsOf(first(in.AsOf, in.QueryDate))
	return q, err
}

// first returns the first text that is more than white space, without the space around it.
func first(texts ...string) string {
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			return t
		}
	}
	return ""
}

// id is a string or a number in JSON, kept as it is written.
type id string

func (i *id) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, (*string)(i))
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return errors.New("id is neither text nor a number")
	}
	*i = id(n)
	return nil
}

// parseAsOf reads a date, which counts to its end in UTC, or a time. "" is no limit.
func parseAsOf(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if day, err := time.Parse(time.DateOnly, s); err == nil {
		return day.AddDate(0, 0, 1).Add(-time.Nanosecond), nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateTime} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no date; write it as 2006-01-31 or 2006-01-31T15:04:05Z", s)
}
