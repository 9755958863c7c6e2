package cite

import (
	"slices"

	"briefbot/internal/briefing/english"
)

// swapped returns the verb whose doer and whose object change places between the claim and the
// quotes.
func (c *comparison) swapped() string {
	for _, a := range c.claim.anchors {
		if a.kind == name && c.displaces(a) && !c.pool.sources.names(c.claim.words[a.from:a.to]) {
			return c.claim.anchorText(a)
		}
	}
	for i, w := range c.claim.words {
		if !w.content || !english.Verb(w.Text) || mutual[w.Key] || is("said", w.Key) { // "…, said Ann Lee"
			continue
		}
		before, after := c.claim.around(i)
		if before < 0 || after < 0 {
			continue
		}
		doer, object := c.claim.anchors[before], c.claim.anchors[after]
		if c.claim.passive(i) {
			doer, object = object, doer
		}
		for _, j := range c.same[i] {
			b, a := c.quote.sides(j)
			if c.quote.passive(j) {
				b, a = a, b
			}
			if c.among(doer, a) && !c.among(doer, b) && c.among(object, b) && !c.among(object, a) {
				return w.Text
			}
		}
	}
	return ""
}

// mutual are verbs that hold both ways.
var mutual = func() map[string]bool {
	m := map[string]bool{}
	for _, key := range keys("meet talk speak agree negotiate marry share discuss work merge join fight") {
		m[key] = true
	}
	return m
}()

// displaces reports whether a name that stands before a verb in the claim does there what another
// does in the quotes.
func (c *comparison) displaces(a anchor) bool {
	words := c.claim.words
	if a.from > 0 && words[a.from-1].Lower == "by" {
		return len(c.anchorPlaces(a)) == 0
	}
	verb := a.to
	for verb < len(words) && words[verb].anchor < 0 && !words[verb].content && words[verb].clause == words[a.from].clause {
		verb++
	}
	if verb == len(words) || words[verb].sentence != words[a.from].sentence || !words[verb].content || !english.Verb(words[verb].Text) {
		return false
	}
	j, opposite := c.best(verb)
	if j < 0 || opposite || c.claim.passive(verb) != c.quote.passive(j) {
		return false
	}
	before, after := c.quote.sides(j)
	switch {
	case c.among(a, before):
		return false
	case c.among(a, after):
		return !is("said", words[verb].Key) && (len(before) > 0 || c.forPronoun(a)) // "…, said Ann Lee"
	}
	return len(before) > 0 && !c.forPronoun(a)
}

// among reports whether a name of the claim is one of the anchors of the quotes.
func (c *comparison) among(a anchor, quotes []anchor) bool {
	return slices.ContainsFunc(quotes, func(q anchor) bool { return c.stands(a, q) })
}

// sides returns the names before and after word i in its sentence.
func (s *statement) sides(i int) (before, after []anchor) {
	for _, a := range s.anchors {
		switch {
		case a.kind != name || s.words[a.from].sentence != s.words[i].sentence || s.dateline(a):
		case a.from < i:
			before = append(before, a)
		default:
			after = append(after, a)
		}
	}
	return before, after
}

// stands reports whether a name of the claim is the one that an anchor of the quotes holds.
func (c *comparison) stands(a, q anchor) bool {
	for _, p := range c.anchorPlaces(a) {
		if p.from < q.to && q.from < p.to {
			return true
		}
	}
	return false
}

// around returns the nearest names before and after word i in its sentence, -1 for none.
func (s *statement) around(i int) (before, after int) {
	before, after = -1, -1
	for j := i - 1; j >= 0 && s.words[j].sentence == s.words[i].sentence; j-- {
		if a := s.words[j].anchor; a >= 0 && s.anchors[a].kind == name {
			before = a
			break
		}
	}
	for j := i + 1; j < len(s.words) && s.words[j].sentence == s.words[i].sentence; j++ {
		if a := s.words[j].anchor; a >= 0 && s.anchors[a].kind == name {
			after = a
			break
		}
	}
	return before, after
}

// passive reports whether the verb at word i is passive, with its doer behind it.
func (s *statement) passive(i int) bool {
	const reach = 3
	be := false
	for j := max(0, i-reach); j < i; j++ {
		be = be || s.words[j].Key == "be" && s.words[j].sentence == s.words[i].sentence
	}
	if !be {
		return false
	}
	for j := i + 1; j < len(s.words) && s.words[j].sentence == s.words[i].sentence; j++ {
		if s.words[j].Lower == "by" {
			return true
		}
	}
	return false
}
