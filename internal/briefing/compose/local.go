package compose

import (
	"strings"

	"briefbot/internal/briefing/english"
)

const dayMinutes = 24 * 60

// localOffset returns how many minutes the local time of the lines is east of UTC, by the lines
// that give one time in both: "9:40 p.m. local time (20:40 GMT)". ok is false when none does, or
// two do not agree.
func (p *page) localOffset() (minutes int, ok bool) {
	for _, l := range p.lines {
		if !strings.Contains(l.text, "local") {
			continue
		}
		times := english.Times(l.text)
		for i, t := range times {
			if !t.Clock || !isLocal(t) {
				continue
			}
			for j, u := range times {
				utc, known := u.UTC(l.doc.Time())
				if i == j || !u.Clock || !known || !beside(l.text, t, u) {
					continue
				}
				offset := ((t.Minute-utc)%dayMinutes + dayMinutes) % dayMinutes
				if ok && offset != minutes {
					return 0, false
				}
				minutes, ok = offset, true
			}
		}
	}
	return minutes, ok
}

func isLocal(t english.Time) bool { return strings.HasPrefix(strings.ToLower(t.Zone), "local") }

// beside reports whether two times stand next to one another, in brackets or after a comma.
func beside(text string, t, u english.Time) bool {
	if u.Start < t.Start {
		t, u = u, t
	}
	const near = 3 // bytes
	return t.End <= u.Start && len(strings.TrimSpace(text[t.End:u.Start])) < near && strings.ContainsAny(text[t.End:u.Start], "(,/")
}

// inUTC adds to clock times in local time the same ones in UTC, where the lines tell how far it
// is from UTC.
func (p *page) inUTC(clocks []english.Time) []english.Time {
	offset, ok := 0, false
	for _, t := range clocks {
		if !isLocal(t) {
			continue
		}
		if offset, ok = p.localOffset(); !ok {
			return clocks
		}
		t.Zone, t.Minute = "UTC", ((t.Minute-offset)%dayMinutes+dayMinutes)%dayMinutes
		clocks = append(clocks, t)
	}
	return clocks
}
