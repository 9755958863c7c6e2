package english

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"briefbot/internal/briefing"
)

const (
	monthPattern = `(January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)`
	dayPattern   = `(\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2}(?:st|nd|rd|th)?)?` // of "11-12 August" the first
)

var dateRE = regexp.MustCompile(`^(?:(\d{4})-(\d\d)-(\d\d)(?:T[\d:.]+Z?)?\b|` + monthPattern + `\s+` + dayPattern + `\b(?:,?\s*(\d{4})\b)?|` + dayPattern + `(?: of)?\s+` + monthPattern + `(?:,?\s+(\d{4}))?\b|` +
	monthPattern + `\s+(\d{4})\b|(1[5-9]\d\d|20\d\d)\b)`)

// startsDate reports whether a word starts at byte i that can start a date.
func startsDate(text string, i int) bool {
	return startsWord(text, i) && (isDigit(text[i]) || strings.IndexByte("JFMASOND", text[i]) >= 0)
}

// readDate reads a match of dateRE.
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
