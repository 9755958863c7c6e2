package compose

import (
	"regexp"
	"strings"

	"briefbot/internal/briefing/english"
)

// findSizes returns the amounts of a line that measure what the question asks for.
func (p *page) findSizes(l *line) []*finding {
	var out []*finding
	inUnit := calendarUnit.FindStringSubmatch(strings.ToLower(p.query.Question.Text))
	question := strings.ToLower(p.query.Question.Text)
	elapsed, since := hasLasted.MatchString(question), strings.Contains(question, "since")
	for _, q := range english.Quantities(l.text) {
		if p.query.Unit == "duration" && !pace.MatchString(question) && !since && taking.MatchString(l.text[:q.Start]) {
			continue
		}
		if elapsed && (deadline.MatchString(l.text[:q.Start]) || !since && recurrence.MatchString(l.text[:q.Start])) {
			continue
		}
		if inUnit != nil && !inCalendarUnit(q.Of(l.text), inUnit[1]) {
			continue
		}
		if p.sizeFits(l, q) {
			out = append(out, &finding{line: l, size: &q, value: l.in(q.Span), bound: p.query.Unit == "money" && step.MatchString(l.text[:q.Start])})
		}
	}
	return out
}

var (
	hasLasted    = regexp.MustCompile(`(?i)\bhow (?:long|many \w+) (?:has|have|had|is it since)\b|\bduration\b|\bso far\b`)
	calendarUnit = regexp.MustCompile(`\bhow many (?:more )?(year|month|week|day|hour|minute|second|decade)s`)
	pace         = regexp.MustCompile(`\btakes?\b|\bhow (?:quickly|fast|soon)\b`) // in what time, not for how long
	deadline     = regexp.MustCompile(`(?i)\b(?:within|by|every)\s+$`)            // how soon, not how long
	taking       = regexp.MustCompile(`(?i)\b(?:settled|done|finished|completed|ended|closed|built|won)\b.{0,40}\bin\s+$`)
	step         = regexp.MustCompile(`(?i)\b(?:from|by|additional|extra|another|sav(?:e|es|ed|ing))\s+$`)                                                 // what a sum was before, or by how much it changes
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
		return q.Unit == "count" && p.counts(l, q)
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
