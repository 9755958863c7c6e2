package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/url"
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

// Remembered is how many hosts and sites, and how many bytes of rules, are remembered.
func (c *Client) Remembered() (hosts, sites, bytes int) {
	c.hosts.mu.Lock()
	defer c.hosts.mu.Unlock()
	c.robots.mu.Lock()
	defer c.robots.mu.Unlock()
	return len(c.hosts.all), len(c.robots.known), c.robots.bytes
}

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
