package english

import (
	"slices"
	"strings"
	"time"
)

var (
	monthNames = strings.Fields("january february march april may june july august september october november december")
	weekdays   = strings.Fields("monday tuesday wednesday thursday friday saturday sunday")
)

// month returns the month that a name or its abbreviation stands for, 0 for none.
func month(s string) time.Month {
	s = strings.ToLower(strings.TrimSuffix(s, "."))
	for i, name := range monthNames {
		if strings.HasPrefix(name, s) || s == "sept" && i == 8 {
			return time.Month(i + 1)
		}
	}
	return 0
}

// IsMonthOrDay reports whether a key is the name of a month or of a day of the week.
func IsMonthOrDay(key string) bool { return monthOrDay[key] }

var monthOrDay = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range slices.Concat(weekdays, monthNames) {
		m[Key(w)] = w != "may" && w != "march"
	}
	return m
}()
