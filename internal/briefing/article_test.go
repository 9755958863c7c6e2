package briefing_test

import (
	"testing"
	"time"

	"briefbot/internal/briefing"
)

func TestRevisionOf(t *testing.T) {
	t.Parallel()
	const of = "e3b0c44298fc1c14" // 16 digits of the SHA-256 of nothing
	if got := briefing.RevisionOf(""); got != of {
		t.Errorf("revision of nothing is %s, want %s", got, of)
	}
	if briefing.RevisionOf("a") == briefing.RevisionOf("a ") {
		t.Error("two texts have one revision")
	}
}

func TestArticleDate(t *testing.T) {
	t.Parallel()
	kyiv := time.FixedZone("", 3*60*60)
	seen := time.Date(2025, 8, 20, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		published time.Time
		want      string
	}{
		{time.Time{}, ""},
		{time.Date(2025, 8, 15, 0, 0, 0, 0, time.UTC), "2025-08-15"},
		{time.Date(2025, 8, 15, 19, 30, 0, 0, time.UTC), "2025-08-15T19:30:00Z"},
		{time.Date(2025, 8, 15, 1, 30, 0, 0, kyiv), "2025-08-14T22:30:00Z"},
		{time.Date(2025, 8, 15, 3, 0, 0, 0, kyiv), "2025-08-15"},
	} {
		a := briefing.Article{Published: c.published, FirstSeen: seen}
		if got := a.Date(); got != c.want {
			t.Errorf("the date of %v is %q, want %q", c.published, got, c.want)
		}
		want := c.published
		if c.want == "" {
			want = seen
		}
		if !a.Time().Equal(want) {
			t.Errorf("an article of %v counts from %v, want %v", c.published, a.Time(), want)
		}
	}
}
