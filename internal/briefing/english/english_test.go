package english

import (
	"strings"
	"testing"
)

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
	} {
		var keys []string
		for _, tok := range Tokens(c.text) {
			keys = append(keys, tok.Key)
		}
		if got := strings.Join(keys, " "); got != c.want {
			t.Errorf("Tokens(%q)\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestSpelling(t *testing.T) {
	t.Parallel()
	for _, c := range [][]string{
		{"Sergey", "Sergei"},
		{"Andrey", "Andrei"},
		{"Zelenskyy", "Zelensky", "Zelenskiy"},
		{"Kyiv", "Kiev"},
		{"Odesa", "Odessa"},
		{"Kharkiv", "Kharkov"},
		{"Mohammed", "Mohamed"},
		{"Gaddafi", "Gadafi"},
	} {
		for _, other := range c[1:] {
			if a, b := Spelling(c[0]), Spelling(other); a != b {
				t.Errorf("Spelling(%s) = %s, Spelling(%s) = %s; want the same", c[0], a, other, b)
			}
		}
	}
	for _, c := range [][2]string{{"Iran", "Iraq"}, {"Slovakia", "Slovenia"}, {"Austria", "Australia"}, {"Nigeria", "Niger"}} {
		if Spelling(c[0]) == Spelling(c[1]) {
			t.Errorf("Spelling takes %s for %s", c[0], c[1])
		}
	}
}

func TestCountry(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{"Russian": "russia", "Kremlin": "russia", "U.S.": "us", "American": "us", "table": ""} {
		if got := Country(Key(word)); got != want {
			t.Errorf("Country(%s) = %q, want %q", word, got, want)
		}
	}
}
