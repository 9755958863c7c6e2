package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"briefbot/internal/briefing"
)

// prompt asks for questions on the terminal and answers them until an empty line, the end
// of input or a signal. What was said before goes with each question. template holds what
// all questions share.
func (a *app) prompt(ctx context.Context, d *desk, template briefing.Question, asJSON bool) error {
	fmt.Fprintln(a.out, "Ask a question; an empty line ends.")
	lines := newLineReader(a.in, a.out)
	var history []briefing.Turn
	for {
		line, err := lines.read(ctx)
		text := strings.TrimSpace(line)
		if ctx.Err() != nil || errors.Is(err, io.EOF) || err == nil && text == "" {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read a question: %w", err)
		}
		q := template
		q.Text, q.History = text, history
		answer, err := d.service.Ask(ctx, q)
		if err != nil {
			return err
		}
		fmt.Fprintln(a.out)
		if err := a.printAnswer(answer, asJSON); err != nil {
			return err
		}
		fmt.Fprintln(a.out)
		history = append(history, briefing.Turn{Role: "user", Text: text}, briefing.Turn{Role: "bot", Text: answer.Text})
	}
}

// lineReader reads lines from a terminal with editing and the lines before at hand. The
// terminal is in its usual state except while it reads.
type lineReader struct {
	terminal *term.Terminal
	in, out  *os.File
}

func newLineReader(in, out *os.File) *lineReader {
	screen := struct {
		io.Reader
		io.Writer
	}{in, out}
	return &lineReader{terminal: term.NewTerminal(screen, "> "), in: in, out: out}
}

// read returns the next line, io.EOF for ctrl-D or ctrl-C, or ctx's error. A read that a
// signal cuts short is left to the end of the process.
func (l *lineReader) read(ctx context.Context) (string, error) {
	if width, height, err := term.GetSize(int(l.out.Fd())); err == nil {
		l.terminal.SetSize(width, height)
	}
	usual, err := term.MakeRaw(int(l.in.Fd()))
	if err != nil {
		return "", err
	}
	defer term.Restore(int(l.in.Fd()), usual)
	type input struct {
		line string
		err  error
	}
	done := make(chan input, 1)
	go func() {
		line, err := l.terminal.ReadLine()
		done <- input{line, err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case in := <-done:
		if in.err == io.EOF {
			fmt.Fprint(l.out, "\r\n")
		}
		return in.line, in.err
	}
}
