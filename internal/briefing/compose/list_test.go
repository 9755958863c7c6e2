package compose_test

import (
	"testing"

	"briefbot/internal/briefing"
)

func TestList(t *testing.T) {
	t.Parallel()
	articles := []briefing.Article{
		story("post", "Strike", `The dockers of Orsk went on strike on Tuesday. The demands of the dockers are:

- higher pay at night
- new cranes at the east quay
- a doctor on the site

The port owner will reply in a week.`),
		story("coast", "Talks", "At the river talks, ministers discussed fishing rights, water levels and the old lock. Lunch was served."),
	}
	discussed := []string{"At the river talks, ministers discussed fishing rights, water levels and the old lock. [coast]"}
	check(t, articles, []asked{
		{"What are the demands of the dockers?", []string{
			"higher pay at night [post]", "new cranes at the east quay [post]", "a doctor on the site [post]",
		}},
		{"What did ministers discuss at the river talks?", discussed},
		{"What topics were discussed at the river talks?", discussed},
		{"Besides fishing rights, what was discussed at the river talks?", discussed},
		{"What are the demands of the bakers?", []string{"not found: demands bakers"}},
	})
}
