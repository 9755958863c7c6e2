package compose

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/english"
)

// office is a role of a person by the lines that give it.
type office struct {
	text   string
	keys   []string
	quotes []briefing.Quote
}

// entity answers who or what a named thing is: a person's offices, or the lines that define
// the thing; then one line that says what it did.
func (p *page) entity() briefing.Draft {
	about := p.naming()
	if len(about) == 0 || !slices.ContainsFunc(p.query.Terms, func(t briefing.Term) bool { return t.Key[0] > '9' }) {
		return briefing.Draft{}
	}
	var d briefing.Draft
	limit := maxWords(briefing.KindEntity)
	offices := p.offices(about)
	for _, o := range offices[:min(len(offices), maxSentences)] {
		d.Claims = append(d.Claims, briefing.DraftClaim{Text: o.text, Quotes: o.quotes})
		limit -= countWords(o.text)
	}
	if len(offices) == 0 {
		limit = maxWords(briefing.KindFact)
	}
	for _, l := range p.defining(about) {
		if len(offices) > 0 && !p.subject(l) {
			continue
		}
		if c, ok := l.claim(limit, briefing.Span{}, p.matched(l)...); ok {
			d.Claims = append(d.Claims, c)
			break
		}
	}
	return d
}

// naming returns the lines that name all of what the question asks about.
func (p *page) naming() []*line {
	var out []*line
	for _, l := range p.lines {
		all := true
		for i, t := range p.query.Terms {
			all = all && (t.Frame || l.own[i] >= 0.9)
		}
		if all {
			out = append(out, l)
		}
	}
	return out
}

// offices returns the different roles that lines give the person asked about, the most often
// given first.
func (p *page) offices(lines []*line) []*office {
	var out []*office
	for _, l := range lines {
		for _, m := range l.mentions() {
			if m.Role.Empty() || !p.isAsked(m.Name.Of(l.text)) {
				continue
			}
			out = addOffice(out, l, m)
		}
	}
	slices.SortStableFunc(out, func(a, b *office) int { return independent(b.quotes) - independent(a.quotes) })
	return out
}

// isAsked reports whether a name has all words of the one that the question asks about.
func (p *page) isAsked(name string) bool {
	tokens := english.Tokens(name)
	for i := range p.query.Terms {
		t := &p.query.Terms[i]
		if !t.Frame && !slices.ContainsFunc(tokens, func(k english.Token) bool { return worth(t, k.Key) >= 0.9 }) {
			return false
		}
	}
	return true
}

// addOffice adds a role, or the line to those that give one with the same words or more.
func addOffice(out []*office, l *line, m english.Mention) []*office {
	var keys []string
	for _, t := range english.Tokens(m.Role.Of(l.text)) {
		if !english.Stop(t.Key) {
			keys = append(keys, t.Key)
		}
	}
	for _, o := range out {
		if within(keys, o.keys) || within(o.keys, keys) {
			if len(keys) > len(o.keys) {
				o.text, o.keys = cite.Plain(m.Span.Of(l.text)), keys
				fuller := []briefing.Quote{l.quote(l.in(m.Span))}
				for _, q := range o.quotes {
					fuller = addQuote(fuller, q)
				}
				o.quotes = fuller
			} else {
				o.quotes = addQuote(o.quotes, l.quote(l.in(m.Span)))
			}
			o.quotes = o.quotes[:min(len(o.quotes), maxQuotes)]
			return out
		}
	}
	return append(out, &office{cite.Plain(m.Span.Of(l.text)), keys, []briefing.Quote{l.quote(l.in(m.Span))}})
}

func within(a, b []string) bool {
	for _, k := range a {
		if !slices.Contains(b, k) {
			return false
		}
	}
	return true
}

var defines = regexp.MustCompile(`(?i)^\W*(?:is|was|are|were|which|who|has been|an?|the)\b|^\s*(?:treaty|agreement|group|company|agency|base|program|programme|organi[sz]ation|party|project|law|bill|plan)\b`)

// classed finds the kind of thing before its name: "the state railway X".
var classed = regexp.MustCompile(`\b(?:[Tt]he|[Aa]n?|[Ii]ts|their) (?:[\w-]+ ){0,3}(?:\w*way|company|group|firm|maker|party|movement|agency|union|bank|fund|society|institute|treaty|ship|base|city|town|village|island|river|newspaper|league|club|network|operator|airline|airport|ministry|commission|court|programme?|project|storm|typhoon|hurricane|law|act|bill|film|book|song|band|app|service|website|platform|chain|school|university|hospital|museum|festival|charity|province|region|district|dam|bridge|mine|plant)\s+$`)

// defining orders the lines about a thing: those in which a definition follows its name
// first, then those that it is the subject of.
func (p *page) defining(lines []*line) []*line {
	out := slices.Clone(lines)
	slices.SortStableFunc(out, func(a, b *line) int { return p.definition(b) - p.definition(a) })
	return out
}

// definition tells how much a line looks like one that says what the thing asked about is:
// 2 when words of definition follow its name, 1 more when the line starts with it.
func (p *page) definition(l *line) int {
	n := 0
	if spans := p.matched(l); len(spans) > 0 && (defines.MatchString(l.text[spans[len(spans)-1].End-l.Start:]) || classed.MatchString(l.text[:spans[0].Start-l.Start])) {
		n += 2
	}
	if p.subject(l) {
		n++
	}
	return n
}

// subject reports whether a line starts with what is asked about.
func (p *page) subject(l *line) bool {
	spans := p.matched(l)
	return len(spans) > 0 && spans[0].Start-l.Start < len(l.text)/3 && !strings.HasPrefix(l.text, "“")
}
