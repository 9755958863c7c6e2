package sources

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want Source }{
		{
			Source{Address: " Example.org/Feed#top "},
			Source{Address: "https://example.org/Feed", Name: "example.org", Every: DefaultEvery, Quota: DefaultQuota},
		},
		{
			Source{Address: "HTTP://www.example.org:8080", Name: " The\nWire ", Tags: []string{" Trade", "europe", "trade", ""}, Every: time.Minute, Quota: 5},
			Source{Address: "http://www.example.org:8080", Name: "The Wire", Tags: []string{"europe", "trade"}, Every: time.Minute, Quota: 5},
		},
		{
			Source{Address: "/var/news"},
			Source{Address: "/var/news", Name: "news", Every: DefaultEvery, Quota: DefaultQuota},
		},
	} {
		got, err := c.in.Check()
		if err != nil {
			t.Errorf("%s: %v", c.in.Address, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.in.Address, diff)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	t.Parallel()
	const well = "https://example.org"
	for name, c := range map[string]struct {
		in   Source
		want string
	}{
		"nothing":     {Source{}, "is no address"},
		"words":       {Source{Address: "the news"}, "is no address"},
		"other kinds": {Source{Address: "ftp://example.org"}, "only http and https"},
		"a file":      {Source{Address: "file:///etc/passwd"}, "is no address"},
		"a password":  {Source{Address: "https://me:secret@example.org"}, "user name or password"},
		"too long":    {Source{Address: well + strings.Repeat("/x", 1000)}, "longer than 2000 bytes"},
		"long name":   {Source{Address: well, Name: strings.Repeat("é", 81)}, "longer than 80 characters"},
		"too often":   {Source{Address: well, Every: time.Millisecond}, "such as 15m"},
		"too rarely":  {Source{Address: well, Every: 1000 * time.Hour}, "such as 15m"},
		"quota":       {Source{Address: well, Quota: -1}, "quota"},
		"long tag":    {Source{Address: well, Tags: []string{strings.Repeat("x", 41)}}, "longer than 40"},
		"many tags":   {Source{Address: well, Tags: strings.Split(strings.Repeat("a,b,c,d,e,f,g,", 3)+"h1,h2,h3,h4,h5,h6,h7,h8,h9,i1,i2,i3,i4,i5", ",")}, "more than 20"},
	} {
		_, err := c.in.Check()
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: error %v, want %q", name, err, c.want)
		}
	}
}

func TestStatus(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	for _, c := range []struct {
		in              Source
		status, trouble string
	}{
		{Source{}, "0 articles, not visited yet, next now", ""},
		{
			Source{State: State{Visited: ago(2 * time.Minute), Due: ago(-13 * time.Minute)}, Tally: Tally{Articles: 1, Waiting: 3}},
			"1 article, 3 pages to be read, visited 2 min ago, next in 13 min", "",
		},
		{
			Source{Paused: true, State: State{Visited: ago(100 * time.Hour)}, Tally: Tally{Articles: 12, Failed: 2, Why: "no text"}},
			"12 articles, 2 without a text, visited 4 days ago, paused", "no text",
		},
		{
			Source{State: State{Visited: ago(time.Second), Ended: true, Fault: "it is gone", FaultSince: ago(time.Second)}},
			"0 articles, visited 1 s ago, not visited any more", "it is gone",
		},
		{
			Source{State: State{Visited: ago(time.Hour), Due: ago(-time.Hour), Fault: "no answer", FaultSince: ago(30 * time.Hour)}, Tally: Tally{Why: "no text"}},
			"0 articles, visited 1 h ago, next in 1 h", "for 30 h: no answer",
		},
	} {
		if got := c.in.Status(now); got != c.status {
			t.Errorf("status %q, want %q", got, c.status)
		}
		if got := c.in.Trouble(now); got != c.trouble {
			t.Errorf("trouble %q, want %q", got, c.trouble)
		}
	}
}

func TestSchedule(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	const every = 10 * time.Minute
	var s State
	wait := func(news bool, asked ...time.Duration) time.Duration {
		s.wellVisited(now, every, news, asked...)
		return s.Due.Sub(now)
	}
	for i, c := range []struct {
		got, want time.Duration
	}{
		{wait(true), every},
		{wait(false), 15 * time.Minute},
		{wait(false), 22*time.Minute + 30*time.Second},
		{wait(true), every},
		{wait(true, time.Hour, 0), time.Hour},
		{wait(true, time.Minute), every},
		{wait(true, 1000*time.Hour), 160 * time.Minute},
		{backoff(every, 1, 0), 20 * time.Minute},
		{backoff(every, 3, 0), 80 * time.Minute},
		{backoff(every, 3, 2*time.Hour), 2 * time.Hour},
		{backoff(every, 3, 1000*time.Hour), 24 * time.Hour},
		{backoff(every, 1000, 0), 24 * time.Hour},
		{backoff(48*time.Hour, 1, 0), 48 * time.Hour},
		{nextReading(now, now, every).Sub(now), every},
		{nextReading(now, now.Add(-time.Hour), every).Sub(now), time.Hour},
		{nextReading(now, now.Add(-71*time.Hour), every).Sub(now), 71 * time.Hour},
	} {
		if c.got != c.want {
			t.Errorf("%d: %v, want %v", i, c.got, c.want)
		}
	}
	for range 20 {
		s.wellVisited(now, every, false)
	}
	if got := s.Due.Sub(now); got != 160*time.Minute {
		t.Errorf("a quiet source is visited after %v, want 160 min", got)
	}
	if got := nextReading(now, now.Add(-73*time.Hour), every); !got.IsZero() {
		t.Errorf("an old story is read again at %v", got)
	}
}
