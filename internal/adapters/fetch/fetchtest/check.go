package fetchtest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// robotsTxt is that of every host.
const robotsTxt = "User-agent: *\nDisallow: " + forbidden + "\n"

const forbidden = "/forbidden/"

// visit is a request that is being answered.
type visit struct {
	*http.Request
	host *host
	// answering says that all there is to send is being sent, so that the client may have it
	// before the server is done. Guarded by Site.mu.
	answering bool
	done      chan struct{} // closed when it is over
	left      bool          // the client went away before; to be read after done
}

// Violations are what was impolite in the requests so far: more than one at a time to a host,
// one before robots.txt or against it, one without User-Agent, one for a feed that was sent
// before without the validators that came with it.
func (s *Site) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}

// Forget takes no request for a repetition of one before: for a bot that was killed before
// it could keep what it got.
func (s *Site) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.feeds {
		f.given = false
	}
}

// arrive counts a request in and checks it.
func (s *Site) arrive(h *host, r *http.Request) *visit {
	v := &visit{Request: r, host: h, done: make(chan struct{})}
	for _, other := range s.enter(v) {
		s.overlap(v, other)
	}
	return v
}

// enter notes what is wrong with a request as such, and returns those that are under way at
// its host.
func (s *Site) enter(v *visit) (others []*visit) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h, r := v.host, v.Request
	s.asked[h.server.URL+r.URL.RequestURI()]++
	if agent := r.UserAgent(); agent == "" || strings.HasPrefix(agent, "Go-http-client") {
		s.violate(v, "no User-Agent")
	}
	if r.URL.Path == "/robots.txt" {
		h.robots = true
	} else if !h.robots {
		s.violate(v, "before robots.txt")
	}
	if strings.HasPrefix(r.URL.Path, forbidden) {
		s.violate(v, "against robots.txt")
	}
	for _, other := range h.current {
		if !other.answering {
			others = append(others, other)
		}
	}
	h.current = append(h.current, v)
	return others
}

// violate notes what is wrong with a request. The lock is held.
func (s *Site) violate(v *visit, what string) {
	s.violations = append(s.violations, fmt.Sprintf("%s%s: %s", v.host.server.URL, v.URL.RequestURI(), what))
}

// noticeTime is how long a server may take to notice that a client has gone.
const noticeTime = time.Second

// overlap notes that a request came while another was under way, unless it turns out that
// the client had given that one up.
func (s *Site) overlap(v, other *visit) {
	select {
	case <-other.done:
		if other.left {
			return
		}
	case <-time.After(noticeTime):
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violate(v, "while "+other.URL.RequestURI()+" was being sent")
}

// answer says that the rest of what is sent can be had before the server is done.
func (s *Site) answer(v *visit) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v.answering = true
}

// leave ends a request.
func (s *Site) leave(v *visit) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v.left = v.Context().Err() != nil
	close(v.done)
	v.host.current = slices.DeleteFunc(v.host.current, func(o *visit) bool { return o == v })
}

// known reports whether the client has the version of a feed, and checks that it says so
// when it was sent it.
func (s *Site) known(v *visit, f *feed, etag, modified string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	none, since := v.Header.Get("If-None-Match"), v.Header.Get("If-Modified-Since")
	if f.given && none == "" && since == "" {
		s.violate(v, "without the validators that it was given")
	}
	if none != "" {
		return none == etag
	}
	return since != "" && since == modified
}

// give remembers whether a feed was sent whole.
func (s *Site) give(f *feed, whole bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.given = whole
}
