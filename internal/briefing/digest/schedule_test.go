package digest

import (
	"fmt"
	"testing"
	"time"
	_ "time/tzdata" // the same zones on every machine

	"github.com/google/go-cmp/cmp"
)

func schedule(t testing.TB, at, zone string) Schedule {
	t.Helper()
	s, err := ParseSchedule(at, zone)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestDue(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, at, zone, after, until string
		want                         []string
	}{
		{
			"three days", "08:00", "Europe/Berlin", "2025-01-10T12:00:00Z", "2025-01-13T12:00:00Z",
			[]string{"2025-01-11 2025-01-11T07:00:00Z", "2025-01-12 2025-01-12T07:00:00Z", "2025-01-13 2025-01-13T07:00:00Z"},
		},
		{"the first end is out, the last is in", "08:00", "UTC", "2025-01-10T08:00:00Z", "2025-01-11T08:00:00Z", []string{"2025-01-11 2025-01-11T08:00:00Z"}},
		{"just before", "08:00", "UTC", "2025-01-10T08:00:00Z", "2025-01-11T07:59:59Z", nil},
		{"a time skipped is due when the clock skips", "02:30", "Europe/Berlin", "2025-03-29T12:00:00Z", "2025-03-30T12:00:00Z", []string{"2025-03-30 2025-03-30T01:00:00Z"}},
		{"a time repeated is due the first time", "02:30", "Europe/Berlin", "2025-10-25T12:00:00Z", "2025-10-26T12:00:00Z", []string{"2025-10-26 2025-10-26T00:30:00Z"}},
		{"the clock skips midnight", "00:00", "Africa/Cairo", "2025-04-24T12:00:00Z", "2025-04-25T12:00:00Z", []string{"2025-04-25 2025-04-24T22:00:00Z"}},
		{"the clock goes back over midnight", "23:30", "America/Havana", "2025-11-01T12:00:00Z", "2025-11-03T12:00:00Z", []string{"2025-11-01 2025-11-02T03:30:00Z", "2025-11-02 2025-11-03T04:30:00Z"}},
		{"half an hour", "02:15", "Australia/Lord_Howe", "2025-10-04T00:00:00Z", "2025-10-05T00:00:00Z", []string{"2025-10-05 2025-10-04T15:30:00Z"}},
		{
			"a date that was left out", "08:00", "Pacific/Apia", "2011-12-29T00:00:00Z", "2011-12-31T12:00:00Z",
			[]string{"2011-12-29 2011-12-29T18:00:00Z", "2011-12-31 2011-12-30T18:00:00Z"},
		},
		{"a date that ends half an hour early", "23:45", "Asia/Pyongyang", "2018-05-03T15:30:00Z", "2018-05-05T15:00:00Z", []string{"2018-05-04 2018-05-04T15:00:00Z", "2018-05-05 2018-05-05T14:45:00Z"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, d := range schedule(t, c.at, c.zone).Due(instant(t, c.after), instant(t, c.until)) {
				got = append(got, d.Date+" "+d.At.UTC().Format(time.RFC3339))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("due (-want +got):\n%s", diff)
			}
		})
	}
}

func instant(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// zones have all kinds of transitions: at midnight, of half an hour, over the date line,
// twice in a Ramadan.
var zones = []string{
	"UTC", "Europe/Berlin", "Europe/London", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Havana", "America/Sao_Paulo",
	"America/Santiago", "America/Asuncion", "America/Nuuk", "America/Scoresbysund", "Atlantic/Azores", "Africa/Cairo", "Africa/Casablanca",
	"Africa/Monrovia", "Asia/Tehran", "Asia/Beirut", "Asia/Gaza", "Asia/Amman", "Asia/Kathmandu", "Asia/Pyongyang", "Asia/Kolkata",
	"Antarctica/Troll", "Antarctica/Casey", "Australia/Lord_Howe", "Australia/Adelaide", "Pacific/Apia", "Pacific/Kiritimati",
	"Pacific/Kwajalein", "Pacific/Chatham", "Pacific/Norfolk",
}

// TestEveryDateOnce holds that every local date that a clock shows is due once, at the first instant at which
// the clock shows the time or a later one, and that the instants rise.
func TestEveryDateOnce(t *testing.T) {
	t.Parallel()
	from, until := time.Date(1972, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2038, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, zone := range zones {
		t.Run(zone, func(t *testing.T) {
			t.Parallel()
			dates := datesOf(t, zone, from, until)
			for _, at := range []string{"00:00", "00:30", "02:30", "08:00", "23:59"} {
				s := schedule(t, at, zone)
				days := s.Due(from, until)
				var last Day
				got := map[string]int{}
				for _, d := range days {
					if !d.At.After(last.At) || d.Date <= last.Date {
						t.Fatalf("%s: %v is due after %v", at, d, last)
					}
					last = d
					got[d.Date]++
					checkFirst(t, s, at, d)
				}
				for _, date := range dates[1 : len(dates)-1] { // the ends are cut by the span
					if got[date] != 1 {
						t.Errorf("%s: %s is due %d times", at, date, got[date])
					}
				}
				if n := len(days) - len(dates); n < -2 || n > 1 {
					t.Errorf("%s: %d days are due, the clock shows %d", at, len(days), len(dates))
				}
			}
		})
	}
}

// datesOf returns the local dates that a zone's clock shows, by looking at it every six hours.
func datesOf(t *testing.T, zone string, from, until time.Time) []string {
	t.Helper()
	location, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	shown := map[[3]int]bool{}
	for at := from; at.Before(until); at = at.Add(6 * time.Hour) {
		y, m, d := at.In(location).Date()
		if key := [3]int{y, int(m), d}; !shown[key] {
			shown[key] = true
			out = append(out, fmt.Sprintf("%04d-%02d-%02d", y, m, d))
		}
	}
	return out
}

// checkFirst checks that the clock shows the time or a later one at a day's instant, and an
// earlier one in the second before.
func checkFirst(t *testing.T, s Schedule, at string, d Day) {
	t.Helper()
	const layout = "2006-01-02 15:04:05"
	want := d.Date + " " + at + ":00"
	if now, before := d.At.In(s.Zone()).Format(layout), d.At.Add(-time.Second).In(s.Zone()).Format(layout); now < want || before >= want {
		t.Fatalf("%s is due when the clock goes from %s to %s", want, before, now)
	}
}

// TestDueInPieces holds that a span cut anywhere has the same days.
func TestDueInPieces(t *testing.T) {
	t.Parallel()
	s := schedule(t, "02:30", "America/New_York")
	from, until := instant(t, "2024-01-01T00:00:00Z"), instant(t, "2025-01-01T00:00:00Z")
	var pieces []Day
	for at := from; at.Before(until); at = at.Add(7 * time.Hour) {
		pieces = append(pieces, s.Due(at, minTime(at.Add(7*time.Hour), until))...)
	}
	if diff := cmp.Diff(s.Due(from, until), pieces); diff != "" {
		t.Errorf("days (-whole +pieces):\n%s", diff)
	}
}

func minTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func TestParseSchedule(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		at, zone string
		ok       bool
	}{
		{"08:00", "Europe/Berlin", true},
		{"8:00", "UTC", true},
		{"00:00", "Asia/Tokyo", true},
		{"24:00", "UTC", false},
		{"08:60", "UTC", false},
		{"8", "UTC", false},
		{"", "UTC", false},
		{"08:00", "", false},
		{"08:00", "Local", false},
		{"08:00", "Mars/Olympus", false},
		{"08:00", "../etc/passwd", false},
	} {
		if _, err := ParseSchedule(c.at, c.zone); (err == nil) != c.ok {
			t.Errorf("ParseSchedule(%q, %q): %v, want ok %v", c.at, c.zone, err, c.ok)
		}
	}
}
