package cite

import "slices"

// unborne returns the first number, date, name or limit of the claim that nothing bears out, and
// why it does not pass.
func (c *comparison) unborne() (string, error) {
	for _, a := range c.claim.anchors {
		text := c.claim.anchorText(a)
		switch places := c.anchorPlaces(a); {
		case a.kind == name:
			if c.repeated(a) > max(1, len(places)) {
				return text, ErrName
			}
			if words := c.claim.words[a.from:a.to]; len(places) == 0 && !c.pool.names(words) && !(c.pool.before.names(words) && c.forPronoun(a)) {
				return text, ErrName
			}
		case len(places) > 0:
			if a.kind == amount && c.repeated(a) > len(places) {
				return text, ErrNumber
			}
			if a.kind == amount && !c.hedged(a) {
				return text, ErrCertainty
			}
		case a.kind == amount:
			return text, ErrNumber
		default:
			return text, ErrDate
		}
	}
	if word := c.unmeasured(); word != "" {
		return word, ErrNumber
	}
	for _, class := range []string{"whole", "only", "most"} {
		for _, w := range c.claim.words {
			if is(class, w.Key) && w.anchor < 0 && !c.quote.has(class) && !c.pool.keys[w.Key] {
				return w.Text, ErrContent
			}
		}
	}
	return "", nil
}

// repeated returns how often a sentence of the claim has a name, or all of it a number.
func (c *comparison) repeated(a anchor) int {
	n := 0
	for _, b := range c.claim.anchors {
		switch {
		case b.kind != a.kind:
		case a.kind == amount && b.amount.Value == a.amount.Value:
			n++
		case a.kind == name && c.claim.words[a.from].sentence == c.claim.words[b.from].sentence && c.claim.anchorText(a) == c.claim.anchorText(b):
			n++
		}
	}
	return n
}

// hedged reports whether a number of the claim is left as open as one of the quotes is: a claim
// may add "about" and no more.
func (c *comparison) hedged(a anchor) bool {
	for _, q := range c.quote.anchors {
		if q.kind == amount && sameAmount(a.amount, q.amount) && (a.hedge == q.hedge || a.hedge == "about") {
			return true
		}
	}
	return false
}

// unmeasured returns the first word of the claim that measures and is none of the quotes', such
// as a unit, a fraction or an ordinal.
func (c *comparison) unmeasured() string {
	for i, w := range c.claim.words {
		if !is("measure", w.Key) || w.anchor >= 0 || c.claim.follows(i, "old") || c.claim.unit(i) {
			continue
		}
		if !slices.ContainsFunc(c.quote.words, func(q word) bool {
			return w.Key == q.Key || slices.Contains(vocabularies().alike[w.Key], q.Key)
		}) {
			return w.Text
		}
	}
	return ""
}

// unit reports whether word i is the unit of a number, which is compared with it.
func (s *statement) unit(i int) bool {
	if i == 0 || s.words[i-1].anchor < 0 {
		return false
	}
	a := s.anchors[s.words[i-1].anchor]
	return a.kind == amount && a.amount.Unit != "" && a.amount.Noun == s.words[i].Key
}

// has reports whether the statement has a word of a class.
func (s *statement) has(class string) bool {
	for _, w := range s.words {
		if is(class, w.Key) {
			return true
		}
	}
	return false
}

func (s *statement) anchorText(a anchor) string {
	return s.text[s.words[a.from].Start:s.words[a.to-1].End]
}
