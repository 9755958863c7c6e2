package english

import (
	"time"

	"briefbot/internal/briefing"
)

// Time is a point in time that a text states.
type Time struct {
	briefing.Span
	Clock      bool   // a time of day
	Minute     int    // of the day, for a clock time
	Zone       string // as written: "GMT", "Alaska time", "local time"; "" when none is given
	Year       int    // 0 when not given
	Month      time.Month
	Day        int
	Weekday    bool // a day of the week or a word like "tomorrow", without a date
	NamesMonth bool // such words that name a month: "since January"
}

// Times finds the points in time that a text states, in order of kind: clock times, dates,
// days.
func Times(text string) []Time {
	var out []Time
	for _, m := range matches(clockRE, text, startsClock) {
		if t, ok := readClock(text, m); ok {
			out = append(out, t)
		}
	}
	for _, m := range matches(dateRE, text, startsDate) {
		if t, ok := readDate(text, m); ok {
			out = append(out, t)
		}
	}
	for _, m := range matches(dayRE, text, startsWord) {
		out = append(out, readDay(text, m))
	}
	return out
}
