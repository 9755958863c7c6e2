package compose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/english"
)

// compare says of one of the two things that a question compares that it has more: the one claim
// that no source makes. Each part has to be answered, without sides, with a value, and the two
// have to be of one unit, exact and different. It is drafted only if the gate bears it with the
// places of both values.
func compare(e briefing.Evidence, drafts []briefing.Draft) (briefing.DraftClaim, bool) {
	c := e.Query.Comparison
	if c == nil || len(e.Parts) != 2 || len(drafts) != 2 || slices.ContainsFunc(drafts, func(d briefing.Draft) bool { return len(d.Claims) == 0 || differs(d) }) {
		return briefing.DraftClaim{}, false
	}
	var best [2]*finding
	for i, part := range e.Parts {
		found := read(part).findings()
		if len(found) == 0 {
			return briefing.DraftClaim{}, false
		}
		best[i] = found[0]
	}
	first, second := 0, 1
	switch order := compareValues(best[0], best[1]); {
	case order == 0:
		return briefing.DraftClaim{}, false
	case order < 0 != c.Least:
		first, second = 1, 0
	}
	claim := briefing.DraftClaim{
		Text:   capital(c.Things[first]) + " " + c.Says + " " + c.Things[second] + ".",
		Quotes: []briefing.Quote{best[first].quote(best[first].value), best[second].quote(best[second].value)},
	}
	return claim, (cite.Gate{}).Check(e.Query.Question.Text, claim) == nil
}

// compareValues returns -1 or 1 when the first of two values is less or more, and 0 when it cannot
// be told.
func compareValues(a, b *finding) int {
	switch {
	case a.bound || b.bound:
		return 0
	case a.size != nil && b.size != nil:
		if a.size.Unit == "" || a.size.Unit != b.size.Unit || a.size.Noun != b.size.Noun || a.size.Low != a.size.High || b.size.Low != b.size.High {
			return 0
		}
		return descending(b.size.Low, a.size.Low)
	case a.time == nil || b.time == nil || a.time.Clock || b.time.Clock || a.time.Year == 0 || b.time.Year == 0:
		return 0
	}
	for _, pair := range [][2]int{{a.time.Year, b.time.Year}, {int(a.time.Month), int(b.time.Month)}, {a.time.Day, b.time.Day}} {
		switch {
		case pair[0] == 0 || pair[1] == 0:
			return 0
		case pair[0] != pair[1]:
			return descending(float64(pair[1]), float64(pair[0]))
		}
	}
	return 0
}

// comparesAnew reports whether a claim compares what none of its quotes compares. Two true values
// are words enough for the gate to let either be called the greater.
func comparesAnew(c briefing.DraftClaim) bool {
	said := map[string]bool{}
	for _, q := range c.Quotes {
		for _, t := range english.Tokens(q.Of(q.Doc.Text)) {
			said[t.Lower] = true
		}
	}
	tokens := english.Tokens(c.Text)
	for i, t := range tokens {
		if said[t.Lower] {
			continue
		}
		beforeNumber := i+1 < len(tokens) && len(english.Quantities(tokens[i+1].Text)) > 0
		if t.Lower == "than" && !beforeNumber || strings.HasPrefix(comparatives[t.Lower], "how ") && t.Lower != "longer" && t.Lower != "further" {
			return true
		}
	}
	return false
}

// capital returns a text with its first letter in upper case.
func capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}
