package retrieve

import (
	"slices"
	"time"

	"briefbot/internal/briefing/english"
)

// days are starts of days, UTC.
type days []time.Time

// daysNamed returns the days that a question names with day, month and year.
func daysNamed(question string) days {
	var out days
	for _, t := range english.Times(question) {
		if t.Year > 0 && t.Month > 0 && t.Day > 0 {
			out = append(out, time.Date(t.Year, t.Month, t.Day, 0, 0, 0, 0, time.UTC))
		}
	}
	return out
}

// hold reports whether a point in time is in one of the days.
func (d days) hold(t time.Time) bool { return slices.ContainsFunc(d, dayOf(t).Equal) }

// dayOf returns the start of a day.
func dayOf(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }
