package compose

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// noteDenied is what a person is told with a sentence that denies what the question takes for
// granted.
const noteDenied = "The question takes for granted what the sources deny."

// corrected answers a question that takes something for granted, "when was the deal signed",
// with the line that says that it is not so, unless another says as plainly that it is.
func (p *page) corrected() (briefing.Draft, bool) {
	if !p.presumes() {
		return briefing.Draft{}, false
	}
	var against, before *line
	for _, l := range p.lines {
		switch deny, ok := p.tellsEvent(l); {
		case !ok:
		case deny && (against == nil || l.near > against.near):
			against = l
		case !deny && (before == nil || l.near > before.near):
			before = l
		}
	}
	if against == nil || before != nil && before.near >= against.near {
		return briefing.Draft{}, false
	}
	c, ok := against.claim(maxWords(briefing.KindFact), briefing.Span{}, p.matched(against)...)
	if !ok {
		return briefing.Draft{}, false
	}
	d := draftOf(c)
	if p.query.Kind != briefing.KindNumber {
		d.Note = noteDenied
	}
	return d, true
}

// presumes reports whether the question takes something for granted: it asks who, when, how many
// and the like, and not whether, nor what is not so or may be.
func (p *page) presumes() bool {
	switch p.query.Kind {
	case briefing.KindYesNo, briefing.KindEntity, briefing.KindRoster:
		return false
	}
	text := p.query.Question.Text
	return !denies.MatchString(text) && !supposes.MatchString(text) && p.event >= 0 && !p.query.Terms[p.event].Frame
}

// eventAsked returns the term of the question that tells what happened: the verb that its auxiliary
// belongs to, or, without one, the first; -1 when there is none. A noun that can be a verb is
// none: "the notice", "talks".
func eventAsked(q briefing.Query) int {
	question := apostrophes.Replace(q.Question.Text)
	aux := strings.ToLower(firstAuxiliary.FindString(question))
	nouns := nounBefore.FindAllStringSubmatch(question, -1)
	return slices.IndexFunc(q.Terms, func(t briefing.Term) bool {
		switch {
		case t.Name || !english.Verb(t.Text) || strings.HasSuffix(t.Text, "s"):
			return false
		case suffered[aux] && !english.Inflected(t.Text):
			return false // "was the recorder found"
		case strings.HasSuffix(t.Text, "ing") && !suffered[aux]:
			return false
		}
		return !slices.ContainsFunc(nouns, func(m []string) bool { return m[1] == t.Text })
	})
}

var (
	firstAuxiliary = regexp.MustCompile(`(?i)\b` + auxiliary + `\b`)
	// suffered are auxiliaries that a participle comes after.
	suffered = map[string]bool{"is": true, "are": true, "was": true, "were": true, "has": true, "have": true, "had": true}
	// nounBefore finds words that an article or the like makes nouns, or "to" a purpose.
	nounBefore = regexp.MustCompile(`(?i)\b(?:(?:about|of|on|for|in|at|with|to|'s)\s+(?:` + determiner + `\s+)?|` + determiner + `\s+)([\w-]+)`)
)

const determiner = `(?:the|an?|this|that|its|his|her|their)`

// What a line has to be worth for a word of the question to tell of the same event.
const (
	minEventWorth  = 0.75 // the verb
	minObjectWorth = 0.6  // what it is done to, near the line
)

// tellsEvent reports whether a line says that what the question takes for granted is so, or that
// it is not. ok is false when it says neither.
func (p *page) tellsEvent(l *line) (deny, ok bool) {
	if l.Item || questions.MatchString(l.text) || !p.aboutEvent(l) {
		return false, false
	}
	if p.absent(l) {
		return true, true
	}
	denied, event := l.denied(p), &p.query.Terms[p.event]
	for i, t := range l.tokens {
		switch {
		case worth(event, t.Key) < minEventWorth:
		case denied[i]:
			return true, true
		case l.supposed(i):
		default:
			ok = true
		}
	}
	return false, ok
}

var questions = regexp.MustCompile(`\?["”’]?\s*$`)

// absent reports whether a line says that a thing of the question, no name, was not there:
// "without an agreement", "no agreement".
func (p *page) absent(l *line) bool {
	for i, t := range l.tokens {
		subject := i == 0 || english.Stop(l.tokens[i-1].Key) && l.tokens[i-1].Key != english.Key("be") // "no meeting has …"
		if t.Lower != "without" && (t.Lower != "no" || subject) || i+1 >= len(l.tokens) {
			continue
		}
		j := i + 1
		if english.Stop(l.tokens[j].Key) && j+1 < len(l.tokens) {
			j++
		}
		for k := range p.query.Terms {
			term := &p.query.Terms[k]
			if k != p.event && !term.Name && !term.Frame && !english.Verb(term.Text) && worth(term, l.tokens[j].Key) >= minAsserted {
				return true
			}
		}
	}
	return false
}

// aboutEvent reports whether a line tells of what the question's event befell: it has its names
// and its other telling words, or stands near them, and one of them itself.
func (p *page) aboutEvent(l *line) bool {
	event, here, other := p.event, false, false
	for i, t := range p.query.Terms {
		least := minObjectWorth
		if t.Name {
			least = minNameWorth
		}
		switch {
		case t.Frame || i == event:
			continue
		case l.context[i] < least && (t.Name || t.Weight > headWeight) && !p.byOffice(l, i) && !p.adjunct(l, t):
			return false
		}
		other, here = true, here || l.own[i] >= least
	}
	return here || !other || startsWithPronoun.MatchString(l.text)
}

// byOffice reports whether a line has, for a name of the question, the office that the question
// gives with it: "the captain" for Captain Lee.
func (p *page) byOffice(l *line, name int) bool {
	if name == 0 || !p.query.Terms[name].Name {
		return false
	}
	office := &p.query.Terms[name-1]
	return english.IsRole(office.Key) && adjacent(p.query.Question.Text, office.Text, p.query.Terms[name].Text) &&
		slices.ContainsFunc(l.tokens, func(t english.Token) bool { return t.Key == office.Key && !t.Capital() })
}

// minReasonNear is what a line and its surroundings have to be worth for the event whose reason
// is asked for.
const minReasonNear = 0.3

// adjunct reports whether a name of the question only says where, and the line does not say
// where else.
func (p *page) adjunct(l *line, t briefing.Term) bool {
	return t.Name && !atPlace.MatchString(l.text) && slices.ContainsFunc([]string{" in ", " at ", " to "}, func(prep string) bool {
		return strings.Contains(p.query.Question.Text, prep+t.Text)
	})
}

var atPlace = regexp.MustCompile(`\b(?:in|at|to) (?:the )?[A-Z]`)

// unhappened reports whether a line has the event of a question after something past nowhere
// near, or only as what is not so, or may be.
func (p *page) unhappened(l *line) bool {
	e := p.event
	if e < 0 || !tellsPast.MatchString(p.query.Question.Text) || !p.presumes() {
		return false
	}
	if p.query.Kind == briefing.KindWhy && l.context[e] < minReasonNear {
		return true
	}
	if l.own[e] < minEventWorth {
		return false
	}
	denied := l.denied(p)
	for i, t := range l.tokens {
		if worth(&p.query.Terms[e], t.Key) >= minEventWorth && !denied[i] && !l.supposed(i) {
			return false
		}
	}
	return true
}

var tellsPast = regexp.MustCompile(`(?i)\b(?:did|was|were|has|have|had)\b`)

// supposed reports whether word i of a line, a verb, tells only of what is to be or may be:
// "should be lifted", "to end".
func (l *line) supposed(i int) bool {
	for j := i - 1; j >= 0 && i-j <= maxBetween; j-- {
		switch w := l.tokens[j]; {
		case unrealBefore[w.Lower]:
			return true
		case articles[w.Lower]:
			return false // "came to an end"
		case !english.Stop(w.Key) && !strings.HasSuffix(w.Lower, "ly"):
			return false
		}
	}
	return false
}

var articles = map[string]bool{"the": true, "a": true, "an": true, "this": true, "that": true, "its": true, "his": true, "her": true, "their": true}

// maxBetween is how far before a verb its auxiliary stands at most: "would never have been".
const maxBetween = 4
