package english

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// told writes times as "span = 19:30 GMT", "span = 2025-8-15" or "span = day".
func told(text string, times []Time) string {
	var out []string
	for _, t := range times {
		value := fmt.Sprintf("%d-%d-%d", t.Year, t.Month, t.Day)
		switch {
		case t.Clock:
			value = strings.TrimSpace(fmt.Sprintf("%d:%02d %s", t.Minute/60, t.Minute%60, t.Zone))
		case t.NamesMonth:
			value = "month"
		case t.Weekday:
			value = "day"
		}
		out = append(out, t.Of(text)+" = "+value)
	}
	return strings.Join(out, "; ")
}

func TestClockTimes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"at 19:30 GMT", "19:30 GMT = 19:30 GMT"},
		{"at 11:30 a.m. local time", "11:30 a.m. local time = 11:30 local time"},
		{"11.30am (19:30 GMT)", "11.30am = 11:30; 19:30 GMT = 19:30 GMT"},
		{"10:00 (local time), 9 a.m. (ET)", "10:00 (local time) = 10:00 local time; 9 a.m. (ET) = 9:00 ET"},
		{"at 3 p.m. Alaska time", "3 p.m. Alaska time = 15:00 Alaska time"},
		{"at 1500 GMT and 0930 UTC", "1500 GMT = 15:00 GMT; 0930 UTC = 9:30 UTC"},
		{"at noon, midnight Moscow time", "noon = 12:00; midnight Moscow time = 0:00 Moscow time"},
		{"10:00 AM Eastern Daylight Time", "10:00 AM Eastern Daylight Time = 10:00 Eastern Daylight Time"},
		{"10:00 New York time", "10:00 New York time = 10:00 New York time"},
		{"7 p.m. U.S. Eastern time", "7 p.m. U.S. Eastern time = 19:00 U.S. Eastern time"},
		{"11 am to 2 pm", "11 am = 11:00; 2 pm = 14:00"},
		{"between 10:00 and 12:00 GMT", "10:00 = 10:00; 12:00 GMT = 12:00 GMT"},
		{"19:30:15 GMT", "19:30:15 GMT = 19:30 GMT"},
		{"12 a.m. and 12:15 p.m.", "12 a.m. = 0:00; 12:15 p.m. = 12:15"},
		{"13 p.m., 24:00, 25:61, 11:75 pm", ""},
		{"won 3:2, psalm 23:4, 8.30 on average", ""},
	} {
		if got := told(c.text, Times(c.text)); got != c.want {
			t.Errorf("Times(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"on 15 August 2025", "15 August 2025 = 2025-8-15"},
		{"on Aug. 15th, 2025", "Aug. 15th, 2025 = 2025-8-15"},
		{"August 15,2025", "August 15,2025 = 2025-8-15"},
		{"the 15th of August", "15th of August = 0-8-15"},
		{"15 Aug, Sept 11, 2001, 11 Sept. 2001", "15 Aug = 0-8-15; Sept 11, 2001 = 2001-9-11; 11 Sept. 2001 = 2001-9-11"},
		{"March 5 and May 2025", "March 5 = 0-3-5; May 2025 = 2025-5-0"},
		{"2025-08-15, 2025-08-15T19:30:00Z", "2025-08-15 = 2025-8-15; 2025-08-15T19:30:00Z = 2025-8-15"},
		{"2025-13-40, 2025-00-00", ""},
		{"11-12 August 2025", "11-12 August 2025 = 2025-8-11"},
		{"August 11–12, 2025", "August 11–12, 2025 = 2025-8-11"},
		{"from 1945 to 2025, the 2025-26 season", "1945 = 1945-0-0; 2025 = 2025-0-0; 2025 = 2025-0-0"},
		{"his 2016 win in 2025, the 2024 elections", "2016 = 2016-0-0; 2025 = 2025-0-0; 2024 = 2024-0-0"},
		{"in the second quarter of 2024 the year's 2024 second half", "2024 = 2024-0-0; 2024 = 2024-0-0"},
		// none
		{"$2025, €2025, £2025, 2,025 homes, 2025.5", ""},
		{"2000 people, the 1500-metre race, 1900 hours, 2000 dollars, at 2025 GMT", "2025 GMT = 20:25 GMT"},
		{"In May 20,000 people fled", ""},
		{"they may 20 times, June 45, the 1990s, Model 2025X", ""},
	} {
		if got := told(c.text, Times(c.text)); got != c.want {
			t.Errorf("Times(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestDays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"on Friday", "on Friday = day"},
		{"last week", "last week = day"},
		{"three days ago", "three days ago = day"},
		{"two years later", "two years later = day"},
		{"in two weeks", "in two weeks = day"},
		{"earlier this year", "earlier this year = day"},
		{"tomorrow", "tomorrow = day"},
		{"since January, next March", "since January = month; next March = month"},
		{"the Mondayish holiday, for two weeks", ""},
	} {
		if got := told(c.text, Times(c.text)); got != c.want {
			t.Errorf("Times(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func FuzzTimes(f *testing.F) {
	for _, s := range []string{
		"at 11:30 a.m. (Alaska time) on Friday, Aug. 15th, 2025", "2025-08-15T19:30:00Z", "11-12 August 2025, in May 20,000", "noon A.. Local time", "€2025 2025 GMT", "in ¾ weeks ago",
	} {
		f.Add(s)
	}
	day := time.Date(2025, 8, 15, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		for _, told := range Times(text) {
			checkSpan(t, text, told.Span)
			if told.Clock && (told.Minute < 0 || told.Minute >= 24*60) || told.Month < 0 || told.Month > 12 || told.Day < 0 || told.Day > 31 {
				t.Errorf("%q: %q is %+v", text, told.Of(text), told)
			}
			if minute, ok := told.UTC(day); ok && (minute < 0 || minute >= 24*60) {
				t.Errorf("%q: %q is minute %d in UTC", text, told.Of(text), minute)
			}
		}
	})
}

func BenchmarkTimes(b *testing.B) {
	for b.Loop() {
		Times(newsSentence)
	}
}
