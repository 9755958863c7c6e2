package english

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

// personal reports whether tokens [from, end) can be a person's name: one to five words, none
// of them a number, a country or the name of an institution.
func (w words) personal(from, end int) bool {
	if end-from < 1 || end-from > 5 || !w.tokens[from].Capital() || placeStarts[w.tokens[from].Lower] {
		return false
	}
	offices := 0
	for i, t := range w.tokens[from:end] {
		if t.Number() || Country(t.Key) != "" || institutionKeys[t.Key] || IsMonthOrDay(t.Key) {
			return false
		}
		if IsRole(t.Key) {
			offices++
		}
		first, last := i == 0 && end-from > 1, i == end-from-1 && i > 0
		if acronym(t) && !(first && len(t.Lower) == 2) && !(last && numeral(t)) {
			return false
		}
	}
	return offices < end-from && utf8.RuneCountInString(w.tokens[from].Text)+end-from > 2
}

// acronym reports whether a token is a short word all in capitals.
func acronym(t Token) bool {
	return len(t.Text) > 1 && len(t.Text) <= 5 && strings.ToUpper(t.Text) == t.Text
}

// numeral reports whether a token is a ruler's number: Charles III.
func numeral(t Token) bool { return strings.Trim(t.Text, "IVX") == "" }

// placeStarts are first words of names of places.
var placeStarts = set("new san santa los las saint st fort port cape mount")

//go:embed institutions.txt
var institutionList string

var institutionKeys = keySet(institutionList)
