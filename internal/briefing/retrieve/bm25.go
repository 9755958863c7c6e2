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

// relatedCount is what a word counts that is only related to the one sought, as a share of
// its worth: enough to find its passages, too little to rank them.
const relatedCount = 0.2

// scored is a passage with its score.
type scored struct {
	passage uint32
	score   float64
}

// bm25 returns the n best passages for the terms sought, best first, of articles no younger
// than asOf (when it is given). The terms that stand for one sought count as one.
func (x *Index) bm25(terms []sought, n int, asOf time.Time, mem *scratch) []scored {
	average := float32(x.length / float64(max(1, x.living())))
	touched, hit := mem.touched[:0], mem.hit
	for _, s := range terms {
		if s.weight <= 0 {
			continue
		}
		hit = hit[:0]
		for _, w := range s.terms {
			value := w.value
			if value < worthSame {
				value *= relatedCount
			}
			for _, p := range x.words.terms[w.term].postings {
				if mem.counts[p.passage] == 0 {
					hit = append(hit, p.passage)
				}
				mem.counts[p.passage] += value * p.count
			}
		}
		weight := float32(s.weight) * (k1 + 1)
		for _, p := range hit {
			if mem.scores[p] == 0 {
				touched = append(touched, p)
			}
			tf := mem.counts[p]
			mem.counts[p] = 0
			mem.scores[p] += weight * tf / (tf + k1*(1-b+b*x.lengths[p]/average))
		}
	}
	found := x.best(touched, mem.scores, n, asOf)
	for _, p := range touched {
		mem.scores[p] = 0
	}
	mem.touched, mem.hit = touched, hit
	return found
}

// best returns the n best of the passages touched; of equal ones the first that came in.
func (x *Index) best(touched []uint32, scores []float32, n int, asOf time.Time) []scored {
	out := make([]scored, 0, 2*n)
	var floor float32
	for _, p := range touched {
		if scores[p] < floor || scores[p] == 0 || x.passages[p].removed || !asOf.IsZero() && x.passages[p].doc.Published.After(asOf) {
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
