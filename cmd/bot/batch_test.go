package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
	err = (&app{in: in}).runBatch(ctx, batch{"-", out, func(context.Context, briefing.Question) (any, error) {
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

func TestParseQuestion(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, line string
		want       briefing.Question
	}{
		{"all there is", `{"id": "1", "question": "who?", "history": [{"role": "user", "text": "a"}, {"role": "bot", "text": "b"}]}`, briefing.Question{ID: "1", Text: "who?", History: []briefing.Turn{{Role: "user", Text: "a"}, {Role: "bot", Text: "b"}}}},
		{"query for question", `{"query": " who? "}`, briefing.Question{Text: "who?"}},
		{"the question comes first", `{"question": "who?", "query": "what?"}`, briefing.Question{Text: "who?"}},
		{"a number for an id", `{"id": 12345678901234567890, "question": "who?"}`, briefing.Question{ID: "12345678901234567890", Text: "who?"}},
		{"no id", `{"id": null, "question": "who?", "answers": [1]}`, briefing.Question{Text: "who?"}},
		{"a byte order mark", "\ufeff" + `{"question": "who?"}`, briefing.Question{Text: "who?"}},
	} {
		got, err := parseQuestion([]byte(c.line))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	for _, line := range []string{``, `[]`, `{}`, `"who?"`, `{"question": 1}`, `{"question": "who?", "as_of": "x"}`, `{"id": true, "question": "who?"}`, `{"question": "who?"} {}`} {
		if got, err := parseQuestion([]byte(line)); err == nil {
			t.Errorf("parseQuestion(%s) = %+v, want an error", line, got)
		}
	}
}

func FuzzParseQuestion(f *testing.F) {
	f.Add([]byte(`{"id": 1, "question": "who?", "as_of": "2025-08-15", "history": [{"role": "user", "text": "a"}]}`))
	f.Add([]byte(`{"query": "\u0000 \ud800", "query_date": "2025-08-15T11:30:00Z"}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		q, err := parseQuestion(line)
		if err == nil && (q.Text == "" || q.Text != strings.TrimSpace(q.Text)) {
			t.Errorf("parseQuestion(%q) takes the question %q", line, q.Text)
		}
	})
}
