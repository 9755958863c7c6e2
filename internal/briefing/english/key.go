package english

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Key returns the normal form of a word: two words with one key are taken to be the same.
// Inflection, British and American spelling, small numbers in words, and short and long
// names of months and of the phrases of several words do not count.
func Key(word string) string { return keyOf(word, Lower(word)) }

// keyOf returns the key of a word given in lower case too.
func keyOf(word, lower string) string {
	switch lower {
	case "us": // the country, not the pronoun
		if word == "us" || word == "Us" {
			return "us-pronoun"
		}
		return "us"
	case "usa":
		return "us"
	}
	if lower == "" {
		return ""
	}
	if isDigit(lower[0]) {
		return strings.ReplaceAll(lower, ",", "")
	}
	if key, ok := fixedKeys[lower]; ok {
		return key
	}
	return stem(lower)
}

// fixedKeys are words whose key is not their stem: numbers, months, and the long forms of
// the phrases that Scan keeps together.
var fixedKeys = func() map[string]string {
	m := map[string]string{}
	for i, w := range smallNumbers {
		if i != 1 { // "one" is a pronoun more often than a number
			m[w] = strconv.Itoa(i)
		}
	}
	for i, w := range tens {
		m[w] = strconv.Itoa(20 + 10*i)
	}
	for _, month := range monthNames {
		m[month[:3]] = month
		m[month] = month
	}
	m["sept"] = "september"
	m["am"], m["pm"] = "am", "pm" // before the irregular verb
	delete(m, "may")              // the verb
	delete(m, "mar")
	for phrase, word := range phrases {
		m[phrase] = word
		if len(word) > 3 {
			m[phrase] = stem(word) // a verb
		}
	}
	return m
}()

// Lower returns a word in lower case, without accents, stops and typographic apostrophes.
func Lower(word string) string {
	ascii := true
	for i := 0; i < len(word); i++ {
		if word[i] >= 0x80 {
			ascii = false
			break
		}
	}
	word = strings.ToLower(word)
	if !ascii {
		word = strings.ReplaceAll(word, "’", "'")
		word = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			if plain, ok := plainLetters[r]; ok {
				return plain
			}
			return r
		}, norm.NFD.String(word))
	}
	if len(word) > 1 && word[1] == '.' && !isDigit(word[0]) {
		word = strings.ReplaceAll(word, ".", "")
	}
	return word
}

// plainLetters are letters that do not come apart into a plain one and an accent.
var plainLetters = map[rune]rune{'ł': 'l', 'ø': 'o', 'đ': 'd', 'ı': 'i', 'ð': 'd'}
