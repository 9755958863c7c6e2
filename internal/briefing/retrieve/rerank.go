package retrieve

import (
	"cmp"
	"slices"
	"time"

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
	weightFresh    = 0.25 // how new the article is, when the question is of a certain day
)

// freshDays is the age at which an article counts half as fresh as one of the day.
const freshDays = 30

// candidate is a passage with what its rank comes from.
type candidate struct {
	scored
	match
	bm25 float64
}

// rerank orders candidates by how well their sentences answer the query.
func (x *Index) rerank(q *briefing.Query, terms []sought, found []scored, mem *scratch) []candidate {
	m := newMatcher(x, terms, mem)
	defer m.release(mem)
	sources := x.sourcesNamed(q.Question.Text)
	want := wants(*q)
	out := make([]candidate, len(found))
	for i, f := range found {
		p := &x.passages[f.passage]
		c := candidate{scored: f, match: m.match(p, want), bm25: f.score}
		c.score = weightBM25*f.score/found[0].score + weightSentence*c.sentence + weightPassage*c.whole +
			weightPairs*c.pairs + weightNear*c.near + weightFresh*freshness(p.doc.Published, q.Question.AsOf)
		if c.typed {
			c.score += weightType * c.sentence
		}
		if sources[p.doc.Source] {
			c.score += weightSource
		}
		out[i] = c
	}
	m.exportNear(q)
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return out
}

// freshness tells how new an article was on a day: 1 on the day, 0 for an undated one. It is
// 0 for all when no day is given.
func freshness(published, asOf time.Time) float64 {
	if published.IsZero() || asOf.IsZero() {
		return 0
	}
	days := max(0, asOf.Sub(published).Hours()/24)
	return 1 / (1 + days/freshDays)
}
