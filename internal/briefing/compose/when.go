package compose

import (
	"regexp"
	"strings"

	"briefbot/internal/briefing/english"
)

// findTimes returns the points in time of a line that are of the kind asked for.
func (p *page) findTimes(l *line) []*finding {
	var out []*finding
	var clocks []english.Time
	past := inPast.MatchString(p.query.Question.Text)
	for _, t := range english.Times(l.text) {
		if !p.timeFits(t) || p.predicate() >= 0 && yearsSpan(l.text, t) || p.asked(t.Of(l.text)) || t.Weekday && (aside(l.text, t) || past && !t.NamesMonth && fromNow.MatchString(t.Of(l.text))) {
			continue
		}
		if t.Clock {
			clocks = append(clocks, t)
		}
		out = append(out, &finding{line: l, time: &t, value: l.in(t.Span), bound: t.Clock && bounds.MatchString(l.text[:t.Start])})
	}
	if lastTime.MatchString(p.query.Question.Text) {
		for _, q := range english.Quantities(l.text) {
			if q.Unit == "duration" && recurrence.MatchString(l.text[:q.Start]) {
				out = append(out, &finding{line: l, size: &q, value: l.in(q.Span)})
			}
		}
	}
	clocks = p.inUTC(clocks)
	for _, f := range out {
		f.clock = clocks
	}
	return out
}

// yearsSpan reports whether a year is one end of a span: "(1977-2019)" tells how long, and not when
// something was done.
func yearsSpan(text string, t english.Time) bool {
	return t.Year > 0 && t.Month == 0 && (yearsAfter.MatchString(text[t.End:]) || yearsBefore.MatchString(text[:t.Start]))
}

var (
	yearsAfter  = regexp.MustCompile(`^\s*[-–—]\s*(?:\d{2}|\d{4})\b`)
	yearsBefore = regexp.MustCompile(`\b\d{4}\s*[-–—]\s*$`)
)

// asked reports whether a value stands in the question already.
func (p *page) asked(value string) bool {
	for _, t := range english.Tokens(value) {
		if !english.Stop(t.Key) && !p.inQuestion(t.Key) {
			return false
		}
	}
	return true
}

// calendarFits reports whether a date has the part that the question asks for: "which month".
func (p *page) calendarFits(t english.Time) bool {
	switch p.query.Focus {
	case "month":
		return t.Month > 0 || t.Weekday && t.NamesMonth
	case "day", "weekday":
		return t.Day > 0 || t.Weekday && !t.NamesMonth
	}
	return true
}

var (
	inPast  = regexp.MustCompile(`(?i)^when (?:did|was|were|had)\b`)
	fromNow = regexp.MustCompile(`(?i)^(?:within|in|after)\s`) // "within 24 hours"
)

// bounds finds a word that makes a clock time a limit and not the time of an event.
var bounds = regexp.MustCompile(`(?i)\b(?:before|after|until|till)\s+$`)

// aside reports whether a day is told by the way: "Today, …".
func aside(text string, t english.Time) bool {
	return t.Start == 0 && strings.HasPrefix(text[t.End:], ",")
}

// lastTime finds a question after the last time, which "the first in ten years" answers too.
var lastTime = regexp.MustCompile(`(?i)\blast\b`)

func (p *page) timeFits(t english.Time) bool {
	switch p.query.Unit {
	case "clock":
		return t.Clock
	case "year":
		return t.Year > 0
	case "date":
		return !t.Clock && p.calendarFits(t)
	}
	return true
}

// penaltyBound is for a clock time that is only a limit.
const penaltyBound = 0.3

// precision is what a date gains by being exact.
func (f *finding) precision() float64 {
	switch t := f.time; {
	case t == nil:
		return 0
	case t.Clock:
		return 0.06
	case t.Day > 0:
		return 0.2
	case t.Month > 0:
		return 0.06
	case t.Year > 0 || t.Weekday && !relative.MatchString(t.Of(f.line.text)):
		return 0.04
	}
	return 0
}

// relative finds a day that is told from the day of writing.
var relative = regexp.MustCompile(`(?i)\b(?:today|tonight|tomorrow|yesterday|this|last|next|earlier|later|ago)\b`)
