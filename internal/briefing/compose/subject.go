package compose

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// subjectBonus compares whom a line is about with whom the question is: "what does X want"
// is answered by lines of which X, or a pronoun for X, is the subject.
func (p *page) subjectBonus(l *line) float64 {
	asked := p.agent
	if asked < 0 {
		return 0
	}
	penalty := bonusSubject
	if p.passive {
		penalty = 0 // "was X suspended" is answered by "the governor suspended X" as well
	}
	if startsWithPronoun.MatchString(l.text) {
		switch {
		case l.own[asked] >= 0.6 && personPronoun.MatchString(l.text):
			return -penalty // "He" is somebody else, who is told of with the one asked about
		case english.Country(p.query.Terms[asked].Key) != "" && personPronoun.MatchString(l.text):
			return -penalty
		case l.context[asked] >= worthBefore:
			return bonusSubject
		}
		return 0
	}
	for i, t := range l.tokens {
		if !t.Capital() || english.Stop(t.Key) || i == 0 && !p.named(t) {
			continue
		}
		if worth(&p.query.Terms[asked], t.Key) >= 0.6 {
			if i > len(l.tokens)/2 {
				return 0 // named late, and by the way
			}
			return bonusSubject
		}
		if i > 0 && i+1 < len(l.tokens) && l.tokens[i+1].Capital() {
			continue // a first name or an office: the name is still to come
		}
		if l.own[asked] >= 0.6 {
			return 0
		}
		return -penalty
	}
	return 0
}

// named reports whether a word is one of the question's names.
func (p *page) named(t english.Token) bool {
	return slices.ContainsFunc(p.query.Terms, func(q briefing.Term) bool { return q.Name && worth(&q, t.Key) >= 0.6 })
}

var subjectPattern = regexp.MustCompile(`(?i)\b(?:do|does|did|will|would|has|have|had|can|could|should|is|was|are|were)\s+(?:the\s+)?([\w'’-]+)`)

// subjectAsked returns the term that is the subject of the question's verb, "did X …"; -1 when
// it is no name. passive says that the verb may be one that X suffers: "was X …".
func subjectAsked(q briefing.Query) (term int, passive bool) {
	m := subjectPattern.FindStringSubmatch(q.Question.Text)
	if m == nil {
		return -1, false
	}
	key := english.Key(strings.TrimSuffix(m[1], "'s"))
	term = slices.IndexFunc(q.Terms, func(t briefing.Term) bool { return t.Name && t.Key == key })
	return term, toBe.MatchString(m[0])
}

var toBe = regexp.MustCompile(`(?i)^(?:is|was|are|were)\b`)

var (
	startsWithPronoun = regexp.MustCompile(`^\W*(?:He|She|They|It|His|Her|Their|Its|This|That|These|Those)\b`)
	personPronoun     = regexp.MustCompile(`^\W*(?:He|She|His|Her)\b`)
)
