package compose

import (
	"regexp"
	"slices"
	"strings"

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
	var best *verdictLine
	for _, l := range p.rankProse() {
		v := p.says(l)
		switch {
		case v == nil:
		case best == nil:
			best = v
		case l.apart(best.line) && v.no != best.no && !v.otherDay(best):
			return p.showLines("answer", best.line, l)
		}
	}
	return briefing.Draft{}, false
}

// verdictLine is a line that says yes or no to a question, in one clause.
type verdictLine struct {
	*line
	clause briefing.Span // in the line's text
	no     bool
}

// minAsserted is what a line has to be worth for each telling word of a yes-or-no question to
// affirm or deny it.
const minAsserted = 0.9

// says returns what a line says to a yes-or-no question; nil when that is neither yes nor no.
func (p *page) says(l *line) *verdictLine {
	exists := existence.MatchString(p.query.Question.Text)
	if l.Item || questions.MatchString(l.text) || !exists && !p.answers(l) {
		return nil
	}
	words, near := 0, true // telling words that are no names, and whether all names stand in the line
	for i, t := range p.query.Terms {
		switch {
		case t.Frame || t.Weight == 0:
		case t.Name:
			if l.context[i] < worthTitle {
				return nil
			}
			near = near && l.own[i] >= minNameWorth
		case p.circumstance(t):
			if !exists && l.context[i] < worthTitle {
				return nil
			}
		default:
			words++
		}
	}
	if words == 0 || words == 1 && !near && !exists {
		return nil
	}
	return p.saysInClause(l)
}

// saysInClause finds the clause of a line in which all telling words of the question stand, and
// whether it denies them.
func (p *page) saysInClause(l *line) *verdictLine {
	denied, bounds := l.denied(p), l.clauses()
	for i, start := range bounds[:len(bounds)-1] {
		v := &verdictLine{line: l, clause: briefing.Span{Start: start - l.Start, End: bounds[i+1] - l.Start}}
		whole := true
		for j := range p.query.Terms {
			t := &p.query.Terms[j]
			if t.Frame || t.Name || t.Weight == 0 || p.circumstance(*t) {
				continue
			}
			at := slices.IndexFunc(l.tokens, func(token english.Token) bool {
				return v.clause.Contains(token.Span) && worth(t, token.Key) >= minAsserted
			})
			if whole = at >= 0; !whole {
				break
			}
			v.no = v.no || denied[at]
		}
		if whole && (v.no || !hedges.MatchString(v.clause.Of(l.text))) {
			return v
		}
	}
	return nil
}

// existence finds a question whether something was there or came about.
var existence = regexp.MustCompile(`(?i)^(?:is|are|was|were) there\b|^(?:did|does|do|has|have|had)\b.*\b(?:break out|broken out|happen(?:ed)?|occur(?:red)?|exist(?:ed)?|take place|taken place)\b`)

// circumstance reports whether a word of the question only says where or in what something
// happened: "in the coalition talks"; or that it came about at all.
func (p *page) circumstance(t briefing.Term) bool {
	return !t.Name && (happening[t.Key] || slices.ContainsFunc(circumstances.FindAllStringSubmatch(p.query.Question.Text, -1), func(m []string) bool {
		return slices.Contains(strings.Fields(m[1]), t.Text)
	}))
}

var (
	circumstances = regexp.MustCompile(`(?i)\S\s+(?:in|on|at|aboard|during|for) ((?:(?:the|an?|his|her|its|their)\s+)?(?:[\w’'-]+\s*){1,3})`)
	happening     = map[string]bool{english.Key("break out"): true, english.Key("happen"): true, english.Key("occur"): true, english.Key("exist"): true, english.Key("take place"): true}
)

// otherDay reports whether two clauses tell of different days.
func (v *verdictLine) otherDay(o *verdictLine) bool {
	for _, s := range english.Times(v.clause.Of(v.text)) {
		for _, t := range english.Times(o.clause.Of(o.text)) {
			if s.Clock || t.Clock {
				continue
			}
			if s.Weekday && t.Weekday && !strings.EqualFold(s.Of(v.clause.Of(v.text)), t.Of(o.clause.Of(o.text))) || !s.Weekday && !t.Weekday && datesConflict(s, t) {
				return true
			}
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
