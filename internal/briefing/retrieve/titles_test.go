package retrieve

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

func withTitle(id, title string) *briefing.Document {
	d := article(id, "The keeper of the lantern met the crew in the harbour.")
	d.Title = title
	return d
}

func TestTitleNamed(t *testing.T) {
	t.Parallel()
	const title = "Come Around Here No More"
	for _, c := range []struct {
		name, title, question string
		named                 bool
	}{
		{"function words included", title, "who met the crew in come around here no more?", true},
		{"a word left out", title, "who met the crew in come around no more?", false},
		{"in another order", title, "who met the crew in no more come around here?", false},
		{"one word in another form", "Harbours", "who met the crew in the harbour?", true},
		{"without what stands in brackets", "Around Here (film)", "who met the crew around here?", true},
		{"with it", "Around Here (film)", "who met the crew around here, film?", true},
		{"in brackets alone", "(Here)", "who met the crew here?", true},
		{"no title", "", "who met the crew?", false},
		{"no word in it", "…", "who met the crew … here?", false},
		{"too long a title", strings.Repeat("no ", maxTitleWords) + "more", strings.Repeat("no ", maxTitleWords) + "more", false},
		{"too late in the question", title, strings.Repeat("crew ", maxQuestionWords) + title, false},
	} {
		names := titles{}
		names.add(c.title, "it")
		if got := names.named(c.question)["it"]; got != c.named {
			t.Errorf("%s: %q names %q: %v, want %v", c.name, c.question, c.title, got, c.named)
		}
		names.remove(c.title, "it")
		if len(names) > 0 {
			t.Errorf("%s: %v is left", c.name, names)
		}
	}
}

func TestTitleNamedComesFirst(t *testing.T) {
	t.Parallel()
	x := indexOf(t, withTitle("other", "Not Any More"), withTitle("it", "Here No More"))
	const question = "who met the crew in here no more?"
	for _, want := range [][]string{{"it", "other"}, {"other"}} {
		if diff := cmp.Diff(want, found(search(t, x, question, 5))); diff != "" {
			t.Errorf("articles (-want +got):\n%s", diff)
		}
		x.Remove("it")
	}
}

// TestNameOutranksWords holds that a passage with the name asked for comes before one that has
// another word of the question.
func TestNameOutranksWords(t *testing.T) {
	t.Parallel()
	x := indexOf(
		t,
		article("word", "On Monday the lantern met the old man in the harbour."),
		article("name", "On Monday the crew met the old Halvorsen in the harbour."),
		article("neither", "Rain fell in the valley all night long."),
	)
	if diff := cmp.Diff([]string{"name", "word"}, found(search(t, x, "halvorsen lantern", 5))); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
}
