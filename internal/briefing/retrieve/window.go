package retrieve

import (
	"slices"

	"briefbot/internal/briefing"
)

// windowRunes is the longest text that is shown of a passage and its neighbours. A passage
// that is longer by itself is shown whole.
const windowRunes = 1200

// windows turns passages into hits, leaving out those that an earlier window shows, of
// their article or of a copy of it. It uses ranked up.
func (x *Index) windows(ranked []candidate, terms []sought, k int) []briefing.Hit {
	hits := make([]briefing.Hit, 0, max(0, min(k, len(ranked))))
	shown := map[*briefing.Document][]briefing.Span{}
	s, copied := newSpread(x, terms), copies{}
	s.names = len(terms) <= oneThing && !slices.ContainsFunc(ranked, func(c candidate) bool { return c.source })
	for len(ranked) > 0 && len(hits) < k {
		var c candidate
		c, ranked = cut(ranked, s.next(ranked))
		p := &x.passages[c.passage]
		if !c.source && copied.repeats(x, p) {
			continue // of a source named it may be what is asked for
		}
		h, free := x.hit(&c, shown)
		if !free {
			continue
		}
		s.take(&c)
		shown[h.Doc] = append(shown[h.Doc], h.Window)
		hits = append(hits, h)
		copied.add(h)
	}
	return hits
}

// hit is a candidate as it is shown: by the first publisher of its words, where the dates tell
// who that was, unless the question names the source or the day of a copy. free is false when it
// is shown already.
func (x *Index) hit(c *candidate, shown map[*briefing.Document][]briefing.Span) (h briefing.Hit, free bool) {
	p := &x.passages[c.passage]
	if p.doc.Origin != "" && !c.source && !c.day {
		if first := x.docs[p.doc.Origin].doc; first != nil && first.Time().Before(p.doc.Time()) {
			if h, ok := x.original(p, shown[first]); ok {
				h.Score = c.score
				return h, true
			}
		}
	}
	w, free := window(p.doc, int(p.at), shown[p.doc])
	return briefing.Hit{Doc: p.doc, Passage: int(p.at), Window: w, Score: c.score}, free
}

// cut takes the element at i out. It moves those before it.
func cut[T any](s []T, i int) (T, []T) {
	v := s[i]
	copy(s[1:i+1], s[:i])
	return v, s[1:]
}

// window returns the passage with its neighbours, less what is shown already; free is false
// when the passage itself is.
func window(d *briefing.Document, at int, shown []briefing.Span) (w briefing.Span, free bool) {
	p := d.Passages[at].Span
	w = d.Window(at, windowRunes)
	for _, s := range shown {
		switch {
		case s.End <= w.Start || w.End <= s.Start:
		case s.End <= p.Start:
			w.Start = d.Passages[after(d, s.End)].Start
		case p.End <= s.Start:
			w.End = d.Passages[after(d, s.Start)-1].End
		default:
			return w, false
		}
	}
	return w, true
}

// after returns the first passage that starts at or after the offset.
func after(d *briefing.Document, offset int) int {
	for i := range d.Passages {
		if d.Passages[i].Start >= offset {
			return i
		}
	}
	return len(d.Passages)
}
