package retrieve

import "time"

// What a passage is worth for a place among the first, beside its score, for what it has that
// no passage before it has. The weights were set by measuring, as those of rerank.go.
const (
	spreadTerms  = 0.4 // words of the question, by their share of its weight
	spreadSource = 0.6 // a source that the question names
	spreadDay    = 0.4 // a day that the question names
	spreadAgain  = 0.7 // what is left of the last two after each passage that has it
)

// What a passage is worth for the very first place, beside its score. Further down they would
// keep out what the first one lacks.
const (
	firstNames = 0.15 // how many of the question's names it has, when the question is about one thing
	firstTitle = 0.10 // that the question names its article by the title
)

// spreadHits is how many of the first passages are chosen so.
const spreadHits = 10

// spread chooses passages that together account for the question, which may want several
// facts from several articles.
type spread struct {
	x       *Index
	terms   []sought
	total   float64   // of their weights
	shown   []float32 // by term sought: how much of it the passages chosen have
	sources map[string]float64
	days    map[time.Time]float64
	names   bool // count for the first place: the question is about one thing and names no source
	chosen  int
}

func newSpread(x *Index, terms []sought) *spread {
	s := &spread{x: x, terms: terms, shown: make([]float32, len(terms)), sources: map[string]float64{}, days: map[time.Time]float64{}}
	for _, t := range terms {
		s.total += t.weight
	}
	return s
}

// next returns which of the candidates, which are in order of their scores, comes next: first
// the best one, then those that add most.
func (s *spread) next(ranked []candidate) int {
	if s.chosen >= spreadHits {
		return 0
	}
	best, most := 0, 0.0
	for i := range ranked {
		if worth := s.worth(&ranked[i]); worth > most {
			best, most = i, worth
		}
	}
	return best
}

// worth is what a candidate is worth for the next place.
func (s *spread) worth(c *candidate) float64 {
	if s.chosen > 0 {
		return c.score + s.adds(c)
	}
	worth := c.score
	if s.names {
		worth += firstNames * c.names
	}
	if c.named {
		worth += firstTitle
	}
	return worth
}

// adds is what a candidate has that is not shown.
func (s *spread) adds(c *candidate) float64 {
	sum := 0.0
	for i, share := range c.shares {
		sum += s.terms[i].weight * float64(max(0, share-s.shown[i]))
	}
	sum = spreadTerms * ratio(sum, s.total, 0)
	d := s.x.passages[c.passage].doc
	if c.source {
		sum += spreadSource * left(s.sources, d.Source)
	}
	if c.day {
		sum += spreadDay * left(s.days, dayOf(d.Published))
	}
	return sum
}

// take notes what a passage chosen shows.
func (s *spread) take(c *candidate) {
	s.chosen++
	lift(s.shown, c.shares)
	d := s.x.passages[c.passage].doc
	s.sources[d.Source] = spreadAgain * left(s.sources, d.Source)
	s.days[dayOf(d.Published)] = spreadAgain * left(s.days, dayOf(d.Published))
}

// left is what the next passage with a key counts.
func left[K comparable](of map[K]float64, key K) float64 {
	if v, ok := of[key]; ok {
		return v
	}
	return 1
}
