package compose_test

import (
	"testing"

	"briefbot/internal/briefing"
)

// pair is the same news by two sources.
func pair(post, coast string) []briefing.Article {
	return []briefing.Article{story("post", "", post), story("coast", "", coast)}
}

func TestDiffer(t *testing.T) {
	t.Parallel()
	check(t, pair(
		"The rocket Petrel will be launched at 14:00 GMT on 9 April 2031 from Cape Sole.",
		"The rocket Petrel will be launched at 15:30 GMT from Cape Sole on 9 April.",
	), []asked{{"What time will the Petrel rocket be launched?", []string{
		"The rocket Petrel will be launched at 15:30 GMT from Cape Sole on 9 April. [coast] 1 15:30 GMT",
		"The rocket Petrel will be launched at 14:00 GMT on 9 April 2031 from Cape Sole. [post] 2 14:00 GMT",
		"differ: time",
	}}})
	check(t, pair( // local time is known from another line
		"The storm reached Tarn at 9:40 p.m. local time (20:40 GMT). The last train left Tarn at 11:30 p.m. local time.",
		"The last train left Tarn at 23:10 GMT.",
	), []asked{{"What time did the last train leave Tarn?", []string{
		"The last train left Tarn at 11:30 p.m. local time. [post] 1 11:30 p.m. local time",
		"The last train left Tarn at 23:10 GMT. [coast] 2 23:10 GMT",
		"differ: time",
	}}})
	check(t, pair(
		"The rocket Petrel was launched on 9 April 2031 from Cape Sole.",
		"The rocket Petrel was launched on 11 April 2031 from Cape Sole.",
	), []asked{{"When was the Petrel rocket launched?", []string{
		"The rocket Petrel was launched on 11 April 2031 from Cape Sole. [coast] 1 11 April 2031",
		"The rocket Petrel was launched on 9 April 2031 from Cape Sole. [post] 2 9 April 2031",
		"differ: date",
	}}})
	check(t, pair(
		"The ferry Alba sank off Tarn on Monday. The police said 14 people died when the ferry Alba sank.",
		"The harbour office said 17 people died when the ferry Alba sank.",
	), []asked{{"How many people died when the ferry Alba sank?", []string{
		"The police said 14 people died when the ferry Alba sank. [post] 1 14 people",
		"The harbour office said 17 people died when the ferry Alba sank. [coast] 2 17 people",
		"differ: number of people",
	}}})
	check(t, pair(
		"The council approved the dam at Tarn on Friday.",
		"The council did not approve the dam at Tarn on Friday.",
	), []asked{{"Did the council approve the dam at Tarn?", []string{
		"The council did not approve the dam at Tarn on Friday. [coast] 1",
		"The council approved the dam at Tarn on Friday. [post] 2",
		"differ: answer",
	}}})
}

// What can be true of one thing is no disagreement.
func TestAgree(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, question, post, coast string }{
		{
			"one time in two zones", "What time will the Petrel rocket be launched?",
			"The rocket Petrel will be launched at 14:00 GMT on 9 April 2031 from Cape Sole.",
			"The rocket Petrel will be launched at 3 p.m. CET from Cape Sole on 9 April.",
		},
		{
			"local time and GMT", "What time did the last train leave Tarn?",
			"The storm reached Tarn at 9:40 p.m. local time (20:40 GMT). The last train left Tarn at 11:30 p.m. local time.",
			"The last train left Tarn at 22:30 GMT.",
		},
		{
			"a limit and a time", "What time will the Petrel rocket be launched?",
			"The rocket Petrel will be launched at 14:00 GMT on 9 April 2031 from Cape Sole.",
			"The rocket Petrel will be launched shortly before 15:00 GMT from Cape Sole.",
		},
		{
			"a rounded sum", "How much was the ferry Alba worth?",
			"The ferry Alba was worth $2.1 million.", "The ferry Alba was worth about $2 million.",
		},
		{
			"two units", "How far is the wreck of the Alba from the port?",
			"The wreck of the Alba lies 12 miles from the port.", "The wreck of the Alba lies 19 kilometres from the port.",
		},
		{
			"a bound and a count", "How many people were on the ferry Alba?",
			"More than 300 people were on the ferry Alba.", "The police said 340 people were on the ferry Alba.",
		},
		{
			"a month and a day of it", "When was the ferry Alba built?",
			"The ferry Alba was built in May 2019.", "The ferry Alba was built on 4 May 2019.",
		},
		{
			"two things", "How many people died when the ferry Alba sank?",
			"The police said 14 people died when the ferry Alba sank.", "The police said 40 people died when the ferry Petrel sank.",
		},
		{
			"may be so and is not", "Did the council approve the dam at Tarn?",
			"The council might approve the dam at Tarn on Friday.", "The council did not approve the dam at Tarn on Friday.",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := answer(t, c.question, pair(c.post, c.coast)...)
			if len(d.Claims) == 0 {
				t.Fatal("no answer: " + sketch(d))
			}
			for _, claim := range d.Claims {
				if claim.Side != 0 {
					t.Errorf("sides are shown:\n%s", sketch(d))
					break
				}
			}
		})
	}
}
