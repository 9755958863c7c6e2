package retrieve

import (
	"cmp"

	"briefbot/internal/briefing"
)

// minRepeated is the share of a passage's words from which on it says again what a passage of
// another copy of its article said.
const minRepeated = 0.9

// copies are the hits so far, by the original of their articles.
type copies map[string][]briefing.Hit

func (c copies) add(h briefing.Hit) {
	original := cmp.Or(h.Doc.Origin, h.Doc.ID)
	c[original] = append(c[original], h)
}

// repeats reports whether a passage stands in a hit of another copy of its article.
func (c copies) repeats(x *Index, p *passage) bool {
	for _, h := range c[cmp.Or(p.doc.Origin, p.doc.ID)] {
		if h.Doc != p.doc && x.repeated(p, h) >= minRepeated {
			return true
		}
	}
	return false
}

// repeated is the share of a passage's words that stand in a hit.
func (x *Index) repeated(p *passage, h briefing.Hit) float64 {
	shown := map[uint32]bool{}
	for _, id := range x.docs[h.Doc.ID].passages {
		if q := &x.passages[id]; h.Window.Contains(h.Doc.Passages[q.at].Span) {
			for _, t := range q.terms {
				shown[t] = true
			}
		}
	}
	n := 0
	for _, t := range p.terms {
		if shown[t] {
			n++
		}
	}
	return ratio(float64(n), float64(len(p.terms)), 0)
}
