package retrieve

import (
	"cmp"
	"slices"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/vectors"
)

// meaning is the vectors of an index: of all its passages, of some, or of none.
type meaning struct {
	dimension int
	codes     []vectors.Code // by passage; those past its end have none
	known     []bool         // by passage: its code is known, and be it the empty one
	filled    int            // living passages with a code that is not empty
}

// Take takes vectors of a dimension in, as vectors.Index asks for it.
func (x *Index) Take(dimension int, entries ...vectors.Entry) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if dimension != x.meaning.dimension {
		x.meaning = meaning{dimension: dimension}
	}
	for _, e := range entries {
		h, ok := x.docs[e.Article]
		if ok && len(e.Codes) <= len(h.passages) && e.Sum == vectors.SumOf(h.doc) {
			x.meaning.put(h.passages, e.Codes, len(x.passages))
		}
	}
}

// codesFor returns the codes that the article has which a document is to replace, when they are
// of the same texts.
func (x *Index) codesFor(d *briefing.Document) []vectors.Code {
	h, ok := x.docs[d.ID]
	if !ok || x.meaning.filled == 0 || len(d.Passages) != len(h.passages) || vectors.SumOf(d) != vectors.SumOf(h.doc) {
		return nil
	}
	return x.meaning.of(h.passages)
}

// put takes the codes of an article's first passages in; the index has n passages.
func (m *meaning) put(passages []uint32, codes []vectors.Code, n int) {
	if len(codes) == 0 {
		return
	}
	if len(m.codes) < n {
		m.codes = append(m.codes, make([]vectors.Code, n-len(m.codes))...)
		m.known = append(m.known, make([]bool, n-len(m.known))...)
	}
	m.forget(passages)
	for i, c := range codes {
		m.codes[passages[i]], m.known[passages[i]] = c, true
		if !c.Empty() {
			m.filled++
		}
	}
}

// of returns the codes of an article's first passages.
func (m *meaning) of(passages []uint32) []vectors.Code {
	var out []vectors.Code
	for _, p := range passages {
		if int(p) >= len(m.known) || !m.known[p] {
			break
		}
		out = append(out, m.codes[p])
	}
	return out
}

// forget takes the codes of passages away.
func (m *meaning) forget(passages []uint32) {
	for _, p := range passages {
		if int(p) >= len(m.codes) {
			continue
		}
		if !m.codes[p].Empty() {
			m.filled--
		}
		m.codes[p], m.known[p] = vectors.Code{}, false
	}
}

// keep returns what gives articles their codes back when their passages have other numbers.
func (m *meaning) keep(all []held) (restore func(x *Index)) {
	if m.filled == 0 {
		return func(x *Index) { x.meaning = meaning{dimension: x.meaning.dimension} }
	}
	codes := make([][]vectors.Code, len(all))
	for i, h := range all {
		codes[i] = m.of(h.passages)
	}
	return func(x *Index) {
		x.meaning = meaning{dimension: x.meaning.dimension}
		for i, h := range all {
			x.meaning.put(x.docs[h.doc.ID].passages, codes[i], len(x.passages))
		}
	}
}

// Without returns at most n articles that lack vectors, as vectors.Index asks for it.
func (x *Index) Without(n int) []vectors.Unfilled {
	x.mu.RLock()
	defer x.mu.RUnlock()
	var lacking []held
	for _, h := range x.docs {
		last := len(h.passages) - 1
		if last >= 0 && (int(h.passages[last]) >= len(x.meaning.known) || !x.meaning.known[h.passages[last]]) {
			lacking = append(lacking, h)
		}
	}
	slices.SortFunc(lacking, func(a, b held) int {
		return cmp.Or(b.doc.Time().Compare(a.doc.Time()), cmp.Compare(a.doc.ID, b.doc.ID))
	})
	out := make([]vectors.Unfilled, min(n, len(lacking)))
	for i := range out {
		out[i] = vectors.Unfilled{Doc: lacking[i].doc, Codes: x.meaning.of(lacking[i].passages)}
	}
	return out
}

// Vectors returns how many passages have a vector.
func (x *Index) Vectors() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.meaning.filled
}
