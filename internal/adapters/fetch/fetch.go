package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/http/httpguts"

	"briefbot/internal/briefing/sources"
)

// DefaultAgent is used where the options name none.
const DefaultAgent = "Briefbot (news reader)"

// The limits of one Fetch.
const (
	requestTime    = 10 * time.Second // for all that is sent and read
	maxRedirects   = 5
	maxWireBytes   = 5_000_000  // of a body, as sent
	maxBodyBytes   = 20_000_000 // of a body, inflated
	maxHeaderBytes = 64 << 10
)

// Options say how to fetch.
type Options struct {
	// Agent is the User-Agent: a product token that robots.txt files can name, and how to
	// reach whoever runs the bot. "" for DefaultAgent. See CheckAgent.
	Agent string
	// Delay is between the end of a request to a host and the start of the next.
	Delay time.Duration
	// Loopback opens the addresses of the machine itself, on every port and without delay.
	Loopback bool
}

// CheckAgent says what is wrong with a User-Agent; New does not look.
func CheckAgent(agent string) error {
	switch {
	case productToken(agent) == "":
		return errors.New(`it does not start with a name; write it like "Briefbot (+https://example.org/bot)"`)
	case !httpguts.ValidHeaderFieldValue(agent):
		return errors.New("it holds what no header can; write it on one line")
	}
	return nil
}

// Client implements sources.Fetcher. It may be used from many goroutines, whose number is
// the caller's to bound: those that want the same host wait for each other.
type Client struct {
	agent     string
	delay     time.Duration
	guard     guard
	dialer    *net.Dialer
	transport *http.Transport
	hosts     *hosts
	robots    *robots
}

// New returns a client. It holds nothing that has to be closed.
func New(o Options) *Client {
	c := &Client{
		agent: cmp.Or(o.Agent, DefaultAgent), delay: o.Delay,
		guard: newGuard(o.Loopback),
	}
	c.hosts = newHosts(max(c.delay, maxCrawlDelay))
	c.robots = newRobots(productToken(c.agent), c.robotsTxt)
	c.dialer = &net.Dialer{Timeout: requestTime, Control: c.guard.control}
	c.transport = &http.Transport{
		Proxy:                  nil,
		DialContext:            c.dialer.DialContext,
		TLSHandshakeTimeout:    requestTime,
		MaxResponseHeaderBytes: maxHeaderBytes,
		DisableCompression:     true, // so that the bytes on the wire can be counted
		DisableKeepAlives:      true, // the transport repeats what fails on a used connection
	}
	return c
}

// Fetch implements sources.Fetcher.
func (c *Client) Fetch(ctx context.Context, r sources.Request) (*sources.Response, error) {
	got, err := c.follow(ctx, errand{
		address: r.URL, etag: r.ETag, modified: r.LastModified, admit: c.robots.admit, read: readPage,
	})
	if err == nil {
		return got, nil
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("fetch: get %s: %w", sources.Redacted(r.URL), context.Cause(ctx))
	}
	f := *asFault(err) // a copy: robots.txt's are kept
	f.URL = r.URL
	return nil, &f
}

// robotsTxt gets the rules of a site.
func (c *Client) robotsTxt(ctx context.Context, address string) ([]byte, error) {
	got, err := c.follow(ctx, errand{address: address, read: readRobots})
	if err != nil {
		return nil, err
	}
	return got.Body, nil
}
