package cite

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"briefbot/internal/briefing/english"
)

var (
	//go:embed words.txt
	wordList string
	//go:embed opposites.txt
	oppositeList string
	//go:embed alike.txt
	alikeList string
)

// vocabulary is what the lists say, by the keys of their words.
type vocabulary struct {
	classes   map[string]map[string]bool // by class
	opposites map[string][]string
	alike     map[string][]string
}

var vocabularies = sync.OnceValue(func() vocabulary {
	v := vocabulary{map[string]map[string]bool{}, map[string][]string{}, map[string][]string{}}
	for line := range lines(wordList) {
		class, words, _ := strings.Cut(line, "|")
		class = strings.TrimSpace(class)
		if v.classes[class] == nil {
			v.classes[class] = map[string]bool{}
		}
		for _, key := range keys(words) {
			v.classes[class][key] = true
		}
	}
	for line := range lines(oppositeList) {
		left, right, _ := strings.Cut(line, "|")
		relate(v.opposites, keys(left), keys(right))
		relate(v.opposites, keys(right), keys(left))
	}
	for line := range lines(alikeList) {
		relate(v.alike, keys(line), keys(line))
	}
	return v
})

// relate enters the keys to for each of the keys from, itself aside.
func relate(m map[string][]string, from, to []string) {
	for _, a := range from {
		for _, b := range to {
			if a != b && !slices.Contains(m[a], b) {
				m[a] = append(m[a], b)
			}
		}
	}
}

func keys(list string) []string {
	var out []string
	for word := range strings.FieldsSeq(list) {
		out = append(out, english.Key(word))
	}
	return out
}

// lines yields the lines of a list, without comments and blank lines.
func lines(list string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(list) {
			line = strings.TrimSpace(line)
			if line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// is reports whether a key is in a class.
func is(class, key string) bool { return vocabularies().classes[class][key] }
