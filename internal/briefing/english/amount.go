package english

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"briefbot/internal/briefing"
)

// Amount is a number as a text writes it, with the unit that it is in.
type Amount struct {
	briefing.Span
	Value float64 // with what multiplies it: 7.2 million is 7200000
	Unit  string  // what it measures, as a Quantity's Unit; "" for a bare number or a count
	Scale float64 // base units in one of its unit; 1 without one
	Noun  string  // the key of the currency or unit, or of the word right behind; "" when there is none
}

// Amounts finds the numbers of a text, in order, times of day aside. The tokens are the text's.
// Unlike Quantities it takes a number that counts nothing, widens none for a hedge, and takes
// each number of a range for itself.
func Amounts(text string, tokens []Token) []Amount {
	var out []Amount
	for i := 0; i < len(tokens); i++ {
		a, next, ok := readAmount(text, tokens, i)
		if ok {
			out = append(out, a)
			i = next - 1
		}
	}
	return out
}

// readAmount reads the amount that starts with token i, and returns the token after it.
func readAmount(text string, tokens []Token, i int) (a Amount, next int, ok bool) {
	value, next, ok := amountValue(text, tokens, i)
	if !ok {
		return a, i, false
	}
	a = Amount{Span: briefing.Span{Start: tokens[i].Start, End: tokens[next-1].End}, Value: value, Scale: 1}
	for next < len(tokens) && together(text[a.End:tokens[next].Start]) {
		times, ok := multipliers[tokens[next].Lower]
		if !ok || len(tokens[next].Lower) == 1 && tokens[next].Start > a.End {
			break
		}
		a.Value *= times
		a.End = tokens[next].End
		next++
	}
	a.measure(text, tokens, next)
	return a, next, true
}

// amountValue reads the digits or the words of a number.
func amountValue(text string, tokens []Token, i int) (value float64, next int, ok bool) {
	key := tokens[i].Key
	if key == "" || !isDigit(key[0]) || strings.Contains(key, ":") {
		return 0, i, false
	}
	value, err := strconv.ParseFloat(key, 64)
	if err != nil {
		return 0, i, false
	}
	written := isDigit(tokens[i].Text[0])
	if !written && value >= 20 && i+1 < len(tokens) && tokens[i+1].Lower != "" && strings.TrimSpace(text[tokens[i].End:tokens[i+1].Start]) == "-" {
		if one, ok := numberValue(tokens[i+1].Lower); ok && one > 0 && one < 10 {
			return value + one, i + 2, true
		}
	}
	return value, i + 1, true
}

// measure reads the unit of an amount from the sign before it or from the token after it.
func (a *Amount) measure(text string, tokens []Token, next int) {
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[:a.Start], " "))
	if currency := currencies[before]; currency != "" {
		a.Unit, a.Noun = "money", currency
		return
	}
	if strings.HasPrefix(strings.TrimLeft(text[a.End:], " "), "%") {
		a.Unit, a.Noun = "percent", "percent"
		return
	}
	if next >= len(tokens) || !together(text[a.End:tokens[next].Start]) {
		return
	}
	t := tokens[next]
	u, ok := unitOf(t, a.Value)
	switch {
	case !ok && t.Lower == "per" && next+1 < len(tokens) && tokens[next+1].Lower == "cent":
		a.Unit, a.Noun = "percent", "percent"
	case ok:
		a.Unit, a.Scale, a.Noun = u.kind, u.scale, t.Key
	case !Stop(t.Key):
		a.Noun = t.Key
	}
}

// together reports whether what stands between two tokens keeps them together.
func together(gap string) bool { return strings.Trim(gap, " \u00a0\u202f-‑") == "" }
