package english

import (
	_ "embed"
	"maps"
)

// Stop reports whether a key says too little to be looked for.
func Stop(key string) bool { return stopKeys[key] }

// NearStop reports whether a word that nobody writes is a slip of a function word: "befor".
func NearStop(key string) bool {
	if len(key) < 4 {
		return false
	}
	for w := range stopKeys {
		if len(w) > 3 && w[0] == key[0] && Edits(w, key, 1) <= 1 {
			return true
		}
	}
	return false
}

//go:embed stop.txt
var stopList string

var stopKeys = func() map[string]bool {
	m := set(stopList) // as written in a query that is already in normal form
	maps.Copy(m, keySet(stopList))
	delete(m, "us") // the country
	return m
}()

// ContentKeys returns the keys of a text's words in order, function words left out.
func ContentKeys(text string) []string {
	var keys []string
	for _, t := range Tokens(text) {
		if !Stop(t.Key) {
			keys = append(keys, t.Key)
		}
	}
	return keys
}
