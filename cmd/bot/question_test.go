package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

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
}

func TestParseQuestionRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ line, want string }{
		{``, `not a question in JSON: unexpected end of JSON input`},
		{`[]`, `not a question in JSON: it is of the type array`},
		{`{}`, `no question; a line looks like {"id": "1", "question": "who …?"}`},
		{`{"question": 1}`, `not a question in JSON: "question" cannot be of the type number`},
		{`{"question": "who?", "history": [{"role": {}}]}`, `not a question in JSON: "history.role" cannot be of the type object`},
		{`{"question": "who?", "as_of": "x"}`, `"x" is no date; write it as 2006-01-31 or 2006-01-31T15:04:05Z`},
		{`{"id": true, "question": "who?"}`, `not a question in JSON: id is neither text nor a number`},
		{`{"question": "who?"} {}`, `not a question in JSON: invalid character '{' after top-level value`},
	} {
		if got, err := parseQuestion([]byte(c.line)); err == nil || err.Error() != c.want {
			t.Errorf("parseQuestion(%s) = %+v, %v; want the error %s", c.line, got, err, c.want)
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

func TestParseAsOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{"", "0001-01-01T00:00:00Z"},
		{"2025-08-15", "2025-08-15T23:59:59.999999999Z"},
		{"2024-02-29", "2024-02-29T23:59:59.999999999Z"},
		{"2025-08-15T11:30:00-08:00", "2025-08-15T11:30:00-08:00"},
		{"2025-08-15T11:30:00", "2025-08-15T11:30:00Z"},
		{"2025-08-15 11:30:00", "2025-08-15T11:30:00Z"},
	} {
		got, err := parseAsOf(c.in)
		if err != nil || got.Format(time.RFC3339Nano) != c.want {
			t.Errorf("parseAsOf(%q) = %v, %v; want %s", c.in, got.Format(time.RFC3339Nano), err, c.want)
		}
	}
	for _, in := range []string{"soon", "15.8.2025", "2025-02-30", "2025"} {
		if got, err := parseAsOf(in); err == nil {
			t.Errorf("parseAsOf(%q) = %v, want an error", in, got)
		}
	}
}
