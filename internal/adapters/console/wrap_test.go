package console

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, first, rest, text string
		width                   int
		want                    string
	}{
		{"short", "- ", "  ", "one two", 40, "- one two"},
		{"breaks before the width", "- ", "  ", "aaaaaaaaa bbbbbbbbb ccccccccc", 24, "- aaaaaaaaa bbbbbbbbb\n  ccccccccc"},
		{"fills the width", "", "", "aaaaaaaaa bbbbbbbbbb c", 22, "aaaaaaaaa bbbbbbbbbb c"},
		{"a long word has its own line", "", "", "a " + strings.Repeat("b", 30) + " c", 20, "a\n" + strings.Repeat("b", 30) + "\nc"},
		{"wide characters take two", "", "", "会议会议会议 会议会议会议", 24, "会议会议会议\n会议会议会议"},
		{"combining ones none", "", "", strings.Repeat("e\u0301", 10) + " " + strings.Repeat("e\u0301", 9), 20, strings.Repeat("e\u0301", 10) + " " + strings.Repeat("e\u0301", 9)},
		{"a tie holds", "", "", "aaaaaaaaaaaaaaa b" + tie + "c" + tie + "d", 20, "aaaaaaaaaaaaaaa\nb c d"},
		{"a tie is a space", "", "", "a" + tie + "b", 0, "a b"},
		{"no width, no break", "- ", "  ", strings.Repeat("word ", 40) + "end", 0, "- " + strings.Repeat("word ", 40) + "end"},
	} {
		got := Renderer{Width: c.width}.wrap(c.first, c.rest, c.text)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{
		{"one two", 7, "one two"},
		{"one two, three", 10, "one two …"},
		{"incomprehensibilities", 5, "incomprehensibilities …"},
	} {
		if got := cut(c.text, c.limit); got != c.want {
			t.Errorf("cut(%q, %d) = %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}
