package retrieve

import (
	"cmp"
	"math"
	"slices"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/vectors"
)

// What vectors count. The weights were set by measuring with a weak model of embeddings and
// with none but noise (TestVectors); models that people use are better.
const (
	weightMeaning = 0.25 // nearness of a passage that is as near as can be
	nearest       = 50   // passages near in meaning that are ranked beside those with the words
	minMeaning    = 20   // passages with vectors: fewer do not say what is near
	trusted       = 10   // of the best passages by words: as far as they are near, vectors count
	farthest      = 4.0  // standard deviations above the mean from which on a passage is as near as can be
)

// nearness of the passages to a question, in standard deviations above the mean of all that have
// vectors.
type relief struct {
	probe      *vectors.Probe
	codes      []vectors.Code
	mean, over float64 // over is 1 / the standard deviation
}

// of returns how near a passage is; ok is false for one without a vector.
func (r *relief) of(passage uint32) (z float64, ok bool) {
	if int(passage) >= len(r.codes) || r.codes[passage].Empty() {
		return 0, false
	}
	return (float64(r.probe.Cosine(&r.codes[passage])) - r.mean) * r.over, true
}

// byMeaning orders what words have ranked by meaning, too: candidates with vectors change
// places among themselves, and passages that are near in meaning come after them and take part
// in that. One without a vector keeps its place and every place its score: vectors change what
// stands where, and not how good it looks.
func (x *Index) byMeaning(q *briefing.Query, terms []sought, ranked []candidate, probe *vectors.Probe) []candidate {
	if probe == nil || probe.Dimension != x.meaning.dimension || x.meaning.filled < minMeaning {
		return ranked
	}
	r, near := x.survey(probe, q)
	trust := r.trust(ranked)
	if trust == 0 {
		return ranked
	}
	ranked = append(ranked, x.beside(q, terms, ranked, near)...)
	var places []int
	var mixed []candidate
	var scores []float64
	for i, c := range ranked {
		if z, ok := r.of(c.passage); ok {
			places, mixed, scores = append(places, i), append(mixed, c), append(scores, c.score)
			mixed[len(mixed)-1].score += weightMeaning * trust * min(max(z/farthest, 0), 1)
		}
	}
	slices.SortStableFunc(mixed, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	for i, place := range places {
		ranked[place] = mixed[i]
		ranked[place].score = scores[i]
	}
	return ranked
}

// trust is how far the vectors bear out the words: 0 when the best passages by words are no
// nearer than any, as those of a model that knows nothing are, or one of another language.
func (r *relief) trust(ranked []candidate) float64 {
	sum, n := 0.0, 0.0
	for _, c := range ranked {
		if z, ok := r.of(c.passage); ok {
			sum += z
			n++
		}
		if n == trusted {
			break
		}
	}
	if n == 0 {
		return 0
	}
	const chance = 2 // standard deviations of what chance makes of the mean
	return min(max(sum/n-chance/math.Sqrt(n), 0), 1)
}

// survey measures all passages that have vectors, and returns those that are nearest and that
// the question allows.
func (x *Index) survey(probe *vectors.Probe, q *briefing.Query) (*relief, []scored) {
	r := &relief{probe: probe, codes: x.meaning.codes}
	near := make([]scored, 0, 2*nearest)
	sum, squares, floor := 0.0, 0.0, math.Inf(-1)
	for i := range r.codes {
		if r.codes[i].Empty() {
			continue
		}
		cosine := float64(probe.Cosine(&r.codes[i]))
		sum, squares = sum+cosine, squares+cosine*cosine
		if cosine <= floor || !q.Question.AsOf.IsZero() && x.passages[i].doc.Published.After(q.Question.AsOf) {
			continue
		}
		if near = append(near, scored{uint32(i), cosine}); len(near) == 2*nearest {
			sortScored(near)
			near = near[:nearest]
			floor = near[nearest-1].score
		}
	}
	sortScored(near)
	n := float64(x.meaning.filled)
	r.mean = sum / n
	if variance := squares/n - r.mean*r.mean; variance > 0 {
		r.over = 1 / math.Sqrt(variance)
	}
	return r, near[:min(nearest, len(near))]
}

// beside ranks passages by their words that are not among the candidates, below all of them.
func (x *Index) beside(q *briefing.Query, terms []sought, ranked []candidate, near []scored) []candidate {
	if len(ranked) == 0 {
		return nil
	}
	has := make(map[uint32]bool, len(ranked))
	best := scored{ranked[0].passage, 0}
	for _, c := range ranked {
		has[c.passage] = true
		if c.bm25 > best.score {
			best = scored{c.passage, c.bm25} // what others' BM25 is measured by
		}
	}
	found := []scored{best}
	for _, f := range near {
		if !has[f.passage] {
			found = append(found, scored{f.passage, x.bm25Of(f.passage, terms)})
		}
	}
	mem := x.borrow()
	more := x.rerank(q, terms, found, mem)
	x.scratch.Put(mem)
	more = slices.DeleteFunc(more, func(c candidate) bool { return c.passage == best.passage })
	floor := ranked[len(ranked)-1].score
	for i := range more {
		more[i].score = min(more[i].score, floor)
	}
	return more
}

// bm25Of is what bm25 gives one passage.
func (x *Index) bm25Of(passage uint32, terms []sought) float64 {
	p := &x.passages[passage]
	counts := map[uint32]float32{}
	for _, t := range p.terms {
		counts[t]++
	}
	for _, t := range p.context {
		counts[t]++
	}
	average := x.length / float64(max(1, x.living()))
	sum := 0.0
	for _, s := range terms {
		if s.weight <= 0 {
			continue
		}
		tf := 0.0
		for _, w := range s.terms {
			value := w.value
			if value < worthSame {
				value *= relatedCount
			}
			tf += float64(value * counts[w.term])
		}
		sum += s.weight * (k1 + 1) * tf / (tf + k1*(1-b+b*float64(x.lengths[passage])/average))
	}
	return sum
}
