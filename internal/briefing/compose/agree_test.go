package compose_test

import (
	"strings"
	"testing"

	"briefbot/internal/briefing"
)

// TestAgreedName puts the name that several articles give first, also where another stands in a
// shorter line.
func TestAgreedName(t *testing.T) {
	t.Parallel()
	first := story("gull", "Regatta", "Lena Strand won the Tarn regatta.")
	articles := []briefing.Article{
		first,
		story("post", "Regatta over", "Otto Quill, who sails for the island of Orsk and built the boat with his own hands from old fence posts, won the Tarn regatta."),
		story("coast", "Quill wins", "The Tarn regatta was won by Otto Quill, whose boat had been built from old fence posts and given a sail of red silk."),
		story("wire", "Sailors home", "Otto Quill has won the Tarn regatta for the first time since his father did so in the year of the great flood."),
	}
	const question = "Who won the Tarn regatta?"
	if got := sketch(answer(t, question, first)); !strings.Contains(got, "Strand") {
		t.Errorf("the only name is not given: %s", got)
	}
	if got := answer(t, question, articles...); len(got.Claims) == 0 || !strings.Contains(got.Claims[0].Text, "Otto Quill") {
		t.Errorf("the agreed name is not given first: %s", sketch(got))
	}
}

// TestSecondName shows two names where either may be the one asked for, and one sentence where
// both would give the same.
func TestSecondName(t *testing.T) {
	t.Parallel()
	check(t, []briefing.Article{
		story("post", "Ferry", "The ferry line to Orsk was founded by Ana Petrov in a boat shed."),
		story("coast", "Ferry", "The ferry line to Orsk was founded by Jon Carr, her brother-in-law."),
		story("wire", "Choir", "The Lyre choir was founded by Ida Foss in the winter."),
		story("gull", "Choir", "The Lyre choir was founded by the teacher Ida Foss."),
	}, []asked{
		{"Who founded the ferry line to Orsk?", []string{
			"The ferry line to Orsk was founded by Jon Carr, her brother-in-law. [coast]",
			"The ferry line to Orsk was founded by Ana Petrov in a boat shed. [post]",
		}},
		{"Who founded the Lyre choir?", []string{"The Lyre choir was founded by Ida Foss in the winter. [wire]"}},
	})
}

// TestExactDate prefers a date to a day that is told from the day of writing, and to a year.
func TestExactDate(t *testing.T) {
	t.Parallel()
	check(t, []briefing.Article{
		story("post", "Lighthouse", "The Tarn lighthouse was lit again on Friday, to the cheers of the harbour."),
		story("coast", "Lighthouse", "The lighthouse of Tarn was lit again on 28 February 2031."),
		story("wire", "Film", "The premiere of the film Saltwater is planned for 2032. The film Saltwater will have its premiere on 9 May 2032, the studio said."),
	}, []asked{
		{"When was the Tarn lighthouse lit again?", []string{"The lighthouse of Tarn was lit again on 28 February 2031. [coast]"}},
		{"When will the film Saltwater be released?", []string{"The film Saltwater will have its premiere on 9 May 2032, the studio said. [wire]"}},
		{"What is the premiere date of the film Saltwater?", []string{"The film Saltwater will have its premiere on 9 May 2032, the studio said. [wire]"}},
	})
}

// TestRateAndSum reads what measures a thing out of "what was".
func TestRateAndSum(t *testing.T) {
	t.Parallel()
	check(t, []briefing.Article{
		story("post", "Jobs", "The unemployment rate in Orsk is what people talk about. The unemployment rate in Orsk was 4.1 percent in May. The ferry company's revenue worried its owners. The ferry company's revenue was 9 million crowns."),
	}, []asked{
		{"What was the unemployment rate in Orsk?", []string{"The unemployment rate in Orsk was 4.1 percent in May. [post]"}},
		{"What was the ferry company's total revenue?", []string{"The ferry company's revenue was 9 million crowns. [post]"}},
		{"What was the unemployment rate in Tarn?", []string{"not found: Tarn"}},
	})
}
