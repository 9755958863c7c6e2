package fetchtest

import (
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"
)

// Options are how large a Site is.
type Options struct {
	Feeds int       // how many feeds; 0 for 6
	Items int       // how many articles each of them starts with; 0 for 10
	Hosts int       // among which the feeds are dealt; 0 for 4
	First time.Time // when the first articles appeared; zero for 1 June 2025
}

// Site is a web of news sites. Its methods may be called at the same time.
type Site struct {
	options Options
	hosts   []*host
	strange *httptest.Server // has a certificate that nobody trusts
	zips    sync.Pool        // of *gzip.Writer

	mu         sync.Mutex
	feeds      []*feed
	pageFaults map[place]Fault
	edits      map[place]edit
	asked      map[string]int // requests by address
	violations []string
}

// host is one of the hosts, on a port of its own.
type host struct {
	number int
	server *httptest.Server
	// Guarded by Site.mu:
	current []*visit
	robots  bool // robots.txt has been asked for
}

// feed is what changes of a feed.
type feed struct {
	items   int
	version int // counts changes
	fault   Fault
	given   bool // it was sent whole, with validators
}

// place is where an article is.
type place struct{ feed, item int }

// edit is a text that stands in the place of an article's own.
type edit struct {
	text  string
	times int
}

// New starts a site.
func New(o Options) *Site {
	o.Feeds, o.Items, o.Hosts = cmp.Or(o.Feeds, 6), cmp.Or(o.Items, 10), cmp.Or(o.Hosts, 4)
	if o.First.IsZero() {
		o.First = time.Date(2025, time.June, 1, 6, 0, 0, 0, time.UTC)
	}
	s := &Site{
		options: o, pageFaults: map[place]Fault{}, edits: map[place]edit{}, asked: map[string]int{},
		zips: sync.Pool{New: func() any {
			w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed)
			return w
		}},
	}
	for range o.Feeds {
		s.feeds = append(s.feeds, &feed{items: o.Items})
	}
	for i := range o.Hosts {
		h := &host{number: i}
		h.server = silent(s.serve(h))
		h.server.Start()
		s.hosts = append(s.hosts, h)
	}
	s.strange = silent(http.NotFoundHandler())
	s.strange.StartTLS()
	return s
}

// silent is a server that logs nothing: what goes wrong here is meant to.
func silent(h http.Handler) *httptest.Server {
	server := httptest.NewUnstartedServer(h)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	return server
}

// Close ends the site and what it still serves.
func (s *Site) Close() {
	for _, h := range s.hosts {
		h.server.CloseClientConnections()
		h.server.Close()
	}
	s.strange.Close()
}

// FeedURL is where a feed is.
func (s *Site) FeedURL(feed int) string {
	return s.of(feed).server.URL + feedPath(feed)
}

// FeedURLs are the addresses of all feeds, in order.
func (s *Site) FeedURLs() []string {
	var out []string
	for i := range s.options.Feeds {
		out = append(out, s.FeedURL(i))
	}
	return out
}

// SetFault changes what is wrong with a feed; "" for nothing.
func (s *Site) SetFault(feed int, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.feeds[feed].fault = f
	s.feeds[feed].version++
}

// SetPageFault changes what is wrong with the page of an article; "" for nothing.
func (s *Site) SetPageFault(feed, item int, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pageFaults[place{feed, item}] = f
}

// Edit changes the text of an article, on its page and in its feed. Paragraphs are separated
// by empty lines.
func (s *Site) Edit(feed, item int, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := place{feed, item}
	s.edits[at] = edit{text: text, times: s.edits[at].times + 1}
	s.feeds[feed].version++
}

// Publish adds an article to a feed, as its newest, and returns its number.
func (s *Site) Publish(feed int) (item int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.feeds[feed].items++
	s.feeds[feed].version++
	return s.feeds[feed].items - 1
}

// Requests is how often an address was asked for, answered or not.
func (s *Site) Requests(url string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[url]
}

// AllRequests is how many requests there were.
func (s *Site) AllRequests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, times := range s.asked {
		n += times
	}
	return n
}

// of is the host of a feed.
func (s *Site) of(feed int) *host { return s.hosts[feed%len(s.hosts)] }

// formats are what feeds are written in, by turns.
var formats = []struct{ ending, mediaType string }{
	{"rss", "application/rss+xml; charset=utf-8"}, {"atom", "application/atom+xml"}, {"json", "application/feed+json"},
}

// fullText reports whether a feed holds its articles whole; the others hold the beginnings.
func fullText(feed int) bool { return feed/len(formats)%2 == 0 }

func feedPath(feed int) string {
	return fmt.Sprintf("/%d/feed.%s", feed, formats[feed%len(formats)].ending)
}

func pagePath(feed, item int) string { return fmt.Sprintf("/%d/%d.html", feed, item) }
