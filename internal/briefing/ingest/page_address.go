package ingest

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"

	"briefbot/internal/briefing/inert"
)

var addressDate = regexp.MustCompile(`/((?:19|20)\d\d)[/-](\d\d?|[a-z]{3})[/-](\d\d?)(?:[/-]|$)`)

// dateInAddress returns the date in a path such as /2019/11/18/title, or zero.
func dateInAddress(address string) time.Time {
	m := addressDate.FindStringSubmatch(strings.ToLower(address))
	if m == nil {
		return time.Time{}
	}
	for _, layout := range []string{"2006/1/2", "2006/Jan/2"} {
		if t, err := time.Parse(layout, m[1]+"/"+m[2]+"/"+m[3]); err == nil && plausible(t) {
			return t
		}
	}
	return time.Time{}
}

func urlPath(u *url.URL) string {
	if u == nil {
		return ""
	}
	return u.Path
}

// baseURL is what relative addresses in the page are relative to, or nil.
func (s *skimmed) baseURL(address *url.URL) *url.URL {
	if address != nil && !web(address) {
		address = nil
	}
	base, err := url.Parse(strings.TrimSpace(s.base))
	if s.base == "" || err != nil {
		return address
	}
	if address != nil {
		base = address.ResolveReference(base)
	}
	if !web(base) {
		return address
	}
	return base
}

func web(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil
}

// absolute returns an address in the page as an absolute one, or nil.
func absolute(base *url.URL, ref string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(ref))
	if ref == "" || err != nil || len(ref) > maxAddressBytes {
		return nil
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if !web(u) {
		return nil
	}
	u.Fragment, u.RawFragment = "", ""
	return u
}

const maxAddressBytes = 2000

// canonical returns the address that a page gives itself. One at another site than the
// page is at, or of a whole site for a page below it, is not taken.
func canonical(base, address *url.URL, ref string) string {
	u := absolute(base, ref)
	if u == nil {
		return ""
	}
	if address != nil && web(address) && (owner(u) != owner(address) || len(u.Path) < 2 && len(address.Path) > 1) {
		return ""
	}
	return inert.Clean(u.String())
}

// owner is the part of a host that one owner has.
func owner(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	if s, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return s
	}
	return host
}

// feeds returns the feeds that a page names.
func (s *skimmed) feeds(base *url.URL) []string {
	var out []string
	for _, l := range s.links {
		kind, _, _ := strings.Cut(l.kind, ";")
		if !slices.Contains(strings.Fields(l.rel), "alternate") || !feedTypes[strings.TrimSpace(kind)] {
			continue
		}
		if u := absolute(base, l.href); u != nil && !slices.Contains(out, u.String()) && len(out) < maxFeeds {
			out = append(out, u.String())
		}
	}
	return out
}

var feedTypes = set(`application/rss+xml application/atom+xml application/feed+json application/rdf+xml text/rss+xml`)
