package compose_test

import (
	"strings"
	"testing"

	"briefbot/internal/briefing"
)

// What a question takes for granted and the sources deny is answered with the denial.
func TestPremise(t *testing.T) {
	t.Parallel()
	articles := []briefing.Article{
		story("post", "Bridge", "Mayor Olga Fenn rejected calls to resign. The council has not approved the new bridge at Tarn. The engineers left the talks on the bridge without an agreement."),
		story("coast", "Visit", "The bishop of Orsk cancelled his visit to Tarn. The police questioned the mayor but she was never arrested. The ferry Alba will not sail before June."),
		story("wire", "Sale", "The Vesper quarry was not sold in March, its owner said. The Vesper quarry was sold on 3 May for 9 million crowns."),
	}
	check(t, articles, []asked{
		{"When did Mayor Fenn resign?", []string{"Mayor Olga Fenn rejected calls to resign. [post]"}},
		{"Why did Olga Fenn step down?", []string{"Mayor Olga Fenn rejected calls to resign. [post]"}},
		{"When did the council approve the new bridge at Tarn?", []string{"The council has not approved the new bridge at Tarn. [post]"}},
		{"When was the agreement on the bridge signed?", []string{"The engineers left the talks on the bridge without an agreement. [post]"}},
		{"When did the bishop of Orsk visit Tarn?", []string{"The bishop of Orsk cancelled his visit to Tarn. [coast]"}},
		// a part of it is denied, or the whole is said elsewhere
		{"When will the ferry Alba sail?", []string{"The ferry Alba will not sail before June. [coast]"}},
		{"When was the Vesper quarry sold?", []string{"The Vesper quarry was sold on 3 May for 9 million crowns. [wire]"}},
		// nothing denies it
		{"When was the bishop of Orsk arrested?", []string{"not found: bishop Orsk arrested"}},
	})
	for question, noted := range map[string]bool{"When did Mayor Fenn resign?": true, "When was the Vesper quarry sold?": false, "Did Mayor Fenn resign?": false} {
		if d := answer(t, question, articles...); strings.Contains(d.Note, "takes for granted") != noted {
			t.Errorf("%s: the note is %q", question, d.Note)
		}
	}
}

// A line in which what was done is only wanted, or ruled out, is no answer to when or why.
func TestUnhappened(t *testing.T) {
	t.Parallel()
	articles := []briefing.Article{
		story("post", "Tolls", "The drivers' union says the tolls at Tarn should be lifted soon. Minister Lena Holt would never accept a higher fee for trucks."),
		story("coast", "Trucks", "Trucks paid 4 crowns at Tarn. The drivers blocked the road."),
	}
	check(t, articles, []asked{
		{"Which tolls were lifted at Tarn?", []string{"not found: tolls lifted Tarn"}},
		{"Which fee for trucks did Minister Holt accept?", []string{"Minister Lena Holt would never accept a higher fee for trucks. [post]"}},
	})
}
