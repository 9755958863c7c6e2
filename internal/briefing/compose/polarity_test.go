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
