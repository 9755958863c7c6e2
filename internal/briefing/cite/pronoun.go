package cite

// forPronoun reports whether the claim has a name where a quote has a pronoun: before the word
// that comes next.
func (c *comparison) forPronoun(a anchor) bool {
	next := a.to
	for next < len(c.claim.words) && !c.claim.words[next].content {
		next++
	}
	if next == len(c.claim.words) || c.claim.words[next].sentence != c.claim.words[a.from].sentence {
		return false
	}
	j, _ := c.best(next)
	for j--; j >= 0 && c.quote.words[j].anchor < 0; j-- {
		switch w := c.quote.words[j]; {
		case pronouns[w.Lower], is("standin", w.Key) && j > 0 && c.quote.words[j-1].Lower == "the":
			return true
		case w.content:
			return false
		}
	}
	return false
}

var pronouns = set("he she it they his her its their him them")
