package retrieve

import (
	"slices"

	"briefbot/internal/briefing"
)

// weights of what the order of the candidates comes from. They were set by hand on the
// development sets; see docs/performance.md for what they reach.
const (
	weightBM25     = 0.45 // BM25 as a share of the best candidate's
	weightSentence = 0.35 // how much of the question the best sentence accounts for
	weightPassage  = 0.20 // how much of it the passage does, its context included
	weightNear     = 0.10 // nearness of meaning of the best sentence
	weightType     = 0.15 // whether the best sentence could hold the type of answer wanted
	weightSource   = 0.30 // whether the article is of a source that the question names
)

// candidate is a passage with what its rank comes from.
type candidate struct {
	scored
	sentence float64 // share of the question's weight that its best sentence accounts for
	whole    float64 // the same for the whole passage with its context
	near     float64
	typed    bool
	names    float64 // share of the question's names that the passage has
}

// rerank orders candidates by how well their sentences answer the query.
func (x *Index) rerank(q *briefing.Query, terms []sought, found []scored) []candidate {
	m := newMatcher(x, terms)
	sources := x.sourcesNamed(q.Question.Text)
	want := wants(*q)
	out := make([]candidate, len(found))
	for i, f := range found {
		c := m.candidate(&x.passages[f.passage], want)
		c.scored = f
		c.score = weightBM25*f.score/found[0].score + weightSentence*c.sentence + weightPassage*c.whole + weightNear*c.near
		if c.typed {
			c.score += weightType * c.sentence
		}
		if sources[x.passages[f.passage].doc.Source] {
			c.score += weightSource
		}
		out[i] = c
	}
	m.exportNear(q)
	slices.SortStableFunc(out, func(a, b candidate) int { return -compare(a.score, b.score) })
	return out
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// matcher tells how well sentences account for the terms sought. It remembers each word's
// worth, so that a word is compared once a query.
type matcher struct {
	x       *Index
	terms   []sought
	total   float64   // of all weights
	worths  []float32 // rows of len(terms): what a corpus term is worth for each term sought
	rows    map[uint32]int32
	query   vector
	weights map[uint32]float32 // SIF weights by corpus term, as far as needed
}

func newMatcher(x *Index, terms []sought) *matcher {
	m := &matcher{x: x, terms: terms, rows: make(map[uint32]int32, 1024)}
	for _, s := range terms {
		m.total += s.weight
		if s.word >= 0 && !s.name {
			m.query.add(x.table, s.word, float32(s.weight))
		}
		for _, w := range s.terms {
			m.row(w.term)
		}
	}
	for i, s := range terms {
		for _, w := range s.terms {
			row := m.row(w.term)
			row[i] = max(row[i], w.value)
		}
	}
	return m
}

// row returns what a corpus term is worth for each term sought.
func (m *matcher) row(t uint32) []float32 {
	n := int32(len(m.terms))
	at, ok := m.rows[t]
	if !ok {
		at = int32(len(m.worths))
		m.rows[t] = at
		for range m.terms {
			m.worths = append(m.worths, 0)
		}
		row := m.worths[at : at+n]
		if w := m.x.terms[t].word; w >= 0 && !m.x.isName(t) {
			for i, s := range m.terms {
				if s.word >= tooCommon && !s.name {
					row[i] = nearness(m.x.table.Cosine(s.word, w))
				}
			}
		}
	}
	return m.worths[at : at+n : at+n]
}

// tooCommon is the rank by frequency up to which a word is near all others.
const tooCommon = 300

// nearness makes of a cosine between words what one is worth for the other: nothing below
// .5, where words are merely of one subject, and never as much as the word itself.
func nearness(cosine float32) float32 {
	const floor, full, most = 0.5, 0.85, 0.6
	return max(0, min(most, most*(cosine-floor)/(full-floor)))
}

func (m *matcher) candidate(p *passage, want answerType) candidate {
	var c candidate
	n := len(m.terms)
	whole, best := make([]float32, n), make([]float32, n)
	for _, t := range p.context {
		maxInto(whole, m.row(t), contextWorth)
	}
	sentence := make([]float32, n)
	for _, s := range p.sentences {
		clear(sentence)
		var v vector
		for _, t := range s.terms {
			maxInto(sentence, m.row(t), 1)
			if w := m.x.terms[t].word; w >= 0 {
				v.add(m.x.table, w, m.sif(w))
			}
		}
		maxInto(whole, sentence, 1)
		share, typed := m.share(sentence), want != 0 && s.holds&want == want
		if near := v.cosine(&m.query); near > c.near {
			c.near = near
		}
		if share > c.sentence || share == c.sentence && typed {
			c.sentence, c.typed = share, typed
			copy(best, sentence)
		}
	}
	c.whole, c.names = m.share(whole), m.nameShare(whole)
	return c
}

// contextWorth is what a match in the title or heading is worth.
const contextWorth = 0.8

func maxInto(dst, row []float32, factor float32) {
	for i, v := range row {
		dst[i] = max(dst[i], factor*v)
	}
}

// share is the part of the question's weight that is accounted for.
func (m *matcher) share(matched []float32) float64 {
	if m.total == 0 {
		return 0
	}
	sum := 0.0
	for i, s := range m.terms {
		sum += s.weight * float64(matched[i])
	}
	return sum / m.total
}

// nameShare is the part of the question's names that are accounted for, 1 when it has none.
func (m *matcher) nameShare(matched []float32) float64 {
	sum, all := 0.0, 0.0
	for i, s := range m.terms {
		if s.name {
			all += s.weight
			sum += s.weight * float64(matched[i])
		}
	}
	if all == 0 {
		return 1
	}
	return sum / all
}

// sif is the weight of a word in the mean of its sentence: smooth inverse frequency (Arora
// and others, A Simple but Tough-to-Beat Baseline for Sentence Embeddings, 2017).
func (m *matcher) sif(word int32) float32 {
	const a = 1e-3
	return float32(a / (a + m.x.table.Frequency(word)))
}

// exportNear adds to the query's terms the words of the candidates that are near in meaning,
// so that composing matches what ranking matched.
func (m *matcher) exportNear(q *briefing.Query) {
	n := int32(len(m.terms))
	for t, at := range m.rows {
		for i, v := range m.worths[at : at+n] {
			key := m.x.terms[t].key
			if term := &q.Terms[i]; v >= minExported && key != term.Key && float64(v) > term.Variants[key] {
				term.Variants[key] = float64(v)
			}
		}
	}
}

// minExported is the least nearness that composing hears of.
const minExported = 0.15
