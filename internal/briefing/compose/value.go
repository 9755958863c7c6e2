package compose

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// finding is a line with the value in it that answers a when or how-much question.
type finding struct {
	*line
	value briefing.Span // in the document
	time  *english.Time
	clock []english.Time // all clock times of the line: one event told in several zones
	size  *english.Quantity
	bound bool // the value is a limit: "shortly before 19:00"
}

func (f *finding) text() string { return flat(f.value.Of(f.doc.Text)) }

// value answers with the value in its sentence, and with both where sources differ.
func (p *page) value() briefing.Draft {
	found := p.findings()
	if len(found) == 0 {
		return briefing.Draft{}
	}
	if d, ok := p.differ(found); ok {
		return d
	}
	best := found[0]
	c, ok := best.claim(maxWords(p.query.Kind), append(p.matched(best.line), best.value)...)
	if !ok {
		if c, ok = best.claim(maxWords(p.query.Kind), best.value); !ok {
			return briefing.Draft{}
		}
	}
	return draftOf(p.corroborate(c, best, found[1:]))
}

// corroborate adds one more source that gives the same value in the same words.
func (p *page) corroborate(c briefing.DraftClaim, best *finding, others []*finding) briefing.DraftClaim {
	for _, f := range others {
		if f.doc != best.doc && f.near >= 0.8*best.near && f.text() == best.text() {
			c.Quotes = append(c.Quotes, f.quote())
			break
		}
	}
	return c
}

// findings returns the lines that hold a value of the type asked for and account for the
// question, best first.
func (p *page) findings() []*finding {
	var out []*finding
	for _, l := range p.lines {
		if !p.answers(l) {
			continue
		}
		if f := p.find(l); f != nil {
			out = append(out, f)
		}
	}
	for _, f := range out {
		f.score += f.precision() - p.noise(f.line)
		if f.bound {
			f.score -= penaltyBound
		}
	}
	slices.SortStableFunc(out, func(a, b *finding) int { return descending(a.score, b.score) })
	return out
}

// penaltyBound is for a clock time that is only a limit.
const penaltyBound = 0.3

// precision is what a date gains by being exact.
func (f *finding) precision() float64 {
	switch t := f.time; {
	case t == nil:
		return 0
	case t.Clock:
		return 0.12
	case t.Day > 0:
		return 0.1
	case t.Month > 0 || t.Weekday && !relative.MatchString(t.Of(f.line.text)):
		return 0.06
	case t.Year > 0:
		return 0.04
	}
	return 0
}

// relative finds a day that is told from the day of writing.
var relative = regexp.MustCompile(`(?i)\b(?:today|tonight|tomorrow|yesterday|this|last|next|earlier|later|ago)\b`)

// find returns the value of a line that the question asks for: of several, the one nearest
// to the question's words.
func (p *page) find(l *line) *finding {
	var out []*finding
	if p.query.Kind == briefing.KindWhen {
		out = p.findTimes(l)
	} else {
		out = p.findSizes(l)
	}
	if len(out) == 0 {
		return nil
	}
	best, distance := out[0], 1<<30
	for _, f := range out {
		if d := p.distance(l, f.value); d < distance {
			best, distance = f, d
		}
	}
	return best
}

// distance is how far a value stands from the nearest word of the question, in bytes.
func (p *page) distance(l *line, value briefing.Span) int {
	best := 1 << 20
	for _, m := range p.matched(l) {
		best = min(best, max(0, value.Start-m.End, m.Start-value.End))
	}
	return best
}

func (p *page) findTimes(l *line) []*finding {
	var out []*finding
	var clocks []english.Time
	past := inPast.MatchString(p.query.Question.Text)
	for _, t := range english.Times(l.text) {
		if !p.timeFits(t) || p.asked(t.Of(l.text)) || t.Weekday && (aside(l.text, t) || past && fromNow.MatchString(t.Of(l.text))) {
			continue
		}
		if t.Clock {
			clocks = append(clocks, t)
		}
		out = append(out, &finding{line: l, time: &t, value: p.shift(l, t.Span), bound: t.Clock && bounds.MatchString(l.text[:t.Start])})
	}
	if lastTime.MatchString(p.query.Question.Text) {
		for _, q := range english.Quantities(l.text) {
			if q.Unit == "duration" && recurrence.MatchString(l.text[:q.Start]) {
				out = append(out, &finding{line: l, size: &q, value: p.shift(l, q.Span)})
			}
		}
	}
	for _, f := range out {
		f.clock = clocks
	}
	return out
}

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

func (p *page) shift(l *line, s briefing.Span) briefing.Span {
	return briefing.Span{Start: l.Start + s.Start, End: l.Start + s.End}
}

func (p *page) findSizes(l *line) []*finding {
	var out []*finding
	inUnit := calendarUnit.FindStringSubmatch(strings.ToLower(p.query.Question.Text))
	question := strings.ToLower(p.query.Question.Text)
	elapsed, since := hasLasted.MatchString(question), strings.Contains(question, "since")
	for _, q := range english.Quantities(l.text) {
		if p.query.Unit == "duration" && !strings.Contains(question, "take") && !since && taking.MatchString(l.text[:q.Start]) {
			continue
		}
		if elapsed && (deadline.MatchString(l.text[:q.Start]) || !since && recurrence.MatchString(l.text[:q.Start])) {
			continue
		}
		if inUnit != nil && !inCalendarUnit(q.Of(l.text), inUnit[1]) {
			continue
		}
		if p.sizeFits(l, q) {
			out = append(out, &finding{line: l, size: &q, value: p.shift(l, q.Span)})
		}
	}
	return out
}

var (
	hasLasted    = regexp.MustCompile(`(?i)\bhow (?:long|many \w+) (?:has|have|had|is it since)\b`)
	calendarUnit = regexp.MustCompile(`\bhow many (?:more )?(year|month|week|day|hour|minute|second|decade)s`)
	deadline     = regexp.MustCompile(`(?i)\b(?:within|by|every)\s+$`) // how soon, not how long
	taking       = regexp.MustCompile(`(?i)\b(?:settled|done|finished|completed|ended|closed|built|won)\b.{0,40}\bin\s+$`)
	recurrence   = regexp.MustCompile(`(?i)\b(?:first(?: \w+){0,3}|time|visit|meeting|States|country) in\s+(?:more than |over |about |nearly |almost )?$`) // since when, not how long
)

// inCalendarUnit reports whether a duration is given in a unit, or years in decades.
func inCalendarUnit(duration, unit string) bool {
	duration = strings.ToLower(duration)
	return strings.Contains(duration, unit) || unit == "year" && strings.Contains(duration, "decade")
}

// sizeFits reports whether a quantity measures what the question asks for. A count has to be
// of the thing asked for.
func (p *page) sizeFits(l *line, q english.Quantity) bool {
	switch unit := p.query.Unit; unit {
	case "":
		return true
	case "money":
		return q.Unit == "money" || q.Unit == "count" && q.Low >= leastSum && q.Low == q.High && !personCounts[q.Noun] && sums.MatchString(l.text)
	case "change":
		return q.Unit == "percent" || q.Unit == "money"
	case "count":
		return (q.Unit == "count" || q.Unit == "percent") && p.counts(l, q)
	default:
		return q.Unit == unit
	}
}

// leastSum is the least number that is taken for a sum of a currency that no table knows.
const leastSum = 100

// sums finds what makes a number a sum of money, whatever the currency.
var sums = regexp.MustCompile(`(?i)\b(?:cost\w*|pa(?:y|ys|id|ying)|price\w*|worth|spen[dt]\w*|fine[ds]?|budget|bill|fund\w*|aid|grant\w*|loan|debt|buy|bought|sold|sell|receive\w*|award\w*|compensation|salary|fee|raised|invest\w*|deal|offer\w*)\b`)

// counts reports whether what a quantity counts is what the question asks to count.
func (p *page) counts(l *line, q english.Quantity) bool {
	focus := english.Tokens(p.query.Focus)
	if len(focus) == 0 {
		return true
	}
	head := focus[len(focus)-1].Key
	if q.Noun == "" {
		return true // the line tells what is counted before the number
	}
	for i := range p.query.Terms {
		if t := &p.query.Terms[i]; t.Key == head && worth(t, q.Noun) >= 0.5 {
			return true
		}
	}
	return personCounts[q.Noun] && (head == "person" || deaths[head] && dying.MatchString(l.text))
}

// deaths are the keys of nouns for people who died.
var deaths = map[string]bool{english.Key("death"): true, english.Key("casualty"): true, english.Key("fatality"): true, english.Key("victim"): true}

var dying = regexp.MustCompile(`(?i)\b(?:die[ds]?|dying|dead|deaths?|kill\w*|lost their lives|casualt\w+|fatalit\w+)\b`)

// personCounts are nouns whose count is a count of people.
var personCounts = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("people men women children residents workers soldiers troops refugees passengers civilians voters patients students officials members others dead victims families migrants employees staff") {
		m[english.Key(w)] = true
	}
	return m
}()
