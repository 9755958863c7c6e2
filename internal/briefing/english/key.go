package english

import (
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
	s := english.Stem(american(lower), false)
	if n := len(s); n > 4 && strings.HasSuffix(s, "ll") {
		s = s[:n-1] // travelled, traveled
	}
	return s
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
}

// fixedKeys are words whose key is not their stem: numbers, months, and the long forms of
// the phrases that Scan keeps together.
var fixedKeys = func() map[string]string {
	m := map[string]string{}
	for i, w := range smallNumbers {
		if i != 1 { // "one" is a pronoun more often than a number
			m[w] = itoa(i)
		}
	}
	for i, w := range tens {
		m[w] = itoa(20 + 10*i)
	}
	for _, month := range monthNames {
		m[month[:3]] = month
		m[month] = month
	}
	m["sept"] = "september"
	m["am"], m["pm"] = "am", "pm" // before the irregular verb
	delete(m, "may")              // the verb
	delete(m, "mar")
	for _, p := range phrases {
		m[p.words] = p.key
		if len(p.key) > 3 {
			m[p.words] = stem(p.key) // a verb
		}
	}
	return m
}()

var (
	smallNumbers = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens         = strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")
	monthNames   = strings.Fields("january february march april may june july august september october november december")
)

// irregular maps the forms of irregular verbs and nouns to the base form.
var irregular = func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(irregularForms) {
		words := strings.Fields(line)
		for i, w := range words {
			if i > 0 {
				m[w] = words[0]
			}
		}
	}
	return m
}()

// irregularForms holds a base form and its irregular forms a line.
const irregularForms = `
be is are was were been being am
have has had having
do does did done
say said
go went gone goes
get got gotten
make made
know knew known
think thought
take took taken
see saw seen
come came
give gave given
find found
tell told
become became
leave left
feel felt
bring brought
begin began begun
keep kept
hold held
write wrote written
stand stood
hear heard
mean meant
meet met
run ran
pay paid
sit sat
speak spoke spoken
lie lay lain
lead led
grow grew grown
lose lost
fall fell fallen
send sent
build built
understand understood
draw drew drawn
break broke broken
spend spent
rise rose risen
drive drove driven
buy bought
wear wore worn
choose chose chosen
win won
sell sold
fight fought
teach taught
catch caught
seek sought
shoot shot
steal stole stolen
strike struck stricken
swear swore sworn
throw threw thrown
fly flew flown
flee fled
forget forgot forgotten
forgive forgave forgiven
freeze froze frozen
hide hid hidden
ride rode ridden
shake shook shaken
sing sang sung
sink sank sunk
sleep slept
swim swam swum
tear tore torn
wake woke woken
withdraw withdrew withdrawn
overthrow overthrew overthrown
undergo underwent undergone
die dying
deal dealt
eat ate eaten
drink drank drunk
bear bore borne born
bind bound
blow blew blown
lend lent
light lit
show shown
spring sprang sprung
man men
woman women
child children
person people persons
foot feet
life lives
wife wives
leader leadership
dead death deaths deadly
`

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return string(rune('0'+n/10)) + string(rune('0'+n%10))
}
