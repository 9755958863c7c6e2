package ingest

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"briefbot/internal/briefing/ingest/mend"
)

// readMarkup reads a feed in XML.
func readMarkup(text, address string) (feed Feed, err error) {
	defer func() {
		if p := recover(); p != nil {
			feed, err = Feed{}, fmt.Errorf("a parser failed: %v", p)
		}
	}()
	m := mend.Mend(text, address)
	if m.Form == "feed" {
		a, err := new(atom.Parser).Parse(bytes.NewReader(m.XML))
		if err != nil {
			return Feed{}, err
		}
		return ofAtom(a), m.Partial
	}
	r, err := new(rss.Parser).Parse(bytes.NewReader(m.XML))
	if err != nil {
		return Feed{}, err
	}
	return ofRSS(r), m.Partial
}

func ofRSS(r *rss.Feed) Feed {
	feed := Feed{
		Title:    shownLine(cmp.Or(r.Title, said(r.Extensions, "dc", "title"))),
		Language: languageTag(cmp.Or(r.Language, said(r.Extensions, "dc", "language"))),
		Every:    every(r.TTL, r.Extensions),
	}
	author := cmp.Or(said(r.Extensions, "dc", "creator"), said(r.Extensions, "itunes", "author"))
	for _, item := range r.Items {
		feed.Entries = append(feed.Entries, ofItem(item, author))
	}
	return feed
}

func ofItem(r *rss.Item, author string) Entry {
	x := r.Extensions
	e := Entry{
		URL:       webAddress(cmp.Or(said(x, "feedburner", "origlink"), r.Link, linked(x))),
		Title:     shownLine(cmp.Or(r.Title, said(x, "dc", "title"), said(x, "media", "title"))),
		Author:    authorName(cmp.Or(r.Author, said(x, "dc", "creator"), said(x, "dc", "author"), said(x, "itunes", "author"), author)),
		Language:  languageTag(said(x, "dc", "language")),
		Summary:   cmp.Or(r.Description, said(x, "dc", "description"), said(x, "itunes", "summary"), described(x)),
		Content:   cmp.Or(r.Content, r.Custom["content"], r.Custom["summary"]),
		Published: published(x),
		Modified:  lastDate(x["dcterms"]["modified"]),
	}
	if r.GUID != nil {
		e.ID = asLine(r.GUID.Value)
		if e.URL == "" && !strings.EqualFold(r.GUID.IsPermalink, "false") {
			e.URL = webAddress(e.ID)
		}
	}
	if r.Source != nil {
		e.Source = shownLine(r.Source.Title)
	}
	return e
}

func ofAtom(a *atom.Feed) Feed {
	feed := Feed{
		Title:    shownLine(a.Title),
		Language: languageTag(cmp.Or(a.Language, said(a.Extensions, "dc", "language"))),
		Every:    every("", a.Extensions),
	}
	for _, entry := range a.Entries {
		feed.Entries = append(feed.Entries, ofEntry(entry, people(a.Authors)))
	}
	return feed
}

func ofEntry(a *atom.Entry, author string) Entry {
	x := a.Extensions
	e := Entry{
		ID:        asLine(said(x, "dc", "identifier")),
		URL:       cmp.Or(webAddress(said(x, "feedburner", "origlink")), alternate(a.Links)),
		Title:     shownLine(cmp.Or(a.Title, said(x, "dc", "title"), said(x, "media", "title"))),
		Language:  languageTag(said(x, "dc", "language")),
		Summary:   cmp.Or(a.Summary, said(x, "dc", "description"), described(x)),
		Published: published(x),
		Modified:  lastDate(x["dcterms"]["modified"]),
	}
	if a.Content != nil {
		e.Content = a.Content.Value
	}
	e.Author = cmp.Or(people(a.Authors), authorName(said(x, "dc", "creator")))
	if s := a.Source; s != nil {
		e.Source = shownLine(s.Title)
		author = cmp.Or(people(s.Authors), author)
	}
	e.Author = cmp.Or(e.Author, author)
	if e.URL == "" {
		e.URL = webAddress(e.ID)
	}
	return e
}

// alternate returns the address of the page that links lead to.
func alternate(links []*atom.Link) string {
	for _, l := range links {
		if rel := strings.TrimPrefix(l.Rel, "http://www.iana.org/assignments/relation/"); strings.EqualFold(rel, "alternate") {
			if address := webAddress(l.Href); address != "" {
				return address
			}
		}
	}
	return ""
}

// linked returns the alternate among the Atom links of an RSS feed.
func linked(x ext.Extensions) string {
	for _, l := range x["atom"]["link"] {
		if rel := l.Attrs["rel"]; (rel == "" || rel == "alternate") && l.Attrs["href"] != "" {
			return l.Attrs["href"]
		}
	}
	return ""
}

func people(persons []*atom.Person) string {
	var names []string
	for _, p := range persons {
		if name := authorName(cmp.Or(p.Name, p.Email)); name != "" {
			names = append(names, name)
		}
	}
	return shorten(strings.Join(names, ", "), maxShownRunes)
}

// authorName returns the name of an author written as "a@b.example (Name)", "Name (a@b.example)"
// or "Name <a@b.example>", or else all of it.
func authorName(s string) string {
	s = shownLine(s)
	before, behind, ok := strings.Cut(strings.TrimRight(s, ")>"), "(")
	if !ok {
		before, behind, ok = strings.Cut(strings.TrimRight(s, ")>"), "<")
	}
	before, behind = strings.TrimSpace(before), strings.TrimSpace(behind)
	switch {
	case ok && strings.Contains(behind, "@") && before != "":
		return before
	case ok && strings.Contains(before, "@") && behind != "":
		return behind
	}
	return s
}

// said returns the first text of an element of an extension.
func said(x ext.Extensions, prefix, name string) string {
	for _, e := range x[prefix][name] {
		if e.Value != "" {
			return e.Value
		}
	}
	return ""
}

// published returns when an entry was published: package mend gives the dates of all kinds
// of feeds the names of Dublin Core.
func published(x ext.Extensions) time.Time {
	return cmp.Or(lastDate(x["dcterms"]["issued"]), lastDate(x["dc"]["date"]), lastDate(x["dcterms"]["created"]))
}

// lastDate returns the last date that is understood, as one that comes again is corrected.
func lastDate(dates []ext.Extension) time.Time {
	for _, d := range slices.Backward(dates) {
		if t := feedDate(d.Value); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// described returns the description of the media of an entry.
func described(x ext.Extensions) string {
	if s := said(x, "media", "description"); s != "" {
		return s
	}
	for _, group := range x["media"]["group"] {
		for _, d := range group.Children["description"] {
			return d.Value
		}
	}
	return ""
}

var periods = map[string]time.Duration{
	"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour,
	"monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
}

// every returns how long a feed asks to be left alone: by its time to live in minutes, or
// its period and how often in it. http://web.resource.org/rss/1.0/modules/syndication/
func every(ttl string, x ext.Extensions) time.Duration {
	if minutes, err := strconv.Atoi(strings.TrimSpace(ttl)); err == nil && minutes > 0 && minutes <= 366*24*60 {
		return time.Duration(minutes) * time.Minute
	}
	period := periods[strings.ToLower(said(x, "sy", "updateperiod"))]
	if times, err := strconv.Atoi(said(x, "sy", "updatefrequency")); err == nil && times > 1 {
		period /= time.Duration(times)
	}
	return period
}
