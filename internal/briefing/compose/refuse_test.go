package compose_test

import (
	"testing"

	"briefbot/internal/briefing"
)

// Near misses: the thing is told of but not what is asked of it, or that is told of another.
func TestRefuse(t *testing.T) {
	t.Parallel()
	articles := []briefing.Article{
		story("post", "Reservoir", "The Lunda reservoir supplies 12 villages of the upper valley. Engineers emptied it on 3 April and found a cracked pipe."),
		story("coast", "Sale", "The Vesper quarry was sold to Nordvann for 9 million crowns. The company will reopen it in May."),
		story("wire", "Concert", "The pianist Ines Corral played in the town hall of Orsk. The audience of 300 sang along."),
	}
	check(t, articles, []asked{
		// the relation is told of nothing
		{"Who designed the Lunda reservoir?", []string{"not found: designed"}},
		{"When will the Lunda reservoir be painted?", []string{"not found: painted"}},
		{"What did Ines Corral say about opera?", []string{"not found: opera"}},
		// the thing is told of nowhere
		{"How many villages does the Karst reservoir supply?", []string{"not found: Karst"}},
		{"Who bought the Osprey quarry?", []string{"not found: Osprey"}},
		{"Did Bela Farkas play in Orsk?", []string{"not found: Bela Farkas"}},
		{"What is the Osprey quarry?", []string{"not found: Osprey"}},
		// both are told of, not of one another
		{"How much did the Lunda reservoir cost?", []string{"not found: Lunda reservoir"}},
		{"When did Ines Corral buy the Vesper quarry?", []string{"not found: buy"}},
		{"How far is Orsk from the Vesper quarry?", []string{"not found: Orsk Vesper quarry"}},
	})
}

// Lines that sell something are quoted by no answer.
func TestPromotion(t *testing.T) {
	t.Parallel()
	check(t, []briefing.Article{story("post", "Opera", `The opera of Orsk will move to Pier Nine in June, its director said.

READ MORE: The opera of Orsk will move to the castle in July

Sign up for our newsletter on the director of the opera.

Advertisement

The old house will become a market.`)}, []asked{
		{"Where will the opera of Orsk move?", []string{"The opera of Orsk will move to Pier Nine in June, its director said. [post]"}},
		{"When will the opera of Orsk move?", []string{"The opera of Orsk will move to Pier Nine in June, its director said. [post]"}},
		{"What is the newsletter?", []string{"not found: newsletter"}},
		{"What is the castle?", []string{"not found: castle"}},
	})
}

// Questions that ask for nothing are refused, whatever they are made of.
func TestNothingAsked(t *testing.T) {
	t.Parallel()
	article := story("post", "Odd", "Zoë Ångström-Płock won the “Grüße” prize in 東京 on 9 May 2031 🎉. The prize is worth €5,000.")
	check(t, []briefing.Article{article}, []asked{
		{"", []string{"not found: "}},
		{"????", []string{"not found: "}},
		{"🎉?", []string{"not found: "}},
		{"who is the", []string{"not found: "}},
		{"\x00\xff\t\u202e", []string{"not found: "}},
		{"Who won the Grüße prize?", []string{"Zoë Ångström-Płock won the “Grüße” prize in 東京 on 9 May 2031 🎉. [post]"}},
		{"how much is the grüße prize worth", []string{"The prize is worth €5,000. [post]"}},
	})
	if d := answer(t, "Who won the prize?"); len(d.Claims) > 0 {
		t.Errorf("an answer from other news: %s", sketch(d))
	}
}
