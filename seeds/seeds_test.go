package seeds_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"briefbot/seeds"
)

type evidence struct{ Article, Quote string }

type question struct {
	ID             string     `json:"id"`
	Question       string     `json:"question"`
	Type           string     `json:"type"`
	Must           [][]string `json:"must"`
	MustNot        []string   `json:"must_not"`
	Evidence       []evidence `json:"evidence"`
	Answerable     bool       `json:"answerable"`
	MaxWords       int        `json:"max_words"`
	Disagreement   [][]string `json:"disagreement"`
	NoDisagreement bool       `json:"no_disagreement"`
	OrSays         []string   `json:"or_says"`
}

func TestArticlesNameTheirSource(t *testing.T) {
	t.Parallel()
	texts := articles(t)
	if len(texts) != 5 {
		t.Errorf("%d articles, want 5", len(texts))
	}
	sources := map[string]string{}
	for name, text := range texts {
		front, body, found := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
		if !found || strings.TrimSpace(body) == "" {
			t.Errorf("%s: no front matter or no text", name)
			continue
		}
		var meta map[string]any
		if err := yaml.Unmarshal([]byte(front), &meta); err != nil {
			t.Errorf("%s: front matter: %v", name, err)
		}
		for _, key := range []string{"title", "source", "date"} {
			if meta[key] == nil {
				t.Errorf("%s: no %s", name, key)
			}
		}
		if meta["url"] != nil {
			t.Errorf("%s: has a url, but its source is fictitious", name)
		}
		source, _ := meta["source"].(string)
		if other := sources[source]; other != "" {
			t.Errorf("%s and %s have the same source %q", name, other, source)
		}
		sources[source] = name
	}
}

func TestQuestionsCoverAllOutcomes(t *testing.T) {
	t.Parallel()
	var answerable, unanswerable, differing, alike int
	ids, asked := map[string]bool{}, map[string]bool{}
	for _, q := range parse(t) {
		if text := strings.ToLower(q.Question); ids[q.ID] || asked[text] || q.ID == "" || text == "" {
			t.Errorf("%q %q: empty or not unique", q.ID, q.Question)
		} else {
			ids[q.ID], asked[text] = true, true
		}
		switch {
		case !q.Answerable:
			unanswerable++
		case len(q.Disagreement) > 0:
			differing++
		case q.NoDisagreement:
			alike++
		}
		if q.Answerable {
			answerable++
		}
	}
	for _, c := range []struct {
		of        string
		got, want int
	}{
		{"answerable", answerable, 40},
		{"unanswerable", unanswerable, 15},
		{"with a disagreement", differing, 5},
		{"with what only looks like one", alike, 8},
	} {
		if c.got < c.want {
			t.Errorf("%d questions %s, want at least %d", c.got, c.of, c.want)
		}
	}
}

// An answer of all the evidence has to satisfy the key; or else nothing can.
func TestEvidenceSatisfiesTheKey(t *testing.T) {
	t.Parallel()
	texts := articles(t)
	for _, q := range parse(t) {
		t.Run(q.ID, func(t *testing.T) {
			t.Parallel()
			if q.Answerable != (len(q.Must) > 0 && len(q.Evidence) > 0 && q.MaxWords > 0) {
				t.Error("answerable and its key do not agree")
			}
			if len(q.Disagreement) == 1 || (len(q.Disagreement) > 0 && q.NoDisagreement) {
				t.Error("a disagreement has two sides, or is none")
			}
			var said strings.Builder
			for _, e := range q.Evidence {
				if !stands(texts, e) {
					t.Errorf("article %q does not hold %q", e.Article, e.Quote)
				}
				said.WriteString(fold.Replace(e.Quote) + "\n")
			}
			for _, group := range append(q.Must, q.Disagreement...) {
				if !anyFound(t, group, said.String()) {
					t.Errorf("no evidence has any of %q", group)
				}
			}
			if anyFound(t, q.MustNot, said.String()) {
				t.Errorf("the evidence has one of %q, which no answer may have", q.MustNot)
			}
			anyFound(t, q.OrSays, "")
		})
	}
}

var fold = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-")

// anyFound reports whether one of the patterns is found; all of them have to compile.
func anyFound(t *testing.T, patterns []string, text string) bool {
	t.Helper()
	found := false
	for _, p := range patterns {
		re, err := regexp.Compile("(?im)" + p)
		if err != nil {
			t.Errorf("pattern: %v", err)
			continue
		}
		found = found || re.MatchString(text)
	}
	return found
}

// stands reports whether exactly one article is meant and holds the quote word for word.
func stands(texts map[string]string, e evidence) bool {
	meant, holds := 0, false
	for name, text := range texts {
		if strings.HasPrefix(name, e.Article) {
			meant++
			holds = e.Quote != "" && strings.Contains(text, e.Quote)
		}
	}
	return meant == 1 && holds
}

func articles(t *testing.T) map[string]string {
	t.Helper()
	entries, err := fs.ReadDir(seeds.Articles(), ".")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, entry := range entries {
		text, err := fs.ReadFile(seeds.Articles(), entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		texts[entry.Name()] = string(text)
	}
	return texts
}

func parse(t *testing.T) []question {
	t.Helper()
	var all []question
	for line := range bytes.Lines(seeds.Questions()) {
		var q question
		d := json.NewDecoder(bytes.NewReader(line))
		d.DisallowUnknownFields()
		if err := d.Decode(&q); err != nil {
			t.Fatalf("question %d: %v", len(all)+1, err)
		}
		all = append(all, q)
	}
	return all
}
