package compose_test

import (
	"cmp"
	"strings"
	"testing"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/compose"
)

var fuzzQuestions = []string{
	"Who is in the Norwegian delegation?", "who's the president of peru?", "What is the Tern Accord?", "When did the Tarn bridge open, in GMT?",
	"How many people died?", "What did Oduya say about the tram?", "Besides fishing rights, what was discussed?", "Why did it close?", "",
	"which of the", "what's", "who 's", "''’s s' -", "\xff\xfeWho\x00?", "name the the", "how many of of", "İstanbul ǅ ß ﬁ Ⅷ ½ 1/2 ²", "who is in in in",
}

func FuzzAnalyse(f *testing.F) {
	for i, q := range fuzzQuestions {
		f.Add(q, fuzzQuestions[len(fuzzQuestions)-1-i])
	}
	f.Fuzz(func(t *testing.T, question, before string) {
		q := briefing.Question{Text: question, History: []briefing.Turn{{Role: "user", Text: before}}}
		for _, q := range []briefing.Question{{Text: question}, q} {
			got := compose.New().Analyse(q)
			seen := map[string]bool{}
			for _, term := range got.Terms {
				if term.Key == "" || term.Text == "" || term.Weight <= 0 || term.Weight > 1 || seen[term.Key] {
					t.Errorf("term %+v", term)
				}
				seen[term.Key] = true
			}
			if got.Kind == "" || cmp.Or(got.Asked, got.Question.Text) != question {
				t.Errorf("query %+v", got)
			}
		}
	})
}

func FuzzCompose(f *testing.F) {
	texts := []string{
		"The Norwegian delegation includes Fisheries Minister Kari Solheim, chief negotiator Sergei Lund and Ambassador Ingrid Moe.",
		"Peru's president, Hugo Tapia, spoke at 14:00 GMT on 9 April 2031. It cost $2.1 million, or 12 miles. \"I like it,\" she said.",
		"The demands of the dockers are:\n\n- higher pay\n- cranes\n\nThe council did not approve the dam because it was dear.",
		"Members:\n* A\n* B, C\n\n# It\n\nThe Tern Accord is a treaty, while — although, but; and who died at 5?",
		"İ ß ﬁ Ⅷ ½. \"’s\" s' 1,000,000,000,000 % $ . . . \u2028 \u00a0 𝔄 e\u0301.", strings.Repeat("a, ", 300), "", "\n\n\n", "-\n- \n--",
	}
	for i, text := range texts {
		for j := range 3 {
			f.Add("Talks", text, texts[(i+1+j)%len(texts)], fuzzQuestions[(i+5*j)%len(fuzzQuestions)])
		}
	}
	f.Fuzz(func(t *testing.T, title, one, two, question string) {
		articles := []briefing.Article{
			story("one", strings.ToValidUTF8(title, "?"), strings.ToValidUTF8(one, "?")),
			story("two", "", strings.ToValidUTF8(two, "?")),
		}
		e := evidence(t, briefing.Question{Text: question}, articles...)
		draft, err := compose.New().Compose(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		for _, problem := range problems(e, draft) {
			t.Error(problem)
		}
		facts, _, err := compose.New().Facts(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		for _, fact := range facts {
			for _, problem := range problems(e, briefing.Draft{Claims: []briefing.DraftClaim{fact.DraftClaim}}) {
				t.Errorf("fact on %s: %s", fact.About, problem)
			}
		}
	})
}
