package evals

import (
	"regexp"
	"strings"

	"briefbot/internal/briefing"
)

var (
	// tellingRE finds the words that must not be made up: numbers and capitalised words.
	tellingRE   = regexp.MustCompile(`\p{Nd}[\p{Nd}.,:]*\p{Nd}|\p{Nd}|[A-Z][\p{L}\p{N}_'’-]+`)
	firstWordRE = regexp.MustCompile(`^[^\p{L}\p{N}_]*([\p{L}\p{N}_'’-]+)`)
)

// checkClaim reports whether a claim has good citations alone, and which of its numbers
// and capitalised words stand neither in their quotes, titles and sources nor in the question.
func checkClaim(question string, c briefing.Claim, cited map[int]briefing.Citation, good map[int]bool) claim {
	text := withoutMarkers(c.Text)
	allGood := len(c.Citations) > 0
	var pool strings.Builder
	for _, n := range c.Citations {
		allGood = allGood && good[n]
		pool.WriteString(fold(cited[n].Quote) + " ")
	}
	for _, n := range c.Citations {
		pool.WriteString(fold(cited[n].Title) + " " + fold(cited[n].Source) + " ")
	}
	pool.WriteString(fold(question))
	bare := notWithin(pool.String(), tellingWords(text))
	return claim{said: fold(text), bare: bare, backed: allGood && len(bare) == 0}
}

// tellingWords returns a claim's numbers and capitalised words. The first word is
// capitalised anyway and does not count.
func tellingWords(text string) []string {
	words := tellingRE.FindAllString(text, -1)
	if first := firstWordRE.FindStringSubmatch(text); first != nil && len(words) > 0 &&
		words[0] == first[1] && 'A' <= words[0][0] && words[0][0] <= 'Z' {
		return words[1:]
	}
	return words
}

// notWithin returns the words that a text does not hold, be it without a genitive.
func notWithin(text string, words []string) []string {
	var out []string
	for _, w := range words {
		if !strings.Contains(text, strings.TrimRight(fold(w), "'s")) {
			out = append(out, w)
		}
	}
	return out
}
