package evals

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"briefbot/internal/briefing"
)

// An answer that says and cites all of the evidence, and no more, has to satisfy the key;
// or else no answer can.
func TestCorporaKeysCanBeSatisfied(t *testing.T) {
	t.Parallel()
	sets, err := Sets(Corpora())
	if err != nil {
		t.Fatal(err)
	}
	if len(sets) < 4 {
		t.Errorf("%d sets, want at least 4", len(sets))
	}
	conversations := 0
	for _, set := range sets {
		conversations += len(set.Conversations)
	}
	if conversations < 40 {
		t.Errorf("%d questions with a history, want at least 40", conversations)
	}
	for _, set := range sets {
		t.Run(set.Name, func(t *testing.T) {
			t.Parallel()
			texts := readArticles(t, set.Articles)
			var answers []briefing.Answer
			questions := slices.Concat(set.Questions, set.Conversations)
			for i, q := range questions {
				questions[i].MaxWords = 1000
				answers = append(answers, ideal(t, q, texts))
			}
			text := func(id string) (string, bool) { s, ok := texts[id]; return s, ok }
			for _, o := range Score(questions, answers, text).Outcomes {
				if o.Verdict != OK {
					t.Errorf("%s\n\t%s", o.Line(), o.Text)
				}
			}
		})
	}
}

// ideal answers with all of the evidence, each quote on a side of its own where there are
// sides, or refuses.
func ideal(t *testing.T, q Question, texts map[string]string) briefing.Answer {
	t.Helper()
	if !q.Answerable {
		return briefing.Answer{ID: q.ID, Status: briefing.NotFound}
	}
	var said, quotes []string
	for _, e := range q.Evidence {
		var meant []string
		for id := range texts {
			if strings.HasPrefix(id, e.Article) {
				meant = append(meant, id)
			}
		}
		if len(meant) != 1 {
			t.Fatalf("%s: evidence in %q, which means %d articles", q.ID, e.Article, len(meant))
		}
		said = append(said, e.Quote)
		quotes = append(quotes, meant[0]+": "+e.Quote)
	}
	a := answered(strings.Join(said, " [1] ")+" [1]", said, quotes...)
	a.ID = q.ID
	if len(q.Disagreement) > 0 {
		a = withSides(a, said...)
	}
	return a
}

func readArticles(t *testing.T, articles fs.FS) map[string]string {
	t.Helper()
	files, err := fs.ReadDir(articles, ".")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range files {
		data, err := fs.ReadFile(articles, f.Name())
		if err != nil {
			t.Fatal(err)
		}
		texts[strings.TrimSuffix(f.Name(), path.Ext(f.Name()))] = string(data)
	}
	return texts
}
