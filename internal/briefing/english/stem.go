package english

import (
	_ "embed"
	"strings"

	"github.com/kljensen/snowball/english"
)

// stem takes inflection and spelling off a lower-case word.
func stem(lower string) string { return stems.stem(lower) }

// cutStem is stem without its memory.
func cutStem(lower string) string {
	if base, ok := irregular[lower]; ok {
		lower = base
	}
	if len(lower) < 3 {
		return lower
	}
	return english.Stem(american(lower), false)
}

//go:embed irregular.txt
var irregularList string

// irregular maps the forms of irregular verbs and nouns to the base form.
var irregular = func() map[string]string {
	m := map[string]string{}
	for line := range lines(irregularList) {
		words := strings.Fields(line)
		for _, form := range words[1:] {
			m[form] = words[0]
		}
	}
	return m
}()

// american turns the usual British endings into American ones. It may do so to a word that
// has no other spelling: keys need only be the same for the same word.
func american(w string) string {
	if len(w) < 5 {
		return w
	}
	for _, e := range britishEndings {
		if i := strings.Index(w, e.from); i > 1 && len(w)-i-len(e.from) <= e.rest {
			return w[:i] + e.to + w[i+len(e.from):]
		}
	}
	return w
}

// britishEndings: from stands at most rest letters before the end of the word.
var britishEndings = []struct {
	from, to string
	rest     int
}{
	{"isation", "ization", 3},
	{"ising", "izing", 0},
	{"ise", "ize", 1},
	{"our", "or", 3},
	{"ence", "ense", 1},
	{"tre", "ter", 1},
	{"ogue", "og", 1},
	{"amme", "am", 1},
	{"ilful", "illful", 2},
}
