package english

import "strings"

// readUnit reads the unit, or the noun counted, from the words after the number.
func (q *Quantity) readUnit(text string) {
	const maxWords = 4
	q.Unit = "count"
	number, rest := q.End, tokensAfter(text, q.End)
	if !counts(text, number, rest) {
		return
	}
	for i, t := range rest[:min(len(rest), maxWords)] {
		if i > 0 && strings.TrimSpace(strings.Trim(text[rest[i-1].End:t.Start], "-")) != "" {
			return
		}
		if u, ok := unitOf(t, q.Low); ok && (i == 0 || u.kind == "money" || square[rest[0].Lower]) {
			if i == 1 && u.kind == "distance" {
				u = unit{"area", u.scale * u.scale}
			}
			q.measure(text, u, rest[i:])
			return
		}
		if !counted(t) {
			return
		}
		if q.Noun == "" || !t.Capital() {
			q.Noun = t.Key // the last noun of "120 European troops"
		}
		q.End = t.End
		compound := i == 0 && text[number:t.Start] == "-" && !strength[t.Lower] // "a 28-point plan"
		money := i+1 < len(rest) && units[rest[i+1].Key].kind == "money"        // "5,000 Swiss francs"
		if compound || Plural(t) && !money {
			return
		}
	}
}

// tokensAfter returns the tokens of the words after a byte of a text, those near it only.
func tokensAfter(text string, at int) []Token {
	const near = 60 // bytes
	tokens := Tokens(text[at:min(len(text), at+near)])
	for i := range tokens {
		tokens[i].Start += at
		tokens[i].End += at
	}
	return tokens
}

// counts reports whether a number that ends at a byte can count or measure what comes after:
// no punctuation parts them, and the number is neither part of a name nor a time.
func counts(text string, number int, rest []Token) bool {
	if len(rest) == 0 || strings.ContainsAny(text[number:rest[0].Start], ".,;:()“”\"") {
		return false
	}
	_, measure := units[rest[0].Key]
	_, zone := zoneOffsets[rest[0].Text] // 1900 GMT
	name := rest[0].Start == number      // 24brussels
	return !zone && (measure || !name)
}

// strength are words that a hyphen joins to a number before what it counts.
var strength = set("strong plus odd")

var square = set("square sq")

// counted reports whether a word after a number can name what it counts: it is no function
// word, part of a date, time of day, or fraction.
func counted(t Token) bool {
	if Stop(t.Key) {
		return t.Lower == "more" || strings.HasPrefix(t.Lower, "other")
	}
	fraction := ordinalValue(strings.TrimSuffix(t.Lower, "s")) > 0
	return !fraction && !t.Number() && !calendar(t) && !dayTimes[t.Key] && t.Lower != "won"
}

// calendar reports whether a word is a month or a day of the week.
func calendar(t Token) bool {
	return IsMonthOrDay(t.Key) || t.Text == "May" || t.Text == "March"
}

var dayTimes = set("am pm noon")

// Plural reports whether a word looks like one that several things or persons are called.
func Plural(t Token) bool {
	return strings.HasSuffix(t.Lower, "s") && !strings.HasSuffix(t.Lower, "ss") || pluralKeys[t.Key]
}

// pluralKeys are the keys of nouns whose plural does not end in s.
var pluralKeys = keySet("people children men women")
