package english

import (
	"regexp"
	"strings"

	"briefbot/internal/briefing"
)

var dayRE = regexp.MustCompile(`^(?i)(?:(?:last|next|this|on|by|until)\s+)?(` + strings.Join(weekdays, "|") + `|today|tomorrow|yesterday|tonight` +
	`|(?:last|next|this|earlier this|later this)\s+(?:week|month|year|weekend|fall|` + seasons + `|` + strings.Join(monthNames, "|") + `)` +
	`|(?:in|early|late|mid|since|until|by)[- ](?:january|february|march|april|june|july|august|september|october|november|december|` + seasons + `)` +
	`|(?:in|within|after)\s+(?:\d+|[a-z]+)\s+(?:hours|days|weeks|months|years)` +
	`|(?:\d+|[a-z]+)\s+(?:hours?|days?|weeks?|months?|years?|decades?)\s+(?:ago|later|earlier)|within\s+(?:hours|minutes|days))\b`)

const seasons = `spring|summer|autumn|winter`

// readDay reads a match of dayRE.
func readDay(text string, m []int) Time {
	t := Time{Span: briefing.Span{Start: m[0], End: m[1]}, Weekday: true}
	word := t.Of(text)
	last := word[strings.LastIndexAny(word, " -")+1:]
	t.NamesMonth = len(last) > 2 && month(last) > 0
	return t
}
