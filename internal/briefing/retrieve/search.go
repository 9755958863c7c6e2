package retrieve

import (
	"context"

	"briefbot/internal/briefing"
)

const (
	reranked = 150 // candidates that are ranked again
	maxTerms = 64  // terms of a question that are looked for; more are cut off
)

// Search returns at most k passages for the query, best first, as windows that do not
// overlap, with the query as the corpus understands it and the confidence that the corpus
// holds the answer. It implements briefing.Searcher.
func (x *Index) Search(ctx context.Context, q briefing.Query, k int) (briefing.Evidence, error) {
	if err := ctx.Err(); err != nil {
		return briefing.Evidence{}, err
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	mem := x.borrow()
	defer x.scratch.Put(mem)
	q.Terms = append([]briefing.Term(nil), q.Terms[:min(len(q.Terms), maxTerms)]...)
	terms := x.resolve(&q)
	e := briefing.Evidence{Query: q, Hits: []briefing.Hit{}}
	found := x.bm25(terms, reranked, q.Question.AsOf, mem)
	if len(found) == 0 {
		return e, nil
	}
	ranked := x.rerank(&q, terms, found, mem)
	e.Hits = x.windows(ranked, k)
	e.Confidence = confidence(ranked, terms)
	return e, nil
}
