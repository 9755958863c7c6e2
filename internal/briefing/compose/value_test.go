package compose_test

import (
	"testing"

	"briefbot/internal/briefing"
)

// The articles hold several values of each type; those that are not asked for must not answer.
func TestValue(t *testing.T) {
	t.Parallel()
	articles := []briefing.Article{
		story("post", "Bridge at Tarn", `The Tarn bridge opened on 4 May 2019 after six years of work. It cost 48 million crowns. A ferry had crossed the strait since 1902.

The town of Tarn lies 34 kilometres from the coast. Some 5,100 people live there.`),
		story("coast", "Choir to sing in Tarn", "The choir festival will start at 18:30 GMT on Saturday in the Lyre Hall in Tarn. Doors open an hour earlier. Some 40 choirs will sing. The last festival, in Orsk, lasted three days and drew 9,000 visitors."),
		story("wire", "Mine fire", "Twelve miners died in the fire at the Kalda mine on 3 February 2030. Rescuers brought out 31 others. The fire burned for nine days. The mine had employed 210 people. The owner was fined 2 million crowns in the summer of 2030."),
		story("gull", "Poll", "Voters in Orsk backed the tram by 54 percent in the poll of 12 June 2030. The turnout was 61 percent. Rents in Orsk rose by 7 percent in 2029. The conductor, Eva Lind, 46, voted early. Winds of 90 kilometres per hour shook Orsk at noon."),
	}
	opened := []string{"The Tarn bridge opened on 4 May 2019 after six years of work. [post]"}
	festival := []string{"The choir festival will start at 18:30 GMT on Saturday in the Lyre Hall in Tarn. [coast]"}
	miners := []string{"Twelve miners died in the fire at the Kalda mine on 3 February 2030. [wire]"}
	check(t, articles, []asked{
		{"When did the Tarn bridge open?", opened},
		{"In which year did the Tarn bridge open?", opened},
		{"How long did the work on the bridge take?", opened},
		{"When does the choir festival start?", festival},
		{"What time does the choir festival start?", festival},
		{"Where will the choir festival be held?", festival},
		{"How many choirs will sing at the festival?", []string{"Some 40 choirs will sing. [coast]"}},
		{"How long did the last festival last?", []string{"The last festival, in Orsk, lasted three days and drew 9,000 visitors. [coast]"}},
		{"How far is Tarn from the coast?", []string{"The town of Tarn lies 34 kilometres from the coast. [post]"}},
		{"How many people live in Tarn?", []string{"Some 5,100 people live there. [post]"}},
		{"How many miners died in the Kalda mine?", miners},
		{"When was the fire at the Kalda mine?", miners},
		{"On what date did miners die in the Kalda mine?", miners},
		{"How long did the Kalda fire burn?", []string{"The fire burned for nine days. [wire]"}},
		{"How many people did the mine employ?", []string{"The mine had employed 210 people. [wire]"}},
		{"How much was the owner of the mine fined?", []string{"The owner was fined 2 million crowns in the summer of 2030. [wire]"}},
		{"What percentage of voters backed the tram?", []string{"Voters in Orsk backed the tram by 54 percent in the poll of 12 June 2030. [gull]"}},
		{"How much did rents in Orsk rise?", []string{"Rents in Orsk rose by 7 percent in 2029. [gull]"}},
		{"How old is Eva Lind?", []string{"The conductor, Eva Lind, 46, voted early. [gull]"}},
		{"How fast were the winds in Orsk?", []string{"Winds of 90 kilometres per hour shook Orsk at noon. [gull]"}},
		// the thing is there, the value is not; the value is there, of another thing
		{"When did the Orsk bridge open?", []string{"not found: Orsk bridge open"}},
		{"When will the mine reopen?", []string{"not found: reopen"}},
		{"How far is Orsk from the coast?", []string{"not found: Orsk coast"}},
		{"How much did the festival cost?", []string{"not found: festival"}},
	})
}

// The same value is asked for in several ways, and "in nine days" is a pace and no length.
func TestPaceAndChange(t *testing.T) {
	t.Parallel()
	articles := []briefing.Article{
		story("post", "Kiln", "The Orsk potters rebuilt the kiln in nine days. The potters' dispute with the town was settled in six weeks. Rents in the yard will rise by 4 percent under the lease."),
		story("coast", "Yard", "The Quist fund, which owns 12 percent of the pottery, wants to sell."),
	}
	check(t, articles, []asked{
		{"How quickly was the potters' dispute settled?", []string{"The potters' dispute with the town was settled in six weeks. [post]"}},
		{"By how much will rents in the yard go up?", []string{"Rents in the yard will rise by 4 percent under the lease. [post]"}},
		{"How large is the Quist fund's stake in the pottery?", []string{"The Quist fund, which owns 12 percent of the pottery, wants to sell. [coast]"}},
	})
}

// What a sum was before, or changes by, is not what it is; the years of somebody's life or office
// do not tell when something was done.
func TestBesideTheValue(t *testing.T) {
	t.Parallel()
	check(t, []briefing.Article{
		story("post", "Ferry fares", "The price of the ferry pass to Orsk rises from 9 crowns. The ferry company said on Monday that the price of a pass to Orsk will be 14 crowns."),
		story("wire", "Strand", "The harbour council announces the death of Otto Strand, the mayor of Orsk (1977-2019). He died at the hospital in Tarn on 23 April 2030."),
	}, []asked{
		{"What is the price of the ferry pass to Orsk?", []string{"The ferry company said on Monday that the price of a pass to Orsk will be 14 crowns. [post]"}},
		{"When did Otto Strand die?", []string{"He died at the hospital in Tarn on 23 April 2030. [wire]"}},
	})
}

// Two of a kind: each value is that of its own.
func TestTwoOfAKind(t *testing.T) {
	t.Parallel()
	articles := []briefing.Article{
		story("post", "Council elected", "The Greens won 31 seats in the Orsk council. The turnout was 58 per cent. Tomas Brandt becomes mayor on 1 July. He will earn 90,000 crowns a year."),
		story("coast", "Liberals lose", "The Liberals won 12 seats in the Orsk council. Tomas Brandt, 52, a former teacher, leads the Greens."),
	}
	check(t, articles, []asked{
		{"How many seats did the Greens win?", []string{"The Greens won 31 seats in the Orsk council. [post]"}},
		{"How many seats did the Liberals win?", []string{"The Liberals won 12 seats in the Orsk council. [coast]"}},
		{"How many seats did the Centre win?", []string{"not found: Centre"}},
		{"When does Brandt become mayor?", []string{"Tomas Brandt becomes mayor on 1 July. [post]"}},
		{"How much will Brandt earn?", []string{"He will earn 90,000 crowns a year. [post]"}},
		{"How old is Brandt?", []string{"Tomas Brandt, 52, a former teacher, leads the Greens. [coast]"}},
		{"Who leads the Greens?", []string{"Tomas Brandt, 52, a former teacher, leads the Greens. [coast]"}},
	})
}
