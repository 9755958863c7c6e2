package cite

import (
	"slices"
	"strings"

	"briefbot/internal/briefing/english"
)

// A place of another name, number or date in the quotes fits a claim better than the place of its
// own by at least this much, when the claim has put it in the wrong place.
const (
	slotMargin    = 1.5 // of the words next to it
	besideMargin  = 2.4 // of the words next to it, for a name that the claim has right beside
	contextMargin = 1.3 // of all words around it
)

// misplaced returns the first name, number, date or turning word of the claim in whose place the
// quotes have another.
func (c *comparison) misplaced() string {
	for _, a := range c.claim.anchors {
		if at := (place{a.from, a.to}); c.rivalled(at, c.anchorPlaces(a), c.rivals(a), a.kind == name && c.forPronoun(a)) {
			return c.claim.anchorText(a)
		}
	}
	for i, w := range c.claim.words {
		if len(c.same[i]) == 0 || len(c.opposite[i]) == 0 || c.claim.states(vocabularies().opposites[w.Key]) {
			continue // one of both is not there, or the claim has both too
		}
		if c.rivalled(place{i, i + 1}, single(c.same[i]), opposites(c.opposite[i]), false) {
			return w.Text
		}
	}
	return ""
}

// states reports whether the statement has one of the keys.
func (s *statement) states(keys []string) bool {
	return slices.ContainsFunc(s.words, func(w word) bool { return slices.Contains(keys, w.Key) })
}

func single(words []int) []place {
	var out []place
	for _, i := range words {
		out = append(out, place{i, i + 1})
	}
	return out
}

func opposites(words []int) []rival {
	var out []rival
	for _, p := range single(words) {
		out = append(out, rival{place: p})
	}
	return out
}

// rival is a place in the quotes that something else holds.
type rival struct {
	place
	beside bool // the claim has it right beside
}

// rivals returns the places of other anchors of the quotes that could stand where a is.
func (c *comparison) rivals(a anchor) []rival {
	own := map[int]bool{}
	for _, p := range c.anchorPlaces(a) {
		for i := p.from; i < p.to; i++ {
			own[i] = true
		}
	}
	var out []rival
	for _, q := range c.quote.anchors {
		if len(out) == maxRivals {
			break
		}
		if own[q.from] || own[q.to-1] || !alikeKinds(a, q) || c.quote.dateline(q) || c.alias(a, q) || c.countsOther(a, q) {
			continue
		}
		out = append(out, rival{place{q.from, q.to}, a.kind == name && c.beside(a, q)})
	}
	return out
}

// alias reports whether a name of the quotes is a part of the claim's: Lee beside Ann Lee.
func (c *comparison) alias(a, q anchor) bool {
	return a.kind == name && q.kind == name && sameName(c.claim.words[a.to-1], c.quote.words[q.to-1])
}

// countsOther reports whether a number of the quotes counts something other than the claim's
// does, which the claim's own place counts as well.
func (c *comparison) countsOther(a, q anchor) bool {
	if a.kind != amount || c.equal(a.to, q.to) {
		return false
	}
	return slices.ContainsFunc(c.anchorPlaces(a), func(p place) bool { return c.equal(a.to, p.to) })
}

// dateline reports whether an anchor is the place that an article was written at: "ROSMERE —".
func (s *statement) dateline(a anchor) bool {
	last := s.words[a.to-1]
	opens := a.from == 0 || s.words[a.from-1].sentence != s.words[a.from].sentence
	rest := strings.TrimLeft(s.text[last.End:], " ")
	dash := strings.HasPrefix(rest, "—") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "--")
	return opens && (dash || strings.HasPrefix(rest, ".") && strings.ToUpper(last.Text) == last.Text)
}

// beside reports whether the claim has a name of the quotes right beside another, as in
// "Ann Lee, the head of Acme": what is said of the one there is said of the other.
func (c *comparison) beside(a, q anchor) bool {
	for _, b := range c.claim.anchors {
		if b.kind != name || b.from == a.from || !c.stands(b, q) {
			continue
		}
		from, to := min(a.to, b.to), max(a.from, b.from)
		near := true
		for i := from; i < to; i++ {
			w := c.claim.words[i]
			near = near && (!w.content || english.IsRole(w.Key) || w.anchor >= 0)
		}
		if near {
			return true
		}
	}
	return false
}

// alikeKinds reports whether one anchor can be put in the place of the other.
func alikeKinds(a, q anchor) bool {
	if a.kind == amount && q.kind == amount {
		return a.amount.Unit == q.amount.Unit || a.amount.Unit == "" || q.amount.Unit == ""
	}
	return a.kind == q.kind || a.kind > amount && q.kind > amount
}

// rivalled reports whether another place in the quotes goes better with what stands around a
// place in the claim than its own ones do.
func (c *comparison) rivalled(at place, own []place, rivals []rival, pronoun bool) bool {
	slot, context := c.fit(at, own)
	if len(own) == 0 || pronoun {
		context = 2 * nearWeight // only the words next to it can tell
	}
	for _, r := range rivals {
		s, x := c.fit(at, []place{r.place})
		if r.beside {
			if s >= slot+besideMargin {
				return true
			}
			continue
		}
		if s >= slot+slotMargin && (x > context || len(own) == 0 || pronoun) || x >= context+contextMargin {
			return true
		}
	}
	return false
}

// fit returns the best slot and context of the places.
func (c *comparison) fit(at place, places []place) (slot, context float64) {
	for _, p := range places {
		slot = max(slot, c.slot(at.from, at.to, p.from, p.to))
		context = max(context, c.context(at.from, at.to, p.from, p.to))
	}
	return slot, context
}
