package sources

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// ArticleID names the article at an address: the address without its scheme and without what
// only says how a reader came to it. "" for what is no address of a page.
func ArticleID(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	id := strings.ToLower(u.Host) + strings.TrimRight(u.EscapedPath(), "/")
	if query := telling(u.RawQuery); query != "" {
		id += "?" + query
	}
	return short(id)
}

// telling returns the parts of a query that can tell pages apart, in their order.
func telling(query string) string {
	parts := strings.Split(query, "&")
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool {
		name, _, _ := strings.Cut(part, "=")
		return name == "" || tracks(strings.ToLower(name))
	}), "&")
}

// tracks reports whether a parameter only says how a reader came to a page. Families are as
// browsers take them off: https://github.com/brave/adblock-lists/blob/master/brave-lists/clean-urls.json
func tracks(name string) bool {
	return slices.Contains(trackers, name) || slices.ContainsFunc(trackerFamilies, func(f string) bool { return strings.HasPrefix(name, f) })
}

var (
	trackerFamilies = []string{"utm_", "at_", "pk_", "mtm_", "hsa_", "ns_", "mc_", "oly_", "vero_", "wt.", "itm_", "__twitter"}
	trackers        = []string{
		"fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh", "_hsenc", "_hsmi",
		"smid", "smtyp", "cmpid", "ocid", "ito", "ref_src", "ref_url", "ftag", "feedtype", "feedname", "s_cid", "emc", "ncid", "taid", "xtor", "guccounter",
	}
)

// canonical returns the address that a page found at one is known by: what it names as its
// own, where that is the same page but for its query, an ending and the like. Sites name their
// front page, and hostile ones the pages of others.
func canonical(found, named string) string {
	f, err := url.Parse(found)
	if err != nil {
		return found
	}
	n, err := url.Parse(named)
	if err != nil || !sameSite(f, n) || pageOf(f) != pageOf(n) {
		return found
	}
	return named
}

// originalOf returns the id of the article on another site that a page names as its own
// address, as those do that print the story of another; "" for none.
func originalOf(found, named string) string {
	f, err := url.Parse(found)
	if err != nil {
		return ""
	}
	if n, err := url.Parse(named); err != nil || sameSite(f, n) {
		return ""
	}
	return ArticleID(named)
}

// pageOf is the path of a page, whatever form of it was asked for.
func pageOf(u *url.URL) string {
	path := strings.Trim(strings.ToLower(u.EscapedPath()), "/")
	for _, ending := range []string{"index.html", "index.php", ".html", ".htm", ".amp", "/amp", "/"} {
		path = strings.TrimSuffix(path, ending)
	}
	return strings.TrimPrefix(path, "amp/")
}

// speaksFor reports whether what a feed says may stand for the page at an address: both are of
// one site.
func speaksFor(feed, page string) bool {
	f, err := url.Parse(feed)
	if err != nil {
		return false
	}
	p, err := url.Parse(page)
	return err == nil && sameSite(f, p)
}

// sameSite reports whether two addresses are of one owner: of one host, or of one registered
// domain.
func sameSite(a, b *url.URL) bool {
	if a.Port() != b.Port() {
		return false
	}
	x, y := strings.ToLower(a.Hostname()), strings.ToLower(b.Hostname())
	if x == y {
		return x != ""
	}
	x, err := publicsuffix.EffectiveTLDPlusOne(x)
	if err != nil {
		return false
	}
	y, err = publicsuffix.EffectiveTLDPlusOne(y)
	return err == nil && x == y
}
