package english

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"briefbot/internal/briefing"
)

// Quantity is an amount that a text states, as the range of values that it leaves open.
type Quantity struct {
	briefing.Span
	Low, High float64 // in the base unit: metres, seconds, the currency, or the thing counted
	Unit      string  // "money", "percent", "distance", "duration", "weight", "area", "temperature", "speed", "age", "energy", or "count"
	Scale     float64 // base units in one of the unit as written; 0 for counts, ordinals and amounts with a sign: $, %
	Noun      string  // the key of what is counted, of the currency or of the degrees; "" when there is none
}

// Quantities finds the amounts that a text states, in order of kind: amounts, the span of
// "the third year", ages. A bare number without unit or noun, a year and a time of day are none.
func Quantities(text string) []Quantity {
	var out []Quantity
	for _, m := range matches(quantityRE, text, startsQuantity) {
		if n := len(out); n > 0 && m[0] < out[n-1].End {
			continue // "60 miles an hour"
		}
		if q, ok := readQuantity(text, m); ok {
			out = append(out, q)
		}
	}
	for _, m := range matches(ordinalRE, text, startsWord) {
		if q, ok := readOrdinal(text, m); ok {
			out = append(out, q)
		}
	}
	return append(out, ages(text)...)
}

// The groups of quantityRE.
const (
	hedgeGroup = iota + 1
	currencyGroup
	numberGroup
	toGroup
	timesGroup
	againGroup
	percentGroup
)

var quantityRE = regexp.MustCompile(`^(?i)(?:\b(` + hedges + `)\s+)?` +
	`((?:US|A|C|NZ|HK)?[$€£¥₹]\s?)?(?:\b(` + numberPattern + `))(?:[\s-]*(?:to|and|–|-)[\s-]*[$€£¥₹]?(` + digits + `))?` +
	`(?:[\s-]?(` + alternatives(multipliers) + `)\b(?:\s(thousand|million|billion|trillion)\b)?)?(\s?%|\s+per\s?cent\b)?`)

// readQuantity reads a match of quantityRE.
func readQuantity(text string, m []int) (Quantity, bool) {
	n, ok := readNumber(text, m)
	q := Quantity{Span: briefing.Span{Start: m[0], End: n.end}, Low: n.low, High: n.high}
	if !ok || partOfWord(text, m[2*numberGroup], n.end) {
		return q, false
	}
	switch currency := group(text, m, currencyGroup); {
	case currency != "":
		sign, _ := utf8.DecodeRuneInString(strings.TrimLeft(currency, "USACNZHKusacnzhk"))
		q.Unit, q.Noun = "money", currencies[sign]
	case group(text, m, percentGroup) != "":
		q.Unit = "percent"
	default:
		q.readUnit(text)
	}
	switch {
	case q.Unit == "duration" && n.article && q.Scale == 1:
		return q, false // "a second wave"
	case q.Unit == "count" && (n.article || q.Noun == "" && !numbered.MatchString(text[max(0, m[0]-90):m[0]])):
		return q, false
	case q.Unit == "count" && q.Noun != "" && (n.score || q.partOfName(text, n.written)):
		return q, false
	}
	q.widen(strings.ToLower(group(text, m, hedgeGroup)))
	return q, true
}

// numbered finds what a number without a noun behind it counts: "put the number of dead at 41".
var numbered = regexp.MustCompile(`(?i)\b(?:number|toll|total|count|tally|figure)\b.{0,70}\b(?:at|to|is|was|of|reached|stood|stands)\s+$`)

var ordinalRE = regexp.MustCompile(`^(?i)(` + strings.Join(ordinals, "|") + `|\d+(?:st|nd|rd|th))\s+(?:straight\s+|consecutive\s+)?(second|minute|hour|day|week|month|year|decade)\b`)

// readOrdinal reads a match of ordinalRE: the third year of a thing is its 24 to 36 months.
func readOrdinal(text string, m []int) (Quantity, bool) {
	n, u := float64(ordinalValue(strings.ToLower(group(text, m, 1)))), units[Key(group(text, m, 2))]
	return Quantity{Span: briefing.Span{Start: m[0], End: m[1]}, Low: (n - 1) * u.scale, High: n * u.scale, Unit: "duration"}, n > 0
}

const maxAge = 120 // years

var ageRE = regexp.MustCompile(`\b[Aa]ged (\d{1,3})\b|\p{Lu}[\p{L}’'-]+[*_]*, (\d{1,3}),`)

// ages finds the ages of persons that a text gives without a unit: "Ana Lem, 67, said".
func ages(text string) []Quantity {
	var out []Quantity
	for _, m := range ageRE.FindAllStringSubmatchIndex(text, -1) {
		at := briefing.Span{Start: max(m[2], m[4]), End: max(m[3], m[5])}
		if n := atoi(at.Of(text)); n <= maxAge {
			age := float64(n) * year
			out = append(out, Quantity{Span: at, Low: age, High: age, Unit: "age", Scale: year})
		}
	}
	return out
}
