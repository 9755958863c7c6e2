package retrieve

import (
	"strings"

	"briefbot/internal/briefing"
)

// minRepeated is the share of a passage's words from which on it says again what a passage of
// another copy of its article said.
const minRepeated = 0.9

// copies are the hits so far, by the original of their articles.
type copies map[string][]briefing.Hit

func (c copies) add(h briefing.Hit) {
	c[h.Doc.Original()] = append(c[h.Doc.Original()], h)
}

// repeats reports whether a passage stands in a hit of another copy of its article.
func (c copies) repeats(x *Index, p *passage) bool {
	for _, h := range c[p.doc.Original()] {
		if h.Doc != p.doc && x.repeated(p, h) >= minRepeated {
			return true
		}
	}
	return false
}

// repeated is the share of a passage's words that stand in a hit; 0 where a number of it does
// not: what a copy tells otherwise is not said again.
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
		switch {
		case shown[t]:
			n++
		case strings.ContainsAny(x.words.terms[t].key, "0123456789"):
			return 0
		}
	}
	return ratio(float64(n), float64(len(p.terms)), 0)
}

// original returns what the original of a copy's passage shows of the same words, if it has
// them. taken is what is shown of the original already.
func (x *Index) original(p *passage, taken []briefing.Span) (h briefing.Hit, ok bool) {
	first := x.docs[p.doc.Origin]
	at, most := 0, 0
	for _, id := range first.passages {
		if n := shared(p.terms, x.passages[id].terms); n > most {
			at, most = int(x.passages[id].at), n
		}
	}
	if most == 0 {
		return h, false
	}
	w, free := window(first.doc, at, taken)
	h = briefing.Hit{Doc: first.doc, Passage: at, Window: w}
	return h, free && x.repeated(p, h) >= minRepeated
}

// shared counts the words of a that stand in b.
func shared(a, b []uint32) int {
	in := make(map[uint32]bool, len(b))
	for _, t := range b {
		in[t] = true
	}
	n := 0
	for _, t := range a {
		if in[t] {
			n++
		}
	}
	return n
}
