package ingest

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"
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
	ld := s.ld
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
		if v = strings.TrimSpace(v); len(v) < minDateBytes {
			continue
		}
		if t := looseDate(v); plausible(t) {
			return t
		}
	}
	return time.Time{}
}

// minDateBytes is the length of the shortest date with a day: 20060102.
const minDateBytes = 8

// plausible reports whether an article on the web can be of that time.
func plausible(t time.Time) bool { return t.Year() >= 1990 && t.Year() < 2100 }
