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

// TestQuoteByPronoun gives the words after a pronoun as those of the one named right before it,
// and of nobody else.
func TestQuoteByPronoun(t *testing.T) {
	t.Parallel()
	const said = `He said: "One crown is not two."`
	check(t, []briefing.Article{
		story("post", "Fares", `Greta Maas was in the gallery. Ivo Tarrant, her deputy, voted against the fare. `+said),
	}, []asked{
		{"What did Ivo Tarrant say about the fare?", []string{said + " [post]"}},
		{"What did Greta Maas say about the fare?", []string{"not found: Greta Maas say fare"}},
	})
}

// TestQuotationGoesOn shows the rest of a quotation, up to where somebody else speaks.
func TestQuotationGoesOn(t *testing.T) {
	t.Parallel()
	said := `"The hall is too small for the choir," Ana Petrov said. `
	check(t, []briefing.Article{story("post", "Choir", said+`"We sing in the street." "Not in my street," the baker said.`)}, []asked{
		{"What did Ana Petrov say about the hall?", []string{`"The hall is too small for the choir," Ana Petrov said. [post]`, `"We sing in the street." [post]`}},
	})
}

// TestSurname takes who is named by the last name for the one whom the article has named in full.
func TestSurname(t *testing.T) {
	t.Parallel()
	const told = `"A ferry is no toy," Strand told the council.`
	check(t, []briefing.Article{
		story("post", "Island to get ferry", "The county will pay 40 million crowns for the ferry to the island, Governor Lena Strand said. "+told),
	}, []asked{
		{"What did Lena Strand say about a toy?", []string{told + " [post]"}},
		{"What did Otto Strand say about a toy?", []string{"not found: Otto"}},
	})
}
