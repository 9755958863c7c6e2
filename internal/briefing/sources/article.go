package sources

import (
	"cmp"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/ingest"
)

// fromPage makes the article of an entry whose page was read.
func fromPage(s Source, e Entry, found string, p ingest.Page) briefing.Article {
	address := canonical(found, p.Canonical)
	a := briefing.Article{
		ID: cmp.Or(e.Article, ArticleID(address)), URL: address,
		Title: cmp.Or(p.Title, e.Said.Title), Author: cmp.Or(p.Author, e.Said.Author),
		Source:   cmp.Or(e.Said.Publisher, p.Site, s.Name),
		Language: cmp.Or(p.Language, e.Said.Language), Published: p.Published, Modified: p.Modified, Text: bounded(p.Text),
		CopyOf: originalOf(found, p.Canonical),
	}
	if a.Published.IsZero() {
		a.Published = e.Said.Published
	}
	if a.Modified.IsZero() {
		a.Modified = e.Said.Modified
	}
	return a
}

// inFeed reports whether the feed has the text of an entry itself, and may speak for its page.
func inFeed(feed string, e Entry, teaser bool) bool {
	return e.Page == "" || !teaser && speaksFor(feed, e.Page)
}

// feedHasMore reports whether the feed has more of the story than the page that was found, and
// may speak for it.
func feedHasMore(s Source, e Entry, found string, p ingest.Page) bool {
	return len(e.Said.Text) > len(p.Text) && speaksFor(s.Feed, found)
}

// fromFeed makes the article of an entry from what the feed says alone. What a feed says of
// the pages of others stands under the feed's own name.
func fromFeed(s Source, e Entry) briefing.Article {
	a := briefing.Article{
		ID: e.Article, URL: e.Page, Title: e.Said.Title, Author: e.Said.Author, Source: cmp.Or(e.Said.Publisher, s.Name),
		Language: e.Said.Language, Published: e.Said.Published, Modified: e.Said.Modified, Text: e.Said.Text,
	}
	switch {
	case e.Page == "" || !speaksFor(s.Feed, e.Page):
		a.URL, a.ID = s.Feed, cmp.Or(a.ID, ArticleID(s.Feed)+"#"+hash(e.Key))
	default:
		a.ID = cmp.Or(a.ID, ArticleID(e.Page))
	}
	return a
}

// revise brings an article that comes again under what the store holds of it: what is no news
// is left as it was. Old is nil for a new article.
func revise(a briefing.Article, old *briefing.Article) briefing.Article {
	if old == nil {
		return a
	}
	a.FirstSeen, a.Source = old.FirstSeen, cmp.Or(old.Source, a.Source)
	a.Title, a.Author, a.Language = cmp.Or(a.Title, old.Title), cmp.Or(a.Author, old.Author), cmp.Or(a.Language, old.Language)
	if !old.Published.IsZero() {
		a.Published = old.Published
	}
	if ingest.SameStory(old.Text, a.Text) {
		a.Text, a.Modified = old.Text, old.Modified
	}
	return a
}

// maxTextBytes is more than any news story has: some 150,000 words.
const maxTextBytes = 1 << 20

// bounded cuts a text that is too long for an article, after a line where it has any.
func bounded(text string) string {
	if len(text) <= maxTextBytes {
		return text
	}
	text = text[:maxTextBytes]
	if at := strings.LastIndexByte(text, '\n'); at > 0 {
		text = text[:at]
	}
	return strings.ToValidUTF8(text, "")
}

// document splits an article that has a text.
func document(a briefing.Article) *briefing.Document {
	if strings.TrimSpace(a.Text) == "" {
		return nil
	}
	a.Title = cmp.Or(a.Title, a.ID)
	a.Revision = briefing.RevisionOf(a.Text)
	return ingest.Split(a)
}
