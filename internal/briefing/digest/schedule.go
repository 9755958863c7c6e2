package digest

import (
	"errors"
	"fmt"
	"time"
)

// Schedule is a time of day in a time zone, every day.
type Schedule struct {
	of   time.Duration // the time of day, since midnight
	zone *time.Location
}

// Day is a local date with the instant at which its digest is due.
type Day struct {
	Date string // 2006-01-31
	At   time.Time
}

// ParseSchedule reads a time of day, "08:00", and the IANA name of a time zone,
// "Europe/Berlin". Its error is for the one who wrote them.
func ParseSchedule(at, zone string) (Schedule, error) {
	clock, badTime := time.Parse(timeOfDay, at)
	if badTime != nil {
		badTime = fmt.Errorf("%.40q is no time of day; write it as 08:00", at)
	}
	location, badZone := ParseZone(zone)
	if err := errors.Join(badTime, badZone); err != nil {
		return Schedule{}, err
	}
	of := time.Duration(clock.Hour())*time.Hour + time.Duration(clock.Minute())*time.Minute
	return Schedule{of, location}, nil
}

const timeOfDay = "15:04"

// ParseZone reads the IANA name of a time zone. Its error is for the one who wrote it.
func ParseZone(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, errors.New("no time zone; write it as Europe/Berlin")
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("%.40q is no time zone; write it as Europe/Berlin", name)
	}
	return zone, nil
}

// TimeOfDay returns the time of day as two digits of hours and of minutes: "08:00".
func (s Schedule) TimeOfDay() string { return time.Time{}.Add(s.of).Format(timeOfDay) }

// Zone returns the time zone.
func (s Schedule) Zone() *time.Location { return s.zone }

// Due returns the days whose digests fall due after the one time and not after the other, in
// order: each local date once. Where the clock skips the time of day, the digest is due when
// it skips; where the clock repeats it, the first time. A date that a country left out of its
// calendar has none.
func (s Schedule) Due(after, until time.Time) []Day {
	var out []Day
	y, m, d := after.In(s.zone).Date()
	for date := time.Date(y, m, d, 0, 0, 0, 0, time.UTC); ; date = date.AddDate(0, 0, 1) {
		at := s.first(date.Add(s.of))
		if at.After(until) {
			return out
		}
		exists := s.first(date).Before(s.first(date.AddDate(0, 0, 1)))
		if at.After(after) && exists {
			out = append(out, Day{date.Format(time.DateOnly), at})
		}
	}
}

// maxOffset is more than any local time has ever differed from UTC.
const maxOffset = 26 * time.Hour

// first returns the first instant at which the zone's clock shows a date and time, given as
// if in UTC, or a later one.
func (s Schedule) first(wall time.Time) time.Time {
	for t := wall.Add(-maxOffset); ; {
		local := t.In(s.zone)
		_, offset := local.Zone()
		at := wall.Add(-time.Duration(offset) * time.Second)
		if at.Before(t) {
			at = t
		}
		_, end := local.ZoneBounds()
		if end.IsZero() || at.Before(end) {
			return at
		}
		t = end
	}
}
