package ingest

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/language"

	"briefbot/internal/briefing/inert"
)

// The names under which pages say of themselves what is asked for, the surest first.
var (
	titleNames     = []string{"og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title"}
	authorNames    = []string{"author", "article:author", "article:author_name", "citation_author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl"}
	siteNames      = []string{"citation_journal_title", "dc.publisher", "dcterms.publisher", "application-name", "apple-mobile-web-app-title"}
	languageNames  = []string{"content-language", "language", "dc.language", "dcterms.language", "inlanguage", "og:locale"}
	publishedNames = []string{
		"article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished", "citation_publication_date",
		"citation_online_date", "citation_date", "parsely-pub-date", "sailthru.date", "dcterms.issued", "dc.date.issued", "dcterms.created",
		"dc.date.created", "dcterms.date", "dc.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "date",
	}
	modifiedNames = []string{"article:modified_time", "article:modified", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod"}
)

const (
	maxNameRunes  = 100 // of an author or a site
	maxTitleRunes = 300
	maxAuthors    = 20
	maxFeeds      = 50
)

// page returns what the page says of itself. address is where it was fetched, or nil.
func (s *skimmed) page(address *url.URL) Page {
	ld := readLinkedData(s.data)
	base := s.baseURL(address)
	p := Page{
		Site:      firstOf(append(s.meta["og:site_name"], append([]string{ld.site}, s.values(siteNames)...)...), siteName),
		Language:  firstOf(append(append([]string{s.lang}, s.values(languageNames)...), ld.language), languageTag),
		Canonical: firstOf(append(s.hrefs("canonical"), append(s.meta["og:url"], ld.address)...), func(ref string) string { return canonical(base, address, ref) }),
		Feeds:     s.feeds(base),
	}
	p.Author = authors(ld.authors)
	if p.Author == "" {
		p.Author = authors(s.values(authorNames))
	}
	titles := append(append([]string{ld.title}, s.values(titleNames)...), s.heading, s.title)
	p.Title = firstOf(titles, func(t string) string { return withoutSite(plainText(t, maxTitleRunes), p.Site, address) })
	p.Published = firstDate(append(append([]string{ld.published}, s.values(publishedNames)...), s.marked("datepublished")...))
	p.Modified = firstDate(append(append([]string{ld.modified}, s.values(modifiedNames)...), s.marked("datemodified")...))
	if p.Published.IsZero() {
		p.Published = firstDate(s.storyTimes())
	}
	if p.Published.IsZero() {
		p.Published = cmp.Or(dateInAddress(p.Canonical), dateInAddress(urlPath(address)))
	}
	if p.Modified.Before(p.Published) {
		p.Modified = time.Time{}
	}
	return p
}

// values returns the contents of meta elements, in the order of names.
func (s *skimmed) values(names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, s.meta[n]...)
	}
	return out
}

func (s *skimmed) hrefs(rel string) []string {
	var out []string
	for _, l := range s.links {
		if slices.Contains(strings.Fields(l.rel), rel) {
			out = append(out, l.href)
		}
	}
	return out
}

// marked returns the times that stand in the page under an itemprop.
func (s *skimmed) marked(prop string) []string {
	var out []string
	for _, t := range s.times {
		if slices.Contains(strings.Fields(strings.ToLower(t.marked)), prop) {
			out = append(out, t.value)
		}
	}
	return out
}

// storyTimes returns the first time behind the heading: the others may be those of
// comments or other articles.
func (s *skimmed) storyTimes() []string {
	for _, t := range s.times {
		if t.inStory && t.value != "" {
			return []string{t.value}
		}
	}
	return nil
}

// firstOf returns what becomes of the first value of which something becomes.
func firstOf(values []string, read func(string) string) string {
	for _, v := range values {
		if out := read(v); out != "" {
			return out
		}
	}
	return ""
}

func firstDate(values []string) time.Time {
	for _, v := range values {
		if v = strings.TrimSpace(v); v == "" {
			continue
		}
		if t, err := parseDate(v); err == nil && plausible(t) {
			return t
		}
	}
	return time.Time{}
}

// plausible reports whether an article on the web can be of that time.
func plausible(t time.Time) bool { return t.Year() >= 1990 && t.Year() < 2100 }

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

// plainText returns a text of a page's head as one line: some hold markup, or escapes twice.
func plainText(s string, limit int) string {
	s = html.UnescapeString(s)
	if strings.Contains(s, "<") {
		s = strings.ReplaceAll(FragmentText(s), "\n", " ")
	}
	s = inert.Clean(s)
	if utf8.RuneCountInString(s) > limit {
		return shorten(s, limit)
	}
	return s
}

// languageTag returns a language as BCP 47, or "".
func languageTag(s string) string {
	s, _, _ = strings.Cut(s, ",")
	tag, err := language.Parse(strings.TrimSpace(s))
	if base, _ := tag.Base(); err != nil || len(s) > 35 || base.String() == "und" || base.String() == "mul" || base.String() == "zxx" {
		return ""
	}
	return tag.String()
}

// plainName returns the name of a site, or "" for what is none.
func plainName(s string) string {
	if s = plainText(s, maxNameRunes); strings.Contains(s, "://") || strings.HasPrefix(s, "@") || strings.IndexFunc(s, wordRune) < 0 {
		return ""
	}
	return s
}

// siteName returns the name of a site without what it says of itself behind it.
func siteName(s string) string {
	s, _, _ = strings.Cut(s, " | ")
	return plainName(s)
}

var by = regexp.MustCompile(`^(?i:(?:written |posted |reported )?by|von|por|par|di|door|av|af)[:\s]\s*`)

// authors returns names as one line, each once, without what is none.
func authors(values []string) string {
	var out []string
	for _, v := range values {
		v = plainName(by.ReplaceAllString(plainText(v, maxNameRunes+1), ""))
		if strings.Contains(v, "@") || strings.HasPrefix(v, "www.") || utf8.RuneCountInString(v) > maxNameRunes {
			continue
		}
		for part := range strings.SplitSeq(v, ", ") {
			if part != "" && !logins[strings.ToLower(part)] && !slices.Contains(out, part) && len(out) < maxAuthors {
				out = append(out, part)
			}
		}
	}
	return strings.Join(out, ", ")
}

// logins are the accounts that publish for others.
var logins = set(`admin administrator webmaster root user editor redaktion`)

var titleBreak = regexp.MustCompile(`\s+[|–—\-·•»«:/]+\s+|\s*\|\s*`)

// withoutSite takes the name of the site off a title, at its end or its beginning.
func withoutSite(title, name string, address *url.URL) string {
	for {
		breaks := titleBreak.FindAllStringIndex(title, -1)
		if len(breaks) == 0 {
			return title
		}
		last, head := breaks[len(breaks)-1], breaks[0]
		switch {
		case namesSite(title[last[1]:], name, address):
			title = title[:last[0]]
		case namesSite(title[:head[0]], name, address):
			title = title[head[1]:]
		default:
			return title
		}
	}
}

// namesSite reports whether part of a title is the name of the site, or of its host.
func namesSite(part, name string, address *url.URL) bool {
	part = strings.TrimPrefix(letters(part), "the")
	if part == "" {
		return false
	}
	if name = strings.TrimPrefix(letters(name), "the"); name != "" && (part == name || len(part) > 3 && strings.HasPrefix(name, part) || strings.HasPrefix(part, name) && len(part) < 2*len(name)) {
		return true
	}
	if address == nil {
		return false
	}
	domain := owner(address)
	label, _, _ := strings.Cut(domain, ".")
	return part == letters(domain) || part == letters(label)
}
