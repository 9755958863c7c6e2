package compose

import (
	"regexp"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// What a line has to account for before it may answer.
const (
	minShare     = 0.58 // of the question's weight, its surroundings included
	minNear      = 0.35 // by itself
	minNearWhole = 0.2  // by itself, when its surroundings add up to wholeShare
	wholeShare   = 0.62
	minNameWorth = 0.5  // each name of the question: in the line or near it
	minNameAbout = 0.4  // the same for yes, no and why: the article is about it
	minNameShort = 0.6  // the same for a question of a name and one more word
	minHeadWorth = 0.3  // the noun of "which noun", where it is a class of things
	minTermWorth = 0.5  // each word that is heavyTerm of the question's weight or more
	minTermShort = 0.65 // the same of who and two words: who won the election
	heavyTerm    = 0.4
)

// answers reports whether a line accounts for enough of the question to be its answer.
func (p *page) answers(l *line) bool {
	near := l.near >= minNear || l.share >= wholeShare && (l.near >= minNearWhole || p.refersBack(l))
	return near && l.share >= minShare && p.denied(l) && p.termsMet(l)
}

// refersBack reports whether a line says by a pronoun, or leaves out, what the sentence before it
// has: "She said: …", "Some 5,100 live there."
func (p *page) refersBack(l *line) bool {
	switch p.query.Kind {
	case briefing.KindNumber:
		return p.content == 1 || startsWithPronoun.MatchString(l.text)
	case briefing.KindQuote:
		return p.speaksOn(l)
	}
	return false
}

// denied reports whether a question after what is not so is answered by a line that denies.
func (p *page) denied(l *line) bool {
	return p.query.Kind == briefing.KindYesNo || !denies.MatchString(p.query.Question.Text) || denies.MatchString(l.text)
}

// termsMet reports whether every name and every telling word of the question stands in the
// line or near it. So does every word after "about".
func (p *page) termsMet(l *line) bool {
	name := minNameWorth
	switch p.query.Kind {
	case briefing.KindYesNo, briefing.KindWhy:
		name = minNameAbout
	}
	term := minTermWorth
	if p.content <= 2 && p.query.Kind != briefing.KindNumber {
		name = minNameShort
		if p.query.Kind == briefing.KindWho {
			term = minTermShort
		}
	}
	if p.head >= 0 && l.context[p.head] < minHeadWorth {
		return false
	}
	verb := p.predicate()
	leastVerb := minVerbWorth
	if p.query.Kind == briefing.KindYesNo {
		leastVerb = minVerbYesNo
	}
	if verb >= 0 && (l.context[verb] < leastVerb || p.unreal(l, verb)) || p.unhappened(l) {
		return false
	}
	for i, t := range p.query.Terms {
		telling := t.Weight >= heavyTerm*p.total && !english.Describing(t.Text) || p.topic[i]
		if t.Key[0] >= '0' && t.Key[0] <= '9' && t.Text[0] <= '9' && l.context[i] < minNameAbout && !strings.HasPrefix(l.doc.Date(), t.Key+"-") {
			return false
		}
		if t.Name && (l.context[i] < name || p.rivalled(l, i)) || telling && l.context[i] < term {
			return false
		}
	}
	return true
}

// namesGroup reports whether a line has every word of the question itself: a line that is
// shown for a roster that no line lists.
func (p *page) namesGroup(l *line) bool {
	for i, t := range p.query.Terms {
		if !t.Frame && l.own[i] < minGroupWorth {
			return false
		}
	}
	return true
}

// minGroupWorth is what a line has to be worth for each word of a group that it is to tell of.
const minGroupWorth = 0.65

// minVerbWorth is what a line has to be worth for the verb of a question after a person,
// a place, a time or a number.
const (
	minVerbWorth = 0.55
	minVerbYesNo = 0.25 // a sentence decides it in many words
)

// rivalled reports whether a line has another name where the question has one, before the same
// noun: the Vesper reservoir is not the Lunda reservoir.
func (p *page) rivalled(l *line, name int) bool {
	if l.own[name] >= minNameWorth || name+1 >= len(p.query.Terms) {
		return false
	}
	noun := &p.query.Terms[name+1]
	if noun.Name || !adjacent(p.query.Question.Text, p.query.Terms[name].Text, noun.Text) {
		return false
	}
	for i, t := range l.tokens {
		if i == 0 || t.Key != noun.Key {
			continue
		}
		if before := l.tokens[i-1]; before.Capital() && !english.Stop(before.Key) && !p.inQuestion(before.Key) {
			return true
		}
	}
	return false
}

// unreal reports whether a line has the verb of a question after something past only as what
// is to be, or may be: "to end", "will meet".
func (p *page) unreal(l *line, verb int) bool {
	if !asksPast.MatchString(p.query.Question.Text) {
		return false
	}
	found := false
	for i, t := range l.tokens {
		if worth(&p.query.Terms[verb], t.Key) < minVerbWorth {
			continue
		}
		if i == 0 || !unrealBefore[l.tokens[i-1].Lower] {
			return false
		}
		found = true
	}
	return found
}

var (
	asksPast     = regexp.MustCompile(`(?i)^(?:when|where) did\b`)
	unrealBefore = map[string]bool{"to": true, "will": true, "would": true, "could": true, "can": true, "may": true, "might": true, "should": true, "not": true}
)

// predicate returns the term that is the verb of a question after a person, a place, a time
// or a number: who won, when was it signed, how many live there; -1 when the question has none that can be told.
func (p *page) predicate() int {
	switch p.query.Kind {
	case briefing.KindWho, briefing.KindWhere, briefing.KindWhen, briefing.KindYesNo:
	case briefing.KindNumber:
		if p.query.Unit != "count" {
			return -1
		}
	default:
		return -1
	}
	for i := len(p.query.Terms) - 1; i >= 0; i-- {
		if t := p.query.Terms[i]; !t.Name && !t.Frame && english.Verb(t.Text) {
			return i
		}
	}
	return -1
}

// missing returns the words of the question that no line has; when each is found somewhere,
// all of them: it is together that they are not found.
func (p *page) missing() []string {
	best := make([]float64, len(p.query.Terms))
	for _, l := range p.lines {
		lift(best, l.own, 1)
	}
	var nowhere, sought []string
	for i, t := range p.query.Terms {
		if t.Frame {
			continue
		}
		sought = append(sought, t.Text)
		if best[i] < minTermWorth {
			nowhere = append(nowhere, t.Text)
		}
	}
	if len(nowhere) > 0 {
		return nowhere
	}
	return sought
}

func draftOf(claims ...briefing.DraftClaim) briefing.Draft { return briefing.Draft{Claims: claims} }
