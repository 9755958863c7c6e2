package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"briefbot/internal/briefing"
)

// TestBatchStops shows that a signal ends a batch that waits for input, and that nothing
// half-written stays.
func TestBatchStops(t *testing.T) {
	t.Parallel()
	in, silent, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	defer silent.Close()
	dir := t.TempDir()
	out := filepath.Join(dir, "answers.jsonl")
	if err := os.WriteFile(out, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err = (&app{in: in}).runBatch(ctx, batch{in: "-", out: out, answer: func(context.Context, briefing.Question) (any, error) {
		return nil, errors.New("asked after the end")
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("runBatch = %v, want %v", err, context.Canceled)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v; want the old file alone", files, err)
	}
	if text, err := os.ReadFile(out); err != nil || string(text) != "old" {
		t.Errorf("the old file holds %q, %v", text, err)
	}
}

// A failure to write names the file that was asked for, not the one that stands in for it.
func TestWriteErrorNamesTheFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "answers.jsonl")
	out, err := (&app{}).openOutput(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := out.file.Close(); err != nil {
		t.Fatal(err)
	}
	err = writeJSON(out, 1)
	if want := "write " + path + ": file already closed"; err == nil || err.Error() != want {
		t.Errorf("writeJSON: %v, want %s", err, want)
	}
}
