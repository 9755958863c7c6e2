package compose_test

import (
	"testing"

	"briefbot/internal/briefing"
)

func TestYesNo(t *testing.T) {
	t.Parallel()
	articles := []briefing.Article{
		story("post", "Storm", "Storm Odile hit Tarn on Sunday. Governor Lena Holt said the storm had cut power to 4,000 homes. Power will be back by Tuesday evening."),
		story("coast", "After the storm", "Nobody was hurt in storm Odile, the hospital of Tarn said. The school will not open on Monday."),
	}
	check(t, articles, []asked{
		{"Was anybody hurt in storm Odile?", []string{"Nobody was hurt in storm Odile, the hospital of Tarn said. [coast]"}},
		{"Will power be back by Tuesday?", []string{"Power will be back by Tuesday evening. [post]"}},
		{"Will the school in Tarn open on Monday?", []string{"The school will not open on Monday. [coast]"}},
		{"Did storm Odile hit Orsk?", []string{"not found: Orsk"}},
		{"Did storm Petrel hit Tarn?", []string{"not found: Petrel"}},
	})
}

// A denial and an affirmation need not have all the words of the question, nor the same verb.
func TestDenial(t *testing.T) {
	t.Parallel()
	check(t, pair(
		"The union of the miners of Tarn will take part in the strike vote.",
		"Strike vote in Tarn. The union of the miners will not take part in Friday's strike vote, unless the owners apologise.",
	), []asked{{"Will the union of the miners take part in the strike vote?", []string{
		"The union of the miners of Tarn will take part in the strike vote. [post] 1",
		"The union of the miners will not take part in Friday's strike vote, unless the owners apologise. [coast] 2",
		"differ: answer",
	}}})
	check(t, pair(
		"There was no explosion at the Vesper quarry, its owner said.",
		"An explosion shook the Vesper quarry at noon.",
	), []asked{{"Was there an explosion at the Vesper quarry?", []string{
		"There was no explosion at the Vesper quarry, its owner said. [post] 1",
		"An explosion shook the Vesper quarry at noon. [coast] 2",
		"differ: answer",
	}}})
	check(t, pair(
		"The harbour of Tarn was closed on Tuesday.",
		"The harbour of Tarn was not closed on Friday.",
	), []asked{{"Was the harbour of Tarn closed?", []string{
		"The harbour of Tarn was not closed on Friday. [coast]",
	}}})
}
