package cite

import (
	"slices"

	"briefbot/internal/briefing/english"
)

// turned returns the word of the claim that says the opposite of the quotes: a negation that they
// lack, one that it lacks, or an opposite.
func (c *comparison) turned() string {
	for i, w := range c.claim.words {
		if len(c.opposite[i]) == 0 {
			continue
		}
		j, opposite := c.best(i)
		if !opposite || english.Stop(w.Key) && c.slot(i, i+1, j, j+1) < 1 {
			continue
		}
		if w.negated == c.quote.words[j].negated && !c.claim.negation(i) {
			return w.Text
		}
	}
	for _, t := range c.claim.turns {
		if t.level == 0 && !c.negationBorne(t) {
			return c.claim.words[t.at].Text
		}
	}
	for _, t := range c.quote.turns {
		if t.level == 0 && c.negationLost(t) {
			return c.quote.words[t.at].Text
		}
	}
	return ""
}

// negationBorne reports whether the quotes negate what a negation of the claim is about.
func (c *comparison) negationBorne(t turn) bool {
	if slices.ContainsFunc(c.same[t.at], c.quote.negation) {
		return true // the same verb
	}
	found := false
	for _, i := range c.claim.headsOf(t) {
		j, opposite := c.best(i)
		if j < 0 {
			continue
		}
		found = true
		if (c.claim.words[i].negated != opposite) == (c.quote.words[j].negated || c.quote.negation(j)) {
			return true
		}
	}
	if found {
		return false
	}
	return c.claim.negations() <= c.quote.negations()
}

// negationLost reports whether the claim states what a negation of the quotes is about, without
// one.
func (c *comparison) negationLost(t turn) bool {
	for i := range c.claim.words {
		if slices.Contains(c.same[i], t.at) && c.claim.negation(i) {
			return false
		}
	}
	about := c.quote.headsOf(t)
	if len(about) == 0 {
		return c.claim.negations() == 0 && c.mostly(func(w word) bool { return w.clause == c.quote.words[t.at].clause })
	}
	for n, j := range about {
		found := false
		for i := range c.claim.words {
			at, opposite := c.best(i)
			if at != j {
				continue
			}
			if (c.claim.words[i].negated != opposite) == c.quote.words[j].negated || c.claim.negation(i) {
				return false
			}
			found = true
		}
		if found && (n == 0 || c.mostly(func(w word) bool { return w.sentence == c.quote.words[t.at].sentence })) {
			return true
		}
	}
	return false
}

// mostly reports whether half of what the claim says or more stands in one part of the quotes.
func (c *comparison) mostly(in func(word) bool) bool {
	here, all := 0, 0
	for i, w := range c.claim.words {
		if places := c.places(i); (w.content || w.anchor >= 0) && len(places) > 0 {
			all++
			if slices.ContainsFunc(places, func(j int) bool { return in(c.quote.words[j]) }) {
				here++
			}
		}
	}
	return 2*here >= all
}
