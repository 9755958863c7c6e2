package compose

import (
	"briefbot/internal/briefing"
)

// What a line has to account for before it may answer.
const (
	minShare     = 0.58 // of the question's weight, its surroundings included
	minNear      = 0.35 // by itself
	minNameWorth = 0.5  // each name of the question: in the line or near it
)

// answers reports whether a line accounts for enough of the question to be its answer.
func (p *page) answers(l *line) bool {
	return l.share >= minShare && l.near >= minNear && p.namesMet(l)
}

// namesMet reports whether every name of the question stands in the line or near it.
func (p *page) namesMet(l *line) bool {
	for i, t := range p.query.Terms {
		if t.Name && l.context[i] < minNameWorth {
			return false
		}
	}
	return true
}

// missing returns the words of the question that no line accounts for; when each is found
// somewhere, the words that no line has together with the rest.
func (p *page) missing() []string {
	var out []string
	best := make([]float64, len(p.query.Terms))
	for _, l := range p.lines {
		lift(best, l.own, 1)
	}
	for i, t := range p.query.Terms {
		if best[i] < 0.5 {
			out = append(out, t.Text)
		}
	}
	if len(out) > 0 || len(p.lines) == 0 {
		return out
	}
	for i, t := range p.query.Terms {
		if p.lines[0].own[i] < 0.5 {
			out = append(out, t.Text)
		}
	}
	return out
}

func draftOf(claims ...briefing.DraftClaim) briefing.Draft { return briefing.Draft{Claims: claims} }
