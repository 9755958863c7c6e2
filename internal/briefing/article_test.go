package briefing_test

import (
	"strings"
	"testing"
	"time"

	"briefbot/internal/briefing"
)

func TestSpanWithin(t *testing.T) {
	t.Parallel()
	const text = "aé€z" // of 1, 2, 3 and 1 bytes
	for start := -1; start <= len(text)+1; start++ {
		for end := -1; end <= len(text)+1; end++ {
			bound := func(i int) bool { return i == 0 || i == 1 || i == 3 || i == 6 || i == 7 }
			want := bound(start) && bound(end) && start <= end
			if got := (briefing.Span{Start: start, End: end}).Within(text); got != want {
				t.Errorf("[%d, %d) is within %q: %v, want %v", start, end, text, got, want)
			}
		}
	}
}

func TestSpan(t *testing.T) {
	t.Parallel()
	s := briefing.Span{Start: 2, End: 5}
	if got := s.Of("0123456"); got != "234" {
		t.Errorf("got %q", got)
	}
	for _, c := range []struct {
		o               briefing.Span
		contains, empty bool
	}{
		{briefing.Span{Start: 2, End: 5}, true, false},
		{briefing.Span{Start: 3, End: 4}, true, false},
		{briefing.Span{Start: 3, End: 3}, true, true},
		{briefing.Span{Start: 1, End: 4}, false, false},
		{briefing.Span{Start: 4, End: 6}, false, false},
		{briefing.Span{Start: 4, End: 3}, true, true},
	} {
		if s.Contains(c.o) != c.contains || c.o.Empty() != c.empty {
			t.Errorf("%+v contains %+v: %v; it is empty: %v", s, c.o, s.Contains(c.o), c.o.Empty())
		}
	}
}

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

// parts makes a document of passages that stand at the parts of a text in brackets; a part
// after "#" is the heading of the next one.
func parts(text string) *briefing.Document {
	d := &briefing.Document{}
	var b strings.Builder
	heading := ""
	for piece := range strings.SplitAfterSeq(text, "\n") {
		if h, ok := strings.CutPrefix(piece, "## "); ok {
			heading = strings.TrimSpace(h)
		}
		for {
			before, rest, found := strings.Cut(piece, "[")
			b.WriteString(before)
			if !found {
				break
			}
			inside, after, _ := strings.Cut(rest, "]")
			start := b.Len()
			b.WriteString(inside)
			d.Passages = append(d.Passages, briefing.Passage{Span: briefing.Span{Start: start, End: b.Len()}, Heading: heading})
			piece = after
		}
	}
	d.Text = b.String()
	return d
}

func TestWindow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		at, limit  int
		want       string
	}{
		{"alone", "[one]", 0, 100, "one"},
		{"all around", "[one] [two] [three]", 1, 100, "one two three"},
		{"over blank lines", "[one]\n\n[two]", 0, 100, "one\n\ntwo"},
		{"within the limit, after first", "[one] [two] [six]", 1, 7, "two six"},
		{"just within the limit", "[one] [two]", 0, 7, "one two"},
		{"just over the limit", "[one] [two]", 0, 6, "one"},
		{"longer than the limit", "[seventeen]", 0, 3, "seventeen"},
		{"the far side still fits", "[one] [two] [seventeen]", 1, 10, "one two"},
		{"limit in characters, not bytes", "[é€é] [€é€]", 0, 7, "é€é €é€"},
		{"over a heading", "[one]\n## Next\n[two]", 0, 100, "one\n## Next\ntwo"},
		{"not over left-out text", "[one] advertisement [two]", 0, 100, "one"},
		{"not over it backwards", "[one] advertisement [two] [six]", 1, 100, "two six"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := parts(c.text)
			if got := d.Window(c.at, c.limit).Of(d.Text); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestWindowOfOverlappingPassages(t *testing.T) {
	t.Parallel()
	d := &briefing.Document{
		Article:  briefing.Article{Text: "one two three"},
		Passages: []briefing.Passage{{Span: briefing.Span{End: 7}}, {Span: briefing.Span{Start: 4, End: 13}}},
	}
	if got := d.Window(0, 100).Of(d.Text); got != "one two" {
		t.Errorf("got %q, want the passage alone", got)
	}
}
