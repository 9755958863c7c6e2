package retrieve

import (
	"slices"

	"briefbot/internal/briefing/english"
)

// addSource remembers what a query says to name a source.
func (x *Index) addSource(name string) {
	if _, ok := x.sources[name]; !ok && name != "" {
		x.sources[name] = english.ContentKeys(name)
	}
}

// sourcesNamed returns the names of the sources that a question names: all words of the
// name stand in it in a row.
func (x *Index) sourcesNamed(question string) map[string]bool {
	words := english.ContentKeys(question)
	named := map[string]bool{}
	for name, keys := range x.sources {
		n := len(keys)
		for i := 0; n > 0 && i+n <= len(words); i++ {
			if slices.Equal(words[i:i+n], keys) {
				named[name] = true
				break
			}
		}
	}
	return named
}
