package compose_test

import (
	"strings"
	"testing"

	"briefbot/internal/briefing"
)

// TestAliases holds that a question that names a body or a person one way is answered from an
// article that names it another way, where a sentence of the corpus gives both.
func TestAliases(t *testing.T) {
	t.Parallel()
	league := story("league", "Chess", "Players met in Tarn on Monday. The World Chess League (WCL) was founded in the old town hall.")
	spokesman := story("spokesman", "Palace", "Reporters waited on Monday. Palace spokesman Ilmar Voss greeted them at the gate, and tea was served.")
	governor := story("governor", "Bank", "Rates matter. Mira Oduya, the central bank governor, likes long walks by the lake.")
	for _, c := range []struct {
		name, question, want string // "" for no answer
		articles             []briefing.Article
	}{
		{"a long name for an acronym", "When did the WCL ban phones?", "April", []briefing.Article{league, story("a", "Phones", "Phones are a nuisance. The World Chess League banned phones in April.")}},
		{"an acronym for a long name", "When did the World Chess League ban phones?", "April", []briefing.Article{league, story("a", "Phones", "Phones are a nuisance. On Monday the WCL banned phones in April.")}},
		{"another body's long name", "When did the WCL ban phones?", "", []briefing.Article{league, story("a", "Phones", "Phones are a nuisance. The World Darts League banned phones in April.")}},
		{"a name for an office", "Why did the palace spokesman sell his boat?", "leak", []briefing.Article{spokesman, story("a", "Boats", "The harbour was calm on Tuesday. Voss sold his boat because of a leak.")}},
		{"a name for an office after it", "How much did the central bank governor pay for her boat?", "900", []briefing.Article{governor, story("a", "Boats", "The harbour was calm on Tuesday. Oduya paid 900 crowns for her boat.")}},
		{"the deputy's office", "Why did the deputy palace spokesman sell his boat?", "", []briefing.Article{spokesman, story("a", "Boats", "The harbour was calm on Tuesday. Voss sold his boat because of a leak.")}},
		{"the office of another body", "How much did the central bank governor of Sudland pay for her boat?", "", []briefing.Article{governor, story("a", "Boats", "The harbour was calm on Tuesday. Oduya paid 900 crowns for her boat.")}},
		{"a namesake", "Why did the palace spokesman sell his boat?", "", []briefing.Article{spokesman, story("a", "Boats", "The harbour was calm on Tuesday. The angler Petra Voss came by. Voss sold her boat because of a leak.")}},
		{"two holders", "Why did the palace spokesman sell his boat?", "leak", []briefing.Article{
			spokesman, story("b", "Palace", "It was windy. Palace spokesman Otto Brandt read the news on Friday."),
			story("a", "Boats", "The harbour was calm on Tuesday. Voss sold his boat because of a leak."),
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := answer(t, c.question, c.articles...)
			got := ""
			for _, claim := range d.Claims {
				got += claim.Text + "\n"
			}
			if c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("answered %q, want %q", got, c.want)
			}
		})
	}
}
