package briefing_test

import (
	"strings"
	"testing"

	"briefbot/internal/briefing"
)

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
