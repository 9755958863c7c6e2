package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"briefbot/internal/adapters/console"
)

// writeError is a failure to write, after which going on is of no use.
type writeError struct{ error }

// output is a file that appears under its name when it is complete, or standard output.
type output struct {
	*bufio.Writer
	file *os.File // nil for standard output
	path string
}

func (a *app) openOutput(path string) (*output, error) {
	if path == "-" {
		return &output{Writer: bufio.NewWriter(a.out)}, nil
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", path, cause(err))
	}
	return &output{Writer: bufio.NewWriter(f), file: f, path: path}, nil
}

// close puts the file under its name, or removes it when what it holds is not complete.
func (o *output) close(complete bool) error {
	err := o.Flush()
	if o.file == nil {
		return err
	}
	if complete && err == nil {
		err = errors.Join(o.file.Chmod(0o644), o.file.Sync())
	}
	err = errors.Join(err, o.file.Close())
	if complete && err == nil {
		if err = os.Rename(o.file.Name(), o.path); err == nil {
			return nil
		}
	}
	_ = os.Remove(o.file.Name()) // err, or the caller's, says what went wrong
	if err != nil {
		return fmt.Errorf("write %s: %w", o.path, cause(err))
	}
	return nil
}

// writeJSON writes v as one line of JSON in which no character can control a terminal.
func writeJSON(w io.Writer, v any) error {
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("encode as JSON: %w", err)
	}
	if _, err := io.WriteString(w, console.EscapeJSON(line.String())); err != nil {
		return writeError{err}
	}
	return nil
}
