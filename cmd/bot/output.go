package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"briefbot/internal/briefing/inert"
)

// writeError is a failure to write, after which going on is of no use.
type writeError struct{ error }

// output is a file that appears under its name when it is complete; or standard output, a pipe
// or a device, which take what is written as it comes.
type output struct {
	io.Writer
	file   *os.File // written under another name; nil for what is no file
	path   string
	mode   fs.FileMode
	stream *os.File // a pipe or a device
}

// openOutput opens what --out names, "-" being standard output. A link is followed, and a file
// keeps its mode.
func (a *app) openOutput(path string) (*output, error) {
	if path == "-" {
		return &output{Writer: a.out, path: "standard output"}, nil
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		if !info.Mode().IsRegular() {
			return openStream(path) // a pipe or a device holds nothing that could be half-written
		}
		mode = info.Mode().Perm()
		if target, err := filepath.EvalSymlinks(path); err == nil {
			path = target
		}
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", path, cause(err))
	}
	return &output{Writer: f, file: f, path: path, mode: mode}, nil
}

// openStream opens what is no file to be written as it comes.
func openStream(path string) (*output, error) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", path, cause(err))
	}
	return &output{Writer: f, stream: f, path: path}, nil
}

// Write writes, and names what --out named in its error.
func (o *output) Write(b []byte) (int, error) {
	n, err := o.Writer.Write(b)
	if err != nil {
		err = fmt.Errorf("write %s: %w", o.path, cause(err))
	}
	return n, err
}

// close puts the file under its name, or removes it when what it holds is not complete.
func (o *output) close(complete bool) error {
	if o.stream != nil {
		return o.stream.Close()
	}
	if o.file == nil {
		return nil
	}
	var err error
	if complete {
		err = errors.Join(o.file.Chmod(o.mode), o.file.Sync())
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
	if _, err := io.WriteString(w, inert.EscapeJSON(line.String())); err != nil {
		return writeError{err}
	}
	return nil
}
