package sources_test

import (
	"strings"
	"testing"
	"unicode"

	"briefbot/internal/briefing/sources"
)

func TestRedacted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, address, want string }{
		{"plain", "https://example.org/feed.xml?page=2&lang=en", "https://example.org/feed.xml?page=2&lang=en"},
		{"user and password", "https://ann:hush@example.org/feed", "https://example.org/feed"},
		{"token", "https://example.org/feed?user=7&token=hush", "https://example.org/feed?user=7&token=***"},
		{"name with more in it", "https://example.org/?X-Amz-Signature=hush&apiKey=hush", "https://example.org/?X-Amz-Signature=***&apiKey=***"},
		{"escaped name", "https://example.org/?%74oken=hush", "https://example.org/?%74oken=***"},
		{"other separator", "https://example.org/?a=1;token=hush", "https://example.org/?a=1&token=***"},
		{"fragment", "https://example.org/a#token=hush", "https://example.org/a"},
		{"no address", "http://ann:hush@exa mple/?token=hush", "***@exa mple/?***"},
		{"a bad escape", "https://example.org/%zz?token=hush#hush", "https://example.org/%zz?***"},
		{"opaque", "mailto:hush@example.org", "***@example.org"},
		{"more lines", "https://example.org/\nfake=1", "https://example.org/�fake=1"},
		{"long", "https://example.org/" + strings.Repeat("a", 400), "https://example.org/" + strings.Repeat("a", 280) + "…"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := sources.Redacted(c.address); got != c.want {
				t.Errorf("Redacted(%q) = %q, want %q", c.address, got, c.want)
			}
		})
	}
}

func TestFaultSays(t *testing.T) {
	t.Parallel()
	fault := &sources.Fault{Kind: sources.Gone, URL: "https://example.org/feed?key=hush", Reason: "410 Gone; remove the feed"}
	if want := "fetch: get https://example.org/feed?key=***: 410 Gone; remove the feed"; fault.Error() != want {
		t.Errorf("Error() = %q, want %q", fault.Error(), want)
	}
}

func FuzzRedacted(f *testing.F) {
	f.Add("https://ann:hush@example.org/feed?token=hush#hush")
	f.Add("http://exa mple/?")
	f.Fuzz(func(t *testing.T, address string) {
		got := sources.Redacted(address)
		if strings.ContainsFunc(got, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("Redacted(%q) = %q, which is not one line", address, got)
		}
		if n := len([]rune(got)); n > 301 {
			t.Errorf("Redacted(%q) has %d runes", address, n)
		}
	})
}
