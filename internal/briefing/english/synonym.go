package english

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed synonyms.txt
var synonymList string

var synonyms = sync.OnceValue(func() map[string][]Variant {
	m := map[string][]Variant{}
	for line := range lines(synonymList) {
		words := strings.Fields(line)
		same := words[0] == "="
		if same {
			words = words[1:]
		}
		relateGroup(m, words, same)
	}
	return m
})

// relateGroup enters the words of a group, its head first, as variants of each other.
func relateGroup(m map[string][]Variant, words []string, same bool) {
	for i, a := range words {
		for j, b := range words {
			worth := worthSibling
			switch {
			case same:
				worth = worthSame
			case i == 0 || j == 0:
				worth = worthSynonym
			}
			if from, to := Key(a), Key(b); from != to {
				m[from] = append(m[from], Variant{to, worth})
			}
		}
	}
}

// Synonyms returns the keys of the words that are near in meaning to a key. One may come more
// than once; then its highest worth holds.
func Synonyms(key string) []Variant { return synonyms()[key] }
