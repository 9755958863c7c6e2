package compose

import (
	"regexp"
	"slices"

	"briefbot/internal/briefing/english"
)

// newPerson reports whether a line names a person that the question does not name, in full or
// with an office.
func (p *page) newPerson(l *line) bool {
	return slices.ContainsFunc(l.mentions(), func(m english.Mention) bool {
		tokens := english.Tokens(m.Name.Of(l.text))
		return (len(tokens) > 1 || !m.Role.Empty()) && !slices.ContainsFunc(tokens, p.named)
	})
}

// namesOne reports whether a line names somebody who can be the answer to a who question: a
// person where it asks for one by an occupation, else anybody and any body.
func (p *page) namesOne(l *line) bool {
	if p.query.Focus != "" && english.IsRole(english.Key(p.query.Focus)) {
		return p.newPerson(l)
	}
	return p.newName(l)
}

// newPlaces counts the prepositions of place that stand before a name that the question does
// not have.
func (p *page) newPlaces(l *line) int {
	n := 0
	for i, t := range l.tokens {
		if !placePrepositions[t.Lower] {
			continue
		}
		near := l.tokens[i+1 : min(i+4, len(l.tokens))]
		if len(near) > 0 && near[0].Number() {
			continue // "at 1900 GMT"
		}
		if slices.ContainsFunc(near, func(o english.Token) bool {
			return o.Capital() && !english.Stop(o.Key) && !english.IsMonthOrDay(o.Key) && !p.inQuestion(o.Key)
		}) {
			n++
		}
	}
	return n
}

// somewhere finds a place that has no name: "in a parked car".
var somewhere = regexp.MustCompile(`(?i)\b(?:in|at|on|near|inside|outside|aboard|under|behind|off|to|into|from)\s+(?:the|an?|his|her|its|their)\s+[a-z]`)

var placePrepositions = map[string]bool{
	"in": true, "at": true, "on": true, "near": true, "from": true, "to": true, "outside": true, "inside": true, "across": true, "off": true,
	"around": true, "through": true, "into": true, "aboard": true, "under": true,
}

// newName reports whether a line names something that the question does not name.
func (p *page) newName(l *line) bool {
	for i, t := range l.tokens {
		if i > 0 && t.Capital() && !english.Stop(t.Key) && !english.IsMonthOrDay(t.Key) && !p.inQuestion(t.Key) {
			return true
		}
	}
	return p.newPerson(l) // at the start of the sentence
}
