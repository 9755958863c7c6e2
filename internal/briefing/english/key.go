package english

import (
	_ "embed"
	"strconv"
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"
)

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

// stem takes inflection and spelling off a lower-case word.
func stem(lower string) string { return stems.stem(lower) }

// cutStem is stem without its memory.
func cutStem(lower string) string {
	if base, ok := irregular[lower]; ok {
		lower = base
	}
	if len(lower) < 3 {
		return lower
	}
	return english.Stem(american(lower), false)
}

// american turns the usual British endings into American ones. It may do so to a word that
// has no other spelling: keys need only be the same for the same word.
func american(w string) string {
	if len(w) < 5 {
		return w
	}
	for _, e := range britishEndings {
		if i := strings.Index(w, e.from); i > 1 && len(w)-i-len(e.from) <= e.rest {
			return w[:i] + e.to + w[i+len(e.from):]
		}
	}
	return w
}

// britishEndings: from stands at most rest letters before the end of the word.
var britishEndings = []struct {
	from, to string
	rest     int
}{
	{"isation", "ization", 3},
	{"ising", "izing", 0},
	{"ise", "ize", 1},
	{"our", "or", 3},
	{"ence", "ense", 1},
	{"tre", "ter", 1},
	{"ogue", "og", 1},
	{"amme", "am", 1},
	{"ilful", "illful", 2},
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

//go:embed irregular.txt
var irregularList string

// irregular maps the forms of irregular verbs and nouns to the base form.
var irregular = func() map[string]string {
	m := map[string]string{}
	for line := range lines(irregularList) {
		words := strings.Fields(line)
		for _, form := range words[1:] {
			m[form] = words[0]
		}
	}
	return m
}()
