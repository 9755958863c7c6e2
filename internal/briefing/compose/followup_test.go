package compose_test

import (
	"testing"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/compose"
)

// turns is a conversation of a user and the bot in turn, the user first.
func turns(texts ...string) []briefing.Turn {
	var out []briefing.Turn
	for i, text := range texts {
		out = append(out, briefing.Turn{Role: []string{"user", "assistant"}[i%2], Text: text})
	}
	return out
}

func TestFollowUp(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		history  []briefing.Turn
		question string
		want     string
	}{
		{"another country takes the place of the first", turns("Who is in the Norwegian delegation?", "Kari Solheim."), "And the Chilean one?", "roster: Chilean! delegation"},
		{"what about", turns("How many people died in the avalanche?", "12."), "What about the flood?", "number/count (people): many~ people died flood"},
		{"a pronoun", turns("Who is Mira Oduya?", "The finance minister."), "What did she say about the tram?", "quote: Mira! Oduya! say tram"},
		{"a possessive", turns("Where does the ferry sail?", "To Orsk."), "Who is its captain?", "who: ferry captain"},
		{"nothing but a question word", turns("Why did the bakery close?", "Its oven cracked."), "And when?", "when: bakery close"},
		{"no words at all", turns("Why did the bakery close?", "Its oven cracked."), "Why?", "why: bakery close"},
		{"a complete question", turns("Who is Mira Oduya?", "The finance minister."), "When does the choir festival start?", "when: choir festival start~"},
		{"a complete question of a name", turns("Who is Mira Oduya?", "The finance minister."), "Who is Tomas Brandt?", "entity: Tomas! Brandt!"},
		{"the last question counts", turns("Who is Mira Oduya?", "x", "Who is Tomas Brandt?", "y"), "What did he say?", "quote: Tomas! Brandt! say"},
		{"what the bot said does not", []briefing.Turn{{Role: "assistant", Text: "The mayor of Orsk spoke."}}, "What did he say?", "quote: say"},
		{"no history", nil, "And the Chilean one?", "fact: Chilean!"},
	} {
		q := compose.New().Analyse(briefing.Question{Text: c.question, History: c.history})
		if got := read(q); got != c.want {
			t.Errorf("%s: %q:\n  got  %s\n  want %s", c.name, c.question, got, c.want)
		}
	}
}

// TestInherited holds words of the question before to count less than those asked now, where
// it cannot be told what a question leans on.
func TestInherited(t *testing.T) {
	t.Parallel()
	q := compose.New().Analyse(briefing.Question{Text: "Are those all the captains?", History: turns("Where does the ferry sail?")})
	weights := map[string]float64{}
	for _, term := range q.Terms {
		weights[term.Text] = term.Weight
	}
	if weights["ferry"] <= 0 || weights["ferry"] >= weights["captains"] {
		t.Errorf("weights %v", weights)
	}
}

// TestFollowUpAnswer asks for the other side of talks in a few words.
func TestFollowUpAnswer(t *testing.T) {
	t.Parallel()
	q := briefing.Question{Text: "And the Chilean one?", History: turns("Who is in the Norwegian delegation?", "Kari Solheim and Sergei Lund.")}
	e := evidence(t, q, story("post", "Herring talks", "The Norwegian delegation includes minister Kari Solheim and chief negotiator Sergei Lund. The Chilean delegation includes adviser Elena Soto and ambassador Luis Vera."))
	d, err := compose.New().Compose(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	want := "adviser Elena Soto [post]\nambassador Luis Vera [post]"
	if got := sketch(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, problem := range problems(e, d) {
		t.Error(problem)
	}
}
