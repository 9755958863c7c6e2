package retrieve

import (
	"cmp"
	"slices"

	"briefbot/internal/briefing"
)

// What the order of the candidates comes from. The weights were set by measuring over all
// sets of docs/performance.md, which says what they reach.
const (
	weightBM25     = 0.50 // BM25 as a share of the best candidate's
	weightSentence = 0.10 // how much of the question the best sentence accounts for
	weightPassage  = 0.15 // how much of it the passage does, its context included
	weightPairs    = 0.25 // how many of its neighbouring words are neighbours in a sentence
	weightNear     = 0.10 // nearness of meaning of the best sentence
	weightType     = 0.15 // whether the best sentence could hold the type of answer wanted
	weightSource   = 0.30 // whether the article is of a source that the question names
	weightDay      = 0.20 // whether it is of a day that the question names
)

// candidate is a passage with what its rank comes from.
type candidate struct {
	scored
	match
	bm25   float64
	title  float64   // share of its title that the query accounts for; of the best ones alone
	shares []float32 // by term sought: how much of it the passage has
	source bool      // it is of a source that the question names
	day    bool      // it is of a day that the question names
	named  bool      // the question names its article by the title
}

// rerank orders candidates by how well their sentences answer the query.
func (x *Index) rerank(q *briefing.Query, terms []sought, found []scored, mem *scratch) []candidate {
	m := newMatcher(x, terms, mem)
	defer m.release(mem)
	sources, days := x.sourcesNamed(q.Question.Text), daysNamed(q.Question.Text)
	named := x.titles.named(q.Question.Text)
	fresh, want := x.freshnessFor(q.Question, found), wants(*q)
	out := make([]candidate, len(found))
	shares := make([]float32, 0, len(found)*len(terms))
	for i, f := range found {
		p := &x.passages[f.passage]
		c := candidate{scored: f, match: m.match(p, want), bm25: f.score, source: sources[p.doc.Source], day: days.hold(p.doc.Published), named: named[p.doc.ID]}
		shares = append(shares, m.whole...)
		c.shares = shares[len(shares)-len(terms):]
		c.score = weightBM25*f.score/found[0].score + weightSentence*c.sentence + weightPassage*c.whole +
			weightPairs*c.pairs + weightNear*c.near + fresh.of(dateOf(p.doc))
		if c.typed {
			c.score += weightType * c.sentence
		}
		if c.source {
			c.score += weightSource
		}
		if c.day {
			c.score += weightDay
		}
		out[i] = c
	}
	m.exportNear(q)
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	for i := range out[:min(len(out), confidenceTop)] {
		out[i].title = m.titleShare(&x.passages[out[i].passage])
	}
	return out
}
