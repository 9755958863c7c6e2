package english

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	smallNumbers = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens         = strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")
	ordinals     = strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth")
)

// vague are words for numbers that leave the value open, with the lowest and highest of it.
var vague = map[string][2]float64{
	"several": {3, 9}, "a few": {2, 5}, "dozens of": {24, 99}, "hundreds of": {200, 999}, "thousands of": {2000, 9999},
	"tens of thousands of": {20000, 99999}, "hundreds of thousands of": {2e5, 999999}, "millions of": {2e6, 1e9}, "billions of": {2e9, 1e12},
	"half a": {0.5, 0.5}, "half an": {0.5, 0.5},
}

var multipliers = map[string]float64{
	"dozen": 12, "hundred": 100, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12,
}

var (
	digits        = `(?:` + spaced + `|\d+(?:,\d+)*)(?:\.\d+|[½¼¾])?`
	spaced        = `(?:\d{1,3}(?:(?:[\x{a0}\x{202f}]\d{3})+|(?: \d{3}){2,}| 000)\b)` // 1 000 000
	belowHundred  = `(?:` + strings.Join(smallNumbers[1:], "|") + `|(?:` + strings.Join(tens, "|") + `)(?:[ -](?:` + strings.Join(smallNumbers[1:10], "|") + `))?)`
	numberPattern = `(?:` + digits + `|(?:` + alternatives(vague) + `|an?|` + belowHundred + `)\b)`
)

// alternatives returns the keys of a table as the alternatives of an expression, the longest
// first.
func alternatives[V any](table map[string]V) string {
	byLength := func(a, b string) int { return len(b) - len(a) }
	return strings.Join(slices.SortedStableFunc(slices.Values(slices.Sorted(maps.Keys(table))), byLength), "|")
}

// number is the number of a match of quantityRE.
type number struct {
	written   string // in lower case, up to "to" and "million"
	low, high float64
	article   bool // it is only "a" or "an"
	score     bool // it is no range but a result: "a 5-4 ruling"
	end       int  // the byte after it
}

// readNumber reads the number of a match of quantityRE with what multiplies it.
func readNumber(text string, m []int) (number, bool) {
	n := number{written: strings.ToLower(group(text, m, numberGroup)), end: m[1]}
	ok := n.readRange(group(text, m, toGroup))
	times := strings.ToLower(group(text, m, timesGroup))
	switch {
	case times == "":
		return n, ok
	case (times == "m" && !countsMillions(text[m[1]:]) || times == "b") && group(text, m, currencyGroup) == "":
		n.end = m[2*timesGroup] // metres, or a part of a name
		return n, ok
	}
	n.article = false
	n.multiply(multipliers[times])
	if again := group(text, m, againGroup); again != "" {
		n.multiply(multipliers[strings.ToLower(again)]) // "two hundred thousand"
	} else if times == "hundred" || times == "thousand" {
		n.add(text)
	}
	return n, ok
}

var addedRE = regexp.MustCompile(`^(?i)\s+and\s+(` + belowHundred + `)\b(?:\s+(hundred|thousand|million|billion)\b)?`)

// add reads on over "and fifty" or "and fifty thousand". After "one hundred", "and two hundred"
// is another number.
func (n *number) add(text string) {
	rest := text[n.end:]
	m := addedRE.FindStringSubmatchIndex(rest)
	if m == nil || strings.EqualFold(group(rest, m, 2), "hundred") {
		return
	}
	more, _ := numberValue(strings.ToLower(group(rest, m, 1)))
	n.low, n.high, n.end = n.low+more, n.high+more, n.end+m[1]
	if again := group(rest, m, 2); again != "" {
		n.multiply(multipliers[strings.ToLower(again)])
	}
}

// readRange reads the number, which may go on "to" another.
func (n *number) readRange(to string) bool {
	if r, ok := vague[n.written]; ok {
		n.low, n.high = r[0], r[1]
		return true
	}
	if n.article = n.written == "a" || n.written == "an"; n.article {
		n.low, n.high = 1, 1
		return true
	}
	var ok bool
	n.low, ok = numberValue(n.written)
	n.high = n.low
	if to != "" {
		if high, ok := numberValue(to); ok {
			n.high, n.score = max(n.low, high), high <= n.low
		}
	}
	return ok
}

func (n *number) multiply(by float64) { n.low, n.high = n.low*by, n.high*by }

// countsMillions reports whether the "m" before a text means millions: of several things.
func countsMillions(rest string) bool {
	next := tokensAfter(rest, 0)
	return len(next) > 0 && Plural(next[0])
}

var decimals = strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u202f", "", "½", ".5", "¼", ".25", "¾", ".75")

// numberValue reads a number in digits or, below a hundred, in lower-case words.
func numberValue(s string) (float64, bool) {
	if isDigit(s[0]) {
		v, err := strconv.ParseFloat(decimals.Replace(s), 64)
		return v, err == nil
	}
	ten, one, _ := strings.Cut(strings.ReplaceAll(s, " ", "-"), "-")
	if i := slices.Index(tens, ten); i >= 0 {
		return float64(20 + 10*i + max(0, slices.Index(smallNumbers, one))), true
	}
	i := slices.Index(smallNumbers, s)
	return float64(i), i >= 0
}

// ordinalValue returns the number that an ordinal stands for: 3 for third and for 3rd; 0 when
// it is none.
func ordinalValue(s string) int {
	if i := slices.Index(ordinals, s); i >= 0 {
		return i + 1
	}
	return atoi(strings.TrimRight(s, "stndrh"))
}
