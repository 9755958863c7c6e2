package english

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed phrases.txt
var phraseList string

// phrases maps the groups of words that mean what one word does to that word.
var phrases = func() map[string]string {
	m := map[string]string{}
	for line := range lines(phraseList) {
		word, groups, _ := strings.Cut(line, "|")
		for group := range strings.SplitSeq(groups, ",") {
			m[strings.TrimSpace(group)] = strings.TrimSpace(word)
		}
	}
	return m
}()

// phraseStarts are the phrases by the length and first letter of their first word, the longest
// first.
var phraseStarts = func() map[[2]byte][]string {
	m := map[[2]byte][]string{}
	for phrase := range phrases {
		first, _, _ := strings.Cut(phrase, " ")
		at := [2]byte{byte(len(first)), first[0]}
		m[at] = append(m[at], phrase)
	}
	for _, same := range m {
		slices.SortFunc(same, func(a, b string) int { return len(b) - len(a) })
	}
	return m
}()

// phraseEnd lengthens a word to the phrase that starts with it.
func phraseEnd(text string, start, end int) int {
	for _, p := range phraseStarts[[2]byte{byte(min(end-start, 255)), text[start] | 0x20}] {
		stop := start + len(p)
		if stop <= len(text) && strings.EqualFold(text[start:stop], p) && (stop == len(text) || !isLetterAt(text, stop)) {
			return stop
		}
	}
	return end
}
