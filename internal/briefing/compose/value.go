package compose

import (
	"slices"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/english"
)

// finding is a line with the value in it that answers a when or how-much question.
type finding struct {
	*line
	value briefing.Span // in the document
	time  *english.Time
	clock []english.Time // all clock times of the line: one event told in several zones
	size  *english.Quantity
	bound bool // the value is a limit: "shortly before 19:00"
}

func (f *finding) text() string { return cite.Plain(f.value.Of(f.doc.Text)) }

// value answers with the value in its sentence, and with both where sources differ.
func (p *page) value() briefing.Draft {
	found := p.findings()
	if len(found) == 0 {
		return briefing.Draft{}
	}
	if d, ok := p.differ(found); ok {
		return d
	}
	best := found[0]
	c, ok := best.claim(maxWords(p.query.Kind), best.value, p.matched(best.line)...)
	if !ok {
		return briefing.Draft{}
	}
	return draftOf(p.corroborate(c, best, found[1:]))
}

// corroborate adds one more source, no copy, that gives the same value in the same words.
func (p *page) corroborate(c briefing.DraftClaim, best *finding, others []*finding) briefing.DraftClaim {
	for _, f := range others {
		if f.doc.Original() != best.doc.Original() && f.near >= 0.8*best.near && f.text() == best.text() {
			c.Quotes = append(c.Quotes, f.quote(f.value))
			break
		}
	}
	return c
}

// findings returns the lines that hold a value of the type asked for and account for the
// question, best first.
func (p *page) findings() []*finding {
	var out []*finding
	for _, l := range p.lines {
		if !p.answers(l) {
			continue
		}
		if f := p.find(l); f != nil {
			out = append(out, f)
		}
	}
	for _, f := range out {
		f.score += f.precision() - p.noise(f.line)
		if f.bound {
			f.score -= penaltyBound
		}
	}
	agreeOnValues(out)
	slices.SortStableFunc(out, func(a, b *finding) int { return descending(a.score, b.score) })
	return out
}

// find returns the value of a line that the question asks for: of several, the one nearest
// to the question's words.
func (p *page) find(l *line) *finding {
	var out []*finding
	if p.query.Kind == briefing.KindWhen {
		out = p.findTimes(l)
	} else {
		out = p.findSizes(l)
	}
	if len(out) == 0 {
		return nil
	}
	best, distance := out[0], 1<<30
	for _, f := range out {
		if d := p.distance(l, f.value); d < distance {
			best, distance = f, d
		}
	}
	return best
}

// distance is how far a value stands from the nearest word of the question, in bytes.
func (p *page) distance(l *line, value briefing.Span) int {
	best := 1 << 20
	for _, m := range p.matched(l) {
		best = min(best, max(0, value.Start-m.End, m.Start-value.End))
	}
	return best
}
