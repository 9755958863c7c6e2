package compose

import (
	"context"
	"regexp"
	"slices"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

const (
	maxFactWords = 45 // of one line of a card
	maxFacts     = 3  // of one kind
)

// section is a kind of fact on a card and how a line shows it.
type section struct {
	about string
	holds func(p *page, l *line) bool
}

var sections = []section{
	{"what it is", func(p *page, l *line) bool { return p.definition(l) >= 2 }},
	{"figure", func(_ *page, l *line) bool { return len(english.Quantities(l.text)) > 0 }},
	{"date", func(_ *page, l *line) bool {
		return slices.ContainsFunc(english.Times(l.text), func(t english.Time) bool { return !t.Weekday })
	}},
	{"said", func(p *page, l *line) bool { return p.subject(l) && saying.MatchString(l.text) }},
	{"in the news", func(p *page, l *line) bool { return p.subject(l) }},
}

var saying = regexp.MustCompile(`(?i)\b(?:said|says|told|warned|stated|added|described|characteri[sz]ed|called|urged|insisted)\b`)

// Facts drafts the lines of a card: the offices of the one asked about, then what defines
// it, its figures, dates and words. Each line of the sources is used once.
func (c *Composer) Facts(_ context.Context, e briefing.Evidence) ([]briefing.DraftFact, []string, error) {
	p := read(e)
	about := p.naming()
	var out []briefing.DraftFact
	for _, o := range p.offices(about) {
		out = append(out, briefing.DraftFact{About: "role", DraftClaim: briefing.DraftClaim{Text: o.text, Quotes: o.quotes}})
	}
	var used []*line
	for _, s := range sections {
		n := 0
		for _, l := range about {
			if n == maxFacts || !s.holds(p, l) || slices.ContainsFunc(used, l.repeats) {
				continue
			}
			claim, ok := l.claim(maxFactWords, briefing.Span{}, p.matched(l)...)
			if !ok {
				continue
			}
			n, used = n+1, append(used, l)
			out = append(out, briefing.DraftFact{About: s.about, DraftClaim: claim})
		}
	}
	for _, l := range p.defining(about) {
		if len(out) == maxFacts || len(used) > 0 {
			break
		}
		if claim, ok := l.claim(maxFactWords, briefing.Span{}, p.matched(l)...); ok {
			out = append(out, briefing.DraftFact{About: "in the news", DraftClaim: claim})
		}
	}
	return out, p.aliases(about), nil
}

// aliases returns the other spellings that lines have of the names asked about.
func (p *page) aliases(lines []*line) []string {
	out := []string{}
	for _, l := range lines {
		for _, token := range l.tokens {
			for i := range p.query.Terms {
				t := &p.query.Terms[i]
				other := t.Key != token.Key && token.Capital() && english.Country(token.Key) == ""
				if other && worth(t, token.Key) >= 0.9 && !slices.Contains(out, token.Text) {
					out = append(out, token.Text)
				}
			}
		}
	}
	return out
}
