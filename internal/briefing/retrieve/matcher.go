package retrieve

import (
	"slices"

	"briefbot/internal/briefing"
)

// matcher tells how well passages account for the terms sought. It remembers each word's
// worth, so that a word is compared once a query.
type matcher struct {
	x     *Index
	terms []sought
	total float64 // of all weights
	query vector
	norm  float32 // of query

	at     []int32   // by term of the corpus: 1 + its place in seen, 0 for one not yet compared
	seen   []seen    // the terms compared
	worths []float32 // rows of len(terms): what a term compared is worth for each term sought

	whole, sentence, pairs []float32 // by term sought, for the passage at hand
}

// seen is a term of the corpus that was compared with the terms sought.
type seen struct {
	term uint32
	row  int32   // where its row in worths starts, or -1 for one that is worth nothing
	dot  float32 // its part of the inner product of a sentence with the query
}

// match is how much of a query a passage accounts for.
type match struct {
	sentence float64 // share of the query's weight that the best sentence accounts for
	whole    float64 // the same for the whole passage with its context
	names    float64 // share of the query's names that the passage has; 1 when it has none
	pairs    float64 // share of the query's pairs of neighbours that are neighbours here too
	near     float64 // cosine between the query and the sentence that is nearest to it
	typed    bool    // the best sentence could hold the type of answer wanted
	denies   bool    // the best sentence denies something
}

func newMatcher(x *Index, terms []sought, mem *scratch) *matcher {
	n := len(terms)
	m := &matcher{x: x, terms: terms, at: mem.words, seen: mem.seen[:0], worths: mem.worths[:0]}
	rows := make([]float32, 3*n)
	m.whole, m.sentence, m.pairs = rows[:n], rows[n:2*n], rows[2*n:]
	for _, s := range terms {
		m.total += s.weight
		if s.word >= 0 && !s.name {
			m.query.add(x.table, s.word, float32(s.weight))
		}
	}
	m.norm = m.query.norm()
	for i, s := range terms {
		for _, w := range s.terms {
			row := m.row(m.look(w.term))
			row[i] = max(row[i], w.value)
		}
	}
	return m
}

// release gives the memory back.
func (m *matcher) release(mem *scratch) {
	for _, s := range m.seen {
		m.at[s.term] = 0
	}
	mem.seen, mem.worths = m.seen, m.worths
}

// look compares a term of the corpus, unless it has been compared.
func (m *matcher) look(t uint32) *seen {
	if at := m.at[t]; at > 0 {
		return &m.seen[at-1]
	}
	s := seen{term: t, row: -1}
	if w := m.x.words.terms[t].word; w >= 0 {
		s.dot = sif(m.x.table, w) * m.query.dot(m.x.table, w)
		if !m.x.words.isName(t) {
			s.row = m.nearRow(w)
		}
	}
	m.seen = append(m.seen, s)
	m.at[t] = int32(len(m.seen))
	return &m.seen[len(m.seen)-1]
}

// nearRow returns the row of what a word is worth by its meaning, -1 when it is nothing.
func (m *matcher) nearRow(word int32) int32 {
	row := int32(-1)
	for i, s := range m.terms {
		if s.word < tooCommon || s.name {
			continue
		}
		if near := nearness(m.x.table.Cosine(s.word, word)); near > 0 {
			if row < 0 {
				row = m.newRow()
			}
			m.worths[int(row)+i] = near
		}
	}
	return row
}

func (m *matcher) newRow() int32 {
	row := int32(len(m.worths))
	for range m.terms {
		m.worths = append(m.worths, 0)
	}
	return row
}

// row returns what a term is worth for each term sought, making room for it.
func (m *matcher) row(s *seen) []float32 {
	if s.row < 0 {
		s.row = m.newRow()
	}
	return m.worths[s.row : int(s.row)+len(m.terms)]
}

// match measures a passage against the terms sought.
func (m *matcher) match(p *passage, want answerType) match {
	var out match
	clear(m.whole)
	clear(m.pairs)
	m.matchRun(p.context)
	lift(m.whole, m.sentence)
	start := uint32(0)
	for _, s := range p.sentences {
		dot := m.matchRun(p.terms[start:s.end])
		start = s.end
		lift(m.whole, m.sentence)
		if s.norm > 0 && m.norm > 0 {
			out.near = max(out.near, float64(min(1, dot/(s.norm*m.norm))))
		}
		share, typed := m.share(m.sentence), want != 0 && s.holds&want == want
		if share > out.sentence || share == out.sentence && typed {
			out.sentence, out.typed, out.denies = share, typed, s.holds&holdsDenial != 0
		}
	}
	out.whole, out.names, out.pairs = m.share(m.whole), m.nameShare(), m.pairShare()
	return out
}

// matchRun fills in what the terms of a sentence are worth for each term sought and adds
// their pairs. It returns the inner product of the sentence's vector and the query's.
func (m *matcher) matchRun(terms []uint32) (dot float32) {
	clear(m.sentence)
	var before []float32
	for _, t := range terms {
		s := m.look(t)
		dot += s.dot
		if s.row < 0 {
			before = nil
			continue
		}
		row := m.row(s)
		lift(m.sentence, row)
		if before != nil {
			for i := range len(row) - 1 {
				m.pairs[i] = max(m.pairs[i], before[i]*row[i+1], row[i]*before[i+1])
			}
		}
		before = row
	}
	return dot
}

// lift raises the numbers of dst to those of row.
func lift(dst, row []float32) {
	for i, v := range row {
		dst[i] = max(dst[i], v)
	}
}

// share is the part of the query's weight that is accounted for.
func (m *matcher) share(matched []float32) float64 {
	sum := 0.0
	for i, s := range m.terms {
		sum += s.weight * float64(matched[i])
	}
	return ratio(sum, m.total, 0)
}

// titleShare is the part of a passage's title that the query accounts for.
func (m *matcher) titleShare(p *passage) float64 {
	sum, all := 0.0, 0.0
	for _, t := range p.context[:p.titled] {
		weight := m.x.idf([]worth{{t, 1}})
		all += weight
		if s := m.look(t); s.row >= 0 {
			sum += weight * float64(slices.Max(m.row(s)))
		}
	}
	return ratio(sum, all, 0)
}

func (m *matcher) nameShare() float64 {
	sum, all := 0.0, 0.0
	for i, s := range m.terms {
		if s.name {
			all += s.weight
			sum += s.weight * float64(m.whole[i])
		}
	}
	return ratio(sum, all, 1)
}

// pairShare is the part of the pairs of neighbours in the query that are neighbours in a
// sentence: they are mostly parts of one name or term.
func (m *matcher) pairShare() float64 {
	sum, all := 0.0, 0.0
	for i := range len(m.terms) - 1 {
		weight := min(m.terms[i].weight, m.terms[i+1].weight)
		all += weight
		sum += weight * float64(m.pairs[i])
	}
	return ratio(sum, all, 0)
}

// ratio is a / b, or otherwise when b is zero.
func ratio(a, b, otherwise float64) float64 {
	if b == 0 {
		return otherwise
	}
	return a / b
}

// exportNear adds to the query's terms the words of the candidates that are near in meaning,
// so that composing matches what ranking matched.
func (m *matcher) exportNear(q *briefing.Query) {
	for _, s := range m.seen {
		if s.row < 0 {
			continue
		}
		key := m.x.words.terms[s.term].key
		for i, v := range m.row(&s) {
			if t := &q.Terms[i]; v >= minExported && key != t.Key && float64(v) > t.Variants[key] {
				t.Variants[key] = float64(v)
			}
		}
	}
}

// minExported is the least nearness that composing hears of.
const minExported = 0.15
