package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"briefbot/internal/briefing"
)

// batch answers every line of a file of questions with one line of JSON.
type batch struct {
	in, out string    // "-" is standard input, standard output
	asOf    time.Time // of the questions that name no date
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
	reading, stop := context.WithCancel(ctx)
	defer stop()
	lines := readLines(reading, in)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case l, more := <-lines:
			if !more {
				return ctx.Err() // lines end by a signal too
			}
			err := b.answerLine(ctx, l, out)
			_, fatal := errors.AsType[writeError](err)
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case fatal:
				return err
			case err != nil:
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

func (b batch) answerLine(ctx context.Context, l line, out io.Writer) error {
	if l.err != nil {
		return l.err
	}
	q, err := parseQuestion(l.text)
	if err != nil {
		return err
	}
	if q.AsOf.IsZero() {
		q.AsOf = b.asOf
	}
	reply, err := b.answer(ctx, q)
	if err != nil {
		return err
	}
	return writeJSON(out, reply)
}
