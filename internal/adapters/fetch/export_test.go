package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/url"
	"testing"
	"time"
)

// Limits, for tests.
const (
	RequestTime   = requestTime
	MaxWireBytes  = maxWireBytes
	MaxBodyBytes  = maxBodyBytes
	MaxCrawlDelay = maxCrawlDelay
	MaxKnownBytes = maxKnownBytes
	MaxKnownSites = maxKnownSites
	MaxSaid       = maxSaid
	ManyHosts     = manyHosts
	RobotsRetry   = robotsRetry
	RobotsTime    = robotsTime
)

var (
	Fresh      = fresh
	ReadPage   = readPage
	RetryAfter = retryAfter
)

// SetResolver makes names be looked up by another resolver.
func (c *Client) SetResolver(r *net.Resolver) { c.dialer.Resolver = r }

// SetDial makes connections without the guard.
func (c *Client) SetDial(dial func(ctx context.Context, network, address string) (net.Conn, error)) {
	c.transport.DialContext = dial
}

// Control is the dialer's.
func (c *Client) Control(network, address string) error {
	return c.guard.control(network, address, nil)
}

// Parse is the guard's.
func (c *Client) Parse(address string) (*url.URL, error) { return c.guard.parse(address) }

// Known are the sites that a client knows.
type Known struct{ robots *robots }

// Admit asks whether an address may be got, from a site with a robots.txt.
func (k *Known) Admit(ctx context.Context, u *url.URL, file string) error {
	if k.robots == nil {
		k.robots = newRobots("Briefbot", nil)
	}
	k.robots.get = func(context.Context, string) ([]byte, error) { return []byte(file), nil }
	_, err := k.robots.admit(ctx, u)
	return err
}

// Size is how many sites and bytes are remembered.
func (k *Known) Size() (sites, bytes int) { return len(k.robots.known), k.robots.bytes }

// Hosts are those that a client remembers.
type Hosts struct{ hosts *hosts }

// Visit takes a turn and ends it.
func (h *Hosts) Visit(t *testing.T, name string, delay time.Duration) {
	if h.hosts == nil {
		h.hosts = newHosts(maxCrawlDelay)
	}
	leave, err := h.hosts.enter(t.Context(), name, delay)
	if err != nil {
		t.Fatal(err)
	}
	leave()
}

// Len is how many hosts are remembered.
func (h *Hosts) Len() int { return len(h.hosts.all) }

// Allowed says whether a robots.txt lets a bot get an address, and with which delay.
func Allowed(file, agent string, u *url.URL) (bool, time.Duration) {
	r := parseRules([]byte(file), productToken(agent))
	return r.allow(u), r.delay
}

// Trust takes a certificate for that of an authority.
func (c *Client) Trust(certificate *x509.Certificate) {
	pool := x509.NewCertPool()
	pool.AddCert(certificate)
	c.transport.TLSClientConfig = &tls.Config{RootCAs: pool}
}
