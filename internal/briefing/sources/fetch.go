package sources

import (
	"context"
	"fmt"
	"time"
)

// Fetcher gets what is at an address. Every error is a *Fault, but for the one of a ctx that
// the caller ended, which is wrapped.
type Fetcher interface {
	Fetch(ctx context.Context, r Request) (*Response, error)
}

// Request asks for a feed or page.
type Request struct {
	URL                string
	ETag, LastModified string // of the copy at hand, as the server sent them; "" for none
}

// Response is what a server sent.
type Response struct {
	URL                string // where it was found, after all redirects
	Moved              string // where permanent redirects (301, 308) lead, from the first on and without another kind between; "" for none
	NotModified        bool   // the copy at hand holds; Body is empty
	Body               []byte // inflated
	ContentType        string // as the server sent it; "" when it did not say
	ETag, LastModified string
	Fresh              time.Duration // how long the server says the copy holds; 0 when it does not say
}

// FaultKind says what to do about a fault. The texts are kept in stores and metrics.
type FaultKind string

// The kinds of faults.
const (
	// Gone is an address that is given up for good (410): do not ask again.
	Gone FaultKind = "gone"
	// Missing is one with nothing there (404), by mistake or for good: ask ever more rarely.
	Missing FaultKind = "missing"
	// Refused is one that the site does not give to the bot (401, 403, 451, other 4xx,
	// robots.txt): ask rarely, and tell people.
	Refused FaultKind = "refused"
	// Busy is a site that asks for patience (429, 503): ask after RetryAfter, not before.
	Busy FaultKind = "busy"
	// Broken is what may work the next time: other 5xx, a time-out, a connection that
	// fails or is cut, TLS, a redirect loop, a robots.txt that cannot be read.
	Broken FaultKind = "broken"
	// Unsafe is an address that the bot will not fetch, or that redirects to one: no
	// address at all, another scheme or port, a user name in it, a private network.
	Unsafe FaultKind = "unsafe"
	// Unfit is an answer that cannot be used: too large, as sent or inflated, or of a type
	// that is no text. It is most likely the same the next time.
	Unfit FaultKind = "unfit"
)

// Fault is why nothing came.
type Fault struct {
	Kind       FaultKind
	URL        string        // that was asked for
	RetryAfter time.Duration // how long the server asks to wait; 0 when it does not say
	Reason     string        // for people, with what to do when something can be done; without secrets
}

// Error is one line for people. It shows the address as Redacted does.
func (f *Fault) Error() string {
	return fmt.Sprintf("fetch: get %s: %s", Redacted(f.URL), f.Reason)
}
