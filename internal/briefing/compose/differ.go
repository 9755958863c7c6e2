package compose

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/english"
)

// sideShare is how good a line has to be, against the best one, to be a side of a
// disagreement: it has to be about the same thing.
const sideShare = 0.73

// differ drafts both sides where two documents give values that cannot both be true: the best
// finding and another, or else the best two that are nearly as good.
func (p *page) differ(found []*finding) (briefing.Draft, bool) {
	found = p.inZoneAsked(found)
	least := sideShare * p.core(found[0].line)
	for i, a := range found[:min(len(found), maxCompared)] {
		if i > 0 && (p.core(a.line) < least || !p.inClause(a)) {
			continue
		}
		for _, b := range found[i+1:] {
			if !b.apart(a.line) || b.bound != a.bound || p.core(b.line) < least || !p.sameSubject(a, b) || !p.inClause(b) || b.supposed() || !conflict(a, b) {
				continue
			}
			if d, ok := p.showSides(sameZone(found, a, b), sameZone(found, b, a)); ok {
				return d, true
			}
		}
	}
	return briefing.Draft{}, false
}

// maxCompared is how many of the best findings are compared with the others.
const maxCompared = 5

// core is the share of the question's weight that a line accounts for by itself. Words that
// only carry the question are left out, and names may stand near the line.
func (p *page) core(l *line) float64 {
	sum, all := 0.0, 0.0
	for i, t := range p.query.Terms {
		switch {
		case t.Frame:
		case t.Name && l.context[i] >= minNameWorth:
			sum, all = sum+t.Weight, all+t.Weight
		default:
			sum, all = sum+t.Weight*l.own[i], all+t.Weight
		}
	}
	return sum / max(all, 1e-9)
}

// supposed reports whether a time or duration is only told of what might be.
func (f *finding) supposed() bool {
	return (f.time != nil || f.size != nil && f.size.Unit == "duration") && supposes.MatchString(f.clause().Of(f.doc.Text))
}

var supposes = regexp.MustCompile(`(?i)\b(?:if|could|might|would)\b`)

// clause returns the clause of a finding's value.
func (f *finding) clause() briefing.Span {
	out := f.Span
	for _, b := range f.clauses() {
		if b <= f.value.Start {
			out.Start = b
		} else if b >= f.value.End {
			out.End = b
			break
		}
	}
	return out
}

// minToldWorth is what a word of a clause has to be worth for one of the question to be what
// the clause tells of.
const minToldWorth = 0.7

// inClause reports whether a telling word of the question, no name, stands in the clause of a
// finding's value: the value is one of what is asked for and not of something else that the
// line tells.
func (p *page) inClause(f *finding) bool {
	clause := f.clause()
	telling := false
	for i := range p.query.Terms {
		t := &p.query.Terms[i]
		if t.Frame || t.Name || p.query.Unit == "count" && t.Text == p.query.Focus {
			continue
		}
		telling = true
		if slices.ContainsFunc(f.tokens, func(token english.Token) bool {
			return clause.Contains(f.in(token.Span)) && worth(t, token.Key) >= minToldWorth
		}) {
			return true
		}
	}
	return !telling && (p.content == 0 || f.hasName(p) || startsWithPronoun.MatchString(f.line.text))
}

// hasName reports whether a finding's line itself has a name of the question.
func (f *finding) hasName(p *page) bool {
	for i, t := range p.query.Terms {
		if t.Name && f.own[i] >= minNameWorth {
			return true
		}
	}
	return false
}

// sameSubject reports whether a finding is about the names of the question as the best one is:
// it has them too, or a pronoun for them, or no other name in their place.
func (p *page) sameSubject(best, f *finding) bool {
	for i, t := range p.query.Terms {
		if t.Name && best.own[i] >= minNameWorth && f.own[i] < minNameWorth && !startsWithPronoun.MatchString(f.line.text) && (p.newName(f.line) || !english.Stop(f.tokens[0].Key)) {
			return false
		}
	}
	return true
}

// sameZone returns the finding that agrees with f and gives a clock time in a zone that the
// other side gives one in, f itself when there is none.
func sameZone(found []*finding, f, other *finding) *finding {
	if f.sharedClock(other) != nil {
		return f
	}
	for _, g := range found {
		if g.sharedClock(other) != nil && !conflict(f, g) && conflict(g, other) {
			return g
		}
	}
	return f
}

// sharedClock returns the clock time of a finding that is in a zone of the other's, or nil.
func (f *finding) sharedClock(o *finding) *english.Time {
	for i := range f.clock {
		for _, t := range o.clock {
			if f.clock[i].Zone != "" && f.clock[i].Zone == t.Zone {
				return &f.clock[i]
			}
		}
	}
	return nil
}

// showSides drafts one claim a side, within the words that both may take.
func (p *page) showSides(a, b *finding) (briefing.Draft, bool) {
	d := briefing.Draft{About: p.about(a)}
	limit := maxSidesWords - leadWords
	for i, pair := range [][2]*finding{{a, b}, {b, a}} {
		side, other := pair[0], pair[1]
		value := side.value
		if t := side.sharedClock(other); t != nil {
			value = side.line.in(t.Span)
		}
		room := limit - (1-i)*min(other.words(), maxSidesWords/2)
		c, ok := side.claim(room, value, p.matched(side.line)...)
		if !ok {
			return d, false
		}
		limit -= countWords(c.Text)
		c.Side, c.Value = i+1, cite.Plain(value.Of(side.doc.Text))
		d.Claims = append(d.Claims, c)
	}
	return d, true
}

// leadWords is the length of the words that introduce the sides.
const leadWords = 2

// conflict reports whether two values of one thing cannot both be true.
func conflict(a, b *finding) bool {
	switch {
	case a.size != nil && b.size != nil:
		return a.size.Unit == b.size.Unit && a.size.Unit != "" && (a.size.Unit != "count" || a.size.Noun == b.size.Noun) && !a.size.Compatible(*b.size)
	case a.time == nil || b.time == nil:
		return false
	case a.time.Clock && b.time.Clock:
		return clocksConflict(a, b)
	case a.time.Clock != b.time.Clock || a.time.Weekday || b.time.Weekday:
		return false
	}
	return datesConflict(*a.time, *b.time)
}

func datesConflict(a, b english.Time) bool {
	return a.Year > 0 && b.Year > 0 && a.Year != b.Year ||
		a.Month > 0 && b.Month > 0 && a.Month != b.Month ||
		a.Day > 0 && b.Day > 0 && a.Day != b.Day
}

// clocksConflict compares the clock times of two lines: all in UTC where their zones are
// known, else those of one zone.
func clocksConflict(a, b *finding) bool {
	comparable := false
	for _, s := range a.clock {
		for _, t := range b.clock {
			m, ok := s.UTC(day(a))
			n, ok2 := t.UTC(day(b))
			switch {
			case ok && ok2:
				if m == n {
					return false
				}
				comparable = true
			case strings.EqualFold(s.Zone, t.Zone):
				if s.Minute == t.Minute {
					return false
				}
				comparable = true
			}
		}
	}
	return comparable
}

// day is the day that a finding's clock times count from: an undated article's is the one on
// which it was first seen.
func day(f *finding) time.Time { return f.doc.Time() }

// inZoneAsked leaves the findings that give their time in the zone that the question names:
// by its abbreviation, or as the local time of a place of the question. If none does, all
// stay.
func (p *page) inZoneAsked(found []*finding) []*finding {
	if p.query.Unit != "clock" {
		return found
	}
	question := p.query.Question.Text
	var out []*finding
	for _, f := range found {
		for _, t := range f.clock {
			if zoneIn(question, t.Zone, f.line) {
				out = append(out, f)
				break
			}
		}
	}
	if len(out) == 0 {
		return found
	}
	return out
}

// zoneIn reports whether a question asks for the time of a zone: it has its name, or the
// name of its place, or the place of a line that gives the local time.
func zoneIn(question, zone string, l *line) bool {
	place, isPlace := strings.CutSuffix(zone, " time")
	switch {
	case zone == "":
		return false
	case place == "local":
		if strings.Contains(strings.ToLower(question), "local") {
			return true
		}
		m := inPlace.FindStringSubmatch(question)
		return m != nil && strings.Contains(l.doc.Text, m[1])
	case isPlace:
		return strings.Contains(question, place)
	}
	return slices.ContainsFunc(english.Tokens(question), func(t english.Token) bool { return t.Text == zone })
}

// inPlace finds the place at the end of a question: "… begin in Alaska?"
var inPlace = regexp.MustCompile(`\bin ([A-Z][a-z]+)\W*$`)

// about names what the sides of a disagreement give, one of which is f.
func (p *page) about(f *finding) string {
	switch {
	case f.time != nil && f.time.Clock:
		return "time"
	case p.query.Kind == briefing.KindWhen:
		return "date"
	case p.query.Unit == "count" && p.query.Focus != "":
		return "number of " + p.query.Focus
	case p.query.Unit == "":
		return "number"
	case p.query.Unit == "money":
		return "amount"
	}
	return p.query.Unit
}
