package compose_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/compose"
)

func TestFacts(t *testing.T) {
	t.Parallel()
	articles := []briefing.Article{
		story("post", "Oduya wins vote", "Finance Minister Mira Oduya won the vote on the tram on Monday. Oduya said the tram would pay for itself. Her opponent, Greens leader Tomas Brandt, left the hall."),
		story("coast", "Accord signed", "The Tern Accord is a treaty that protects seabirds in seven states. Ministers signed the Tern Accord in Bergen on 4 May 2024."),
		story("wire", "Talks", "Chief negotiator Sergei Lund left the talks in the afternoon without a word to anyone. Reporters asked Sergey Lund for a comment."),
	}
	for _, c := range []struct {
		name    string
		want    []string
		aliases []string
	}{
		{"Tern Accord", []string{
			"what it is: The Tern Accord is a treaty that protects seabirds in seven states.",
			"date: Ministers signed the Tern Accord in Bergen on 4 May 2024.",
		}, []string{}},
		{"Mira Oduya", []string{
			"role: Finance Minister Mira Oduya",
			"in the news: Finance Minister Mira Oduya won the vote on the tram on Monday.",
		}, []string{}},
		{"Sergei Lund", []string{
			"role: Chief negotiator Sergei Lund",
			"in the news: Chief negotiator Sergei Lund left the talks in the afternoon without a word to anyone.",
		}, []string{"Sergey"}},
		{"Petra Quist", nil, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e := evidence(t, briefing.Question{Text: c.name}, articles...)
			facts, aliases, err := compose.New().Facts(t.Context(), e)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range facts {
				got = append(got, f.About+": "+f.Text)
				if err := (cite.Gate{}).Check(c.name, f.DraftClaim); err != nil {
					t.Error(err)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("facts (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.aliases, aliases); diff != "" {
				t.Errorf("aliases (-want +got):\n%s", diff)
			}
		})
	}
}
