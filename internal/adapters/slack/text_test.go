package slack

import (
	"strings"
	"testing"

	"briefbot/internal/briefing/inert"
)

func TestCleanText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{"<@UBOT> who leads?", "who leads?"},
		{"<@UBOT|briefbot>: who leads?", "who leads?"},
		{"hey <@UBOT>, who leads?", "hey , who leads?"},
		{"<@UBOT>", ""},
		{"what did <@U2|anna> and <@U3> say in <#C1|general> and <#C2>?", "what did @anna and @U3 say in #general and #C2?"},
		{"<!here> <!subteam^S1|@editors> <!date^1|today>", "@here @editors today"},
		{"see <https://a.example/x?y=1&amp;z=2> and <https://b.example|b.example> and <mailto:x@y.example|x@y.example>", "see https://a.example/x?y=1&z=2 and b.example and x@y.example"},
		{"AT&amp;T &lt;b&gt; &amp;lt;", "AT&T <b> &lt;"},
		{"a\nb\t\u202ec\u200b", "a b c"},
		{"<mailto:x@y.example>", "x@y.example"},
		{"sources add <https://example.org/feed?a=1&amp;b=2|https://example.org/feed?a=1&amp;b=2> every 30m", "sources add https://example.org/feed?a=1&b=2 every 30m"},
		{"sources add <http://example.org/feed|example.org/feed> Demo Wire", "sources add example.org/feed Demo Wire"},
		{"sources add https://example.org/feed?a=1&amp;b=2", "sources add https://example.org/feed?a=1&b=2"},
		{"2 &lt; 3 &gt; 1", "2 < 3 > 1"},
	} {
		if got := cleanText(c.in, "UBOT"); got != c.want {
			t.Errorf("cleanText(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestMentions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in           string
		self, others bool
	}{
		{"who?", false, false},
		{"<@UBOT> who?", true, false},
		{"<@UBOT|briefbot> and <@U2>?", true, true},
		{"<@U2> who?", false, true},
		{"<!here> who?", false, true},
		{"<!subteam^S1> who?", false, true},
		{"<!date^1|today> in <#C1>, <https://x.example>", false, false},
		{"&lt;@UBOT&gt;", false, false},
	} {
		if self, others := mentions(c.in, "UBOT"); self != c.self || others != c.others {
			t.Errorf("mentions(%q) = %t, %t; want %t, %t", c.in, self, others, c.self, c.others)
		}
	}
}

// FuzzCleanText makes plain lines of any text.
func FuzzCleanText(f *testing.F) {
	f.Add("<@UBOT> who &lt;leads&gt; <#C1|general> <https://x.example|y>?")
	f.Add("<<@UBOT>|<!here>>")
	f.Fuzz(func(t *testing.T, text string) {
		got := cleanText(text, "UBOT")
		if inert.Clean(got) != got {
			t.Errorf("cleanText(%q) = %q is no plain line", text, got)
		}
		if !strings.Contains(text, "&") && strings.Contains(got, "<@UBOT>") && !strings.Contains(text, "<<") {
			t.Errorf("cleanText(%q) = %q mentions the bot", text, got)
		}
		mentions(text, "UBOT")
	})
}
