package retrieve

import (
	"strings"
	"testing"

	"briefbot/internal/briefing"
)

func TestSpelledBy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, short, want string }{
		{"On Monday the World Chess League ", "WCL", "World Chess League"},
		{"rules of the Union of Lake Anglers ", "ULA", "Union Lake Anglers"},
		{"a gross domestic product ", "GDP", "gross domestic product"},
		{"the United Nations Lake Fund ", "UNLF", "United Nations Lake Fund"},
		{"the Chess League ", "WCL", ""},
		{"the World Darts League ", "WCL", ""},
		{"of the World. Chess League ", "WCL", ""},
		{"", "WCL", ""},
	} {
		var got []string
		for _, w := range spelledBy(c.text, c.short) {
			got = append(got, w.Text)
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%s is spelled by %q in %q, want %q", c.short, got, c.text, c.want)
		}
	}
}

// TestAcronymOfTwo holds that an acronym of two bodies stands for neither.
func TestAcronymOfTwo(t *testing.T) {
	t.Parallel()
	chess := article("chess", "On Monday the World Chess League (WCL) met.")
	cheese := article("cheese", "On Monday the Western Cheese Lovers (WCL) met.")
	for _, c := range []struct {
		docs []*briefing.Document
		want int
	}{
		{[]*briefing.Document{chess}, 3},
		{[]*briefing.Document{chess, cheese}, 0},
	} {
		x := indexOf(t, c.docs...)
		for _, short := range []string{"WCL", "wcl"} {
			if got := len(x.longForm(short, briefing.Question{})); got != c.want {
				t.Errorf("%s stands for %d words in %d articles, want %d", short, got, len(c.docs), c.want)
			}
		}
	}
}
