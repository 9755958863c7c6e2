package retrieve

import (
	"context"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/vectors"
)

const (
	reranked = 150 // candidates that are ranked again
	maxTerms = 64  // terms of a question that are looked for; more are cut off
)

// Search returns at most k passages for the query, best first, as windows that do not
// overlap, with the query as the corpus understands it and the confidence that the corpus
// holds the answer. It implements briefing.Searcher.
func (x *Index) Search(ctx context.Context, q briefing.Query, k int) (briefing.Evidence, error) {
	return x.search(ctx, q, k, nil)
}

// search is Search by the question's vector, too, when it has one.
func (x *Index) search(ctx context.Context, q briefing.Query, k int, probe *vectors.Probe) (briefing.Evidence, error) {
	if err := ctx.Err(); err != nil {
		return briefing.Evidence{}, err
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	q.Terms = append([]briefing.Term(nil), q.Terms[:min(len(q.Terms), maxTerms)]...)
	terms := x.resolve(&q)
	e := briefing.Evidence{Query: q, Hits: []briefing.Hit{}}
	ranked := x.rank(&q, terms)
	if len(ranked) == 0 {
		return e, nil
	}
	e.Confidence = confidence(q.Question.Text, ranked, terms)
	ranked = x.byMeaning(&q, terms, ranked, probe)
	e.Hits = x.windows(ranked, terms, k)
	return e, nil
}

// rank returns the candidates, best first.
func (x *Index) rank(q *briefing.Query, terms []sought) []candidate {
	mem := x.borrow()
	found := x.bm25(terms, reranked, q.Question.AsOf, mem)
	ranked := x.rerank(q, terms, found, mem)
	x.scratch.Put(mem) // not deferred: what a panic leaves is not zero
	return ranked
}
