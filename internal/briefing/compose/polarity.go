package compose

import (
	"regexp"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

var denies = regexp.MustCompile(`(?i)\b(?:not|no|never|none|neither|nor|nobody|nothing|without|cannot|denie[sd]|deny|denying|refus\w+|false|untrue|dropped|ruled out)\b|n[’']t\b`)

// hedges finds what makes a statement less than an assertion.
var hedges = regexp.MustCompile(`(?i)\b(?:may|might|could|would|should|if|whether|unless|possib\w+|perhaps|maybe|likely|unlikely|hop(?:e|es|ed|ing)|wants?|wanted|expect\w*|fears?|asked|urged)\b|\?`)

// ever finds a question about all times: "for the first time" and "never before" both answer it.
var ever = regexp.MustCompile(`(?i)\b(?:any|ever|before|yet|still|already)\b`)

// contradicted drafts both sides of a yes-or-no question where one document affirms what
// another denies in the same words.
func (p *page) contradicted() (briefing.Draft, bool) {
	if ever.MatchString(p.query.Question.Text) {
		return briefing.Draft{}, false
	}
	var best *line
	for _, l := range p.rankProse() {
		switch {
		case l.Item || hedges.MatchString(l.text) || !p.answers(l) || !p.asserts(l):
		case best == nil:
			best = l
		case l.apart(best) && denies.MatchString(l.text) != denies.MatchString(best.text):
			return p.showLines("answer", best, l)
		}
	}
	return briefing.Draft{}, false
}

// minAsserted is what a line has to be worth for each telling word of a yes-or-no question to
// affirm or deny it.
const minAsserted = 0.9

func (p *page) asserts(l *line) bool {
	words, near := 0, true // words that are no names, and whether all names stand in the line
	for i, t := range p.query.Terms {
		switch {
		case t.Frame || t.Weight == 0:
		case t.Name && l.context[i] < worthTitle || !t.Name && l.own[i] < minAsserted:
			return false
		case t.Name:
			near = near && l.own[i] >= minNameWorth
		default:
			words++
		}
	}
	return (words > 1 || near) && p.inOneClause(l)
}

// inOneClause reports whether the words of a question that are no names stand together in one
// clause of a line.
func (p *page) inOneClause(l *line) bool {
	bounds := l.clauses()
	for i, start := range bounds[:len(bounds)-1] {
		clause := english.Tokens(l.doc.Text[start:bounds[i+1]])
		whole := true
		for j, worth := range p.match(clause) {
			t := p.query.Terms[j]
			whole = whole && (t.Frame || t.Name || t.Weight == 0 || worth >= minAsserted)
		}
		if whole {
			return true
		}
	}
	return false
}

// showLines drafts one line a side, within the words that both may take.
func (p *page) showLines(about string, sides ...*line) (briefing.Draft, bool) {
	d := briefing.Draft{About: about}
	limit := maxSidesWords - leadWords
	for i, l := range sides {
		room := limit
		for _, other := range sides[i+1:] {
			room -= min(other.words(), maxSidesWords/2)
		}
		c, ok := l.claim(room, briefing.Span{}, p.matched(l)...)
		if !ok {
			return d, false
		}
		limit -= countWords(c.Text)
		c.Side = i + 1
		d.Claims = append(d.Claims, c)
	}
	return d, true
}
