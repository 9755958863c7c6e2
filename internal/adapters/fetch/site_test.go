package fetch_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/fetch"
	"briefbot/internal/adapters/fetch/fetchtest"
	"briefbot/internal/briefing/sources"
)

func site(t *testing.T, o fetchtest.Options) *fetchtest.Site {
	t.Helper()
	s := fetchtest.New(o)
	t.Cleanup(s.Close)
	return s
}

// titles are those of the articles in a feed, of whatever format.
func titles(t *testing.T, got *sources.Response) []string {
	t.Helper()
	type item struct {
		Title string `xml:"title"`
	}
	var feed struct {
		RSS   []item `xml:"channel>item" json:"-"`
		Atom  []item `xml:"entry" json:"-"`
		Items []item `xml:"-"`
	}
	err := xml.Unmarshal(got.Body, &feed)
	if strings.Contains(got.ContentType, "json") {
		err = json.Unmarshal(got.Body, &feed)
	}
	if err != nil {
		t.Fatalf("%s: %v", got.URL, err)
	}
	var out []string
	for _, i := range append(append(feed.RSS, feed.Atom...), feed.Items...) {
		out = append(out, i.Title)
	}
	return out
}

// TestReadsASite: all that a reader wants of it, from many goroutines, and politely.
func TestReadsASite(t *testing.T) {
	t.Parallel()
	s := site(t, fetchtest.Options{Feeds: 12, Items: 5})
	c := fetch.New(fetch.Options{Loopback: true})
	kept := make([]*sources.Response, 12)
	var all sync.WaitGroup
	for i, address := range s.FeedURLs() {
		all.Go(func() {
			got, err := get(t, c, address)
			if err != nil {
				t.Error(err)
				return
			}
			kept[i] = got
			var want []string
			for item := 4; item >= 0; item-- {
				want = append(want, s.Story(i, item).Title)
			}
			if diff := cmp.Diff(want, titles(t, got)); diff != "" {
				t.Errorf("titles (-want +got):\n%s", diff)
			}
		})
	}
	for _, story := range s.Stories() {
		all.Go(func() {
			if got, err := get(t, c, story.URL); err != nil || !strings.Contains(string(got.Body), story.Sentence) {
				t.Errorf("%s: error %v, or its last sentence is missing", story.URL, err)
			}
		})
	}
	all.Wait()
	s.Edit(1, 2, "It is all different.")
	if n := s.Publish(2); n != 5 {
		t.Errorf("the new article is number %d, want 5", n)
	}
	for i, address := range s.FeedURLs() {
		got, err := c.Fetch(t.Context(), sources.Request{URL: address, ETag: kept[i].ETag, LastModified: kept[i].LastModified})
		if err != nil || got.NotModified != (i != 1 && i != 2) {
			t.Errorf("feed %d: not modified %v, error %v", i, got != nil && got.NotModified, err)
		}
	}
	if v := s.Violations(); len(v) > 0 {
		t.Errorf("violations: %q", v)
	}
	if n := s.AllRequests(); n != 4+12+60+12 {
		t.Errorf("%d requests, want one for each robots.txt and page, and two for each feed", n)
	}
}

// TestReportsFaults: each comes out as the kind that it is, and politely.
func TestReportsFaults(t *testing.T) {
	t.Parallel()
	for _, f := range fetchtest.Faults() {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			s := site(t, fetchtest.Options{Feeds: 3, Items: 2, Hosts: 1})
			c := fetch.New(fetch.Options{Loopback: true})
			s.SetPageFault(0, 1, f)
			addresses := []string{s.Story(0, 1).URL}
			feeds := 3
			if f == fetchtest.Many { // takes long to be made and read
				feeds = 1
			}
			for i := range feeds {
				s.SetFault(i, f)
				addresses = append(addresses, s.FeedURL(i))
			}
			for _, address := range addresses {
				ctx, cancel := t.Context(), context.CancelFunc(func() {})
				if f == fetchtest.Hang || f == fetchtest.Drip {
					ctx, cancel = context.WithTimeout(ctx, 50*time.Millisecond) // the client waits for 10 s
				}
				got, err := c.Fetch(ctx, sources.Request{URL: address})
				cancel()
				check(t, f, got, err)
			}
			if v := s.Violations(); len(v) > 0 {
				t.Errorf("violations: %q", v)
			}
		})
	}
}

// check holds what was fetched against its fault.
func check(t *testing.T, f fetchtest.Fault, got *sources.Response, err error) {
	t.Helper()
	switch {
	case f == fetchtest.Hang || f == fetchtest.Drip:
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want that of the time", err)
		}
	case f.Kind() != "":
		fault := wantFault(t, err, f.Kind())
		if f == fetchtest.TooMany && fault.RetryAfter != fetchtest.RetryAfter {
			t.Errorf("retry after %v", fault.RetryAfter)
		}
	case err != nil:
		t.Errorf("error %v, want none", err)
	case (got.Moved != "") != (f == fetchtest.Moved):
		t.Errorf("moved to %q", got.Moved)
	case f == fetchtest.Many && strings.Contains(got.ContentType, "rss"):
		if n := len(titles(t, got)); n != 6000 {
			t.Errorf("%d items, want 6000", n)
		}
	}
}

// TestSiteTellsWhatToExpect: what faults mean for a reader.
func TestSiteTellsWhatToExpect(t *testing.T) {
	t.Parallel()
	s := site(t, fetchtest.Options{Feeds: 8, Items: 2})
	s.SetFault(0, fetchtest.Gone)
	s.SetFault(1, fetchtest.Moved)
	s.SetFault(2, fetchtest.Mislabel)
	s.SetPageFault(4, 0, fetchtest.Error) // the feed of a full text has none
	s.SetPageFault(1, 0, fetchtest.Error)
	s.Edit(5, 1, "One. Two.\n\nThree. Four.")
	s.SetPageFault(5, 1, fetchtest.Deep)

	want := []fetchtest.Trouble{{Feed: 0, URL: s.FeedURL(0), Fault: fetchtest.Gone, Kind: sources.Gone}}
	if diff := cmp.Diff(want, s.Troubles()); diff != "" {
		t.Errorf("troubles (-want +got):\n%s", diff)
	}
	var places []string
	for _, story := range s.Stories() {
		places = append(places, fmt.Sprint(story.Feed, ".", story.Item))
		if !strings.Contains(story.Text, story.Sentence) || story.Sentence == "" {
			t.Errorf("sentence %q is not in the text", story.Sentence)
		}
	}
	if diff := cmp.Diff(strings.Fields("1.0 1.1 3.0 3.1 4.0 4.1 5.0 5.1 6.0 6.1 7.0 7.1"), places); diff != "" {
		t.Errorf("stories (-want +got):\n%s", diff)
	}
	if got := s.Story(5, 1); got.Sentence != "Two." || got.Teaser != "One. Two." {
		t.Errorf("of a teaser and a page without a text: %+v", got)
	}
	if got := s.Story(1, 0); !strings.HasSuffix(got.Text, got.Sentence) {
		t.Errorf("of a feed with the full text: %+v", got)
	}
}

// TestSiteWritesApart: no two articles say the same.
func TestSiteWritesApart(t *testing.T) {
	t.Parallel()
	s := site(t, fetchtest.Options{Feeds: 20, Items: 10})
	titles, sentences, runs := map[string]bool{}, map[string]bool{}, map[string]int{}
	words, repeated := 0, 0
	for _, story := range s.Stories() {
		if titles[story.Title] || sentences[story.Sentence] {
			t.Errorf("title %q or sentence %q stands in another article", story.Title, story.Sentence)
		}
		titles[story.Title], sentences[story.Sentence] = true, true
		fields := strings.Fields(story.Text)
		for i := range len(fields) - 4 {
			run := strings.Join(fields[i:i+5], " ")
			words++
			if runs[run]++; runs[run] > 1 {
				repeated++
			}
		}
	}
	if words < 50*1000 || repeated*100 > words {
		t.Errorf("%d of %d runs of five words stand elsewhere; want at most 1 %%", repeated, words)
	}
}

// TestSiteSeesImpoliteness: a check that lets everything through would check nothing.
func TestSiteSeesImpoliteness(t *testing.T) {
	t.Parallel()
	const robots = "robots.txt"
	for _, c := range []struct {
		name  string
		paths []string
		agent string
		want  string // of the last path; "" for none
	}{
		{"polite", []string{robots, "0/feed.rss", "0/0.html"}, "Test", ""},
		{"without robots.txt", []string{"0/0.html"}, "Test", "before robots.txt"},
		{"against robots.txt", []string{robots, "forbidden/0/0.html"}, "Test", "against robots.txt"},
		{"nameless", []string{robots}, "", "no User-Agent"},
		{"named by default", []string{robots}, "Go-http-client/1.1", "no User-Agent"},
		{"without validators", []string{robots, "0/feed.rss", "0/feed.rss"}, "Test", "without the validators that it was given"},
		{"a feed without any, twice", []string{robots, "1/feed.atom", "1/feed.atom"}, "Test", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := site(t, fetchtest.Options{Feeds: 2, Hosts: 1})
			s.SetFault(1, fetchtest.Error)
			base := strings.TrimSuffix(s.FeedURL(0), "0/feed.rss")
			client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
			for _, path := range c.paths {
				visit(t, client, base+path, c.agent)
			}
			var want []string
			if c.want != "" {
				want = []string{base + c.paths[len(c.paths)-1] + ": " + c.want}
			}
			if diff := cmp.Diff(want, s.Violations()); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
			s.Forget()
			if n := s.Requests(base + c.paths[0]); n != 1 {
				t.Errorf("%d requests for %s, want 1", n, c.paths[0])
			}
		})
	}
}

func visit(t *testing.T, client *http.Client, address, agent string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("User-Agent", agent)
	resp, err := client.Do(r)
	if err != nil {
		return // some of it is meant to fail
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
}

// TestSiteSeesRequestsAtATime: two at a time are one too many, unless the first was given up.
func TestSiteSeesRequestsAtATime(t *testing.T) {
	t.Parallel()
	for _, givenUp := range []bool{true, false} {
		s := site(t, fetchtest.Options{Hosts: 1})
		s.SetFault(0, fetchtest.Hang)
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		visit(t, client, strings.TrimSuffix(s.FeedURL(0), "0/feed.rss")+"robots.txt", "Test")
		ctx, cancel := context.WithCancel(t.Context())
		var first sync.WaitGroup
		first.Go(func() {
			r, _ := http.NewRequestWithContext(ctx, http.MethodGet, s.FeedURL(0), nil)
			r.Header.Set("User-Agent", "Test")
			if resp, err := client.Do(r); err == nil {
				resp.Body.Close()
				t.Error("a request that hangs is answered")
			}
		})
		for s.Requests(s.FeedURL(0)) == 0 {
			time.Sleep(time.Millisecond)
		}
		if givenUp {
			cancel()
		}
		visit(t, client, s.FeedURL(1), "Test")
		cancel()
		first.Wait()
		if n := len(s.Violations()); (n == 0) != givenUp {
			t.Errorf("given up: %v, violations %q", givenUp, s.Violations())
		}
	}
}
