package fetch_test

import (
	"net/http"
	"testing"
	"time"

	"briefbot/internal/adapters/fetch"
)

func TestTimesOfHeaders(t *testing.T) {
	t.Parallel()
	now := time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)
	const date, hour = "Sun, 01 Jun 2025 11:00:00 GMT", time.Hour
	for _, c := range []struct {
		name  string
		h     http.Header
		retry time.Duration
		fresh time.Duration
	}{
		{"nothing", http.Header{}, 0, 0},
		{"seconds", http.Header{"Retry-After": {" 120 "}}, 2 * time.Minute, 0},
		{"a day of seconds", http.Header{"Retry-After": {"99999999999999999999"}}, fetch.MaxSaid, 0},
		{"negative seconds", http.Header{"Retry-After": {"-5"}}, 0, 0},
		{"parts of seconds", http.Header{"Retry-After": {"1.5"}}, 0, 0},
		{"a date", http.Header{"Retry-After": {"Sun, 01 Jun 2025 13:00:00 GMT"}}, hour, 0},
		{"a date, by the server's clock", http.Header{"Retry-After": {"Sun, 01 Jun 2025 13:00:00 GMT"}, "Date": {date}}, 2 * hour, 0},
		{"a date in an old form", http.Header{"Retry-After": {"Sunday, 01-Jun-25 13:00:00 GMT"}}, hour, 0},
		{"a date that is past", http.Header{"Retry-After": {"Sun, 01 Jun 2025 10:00:00 GMT"}}, 0, 0},
		{"a date far off", http.Header{"Retry-After": {"Sun, 01 Jun 2225 10:00:00 GMT"}}, fetch.MaxSaid, 0},
		{"words", http.Header{"Retry-After": {"soon"}}, 0, 0},
		{"max-age", http.Header{"Cache-Control": {"public, Max-Age=3600"}}, 0, hour},
		{"max-age in quotes", http.Header{"Cache-Control": {`max-age="3600"`}}, 0, hour},
		{"max-age of years", http.Header{"Cache-Control": {"max-age=31536000"}}, 0, fetch.MaxSaid},
		{"max-age in another line", http.Header{"Cache-Control": {"public", "max-age=3600"}}, 0, hour},
		{"max-age, and an age", http.Header{"Cache-Control": {"max-age=3600"}, "Age": {"600"}}, 0, 50 * time.Minute},
		{"max-age, and a greater age", http.Header{"Cache-Control": {"max-age=3600"}, "Age": {"9999"}}, 0, 0},
		{"no-cache", http.Header{"Cache-Control": {"no-cache, max-age=3600"}}, 0, 0},
		{"no-store", http.Header{"Cache-Control": {"max-age=3600, no-store"}}, 0, 0},
		{"of shared caches only", http.Header{"Cache-Control": {"s-maxage=3600"}}, 0, 0},
		{"Expires", http.Header{"Expires": {"Sun, 01 Jun 2025 13:00:00 GMT"}}, 0, hour},
		{"Expires, by the server's clock", http.Header{"Expires": {"Sun, 01 Jun 2025 13:00:00 GMT"}, "Date": {date}}, 0, 2 * hour},
		{"Expires that is none", http.Header{"Expires": {"0"}}, 0, 0},
		{"max-age goes first", http.Header{"Cache-Control": {"max-age=0"}, "Expires": {"Sun, 01 Jun 2025 13:00:00 GMT"}}, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := fetch.RetryAfter(c.h, now); got != c.retry {
				t.Errorf("RetryAfter = %v, want %v", got, c.retry)
			}
			if got := fetch.Fresh(c.h, now); got != c.fresh {
				t.Errorf("Fresh = %v, want %v", got, c.fresh)
			}
		})
	}
}

func FuzzTimes(f *testing.F) {
	f.Add("120", "max-age=1", "Sun, 01 Jun 2025 13:00:00 GMT", "1")
	f.Add("Sun, 01 Jun 2025 13:00:00 GMT", "no-cache", "-1", "99999999999999999999")
	f.Fuzz(func(t *testing.T, retry, cache, expires, age string) {
		h := http.Header{"Retry-After": {retry}, "Cache-Control": {cache}, "Expires": {expires}, "Age": {age}, "Date": {expires}}
		for _, d := range []time.Duration{fetch.RetryAfter(h, time.Now()), fetch.Fresh(h, time.Now())} {
			if d < 0 || d > fetch.MaxSaid {
				t.Errorf("%q gave %v", h, d)
			}
		}
	})
}

func TestCheckAgent(t *testing.T) {
	t.Parallel()
	for agent, ok := range map[string]bool{
		fetch.DefaultAgent: true, "Briefbot/1.0 (+https://example.org/bot)": true,
		"": false, "(news)": false, " Briefbot": false, "Briefbot\r\nCookie: a": false,
	} {
		if err := fetch.CheckAgent(agent); (err == nil) != ok {
			t.Errorf("CheckAgent(%q) = %v, want it taken: %v", agent, err, ok)
		}
	}
}
