package english

import (
	"regexp"
	"strings"

	"briefbot/internal/briefing"
)

// zonePattern finds the zone behind a time of day.
const zonePattern = `(?:\s*\(?((?:[A-Z][a-zA-Z.]+ )?(?:local|[A-Z][a-zA-Z]+(?: (?:Standard|Daylight|Summer))?) [Tt]ime|GMT|UTC|BST|CET|CEST|EET|EEST|MSK|IST|JST|KST|EST|EDT|ET|CST|CDT|CT|MST|MDT|PST|PDT|PT|AKST|AKDT|HST|AEST|AEDT|SGT|HKT|PKT)\b)?`

var clockRE = regexp.MustCompile(`^(?:(\d{1,2})(?:[:.](\d{2}))?\s*(a\.?m\b\.?|p\.?m\b\.?|AM\b|PM\b|A\.M\.|P\.M\.)` + zonePattern +
	`|(\d{1,2}):(\d{2})(?::\d{2})?\b(?:\s*hours|hrs)?` + zonePattern + `|(\d{2})(\d{2})\s*(?:hours\s+)?(GMT|UTC)\b|([Nn]oon|[Mm]idnight)\b` + zonePattern + `)`)

// startsClock reports whether a word starts at byte i that can start a time of day.
func startsClock(text string, i int) bool {
	return startsWord(text, i) && (isDigit(text[i]) || strings.IndexByte("NnMm", text[i]) >= 0)
}

// readClock reads a match of clockRE.
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
