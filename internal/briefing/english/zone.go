package english

import (
	"strings"
	"time"
	_ "time/tzdata" // zones where the machine has none
)

// UTC returns the minute of the day in UTC of a clock time whose zone is known, given the
// day that it is on.
func (t Time) UTC(day time.Time) (minute int, ok bool) {
	if t.Zone == "" {
		return 0, false
	}
	offset, ok := zoneOffset(t.Zone, day)
	if !ok {
		return 0, false
	}
	const dayMinutes = 24 * 60
	return ((t.Minute-offset)%dayMinutes + dayMinutes) % dayMinutes, true
}

// zoneOffset returns the minutes east of UTC of a zone as written, on a day.
func zoneOffset(zone string, day time.Time) (int, bool) {
	place := zone
	if n := len(zone) - len(" time"); n > 0 && strings.EqualFold(zone[n:], " time") {
		place = zone[:n]
	}
	if o, ok := zoneOffsets[place]; ok {
		return o, true
	}
	for _, about := range []string{" Standard", " Daylight", " Summer"} {
		place = strings.TrimSuffix(place, about)
	}
	place = strings.TrimPrefix(strings.TrimPrefix(place, "US "), "U.S. ")
	if strings.HasSuffix(strings.ToLower(place), "local") {
		return 0, false // never the machine's
	}
	if name, ok := zonePlaces[place]; ok {
		place = name
	}
	place = strings.ReplaceAll(place, " ", "_")
	for _, area := range zoneAreas {
		if loc, err := time.LoadLocation(area + place); err == nil {
			_, seconds := day.In(loc).Zone()
			return seconds / 60, true
		}
	}
	return 0, false
}

// zoneOffsets holds the zones that have one offset from UTC, in minutes east.
var zoneOffsets = map[string]int{
	"GMT": 0, "UTC": 0, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180, "IST": 330, "PKT": 300, "JST": 540, "KST": 540,
	"EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
	"AEST": 600, "AEDT": 660, "SGT": 480, "HKT": 480,
}

// zonePlaces are names of zones and places that the zone database does not have as such.
var zonePlaces = map[string]string{
	"Eastern": "America/New_York", "Central": "America/Chicago", "Mountain": "America/Denver", "Pacific": "America/Los_Angeles",
	"ET": "America/New_York", "CT": "America/Chicago", "PT": "America/Los_Angeles",
	"British": "Europe/London", "UK": "Europe/London", "Greenwich Mean": "UTC", "Universal": "UTC",
	"Western European": "Europe/Lisbon", "Central European": "Europe/Paris", "Eastern European": "Europe/Athens",
	"Washington": "America/New_York", "Ottawa": "America/Toronto", "Geneva": "Europe/Zurich", "Ankara": "Europe/Istanbul",
	"Beijing": "Asia/Shanghai", "China": "Asia/Shanghai", "Delhi": "Asia/Kolkata", "New Delhi": "Asia/Kolkata", "Mumbai": "Asia/Kolkata", "Indian": "Asia/Kolkata", "Canberra": "Australia/Sydney",
}

// zoneAreas are where the zone database keeps places.
var zoneAreas = []string{"", "Europe/", "America/", "Asia/", "US/", "Africa/", "Australia/", "Pacific/", "Atlantic/", "Indian/"}
