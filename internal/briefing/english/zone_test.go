package english

import (
	"testing"
	"time"
)

func TestUTC(t *testing.T) {
	t.Parallel()
	const unknown = -1
	for _, c := range []struct {
		text           string
		winter, summer int // hours in UTC of 12:00
	}{
		{"12:00 GMT", 12, 12},
		{"12:00 UTC time", 12, 12},
		{"12:00 MSK", 9, 9},
		{"12:00 Moscow time", 9, 9},
		{"12:00 ET", 17, 16},
		{"12:00 PT", 20, 19},
		{"12:00 EDT", 16, 16},
		{"12:00 Eastern time", 17, 16},
		{"12:00 U.S. Eastern time", 17, 16},
		{"12:00 Eastern Daylight Time", 17, 16},
		{"12:00 Alaska time", 21, 20},
		{"12:00 New York time", 17, 16},
		{"12:00 Hong Kong time", 4, 4},
		{"12:00 Beijing time", 4, 4},
		{"12:00 Kyiv time", 10, 9},
		{"12:00 London time", 12, 11},
		{"12:00 British Summer Time", 12, 11},
		{"12:00 Central European time", 11, 10},
		{"12:00 local time", unknown, unknown},
		{"12:00 Local time", unknown, unknown},
		{"12:00 Nowhere time", unknown, unknown},
		{"12:00", unknown, unknown},
	} {
		for _, day := range []struct {
			date time.Time
			want int
		}{
			{time.Date(2025, 1, 15, 0, 0, 0, 0, time.UTC), c.winter},
			{time.Date(2025, 8, 15, 0, 0, 0, 0, time.UTC), c.summer},
		} {
			got, ok := Times(c.text)[0].UTC(day.date)
			if !ok {
				got = unknown * 60
			}
			if got != day.want*60 {
				t.Errorf("%s on %s is minute %d in UTC, want %d", c.text, day.date.Format(time.DateOnly), got, day.want*60)
			}
		}
	}
	late := Time{Clock: true, Minute: 23 * 60, Zone: "PST"}
	if got, _ := late.UTC(time.Time{}); got != 7*60 {
		t.Errorf("23:00 PST is minute %d in UTC, want %d: the next day", got, 7*60)
	}
}
