package ingest

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// parseDate reads the forms in which feeds and sites write a date: RFC 3339, RFC 1123,
// 2006-01-02, 2006/01/02, 20060102, 2.1.2006, January 2, 2006, 2 Jan 2006, 2 Jan 06, each
// with or without a time of day and a zone. Without a zone it is UTC. 01/02/2006 is left unread: it is
// January in one country and February in another.
func parseDate(s string) (time.Time, error) {
	s = strings.TrimSpace(s)
	if len(s) > maxDateBytes {
		return time.Time{}, notADate(shorten(s, maxDateBytes))
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.UTC(), nil
	}
	n := normalDate(s)
	for _, day := range dayLayouts {
		for _, clock := range clockLayouts {
			if t, err := time.Parse(day+clock, n); err == nil {
				return t.UTC(), nil
			}
		}
	}
	return time.Time{}, notADate(s)
}

const maxDateBytes = 80

func notADate(s string) error {
	return fmt.Errorf("the date %q is not understood, so the article counts as undated; write it as 2006-01-02 or 2006-01-02T15:04:05Z", s)
}

// The layouts of a date after normalDate.
var (
	dayLayouts   = []string{"2006-01-02", "2006/01/02", "20060102", "January 2 2006", "Jan 2 2006", "2 January 2006", "2 Jan 2006", "2.1.2006", "2 Jan 06"}
	clockLayouts = clocks("", " 15:04:05", " 15:04", " 3:04PM", " 3:04:05PM", " 3PM")
)

// clocks returns each layout without and with a zone.
func clocks(layouts ...string) []string {
	var out []string
	for _, l := range layouts {
		out = append(out, l)
		if l != "" {
			out = append(out, l+" -0700", l+" -07:00")
		}
	}
	return out
}

var (
	weekday    = regexp.MustCompile(`(?i)^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+`)
	ordinal    = regexp.MustCompile(`(?i)\b(\d{1,2})(st|nd|rd|th)\b`)
	offsetTail = regexp.MustCompile(`(?:\b(?:GMT|UTC))?([+-]\d\d:?\d\d)\s*\(.*\)$`) // of JavaScript: GMT+0200 (CEST)
	isoClock   = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)[Tt](\d)`)
	noon       = regexp.MustCompile(`(?i)(\d)\s*([ap])\.?m\b\.?`)
	zoneTail   = regexp.MustCompile(`(\d(?:[AP]M)?)\s*(Z|[A-Z]{2,4})$`)
	zoneDigit  = regexp.MustCompile(`(:\d\d(?:\.\d+)?)([+-]\d\d:?\d\d)$`)
)

// zones are the zone names that mean one offset in news English.
var zones = map[string]string{
	"Z": "+0000", "UTC": "+0000", "GMT": "+0000", "BST": "+0100", "CET": "+0100", "CEST": "+0200",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
}

// normalDate brings a date to few forms: no weekday, comma or ordinal, single spaces, the
// time of day after a space, the zone as an offset.
func normalDate(s string) string {
	s = weekday.ReplaceAllString(s, "")
	s = offsetTail.ReplaceAllString(s, "$1")
	s = ordinal.ReplaceAllString(s, "$1")
	s = strings.NewReplacer(",", " ", "Sept.", "Sep", "Sept ", "Sep ", ". ", " ", " at ", " ", "|", " ").Replace(s)
	s = isoClock.ReplaceAllString(s, "$1 $2")
	s = noon.ReplaceAllStringFunc(s, func(m string) string {
		return m[:1] + strings.ToUpper(strings.Trim(m[1:], " .")[:1]) + "M"
	})
	s = strings.Join(strings.Fields(s), " ")
	s = zoneDigit.ReplaceAllString(s, "$1 $2")
	if m := zoneTail.FindStringSubmatchIndex(s); m != nil {
		if offset, ok := zones[s[m[4]:m[5]]]; ok {
			s = s[:m[3]] + " " + offset
		}
	}
	return s
}

var nameDate = regexp.MustCompile(`(?:^|\D)((?:19|20)\d\d)[-_](\d\d)[-_](\d\d)(?:\D|$)`)

// dateInName returns the date in a file name such as 2025-08-15-summit.txt, or zero.
func dateInName(name string) time.Time {
	m := nameDate.FindStringSubmatch(name)
	if m == nil {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, m[1]+"-"+m[2]+"-"+m[3])
	if err != nil {
		return time.Time{}
	}
	return t
}
