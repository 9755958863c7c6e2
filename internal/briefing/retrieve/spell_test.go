package retrieve

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSpell(t *testing.T) {
	t.Parallel()
	x := indexOf(
		t,
		article("one", "On Monday the mayor met Agnes Thornquist and Kanika Malkova at the harbour in Iraq. A fuse in the furnace had burned out."),
		article("two", "At the harbour of Tarsk, officials said that Milan Karev had met Milan Karov there. The American delegation left, and the larger states stayed."),
	)
	for _, c := range []struct{ name, in, want string }{
		{"letters swapped", "what did the delegatoin say", "what did the delegation say"},
		{"a letter twice", "When did the furrnace burn?", "When did the furnace burn?"},
		{"a letter left out", "who is in the delegtion", "who is in the delegation"},
		{"another letter", "how many peoule came", "how many people came"},
		{"a letter left out rather than another", "wher was the mayor", "where was the mayor"},
		{"two slips", "who lead the dalegatian", "who lead the dalegatian"},
		{"a rare word for one of the corpus", "the lager states", "the larger states"},
		{"a name of the corpus", "who is agnes thornquits", "who is agnes Thornquist"},
		{"a country in another form", "the Amercian delegation", "the American delegation"},
		{"a phrase", "the United Sttes", "the United States"},
		{"in capitals", "WHO MET THE MAYOR", "who met the mayor"},
		{"an apostrophe", "whats burned", "what's burned"},

		{"a name that is nobody's here", "Who is Janika Malkova?", "Who is Janika Malkova?"},
		{"a name with another letter", "Who is Danila Malkeva?", "Who is Danila Malkeva?"},
		{"a name with another ending", "Who is Olga Thornquista?", "Who is Olga Thornquista?"},
		{"a name that may be two", "Who is Milan Karv?", "Who is Milan Karv?"},
		{"a country for another", "what happened in Iran", "what happened in Iran"},
		{"a country that may be two", "what happened in Irah", "what happened in Irah"},
		{"a word of the language", "who bought the house", "who bought the house"},
		{"an acronym", "Who leads NATP?", "Who leads NATP?"},
		{"a short word", "wjo met", "wjo met"},
		{"a number", "in 20255 or 3rdd", "in 20255 or 3rdd"},
		{"nothing", "", ""},
	} {
		if got := x.Spell(c.in); got != c.want {
			t.Errorf("%s: %q: got %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func FuzzSpell(f *testing.F) {
	x := indexOf(f, article("one", "On Monday the mayor met Agnes Thornquist at the harbour of Straße."))
	f.Add("who is agnes thornquits")
	f.Add("WHATS STRASSE ſ İ")
	f.Fuzz(func(t *testing.T, question string) {
		got := x.Spell(question)
		if utf8.ValidString(question) && !utf8.ValidString(got) {
			t.Errorf("%q: %q", question, got)
		}
		if strings.TrimSpace(question) != "" && strings.TrimSpace(got) == "" {
			t.Errorf("%q: nothing is left", question)
		}
	})
}
