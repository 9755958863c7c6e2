package english

import (
	"regexp"
	"strings"
	"unicode"
)

// Typed returns a question as a careful person types it: with the apostrophes of "what's" and
// "didn't", and without capitals where all of it is in capitals or nearly every word begins
// with one, so that a capital says nothing.
func Typed(question string) string {
	if shouted(question) || titled(question) {
		question = strings.ToLower(question)
	}
	return bareWord.ReplaceAllStringFunc(question, func(word string) string {
		full, ok := apostrophes[strings.ToLower(word)]
		if !ok {
			return word
		}
		return word[:1] + full[1:]
	})
}

// leastWords is from how many words on capitals throughout are a way of typing.
const leastWords = 3

// shouted reports whether a question is all in capitals.
func shouted(question string) bool {
	return len(strings.Fields(question)) >= leastWords && strings.ToUpper(question) == question && strings.ToLower(question) != question
}

// titled reports whether function words inside a question begin with capitals too: "Who Is The
// Leader".
func titled(question string) bool {
	small, plain := 0, 0
	for i, word := range strings.Fields(question) {
		if i == 0 || !stopKeys[strings.ToLower(strings.Trim(word, "?!.,"))] {
			continue
		}
		if unicode.IsUpper([]rune(word)[0]) {
			small++
		} else {
			plain++
		}
	}
	return small > 1 && small > 2*plain
}

// bareWord finds a word that stands without an apostrophe.
var bareWord = regexp.MustCompile(`\b[A-Za-z]{4,8}\b`)

// apostrophes are the words that are nothing without theirs; "wont", "cant" and "were" are.
var apostrophes = func() map[string]string {
	m := map[string]string{}
	for _, w := range strings.Fields("what's who's where's when's how's that's there's here's " +
		"don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't wouldn't couldn't shouldn't mustn't you're they're") {
		m[strings.ReplaceAll(w, "'", "")] = w
	}
	return m
}()
