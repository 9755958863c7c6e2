package evals

import (
	"strings"
	"testing"
	"time"
)

func TestLoadQuestionsNamesTheLine(t *testing.T) {
	t.Parallel()
	const good = `{"id": "a", "question": "who?", "answerable": false}` + "\n"
	for _, test := range []struct{ name, line, want string }{
		{"broken JSON", `{"id": `, "line 3: unexpected end of JSON input"},
		{"no id", `{"question": "who?"}`, "line 3: no id"},
		{"same id", `{"id": "a", "question": "who?"}`, `line 3: id "a" is used twice`},
		{"no question", `{"id": "b"}`, "line 3: no question"},
		{"bad pattern", `{"id": "b", "question": "who?", "or_says": ["("]}`, "line 3: pattern \"(\": error parsing regexp: missing closing ): `(?i)(`"},
		{"no key", `{"id": "b", "question": "who?", "answerable": true}`, `line 3: an "answerable" question without "must" or "evidence"`},
		{"key without answer", `{"id": "b", "question": "who?", "must": [["x"]]}`, `line 3: "must" or "disagreement" in a question that is not "answerable"`},
		{"no limit", `{"id": "b", "question": "who?", "answerable": true, "must": [["x"]], "evidence": [{}]}`, `line 3: an "answerable" question without "max_words"`},
		{"bad date", `{"id": "b", "question": "who?", "as_of": "soon"}`, `line 3: date "soon" is neither 2006-01-02 nor RFC 3339`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := LoadQuestions(strings.NewReader(good + "\n" + test.line + "\n"))
			if err == nil || err.Error() != test.want {
				t.Errorf("got error %v, want %s", err, test.want)
			}
		})
	}
}

func TestLoadQuestionsReadsAll(t *testing.T) {
	t.Parallel()
	const lines = "\ufeff" + `{"id": "a", "question": "who?", "answerable": true, "must": [["x|y"]], "evidence": [{"article": "1", "quote": "x"}], "max_words": 5, "as_of": "2024-02-28", "history": [{"role": "user", "text": "hi"}]}`
	questions, err := LoadQuestions(strings.NewReader(lines)) // no line feed at the end
	if err != nil || len(questions) != 1 {
		t.Fatalf("got %d questions and error %v", len(questions), err)
	}
	asked := questions[0].Asked()
	if len(asked.History) != 1 || asked.ID != "a" || asked.Text != "who?" {
		t.Errorf("asked %+v", asked)
	}
	day := time.Date(2024, 2, 28, 0, 0, 0, 0, time.UTC)
	if !asked.AsOf.After(day.Add(23*time.Hour)) || !asked.AsOf.Before(day.Add(24*time.Hour)) {
		t.Errorf("as of %v, want the end of %v", asked.AsOf, day)
	}
	if must := questions[0].Must[0]; len(must.in("only Y here")) != 1 || len(must.in("z")) != 0 || must.String() != "x|y" {
		t.Errorf("pattern %v does not match as it should", must)
	}
}

func FuzzLoadQuestions(f *testing.F) {
	f.Add(inventedQuestions)
	f.Add(`{"id": "a", "question": "who?", "or_says": ["(?P<x>y)"], "as_of": "2024-02-28T10:00:00+02:00"}`)
	f.Add("\ufeff{}\n[]")
	f.Fuzz(func(t *testing.T, lines string) {
		questions, err := LoadQuestions(strings.NewReader(lines))
		if err != nil && !strings.HasPrefix(err.Error(), "line ") {
			t.Errorf("error %q does not begin with its line", err)
		}
		seen := map[string]bool{}
		for _, q := range questions {
			if seen[q.ID] || q.validate() != nil {
				t.Errorf("question %+v should not have been read", q)
			}
			seen[q.ID] = true
		}
	})
}
