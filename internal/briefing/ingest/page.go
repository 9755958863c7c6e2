package ingest

import (
	"fmt"
	"net/url"
	"time"
)

// The limits of a page. Long real ones have 2 MB and 50,000 tags and texts.
const (
	maxPageBytes  = 20 << 20
	maxPageTokens = 200_000 // tags and texts
)

// Page is an article as a web page has it. Every text is plain: without markup, control
// characters and characters that change the direction of text.
type Page struct {
	Title     string // without the name of the site
	Author    string // names, by commas
	Site      string // the publisher's name
	Language  string // BCP 47 of the text, "" when the page does not say
	Canonical string // absolute http(s) address that the page names as its own, "" when none or not plausible

	// Text is the article's body: paragraphs and sub-headings ("## …") with a blank line
	// between them, list items ("- …") on lines of their own; "" when the page holds no
	// article: a front page, a login wall.
	Text string

	Published, Modified time.Time // UTC, zero when the page does not say
	Feeds               []string  // absolute addresses of the feeds that the page names, in order, each once
}

// ReadPage reads the article of a web page. contentType is the HTTP header or "", address
// where the page was fetched or "". An error says why it cannot be read, for the caller to
// say of which page: it is none, or too large. A page without an article has no error, and
// no Text.
func ReadPage(data []byte, contentType, address string) (page Page, err error) {
	defer func() {
		if broken := recover(); broken != nil { // a fault in a parser of others
			page, err = Page{}, fmt.Errorf("its markup cannot be read: %v", broken)
		}
	}()
	if len(data) > maxPageBytes {
		return Page{}, errPageTooLarge
	}
	markup, err := decodePage(data, contentType)
	if err != nil {
		return Page{}, err
	}
	s, err := skim(markup)
	if err != nil {
		return Page{}, err
	}
	at, err := url.Parse(address)
	if err != nil || !web(at) {
		at = nil
	}
	page = s.page(at)
	body, err := findBody(s.markup, page.Title)
	if err != nil {
		return Page{}, err
	}
	page.Text = joinLines(body.lines)
	if page.Text == "" {
		page.Text = joinLines(s.ld.lines())
	}
	if page.Author == "" {
		page.Author = authors([]string{body.byline})
	}
	if page.Published.IsZero() {
		page.Published = firstDate([]string{body.date})
	}
	return page, nil
}
