package retrieve

import (
	"slices"
	"strings"

	"briefbot/internal/briefing/english"
)

// titles are articles by their titles: by the keys of all words of one, function words
// included.
type titles map[string][]string // -> IDs

const (
	maxTitleWords    = 12  // in the longest title that a question is taken to name
	maxQuestionWords = 200 // of a question that are looked at
)

// titleKeys returns the names that a title gives its article: itself, and without what stands
// behind it in brackets, "New Start (treaty)".
func titleKeys(title string) []string {
	bare, _, _ := strings.Cut(title, "(")
	var out []string
	for _, name := range []string{title, bare} {
		words := keysOf(name)
		key := strings.Join(words, " ")
		if len(words) > 0 && len(words) <= maxTitleWords && !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

func (t titles) add(title, id string) {
	for _, key := range titleKeys(title) {
		t[key] = append(t[key], id)
	}
}

func (t titles) remove(title, id string) {
	for _, key := range titleKeys(title) {
		at := slices.Index(t[key], id)
		if t[key] = slices.Delete(t[key], at, at+1); len(t[key]) == 0 {
			delete(t, key)
		}
	}
}

// named returns the articles that a question names by title: all words of it stand in the
// question in a row.
func (t titles) named(question string) map[string]bool {
	out := map[string]bool{}
	words := keysOf(question)
	words = words[:min(len(words), maxQuestionWords)]
	for from := range words {
		key := ""
		for _, w := range words[from:min(len(words), from+maxTitleWords)] {
			key += w
			for _, id := range t[key] {
				out[id] = true
			}
			key += " "
		}
	}
	return out
}

// keysOf returns the keys of all words of a text in order.
func keysOf(text string) []string {
	tokens := english.Tokens(text)
	out := make([]string, len(tokens))
	for i, t := range tokens {
		out[i] = t.Key
	}
	return out
}
