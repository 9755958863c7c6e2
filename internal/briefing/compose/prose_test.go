package compose_test

import (
	"testing"

	"briefbot/internal/briefing"
)

func TestWhy(t *testing.T) {
	t.Parallel()
	articles := []briefing.Article{
		story("post", "Orchestra stays", "The Tarn orchestra's bus broke down in the snow. So the orchestra cancelled its tour of the islands. Tickets will be refunded."),
		story("coast", "Baker gives up", "The Orsk bakery closed on Friday because its oven had cracked in the frost. Neighbours brought flowers."),
	}
	check(t, articles, []asked{
		{"Why did the Tarn orchestra cancel its tour?", []string{
			"The Tarn orchestra's bus broke down in the snow. [post]", "So the orchestra cancelled its tour of the islands. [post]",
		}},
		{"Why did the Orsk bakery close?", []string{"The Orsk bakery closed on Friday because its oven had cracked in the frost. [coast]"}},
		{"Why did the Orsk theatre close?", []string{"not found: theatre"}},
		{"Why did the Lima orchestra cancel its tour?", []string{"not found: Lima"}},
	})
}

func TestQuote(t *testing.T) {
	t.Parallel()
	articles := []briefing.Article{
		story("post", "Tram in dispute", `Mayor Petra Dahl spoke on the tram in Tarn on Monday. "The tram is a gift to the town," she said. Greens leader Tomas Brandt said the tram was too dear.`),
		story("coast", "Fares", `Mira Oduya said that fares would stay low. "Nobody will pay more than two crowns," Oduya said.`),
	}
	brandt := []string{"Greens leader Tomas Brandt said the tram was too dear. [post]"}
	check(t, articles, []asked{
		{"What did Tomas Brandt say about the tram?", brandt},
		{"Who said the tram was too dear?", brandt},
		{"What did Petra Dahl say about the tram?", []string{`"The tram is a gift to the town," she said. [post]`}},
		{"How did Dahl describe the tram?", []string{`"The tram is a gift to the town," she said. [post]`}},
		{"What did Oduya say about fares?", []string{
			"Mira Oduya said that fares would stay low. [coast]",
		}},
		// a speaker on something else, and somebody who said nothing
		{"What did Oduya say about the tram?", []string{"not found: Oduya say tram"}},
		{"What did Eva Lind say about the tram?", []string{"not found: Eva Lind"}},
	})
}
