package english

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed synonyms.txt
var synonymList string

const (
	worthSynonym = 0.7  // the head of a group for its others, and they for it
	worthSibling = 0.55 // the others of a group for one another
	worthSame    = 0.9  // within a group that starts with "=": nearly the same word
)

var synonyms = sync.OnceValue(func() map[string][]Variant {
	m := map[string][]Variant{}
	for line := range lines(synonymList) {
		words := strings.Fields(line)
		same := words[0] == "="
		if same {
			words = words[1:]
		}
		for i, a := range words {
			for j, b := range words {
				worth := worthSibling
				switch {
				case same:
					worth = worthSame
				case i == 0 || j == 0:
					worth = worthSynonym
				}
				if ka, kb := Key(a), Key(b); ka != kb {
					m[ka] = append(m[ka], Variant{kb, worth})
				}
			}
		}
	}
	return m
})

// Synonyms returns the keys of the words that are near in meaning to a key. One may come more
// than once; then its highest worth holds.
func Synonyms(key string) []Variant { return synonyms()[key] }
