package compose

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// prose answers in one to three sentences: the best line, and the next best ones while they
// are nearly as good, say something else, and fit.
func (p *page) prose() briefing.Draft {
	lines := p.rankProse()
	if items := p.announced(lines); len(items) > 0 {
		return listed(items, maxWords(p.query.Kind))
	}
	a := reply{page: p, limit: maxWords(p.query.Kind)}
	for _, l := range lines {
		if len(a.taken) >= sentences(p.query.Kind) || len(a.taken) > 0 && l.score < p.leastNext()*a.taken[0].score {
			break
		}
		if !p.holdsAnswer(l) || slices.ContainsFunc(a.taken, l.repeats) || len(a.taken) > 0 && p.seeksName() && !a.another(l) {
			continue
		}
		for _, before := range p.causes(l, a.limit-l.words()) {
			a.add(before)
		}
		if before := p.antecedent(l); before != nil && before.words()+l.words() <= a.limit {
			a.add(before)
		}
		if !a.add(l) {
			continue
		}
		for after := p.continued(l); after != nil; after = p.continued(after) {
			if items := p.introduced(after); len(items) > 1 {
				return listed(items, maxWords(p.query.Kind))
			}
			if after.words() > a.limit || !a.add(after) {
				break
			}
		}
	}
	return a.draft
}

// reply is an answer in sentences while it is put together.
type reply struct {
	page  *page
	limit int // words left
	taken []*line
	draft briefing.Draft
}

// add takes a line in, cut to the words left; false when it does not fit.
func (a *reply) add(l *line) bool {
	c, ok := l.claim(a.limit, l.named, a.page.matched(l)...)
	if !ok || slices.Contains(a.taken, l) {
		return false
	}
	a.limit -= countWords(c.Text)
	a.taken, a.draft.Claims = append(a.taken, l), append(a.draft.Claims, c)
	return true
}

// minCutWords is what has to be left of a second line that is cut.
const minCutWords = 12

// another reports whether a line gives another name than the first, in enough words to say what
// of it, and of a place no less exactly: of two lines that are nearly as good, either may be the one that answers.
func (a *reply) another(l *line) bool {
	if p := a.page; l.named.Empty() || p.placeBonus(l) < p.placeBonus(a.taken[0]) || strings.Contains(a.taken[0].text, l.named.Of(l.doc.Text)) {
		return false
	}
	s, ok := l.trim(a.limit, l.named, a.page.matched(l))
	return ok && (s == l.Span || countWords(s.Of(l.doc.Text)) >= minCutWords)
}

// shortWords is the length up to which a sentence only announces the next one: "He has three
// demands."
const shortWords = 8

var announcement = regexp.MustCompile(`(?i)\b(?:demands?|reasons?|questions|steps|points|ways|things|goals|aims|issues|concerns|conditions|subjects|changes|proposals|options|measures|matters|ones|terms)\b|:$`)

// continued returns the next line of the passage where it goes on with what a line says: after
// a short one that announces it, where it starts "He also", and, of words that are asked for,
// where it is the rest of a quotation or quotes the one just named; nil otherwise.
func (p *page) continued(l *line) *line {
	after := p.neighbour(l, 1)
	announces := l.words() <= shortWords && announcement.MatchString(l.text)
	quotes := p.query.Kind == briefing.KindQuote && strings.ContainsAny(l.text, "“\"")
	if after == nil || after.Item || !announces && !goesOn.MatchString(after.text) && !(quotes && onlyQuotation.MatchString(after.text)) && !p.quotesOn(after) {
		return nil
	}
	return after
}

// causes returns the lines before one that tells only what followed from them, where a reason
// is asked for: at most two that fit.
func (p *page) causes(l *line, limit int) []*line {
	if p.query.Kind != briefing.KindWhy || !follows.MatchString(l.text) {
		return nil
	}
	var out []*line
	for o := p.neighbour(l, -1); o != nil && len(out) < maxSentences && o.words() <= limit; o = p.neighbour(o, -1) {
		limit -= o.words()
		out = append([]*line{o}, out...)
	}
	return out
}

var follows = regexp.MustCompile(`^(?:Soon|Shortly|Then|So|Therefore|Hence|Thus|As a result|That is why|After that|Afterwards|Later|Not long after\w*)\b`)

// antecedent returns the line before one that answers a who question with a pronoun: the one
// that has the name; nil when there is no need.
func (p *page) antecedent(l *line) *line {
	if p.query.Kind != briefing.KindWho || p.namesOne(l) || !anyPronoun.MatchString(l.text) {
		return nil
	}
	if before := p.neighbour(l, -1); before != nil && p.namesOne(before) {
		return before
	}
	return nil
}

// neighbour returns the line that many places on in the same passage, or nil.
func (p *page) neighbour(l *line, by int) *line {
	for _, o := range p.lines {
		if o.passage == l.passage && o.order == l.order+by {
			return o
		}
	}
	return nil
}

// holdsAnswer reports whether a line accounts for the question and can be an answer of its kind
// at all: words of the one asked for, somebody new.
func (p *page) holdsAnswer(l *line) bool {
	if !p.answers(l) {
		return false
	}
	switch p.query.Kind {
	case briefing.KindRoster:
		return p.namesGroup(l) && l.namesMembers()
	case briefing.KindQuote:
		return p.suits(l)
	case briefing.KindWhere:
		return p.newPlaces(l) > 0 || somewhere.MatchString(l.text)
	case briefing.KindWhy:
		return p.content > 1 || cause.MatchString(l.text)
	case briefing.KindWho:
		return p.hasSeat(l) && (p.namesOne(l) || p.antecedent(l) != nil || slices.ContainsFunc(l.tokens, func(t english.Token) bool {
			return english.IsRole(t.Key) && !p.inQuestion(t.Key)
		}))
	}
	return true
}

const (
	maxSentences = 2
	nextBest     = 0.85 // of the best line's score, for another to be shown beside it
	nextName     = 0.8  // the same, for one with another name
)

func (p *page) leastNext() float64 {
	if p.seeksName() {
		return nextName
	}
	return nextBest
}

// sentences is how many sentences may answer a kind of question: one where the members of
// a group are asked for.
func sentences(k briefing.Kind) int {
	switch k {
	case briefing.KindRoster:
		return 1
	case briefing.KindList:
		return 3
	}
	return maxSentences
}

// announced returns the items of a list that one of the best lines introduces.
func (p *page) announced(lines []*line) []*line {
	for _, l := range lines[:min(len(lines), maxSentences+1)] {
		if l.score < nextBest*lines[0].score || !p.answers(l) {
			break
		}
		if items := p.introduced(l); len(items) > 1 {
			return items
		}
	}
	return nil
}

// introduced returns the items of the list that a line introduces, in order.
func (p *page) introduced(l *line) []*line {
	var out []*line
	for _, o := range p.lines {
		if o.Item && o.passage.Lead == l.Span && o.doc.ID == l.doc.ID {
			out = append(out, o)
		}
	}
	slices.SortStableFunc(out, func(a, b *line) int { return a.order - b.order })
	return out
}

var (
	goesOn        = regexp.MustCompile(`^(?:He|She|It|They)(?: has| have)? also\b`)
	onlyQuotation = regexp.MustCompile(`^[“"][^“”"]+[”"]$`)
	anyPronoun    = regexp.MustCompile(`(?i)\b(?:he|she|they|it|his|her|their)\b`)
)
