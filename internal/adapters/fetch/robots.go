package fetch

import (
	"context"
	"errors"
	"net/url"
	"sync"
	"time"

	"briefbot/internal/briefing/sources"
)

// The limits of robots.txt files (RFC 9309: at least 500 KiB are read, 2.5; no copy is older
// than a day, 2.4).
const (
	maxRobotsBytes = 500 << 10
	robotsTime     = 24 * time.Hour
	robotsRetry    = 5 * time.Minute // after one that could not be had
	// maxKnownBytes and maxKnownSites are how much of them is remembered.
	maxKnownBytes = 8 << 20
	maxKnownSites = 1000
)

// robots knows what sites let the bot get.
type robots struct {
	token string
	get   func(ctx context.Context, address string) ([]byte, error)

	mu    sync.Mutex
	known map[string]*site // by scheme, host and port
	bytes int              // of the rules known
}

// site is what is known of one robots.txt. All but bytes belongs to who has the turn.
type site struct {
	turn  chan struct{} // holds one while somebody looks or asks
	rules *rules        // nil until there was one
	fault *sources.Fault
	until time.Time // when to ask again
	bytes int       // counted in robots.bytes; guarded by robots.mu
}

func newRobots(token string, get func(context.Context, string) ([]byte, error)) *robots {
	return &robots{token: token, get: get, known: map[string]*site{}}
}

// admit says whether an address may be asked, and how long after the request before.
func (r *robots) admit(ctx context.Context, u *url.URL) (time.Duration, error) {
	origin := u.Scheme + "://" + u.Host
	s := r.site(origin)
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return 0, context.Cause(ctx)
	}
	defer func() { <-s.turn }()
	if !time.Now().Before(s.until) {
		if err := r.renew(ctx, s, origin); err != nil {
			return 0, err
		}
	}
	switch {
	case s.fault != nil:
		f := *s.fault
		f.RetryAfter = time.Until(s.until)
		return 0, &f
	case !s.rules.allow(u):
		return 0, fault(sources.Refused, "the site's robots.txt asks bots not to; ask its owner or take another address")
	}
	return s.rules.delay, nil
}

// renew asks for a robots.txt. An error of it is one of ctx; what is wrong with the file is
// kept like its rules.
func (r *robots) renew(ctx context.Context, s *site, origin string) error {
	body, err := r.get(ctx, origin+"/robots.txt")
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	f := unreadable(err)
	s.fault, s.until = nil, time.Now().Add(robotsTime)
	switch {
	case f == nil:
		s.rules = parseRules(body, r.token)
	case s.rules != nil && f.Kind != sources.Unsafe:
		s.until = time.Now().Add(max(robotsRetry, f.RetryAfter)) // the old ones hold meanwhile (RFC 9309, 2.4)
	default:
		s.fault, s.until = f, time.Now().Add(max(robotsRetry, f.RetryAfter))
	}
	r.keep(origin, s)
	return nil
}

// unreadable is the fault of a robots.txt that could not be read. One that is not there
// forbids nothing (RFC 9309, 2.3.1.3), nor does one that is not found at the end of its
// redirects (2.3.1.2).
func unreadable(err error) *sources.Fault {
	if err == nil || errors.Is(err, errCircle) {
		return nil
	}
	f := *asFault(err)
	switch f.Kind {
	case sources.Gone, sources.Missing, sources.Refused:
		return nil
	case sources.Unfit:
		f.Kind = sources.Broken
	}
	f.Reason = "robots.txt, which has to be read first: " + f.Reason
	return &f
}

func (r *robots) site(origin string) *site {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.known[origin]
	if s == nil {
		s = &site{turn: make(chan struct{}, 1)}
		r.known[origin] = s
	}
	return s
}

// keep counts the rules of a site, and forgets others while there are too many: those that
// come first, in no order.
func (r *robots) keep(origin string, s *site) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known[origin] != s {
		return // forgotten meanwhile
	}
	size := s.rules.bytes()
	r.bytes += size - s.bytes
	s.bytes = size
	for other, o := range r.known {
		if r.bytes <= maxKnownBytes && len(r.known) <= maxKnownSites {
			break
		}
		if o != s {
			r.bytes -= o.bytes
			delete(r.known, other)
		}
	}
}
