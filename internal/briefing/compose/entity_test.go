package compose_test

import (
	"testing"

	"briefbot/internal/briefing"
)

func TestEntity(t *testing.T) {
	t.Parallel()
	articles := []briefing.Article{
		story("post", "Kites over Tarn", "The Tern Accord is a treaty that protects seabirds in seven states. Ministers signed the Tern Accord in Bergen in 2024. The Accord bans night fishing near nests."),
		story("coast", "Oduya wins vote", "Finance Minister Mira Oduya won the vote on the tram on Monday. Oduya, who taught chemistry before, said the tram would pay for itself. Her opponent, Greens leader Tomas Brandt, left the hall."),
		story("wire", "Trams on show", "Mira Oduya, the finance minister, opened the show. Skelna, a maker of trams, welcomed her words."),
	}
	accord := []string{"The Tern Accord is a treaty that protects seabirds in seven states. [post]"}
	check(t, articles, []asked{
		{"What is the Tern Accord?", accord},
		{"what is tern accord?", accord},
		{"What is Skelna?", []string{"Skelna, a maker of trams, welcomed her words. [wire]"}},
		{"who is oduya", []string{"Finance Minister Mira Oduya [coast wire]", "Oduya, who taught chemistry before, said the tram would pay for itself. [coast]"}},
		{"Who is Tomas Brandt?", []string{"Greens leader Tomas Brandt [coast]"}},
		{"Who is Petra Quist?", []string{"not found: Petra Quist"}},
		{"What is the Heron Accord?", []string{"not found: Heron"}},
	})
}
