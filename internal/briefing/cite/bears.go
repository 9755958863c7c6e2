package cite

import (
	"time"

	"briefbot/internal/briefing/english"
)

// place is where the quotes have something: words [from, to).
type place struct{ from, to int }

// anchorPlaces returns where the quotes have an anchor of the claim.
func (c *comparison) anchorPlaces(a anchor) []place {
	if c.borne[a.id] == nil {
		c.borne[a.id] = append([]place{}, c.findAnchor(a)...)
	}
	return c.borne[a.id]
}

func (c *comparison) findAnchor(a anchor) []place {
	if a.kind == name {
		return c.namePlaces(a)
	}
	var out []place
	for _, q := range c.quote.anchors {
		if len(out) < maxPlaces && c.bears(a, q) {
			out = append(out, place{q.from, q.to})
		}
	}
	return out
}

// bears reports whether an anchor of the quotes bears out one of the claim that is no name.
func (c *comparison) bears(a, q anchor) bool {
	switch {
	case a.kind == amount && q.kind == amount:
		return sameAmount(a.amount, q.amount) && (!c.quote.total(q) || c.claim.follows(a.from-2, "of") || c.claim.follows(a.from-3, "of"))
	case a.kind == clock && q.kind == clock:
		return sameClock(a.time, q.time)
	case a.kind == date && q.kind == date:
		return sameDate(a.time, q.time, c.quote.published(q.from))
	case a.kind == day && q.kind == day && c.claim.words[a.from].Lower == c.quote.words[q.from].Lower:
		return true
	case a.kind == date && q.kind == day:
		t, ok := c.quote.dayMeant(q)
		return ok && a.time.Day == t.Day() && a.time.Month == t.Month() && (a.time.Year == 0 || a.time.Year == t.Year())
	case a.kind == day && q.kind == date:
		t, ok := c.quote.dateMeant(q)
		return ok && weekdays[c.claim.words[a.from].Lower] == int(t.Weekday())+1
	}
	return false
}

// sameClock reports whether a quote says the time of day that a claim does: in the same zone, or
// in one that the claim leaves out.
func sameClock(c, q english.Time) bool {
	return c.Minute == q.Minute && (c.Zone == "" || c.Zone == q.Zone)
}

// total reports whether a number is what another is a part of: "4 of the 31".
func (s *statement) total(a anchor) bool {
	i := a.from - 1
	for i >= 0 && (s.words[i].Lower == "the" || s.words[i].Lower == "its" || s.words[i].Lower == "their") {
		i--
	}
	return i > 0 && s.words[i].Lower == "of" && s.words[i-1].anchor >= 0 && s.anchors[s.words[i-1].anchor].kind == amount
}

// sameDate reports whether a quote says the date that a claim does. The year may be the one in
// which the article was published.
func sameDate(c, q english.Time, published time.Time) bool {
	year := q.Year == c.Year || q.Year == 0 && c.Year == published.Year()
	return (c.Day == 0 || c.Day == q.Day) && (c.Month == 0 || c.Month == q.Month) && (c.Year == 0 || year)
}
