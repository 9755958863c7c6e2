package english

import (
	"iter"
	"strings"
)

// The package keeps its longer word lists in text files next to the code that uses them. A
// line of such a file that starts with "#" says something about the list.

// lines yields the lines of a list, without comments and blank lines.
func lines(list string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(list) {
			line = strings.TrimSpace(line)
			if line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// set returns the words of a list.
func set(list string) map[string]bool {
	m := map[string]bool{}
	for line := range lines(list) {
		for word := range strings.FieldsSeq(line) {
			m[word] = true
		}
	}
	return m
}

// keySet returns the keys of the words of a list.
func keySet(list string) map[string]bool {
	m := map[string]bool{}
	for word := range set(list) {
		m[Key(word)] = true
	}
	return m
}
