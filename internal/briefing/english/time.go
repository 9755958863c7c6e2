package english

import (
	"regexp"
	"strings"
	"time"
	_ "time/tzdata" // zones where the machine has none
	"unicode/utf8"

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
	zonePattern = `(?:\s*\(?((?:[A-Z][a-zA-Z.]+ )?(?:local|[A-Z][a-zA-Z]+(?: (?:Standard|Daylight|Summer))?) [Tt]ime|GMT|UTC|BST|CET|CEST|EET|EEST|MSK|IST|JST|KST|EST|EDT|ET|CST|CDT|CT|MST|MDT|PST|PDT|PT|AKST|AKDT|HST|AEST|AEDT|SGT|HKT|PKT)\b)?`
	clockRE     = regexp.MustCompile(`^(?:(\d{1,2})(?:[:.](\d{2}))?\s*(a\.?m\b\.?|p\.?m\b\.?|AM\b|PM\b|A\.M\.|P\.M\.)` + zonePattern +
		`|(\d{1,2}):(\d{2})(?::\d{2})?\b(?:\s*hours|hrs)?` + zonePattern + `|(\d{2})(\d{2})\s*(?:hours\s+)?(GMT|UTC)\b|([Nn]oon|[Mm]idnight)\b` + zonePattern + `)`)
	monthAlt = `(January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)`
	dayAlt   = `(\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2}(?:st|nd|rd|th)?)?` // of "11-12 August" the first
	dateRE   = regexp.MustCompile(`^(?:(\d{4})-(\d\d)-(\d\d)(?:T[\d:.]+Z?)?\b|` + monthAlt + `\s+` + dayAlt + `\b(?:,?\s*(\d{4})\b)?|` + dayAlt + `(?: of)?\s+` + monthAlt + `(?:,?\s+(\d{4}))?\b|` +
		monthAlt + `\s+(\d{4})\b|(1[5-9]\d\d|20\d\d)\b)`)
	dayRE = regexp.MustCompile(`^(?i)(?:(?:last|next|this|on|by|until)\s+)?(monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|yesterday|tonight|(?:last|next|this|earlier this|later this)\s+(?:week|month|year|weekend|spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september|october|november|december)|(?:in|early|late|mid|since|until|by)[- ](?:january|february|march|april|june|july|august|september|october|november|december|spring|summer|autumn|winter)|(?:in|within|after)\s+(?:\d+|[a-z]+)\s+(?:hours|days|weeks|months|years)|(?:\d+|[a-z]+)\s+(?:hours?|days?|weeks?|months?|years?|decades?)\s+(?:ago|later|earlier)|within\s+(?:hours|minutes|days))\b`)
)

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
		word := text[m[0]:m[1]]
		last := word[strings.LastIndexAny(word, " -")+1:]
		out = append(out, Time{Span: briefing.Span{Start: m[0], End: m[1]}, Weekday: true, NamesMonth: len(last) > 2 && month(last) > 0})
	}
	return out
}

// startsClock and startsDate report whether a word starts at byte i that can start a time of
// day, or a date.
func startsClock(text string, i int) bool {
	return startsWord(text, i) && (isDigit(text[i]) || strings.IndexByte("NnMm", text[i]) >= 0)
}

func startsDate(text string, i int) bool {
	return startsWord(text, i) && (isDigit(text[i]) || strings.IndexByte("JFMASOND", text[i]) >= 0)
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
	if strings.Contains(t.Of(text), "(") && strings.HasPrefix(text[t.End:], ")") {
		t.End++
	}
	t.Minute = hour*60 + minute
	return t, hour < 24 && minute < 60
}

func readDate(text string, m []int) (Time, bool) {
	t := Time{Span: briefing.Span{Start: m[0], End: m[1]}}
	switch {
	case m[2] >= 0:
		t.Year, t.Month, t.Day = atoi(group(text, m, 1)), time.Month(atoi(group(text, m, 2))), atoi(group(text, m, 3))
		return t, 1 <= t.Month && t.Month <= 12 && 1 <= t.Day && t.Day <= 31
	case m[8] >= 0:
		t.Month, t.Day, t.Year = month(group(text, m, 4)), atoi(group(text, m, 5)), atoi(group(text, m, 6))
		return t, 1 <= t.Day && t.Day <= 31 && !goesOn(text, m[1])
	case m[14] >= 0:
		t.Day, t.Month, t.Year = atoi(group(text, m, 7)), month(group(text, m, 8)), atoi(group(text, m, 9))
		return t, 1 <= t.Day && t.Day <= 31
	case m[20] >= 0:
		t.Month, t.Year = month(group(text, m, 10)), atoi(group(text, m, 11))
		return t, true
	}
	t.Year = atoi(group(text, m, 12))
	before, _ := utf8.DecodeLastRuneInString(text[:m[0]])
	return t, currencies[before] == "" && !goesOn(text, m[1]) && !measured(text[m[1]:])
}

// goesOn reports whether digits that end at a byte are only the first ones of a number.
func goesOn(text string, end int) bool {
	return end+1 < len(text) && (text[end] == ',' || text[end] == '.') && isDigit(text[end+1])
}

// measured reports whether a text starts with what a number measures or counts, which makes
// the number no year: "2000 metres", "1900 GMT".
func measured(rest string) bool {
	next := Tokens(rest[:min(len(rest), 24)])
	if len(next) == 0 || strings.Trim(rest[:next[0].Start], " -") != "" {
		return false
	}
	u, ok := unitOf(next[0], 0)
	return ok && (u.kind != "duration" || strings.HasSuffix(next[0].Lower, "s")) ||
		next[0].Key == "person" || next[0].Text == "GMT" || next[0].Text == "UTC"
}

var monthNames = strings.Fields("january february march april may june july august september october november december")

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
var zoneAreas = []string{"", "Europe/", "America/", "Asia/", "US/", "Africa/", "Australia/", "Pacific/", "Atlantic/", "Indian/"}

// zonePlaces are names of zones and places that the zone database does not have as such.
var zonePlaces = map[string]string{
	"Eastern": "America/New_York", "Central": "America/Chicago", "Mountain": "America/Denver", "Pacific": "America/Los_Angeles",
	"ET": "America/New_York", "CT": "America/Chicago", "PT": "America/Los_Angeles",
	"British": "Europe/London", "UK": "Europe/London", "Greenwich Mean": "UTC", "Universal": "UTC",
	"Western European": "Europe/Lisbon", "Central European": "Europe/Paris", "Eastern European": "Europe/Athens",
	"Washington": "America/New_York", "Ottawa": "America/Toronto", "Geneva": "Europe/Zurich", "Ankara": "Europe/Istanbul",
	"Beijing": "Asia/Shanghai", "China": "Asia/Shanghai", "Delhi": "Asia/Kolkata", "New Delhi": "Asia/Kolkata", "Mumbai": "Asia/Kolkata", "Indian": "Asia/Kolkata", "Canberra": "Australia/Sydney",
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
