package english

import "testing"

func TestKeyJoins(t *testing.T) {
	t.Parallel()
	for _, words := range [][]string{
		{"organisation", "organization", "organisations"},
		{"defence", "defense"},
		{"programme", "program", "programs"},
		{"labour", "labor"},
		{"centre", "center", "centres"},
		{"travelling", "traveled", "travels"},
		{"fulfil", "fulfill", "fulfilled"},
		{"skilful", "skillful", "skilfully", "skill"},
		{"goes", "went", "gone", "going"},
		{"men", "man"},
		{"women", "woman"},
		{"children", "child"},
		{"people", "person", "persons"},
		{"leadership", "leader", "leaders"},
		{"U.S.", "US", "USA", "U.S", "United States", "united states of america"},
		{"seven", "7"},
		{"1,200", "1200"},
		{"Aug", "August"},
		{"Sept", "September"},
		{"pm", "p.m.", "PM"},
		{"café", "cafe"},
		{"don’t", "don't"},
	} {
		for _, w := range words[1:] {
			if a, b := Key(words[0]), Key(w); a != b {
				t.Errorf("Key(%q) = %q, Key(%q) = %q; want the same", words[0], a, w, b)
			}
		}
	}
}

func TestKeyTellsApart(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]string{
		{"us", "US"}, {"May", "March"}, {"policy", "police"}, {"news", "new"}, {"seven", "17"}, {"Ukraine", "Ukrainian"}, {"1", "one"}, {"may", "month"},
	} {
		if Key(c[0]) == Key(c[1]) {
			t.Errorf("Key takes %q for %q", c[0], c[1])
		}
	}
}

func TestLower(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"Zażółć": "zazolc", "Đorđe": "dorde", "Øre": "ore", "O’Neill": "o'neill", "U.S.": "us", "p.m.": "pm", "7.2": "7.2", "İzmir": "izmir", "": "",
	} {
		if got := Lower(word); got != want {
			t.Errorf("Lower(%q) = %q, want %q", word, got, want)
		}
	}
	if got := Key(""); got != "" {
		t.Errorf("Key of nothing is %q", got)
	}
}
