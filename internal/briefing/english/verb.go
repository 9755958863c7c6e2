package english

import (
	_ "embed"
	"strings"
)

var (
	//go:embed verbs.txt
	verbList string
	verbKeys = keySet(verbList)

	//go:embed adjectives.txt
	adjectiveList string
	judgingKeys   = keySet(adjectiveList)

	lightKeys = keySet("become get take make come happen occur put")
)

// Describing reports whether a word of a question rather describes than names what is asked
// for: a verb, an adverb, an adjective. A text often says it in another word.
func Describing(word string) bool {
	return Verb(word) || judgingKeys[Key(word)] || hasSuffix(Lower(word), "ly", "able", "ible", "ful", "ous", "ive", "ical", "est", "ish")
}

// Verb reports whether a word can be a form of a verb.
func Verb(word string) bool {
	lower, _, _ := strings.Cut(Lower(word), " ")
	if hasSuffix(lower, "tion", "sion", "ment", "ance", "ence", "ness", "ity") {
		return false // a noun, whatever verb it comes from
	}
	return Inflected(lower) || verbKeys[Key(lower)]
}

// Inflected reports whether a word is a form of a verb that its ending, or its irregularity,
// shows: signed, signing, found.
func Inflected(word string) bool {
	lower := Lower(word)
	return irregular[lower] != "" || hasSuffix(lower, "ed", "ing")
}

// Light reports whether a verb carries little meaning of its own: become, take, get.
func Light(key string) bool { return lightKeys[key] }

func hasSuffix(word string, suffixes ...string) bool {
	for _, s := range suffixes {
		if len(word) > len(s)+2 && strings.HasSuffix(word, s) {
			return true
		}
	}
	return false
}
