package cite

import (
	"slices"
	"strings"

	"briefbot/internal/briefing/english"
)

// comparison is a claim beside what its quotes state: for each word of the claim, the places in
// the quotes that can bear it out.
type comparison struct {
	claim, quote *statement
	pool         *pool
	same         [][]int   // for each word of the claim, the words of the quotes that mean the same
	opposite     [][]int   // and those that mean the opposite
	borne        [][]place // for each anchor of the claim, its places in the quotes; nil until they are looked for
	chosen       []choice
}

// choice is the word of the quotes that stands for one of the claim.
type choice struct {
	at       int // -1 for none
	opposite bool
	made     bool
}

// maxPlaces is how many places in the quotes are looked at for one word or name of a claim, and
// maxRivals how many others for its place. No plain sentence comes near; it bounds the time that
// a made-up text takes.
const (
	maxPlaces = 24
	maxRivals = 64
)

func compare(claim, quote *statement, pool *pool) *comparison {
	c := &comparison{claim: claim, quote: quote, pool: pool, same: make([][]int, len(claim.words)), opposite: make([][]int, len(claim.words)), chosen: make([]choice, len(claim.words)), borne: make([][]place, len(claim.anchors))}
	for i, w := range claim.words {
		turning := len(vocabularies().opposites[w.Key]) > 0
		if w.anchor >= 0 || english.Stop(w.Key) && !turning {
			continue
		}
		for j, q := range quote.words {
			switch {
			case len(c.same[i])+len(c.opposite[i]) >= maxPlaces:
			case related(w.Key, q.Key):
				c.same[i] = append(c.same[i], j)
			case turning && slices.Contains(vocabularies().opposites[w.Key], q.Key) || opposed(w.Key, q.Key):
				c.opposite[i] = append(c.opposite[i], j)
			}
		}
	}
	return c
}

// related reports whether a word of a claim may stand for one of a quote.
func related(claim, quote string) bool {
	switch {
	case claim == quote:
		return true
	case slices.Contains(vocabularies().alike[claim], quote):
		return true
	case english.Stop(claim) || english.Stop(quote):
		return false
	case slices.Contains(vocabularies().opposites[claim], quote):
		return false
	}
	return kin(claim, quote) ||
		slices.ContainsFunc(english.Synonyms(claim), func(v english.Variant) bool { return v.Key == quote }) ||
		english.Country(claim) != "" && english.Country(claim) == english.Country(quote)
}

// kin reports whether two keys look like forms of one word: one starts with the other, its last
// letter aside, or one is the doer of the other.
func kin(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	const minStem, maxEnding = 4, 4
	if len(a) >= minStem+1 && len(b)-len(a) <= maxEnding && strings.HasPrefix(b, a[:len(a)-1]) {
		return true
	}
	return len(a) >= minStem && (slices.Contains(english.Derived(a), b) || slices.Contains(english.Derived(b), a))
}

// opposed reports whether one word is the other with a prefix that negates it.
func opposed(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	const minBase = 4
	if len(a) < minBase || len(b)-len(a) > 3 {
		return false
	}
	for _, prefix := range []string{"un", "in", "im", "il", "ir", "dis", "non"} {
		if b == prefix+a {
			return true
		}
	}
	return false
}

// best returns the word of the quotes that stands for word i of the claim, and whether it means
// the opposite; -1 when there is none.
func (c *comparison) best(i int) (at int, opposite bool) {
	if !c.chosen[i].made {
		at, opposite := c.choose(i)
		c.chosen[i] = choice{at, opposite, true}
	}
	return c.chosen[i].at, c.chosen[i].opposite
}

func (c *comparison) choose(i int) (at int, opposite bool) {
	at = -1
	most := -1.0
	try := func(places []int, turned bool) {
		for _, j := range places {
			worth := c.context(i, i+1, j, j+1)
			if !turned {
				worth += sameWorth
			}
			if worth > most {
				at, opposite, most = j, turned, worth
			}
		}
	}
	try(c.same[i], false)
	try(c.opposite[i], true)
	return at, opposite
}

// sameWorth is what a word that means the same goes before one that means the opposite.
const sameWorth = 1

// context says how well the words around [from, to) of the claim go with those around [at, end)
// of the quotes.
func (c *comparison) context(from, to, at, end int) float64 {
	return c.slot(from, to, at, end) + nearWeight*c.near(from, to, at, end)
}

const nearWeight = 3

// slotWeights are what the words next to a place count, by how far away they are.
var slotWeights = []float64{1, 0.7, 0.4}

// slot says how many words next to both places are the same, at the same distance.
func (c *comparison) slot(from, to, at, end int) float64 {
	sum := 0.0
	for d, weight := range slotWeights {
		if c.equal(from-1-d, at-1-d) {
			sum += weight
		}
		if c.equal(to+d, end+d) {
			sum += weight
		}
	}
	return sum
}

// equal reports whether word i of the claim and word j of the quotes are one word.
func (c *comparison) equal(i, j int) bool {
	return i >= 0 && j >= 0 && i < len(c.claim.words) && j < len(c.quote.words) && c.claim.words[i].Key == c.quote.words[j].Key
}

// near says which share of the claim's words around a place stands around the place in the
// quotes too, the nearer the more.
func (c *comparison) near(from, to, at, end int) float64 {
	sum, all := 0.0, 0.0
	seen := -1
	for k, w := range c.claim.words {
		if k >= from && k < to || w.sentence != c.claim.words[from].sentence {
			continue
		}
		weight := 1.0
		if w.anchor >= 0 {
			if w.anchor == seen {
				continue // an anchor counts once
			}
			seen = w.anchor
			weight = 1.5
		} else if !w.content {
			continue
		}
		weight *= closeness(c.claim, k, from, to)
		nearest := 0.0
		for _, m := range c.places(k) {
			if m < at || m >= end {
				nearest = max(nearest, closeness(c.quote, m, at, end))
			}
		}
		sum += weight * nearest
		all += weight
	}
	if all == 0 {
		return 0
	}
	return sum / all
}

// places returns where the quotes have word k of the claim, or the anchor that it starts.
func (c *comparison) places(k int) []int {
	w := c.claim.words[k]
	if w.anchor < 0 {
		return c.same[k]
	}
	var out []int
	for _, p := range c.anchorPlaces(c.claim.anchors[w.anchor]) {
		out = append(out, p.from)
	}
	return out
}

// closeness says how near word k is to the words [from, to) of a statement: 1 next to them.
func closeness(s *statement, k, from, to int) float64 {
	distance, end := from-k, from
	if k >= to {
		distance, end = k-to+1, to-1
	}
	c := 4 / float64(3+distance)
	switch {
	case s.words[k].sentence != s.words[end].sentence:
		c /= 4
	case s.words[k].clause != s.words[end].clause:
		c *= 0.6
	}
	return c
}
