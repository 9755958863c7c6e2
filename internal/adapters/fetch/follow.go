package fetch

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"briefbot/internal/briefing/sources"
)

// errand is what to get, and how.
type errand struct {
	address        string
	etag, modified string // of the copy at hand
	// admit says whether an address may be asked, and how long after the request before;
	// nil for all of them, after the usual delay.
	admit func(ctx context.Context, u *url.URL) (time.Duration, error)
	read  func(*http.Response) ([]byte, error)
}

// follow gets what is at an address, or where redirects lead from it.
func (c *Client) follow(ctx context.Context, e errand) (*sources.Response, error) {
	at, err := c.guard.parse(e.address)
	if err != nil {
		return nil, err
	}
	moved, permanent, left := "", true, requestTime
	for range 1 + maxRedirects {
		delay := time.Duration(0)
		if e.admit != nil {
			if delay, err = e.admit(ctx, at); err != nil {
				return nil, err
			}
		}
		leave, err := c.hosts.enter(ctx, c.guard.host(at), c.pause(at, delay))
		if err != nil {
			return nil, err
		}
		start := time.Now()
		got, next, err := c.ask(ctx, e, at, left)
		left -= time.Since(start)
		leave()
		if err != nil {
			return nil, err
		}
		if next == nil {
			got.Moved = moved
			return got, nil
		}
		if permanent = permanent && next.permanent; permanent {
			moved = next.to.String()
		}
		at = next.to
	}
	return nil, errCircle
}

var errCircle = fault(sources.Broken, "more than %d redirects; look where the address leads in a browser", maxRedirects)

// pause is how long to leave a host alone.
func (c *Client) pause(u *url.URL, delay time.Duration) time.Duration {
	if c.guard.opened(u) {
		return 0
	}
	return max(c.delay, delay)
}

// redirect is where an answer sends the bot.
type redirect struct {
	to        *url.URL
	permanent bool
}

// errSlow is why a request is ended that takes too long.
var errSlow = errors.New("no whole answer in time")

// ask sends one request. The answer is a response or a redirect.
func (c *Client) ask(ctx context.Context, e errand, at *url.URL, left time.Duration) (*sources.Response, *redirect, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, left, errSlow)
	defer cancel()
	resp, err := c.transport.RoundTrip(c.request(ctx, e, at))
	if err != nil {
		return nil, nil, because(ctx, err)
	}
	defer resp.Body.Close()
	conditional := e.etag != "" || e.modified != ""
	switch status := resp.StatusCode; {
	case status == http.StatusOK || status == http.StatusNonAuthoritativeInfo:
		got := describe(at, resp)
		if got.Body, err = e.read(resp); err != nil {
			return nil, nil, because(ctx, err)
		}
		return got, nil, nil
	case status == http.StatusNotModified && conditional:
		got := describe(at, resp)
		got.NotModified = true
		return got, nil, nil
	case redirects(status):
		next, err := c.next(at, resp)
		return nil, next, err
	default:
		return nil, nil, refusal(resp)
	}
}

func (c *Client) request(ctx context.Context, e errand, at *url.URL) *http.Request {
	r := &http.Request{Method: http.MethodGet, URL: at, Host: at.Host, Header: http.Header{
		"User-Agent":      {c.agent},
		"Accept":          {"application/atom+xml, application/rss+xml, application/feed+json, text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"},
		"Accept-Encoding": {"gzip"},
	}}
	if e.etag != "" {
		r.Header["If-None-Match"] = []string{e.etag}
	}
	if e.modified != "" {
		r.Header["If-Modified-Since"] = []string{e.modified}
	}
	return r.WithContext(ctx)
}

// describe is a response without its body.
func describe(at *url.URL, resp *http.Response) *sources.Response {
	return &sources.Response{
		URL: at.String(), ContentType: resp.Header.Get("Content-Type"),
		ETag: validator(resp.Header, "Etag"), LastModified: validator(resp.Header, "Last-Modified"),
		Fresh: fresh(resp.Header, time.Now()),
	}
}

func redirects(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// next is where a redirect leads.
func (c *Client) next(at *url.URL, resp *http.Response) (*redirect, error) {
	to, err := at.Parse(resp.Header.Get("Location"))
	if err != nil || resp.Header.Get("Location") == "" {
		return nil, fault(sources.Broken, "redirects to no address")
	}
	to, err = c.guard.parse(to.String())
	if err != nil {
		return nil, fault(sources.Unsafe, "redirects to %s: %s", sources.Redacted(resp.Header.Get("Location")), asFault(err).Reason)
	}
	if at.Scheme == "https" && to.Scheme == "http" {
		return nil, fault(sources.Unsafe, "redirects from https to %s, which others can read and change on the way; give that address if it is meant", sources.Redacted(to.String()))
	}
	permanent := resp.StatusCode == http.StatusMovedPermanently || resp.StatusCode == http.StatusPermanentRedirect
	return &redirect{to: to, permanent: permanent}, nil
}

// binary reports whether a type is of what holds no text for a reader. A type that is not
// said, or says nothing (application/octet-stream), may be anything.
func binary(contentType string) bool {
	media, _, _ := mime.ParseMediaType(contentType)
	kind, _, _ := strings.Cut(media, "/")
	switch kind {
	case "audio", "font", "image", "video":
		return true
	}
	switch media {
	case "application/gzip", "application/pdf", "application/x-gzip", "application/zip":
		return true
	}
	return false
}
