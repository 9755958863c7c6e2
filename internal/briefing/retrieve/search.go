package retrieve

import (
	"context"

	"briefbot/internal/briefing"
)

const (
	reranked    = 150  // candidates that are ranked again
	windowRunes = 1200 // the longest text that is shown of a passage and its neighbours
)

// Search returns at most k passages for the query, best first, as windows that do not lie
// within one another, with the query as the corpus understands it and the confidence that
// the corpus holds the answer. It implements briefing.Searcher.
func (x *Index) Search(ctx context.Context, q briefing.Query, k int) (briefing.Evidence, error) {
	if err := ctx.Err(); err != nil {
		return briefing.Evidence{}, err
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	q.Terms = append([]briefing.Term(nil), q.Terms[:min(len(q.Terms), maxTerms)]...)
	terms := x.resolve(&q)
	e := briefing.Evidence{Query: q, Hits: []briefing.Hit{}}
	found := x.bm25(terms, reranked, q.Question.AsOf)
	if len(found) == 0 {
		return e, nil
	}
	ranked := x.rerank(&q, terms, found)
	e.Query = q
	e.Hits = x.windows(ranked, k)
	e.Confidence = confidence(ranked, terms)
	return e, nil
}

// maxTerms is how many terms of a question are looked for; more are cut off.
const maxTerms = 64

// windows turns passages into hits, leaving out those that an earlier window shows.
func (x *Index) windows(ranked []candidate, k int) []briefing.Hit {
	hits := make([]briefing.Hit, 0, k)
	shown := map[*briefing.Document][]briefing.Span{}
	for _, c := range ranked {
		if len(hits) == k {
			break
		}
		p := &x.passages[c.passage]
		if covered(shown[p.doc], p.doc.Passages[p.at].Span) {
			continue
		}
		w := p.doc.Window(p.at, windowRunes)
		shown[p.doc] = append(shown[p.doc], w)
		hits = append(hits, briefing.Hit{Doc: p.doc, Passage: p.at, Window: w, Score: c.score})
	}
	return hits
}

func covered(windows []briefing.Span, s briefing.Span) bool {
	for _, w := range windows {
		if w.Contains(s) {
			return true
		}
	}
	return false
}
