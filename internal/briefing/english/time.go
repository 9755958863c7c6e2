package english

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // zones where the machine has none

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

var (
	zonePattern = `(?:\s*\(?((?:[A-Z][a-z]+ )?(?:local|[A-Z][a-zA-Z]+(?: (?:Standard|Daylight|Summer))?) time|GMT|UTC|BST|CET|CEST|EET|EEST|MSK|IST|JST|KST|EST|EDT|ET|CST|CDT|CT|MST|MDT|PST|PDT|PT|AKST|AKDT|HST|AEST|AEDT|SGT|HKT|PKT)\b)?`
	clockRE     = regexp.MustCompile(`\b(\d{1,2})(?:[:.](\d{2}))?\s*(a\.?m\b\.?|p\.?m\b\.?|AM\b|PM\b)` + zonePattern + `|\b(\d{1,2}):(\d{2})\b(?:\s*hours|hrs)?` + zonePattern + `|\b(\d{2})(\d{2})\s*(?:hours\s+)?(GMT|UTC)\b|\b(noon|midnight)\b` + zonePattern)
	monthAlt    = `(January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)`
	dateRE      = regexp.MustCompile(`\b` + monthAlt + `\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(\d{4})\b)?|\b(\d{1,2})(?:st|nd|rd|th)?(?: of)?\s+` + monthAlt + `(?:,?\s+(\d{4}))?\b|\b` + monthAlt + `\s+(\d{4})\b|\b(1[5-9]\d\d|20\d\d)\b|\b(\d{4})-(\d\d)-(\d\d)\b`)
	dayRE       = regexp.MustCompile(`(?i)\b(?:(?:last|next|this|on|by|until)\s+)?(monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|yesterday|tonight|(?:last|next|this|earlier this|later this)\s+(?:week|month|year|weekend|spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september|october|november|december)|(?:in|early|late|mid|since|until|by)[- ](?:january|february|march|april|june|july|august|september|october|november|december|spring|summer|autumn|winter)|(?:in|within|after)\s+(?:\d+|[a-z]+)\s+(?:hours|days|weeks|months|years)|(?:\d+|[a-z]+)\s+(?:hours?|days?|weeks?|months?|years?|decades?)\s+(?:ago|later|earlier)|within\s+(?:hours|minutes|days))\b`)
)

// Times finds the points in time that a text states, in order of kind: clock times, dates,
// days.
func Times(text string) []Time {
	var out []Time
	for _, m := range clockRE.FindAllStringSubmatchIndex(text, -1) {
		if t, ok := readClock(text, m); ok {
			out = append(out, t)
		}
	}
	for _, m := range dateRE.FindAllStringSubmatchIndex(text, -1) {
		if t, ok := readDate(text, m); ok {
			out = append(out, t)
		}
	}
	for _, m := range dayRE.FindAllStringIndex(text, -1) {
		word := text[m[0]:m[1]]
		last := word[strings.LastIndexAny(word, " -")+1:]
		out = append(out, Time{Span: briefing.Span{Start: m[0], End: m[1]}, Weekday: true, NamesMonth: len(last) > 2 && month(last) > 0})
	}
	return out
}

func readClock(text string, m []int) (Time, bool) {
	t := Time{Span: briefing.Span{Start: m[0], End: m[1]}, Clock: true}
	hour, minute := 0, 0
	switch {
	case m[2] >= 0:
		hour, minute = atoi(group(text, m, 1)), atoi(group(text, m, 2))
		pm := strings.HasPrefix(strings.ToLower(group(text, m, 3)), "p")
		if hour > 12 {
			return t, false
		}
		hour %= 12
		if pm {
			hour += 12
		}
		t.Zone = group(text, m, 4)
	case m[10] >= 0:
		hour, minute, t.Zone = atoi(group(text, m, 5)), atoi(group(text, m, 6)), group(text, m, 7)
	case m[16] >= 0:
		hour, minute, t.Zone = atoi(group(text, m, 8)), atoi(group(text, m, 9)), group(text, m, 10)
	default:
		if strings.EqualFold(group(text, m, 11), "noon") {
			hour = 12
		}
		t.Zone = group(text, m, 12)
	}
	t.Minute = hour*60 + minute
	return t, hour < 24 && minute < 60
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func readDate(text string, m []int) (Time, bool) {
	t := Time{Span: briefing.Span{Start: m[0], End: m[1]}}
	switch {
	case m[2] >= 0:
		t.Month, t.Day, t.Year = month(group(text, m, 1)), atoi(group(text, m, 2)), atoi(group(text, m, 3))
	case m[8] >= 0:
		t.Day, t.Month, t.Year = atoi(group(text, m, 4)), month(group(text, m, 5)), atoi(group(text, m, 6))
	case m[14] >= 0:
		t.Month, t.Year = month(group(text, m, 7)), atoi(group(text, m, 8))
	case m[18] >= 0:
		t.Year = atoi(group(text, m, 9))
		if rest := text[m[1]:]; strings.HasPrefix(rest, " GMT") || strings.HasPrefix(rest, " UTC") || strings.HasPrefix(rest, " hours") {
			return t, false
		}
		if m[0] > 0 && strings.ContainsRune("$€£", rune(text[m[0]-1])) || strings.HasPrefix(text[m[1]:], ",") && len(text) > m[1]+1 && isDigit(text[m[1]+1]) {
			return t, false
		}
	default:
		t.Year, t.Month, t.Day = atoi(group(text, m, 10)), time.Month(atoi(group(text, m, 11))), atoi(group(text, m, 12))
	}
	return t, t.Day <= 31 && t.Month <= 12
}

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
	for _, w := range append(strings.Fields("monday tuesday wednesday thursday friday saturday sunday"), monthNames...) {
		m[Key(w)] = w != "may" && w != "march"
	}
	return m
}()

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

// zoneOffsets holds the zones that have one offset from UTC, in minutes east.
var zoneOffsets = map[string]int{
	"GMT": 0, "UTC": 0, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180, "IST": 330, "PKT": 300, "JST": 540, "KST": 540,
	"EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
	"AEST": 600, "AEDT": 660, "SGT": 480, "HKT": 480,
}

// zoneAreas are where the zone database keeps places.
var zoneAreas = []string{"Europe/", "America/", "Asia/", "US/", "Africa/", "Australia/", "Pacific/", "Atlantic/", "Indian/", ""}

func zoneOffset(zone string, day time.Time) (int, bool) {
	if o, ok := zoneOffsets[zone]; ok {
		return o, true
	}
	switch zone {
	case "ET":
		zone = "Eastern time"
	case "CT":
		zone = "Central time"
	case "PT":
		zone = "Pacific time"
	}
	place, ok := strings.CutSuffix(zone, " time")
	if !ok || strings.HasSuffix(place, "local") {
		return 0, false
	}
	place = strings.ReplaceAll(strings.TrimSpace(place), " ", "_")
	for _, area := range zoneAreas {
		if loc, err := time.LoadLocation(area + place); err == nil {
			_, seconds := day.In(loc).Zone()
			return seconds / 60, true
		}
	}
	return 0, false
}
