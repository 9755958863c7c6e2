package english

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
)

// keys returns the keys of a text's tokens.
func keys(text string) string {
	var out []string
	for _, t := range Tokens(text) {
		out = append(out, t.Key)
	}
	return strings.Join(out, " ")
}

// cut returns a text's tokens as written, parted by bars.
func cut(text string) string {
	var out []string
	for _, t := range Tokens(text) {
		out = append(out, t.Text)
	}
	return strings.Join(out, "|")
}

func TestTokens(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"The U.S. President’s visit", "the us presid visit"},
		{"in the United States, us too", "in the us us-pronoun too"},
		{"at 11:30 a.m. (19:30 GMT)", "at 11:30 am 19:30 gmt"},
		{"about 90km for $7.2 million, 1,200 men", "about 90 km for 7.2 million 1200 man"},
		{"won't O’Neill's Elmendorf–Richardson", "won't o'neil elmendorf richardson"},
		{"the defence centre's labour travelled", "the defens center labor travel"},
		{"the leaders' talks", "the leader talk"},
		{"Zażółć São Łódź", "zazolc sao lodz"},
		{"seven years, Jan. 5", "7 year january 5"},
		{"John F. Kennedy and Vitamin C.", "john f kennedi and vitamin c"},
		{"the U.N. and the United Nations", "the un and the un"},
		{"J.K. Rowling, e.g. the U.S.-led", "jk rowl eg the us lead"},
		{"The talks took place", "the talk hold"},
		{"", ""},
		{" .,;– \n", ""},
	} {
		if got := keys(c.text); got != c.want {
			t.Errorf("keys of %q\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestTokenText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"word.Next end.", "word|Next|end"},
		{"the boss's, bosses' and James's", "the|boss|bosses|and|James"},
		{"rock 'n' roll, ’tis", "rock|n|roll|tis"},
		{"7-0 and 50% on 24/7", "7|0|and|50|on|24|7"},
		{"1,200 7.2 19:30 3. 4, 5:", "1,200|7.2|19:30|3|4|5"},
		{"U.S. U.S US", "U.S.|U.S|US"},
		{"face-to-face follow-up, one-on-one; re-elected", "face-to-face|follow-up|one-on-one|re|elected"},
		{"United Statesman, united states'", "United|Statesman|united states"},
		{"Привет мир 北京", "Привет|мир|北京"},
		{"https://example.com/a_b", "https|example|com|a|b"},
	} {
		if got := cut(c.text); got != c.want {
			t.Errorf("tokens of %q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestTokenKinds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text            string
		capital, number bool
	}{
		{"Élan", true, false},
		{"élan", false, false},
		{"U.S.", true, false},
		{"7.2", false, true},
	} {
		got := Tokens(c.text)
		if len(got) != 1 || got[0].Capital() != c.capital || got[0].Number() != c.number {
			t.Errorf("token of %q is %+v, want capital %v, number %v", c.text, got, c.capital, c.number)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{newsSentence, "U.S.-led O’Neill's \u0301x\u0301 took place United States' face-to-face 7,2:3.", "İß'S ’s 's a.b.c", "K\u212Aſ un\u212Aown"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		end := 0
		tokens := Tokens(text)
		for _, token := range tokens {
			checkSpan(t, text, token.Span)
			if token.Start < end {
				t.Errorf("%q: token %q starts in the one before", text, token.Text)
			}
			end = token.End
			if token.Text != token.Of(text) || token.Lower == "" || token.Key != Key(token.Text) {
				t.Errorf("%q: token %+v is not what its span has", text, token)
			}
		}
		if diff := cmp.Diff(tokens, Tokens(text)); diff != "" {
			t.Errorf("%q: tokens differ the second time:\n%s", text, diff)
		}
		var spans []briefing.Span
		Scan(text, func(s briefing.Span) { spans = append(spans, s) })
		if len(spans) != len(tokens) {
			t.Errorf("%q: %d spans and %d tokens", text, len(spans), len(tokens))
		}
	})
}

func BenchmarkTokens(b *testing.B) {
	b.SetBytes(int64(len(newsSentence)))
	for b.Loop() {
		Tokens(newsSentence)
	}
}

func BenchmarkScan(b *testing.B) {
	b.SetBytes(int64(len(newsSentence)))
	for b.Loop() {
		Scan(newsSentence, func(briefing.Span) {})
	}
}
