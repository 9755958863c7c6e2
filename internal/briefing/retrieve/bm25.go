package retrieve

import (
	"cmp"
	"slices"
	"time"
)

// The parameters of BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework,
// 2009): how soon more of a word stops counting, and how much length does.
const (
	k1 = 1.2
	b  = 0.6
)

// scored is a passage with its score.
type scored struct {
	passage uint32
	score   float64
}

// bm25 returns the n best passages for the terms sought, best first, of articles no younger
// than asOf (when it is given). The terms that stand for one sought count as one.
func (x *Index) bm25(terms []sought, n int, asOf time.Time) []scored {
	scores := make([]float32, len(x.passages))
	counts := make([]float32, len(x.passages))
	average := float32(x.length / float64(max(1, len(x.passages)-x.dead)))
	var touched, hit []uint32
	for _, s := range terms {
		hit = hit[:0]
		for _, w := range s.terms {
			for _, p := range x.terms[w.term].postings {
				if counts[p.passage] == 0 {
					hit = append(hit, p.passage)
				}
				counts[p.passage] += w.value * p.count
			}
		}
		weight := float32(s.weight)
		for _, p := range hit {
			if scores[p] == 0 {
				touched = append(touched, p)
			}
			tf := counts[p]
			scores[p] += weight * tf * (k1 + 1) / (tf + k1*(1-b+b*x.passages[p].length/average))
			counts[p] = 0
		}
	}
	return x.best(touched, scores, n, asOf)
}

// best returns the n best of the passages touched; equal ones in the order they came in.
func (x *Index) best(touched []uint32, scores []float32, n int, asOf time.Time) []scored {
	out := make([]scored, 0, 2*n)
	var floor float32
	for _, p := range touched {
		if scores[p] <= floor || x.passages[p].removed || !asOf.IsZero() && x.passages[p].doc.Published.After(asOf) {
			continue
		}
		out = append(out, scored{p, float64(scores[p])})
		if len(out) == 2*n {
			sortScored(out)
			out = out[:n]
			floor = float32(out[n-1].score)
		}
	}
	sortScored(out)
	return out[:min(n, len(out))]
}

func sortScored(s []scored) {
	slices.SortFunc(s, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.passage, b.passage))
	})
}
