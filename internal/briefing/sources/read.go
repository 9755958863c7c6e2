package sources

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/ingest"
)

// Found is a feed that was found at an address.
type Found struct {
	Feed    string    `json:"feed"` // its address
	Title   string    `json:"title"`
	Entries []Preview `json:"entries"`
}

// Preview is an entry of a feed as it would come in.
type Preview struct {
	Title     string    `json:"title"`
	URL       string    `json:"url,omitempty"`
	Published time.Time `json:"published,omitzero"`
	Whole     bool      `json:"whole"` // the feed has its text; otherwise its page is read

	entry Entry
}

// Find looks for the feed at an address, or that the page there names. It remembers nothing.
func Find(ctx context.Context, f Fetcher, address string) (Found, error) {
	v := lone(f, address)
	r, err := v.fetchFeed(ctx)
	if err != nil {
		return Found{}, err
	}
	return v.found(r)
}

// First returns the article of the feed's first entry, of which there must be one. With an
// error it is what the feed has of it.
func (f Found) First(ctx context.Context, fetcher Fetcher) (briefing.Article, error) {
	v := lone(fetcher, f.Feed)
	v.source.Feed, v.source.Name = f.Feed, cmp.Or(f.Title, v.source.Name)
	return v.article(ctx, f.Entries[0])
}

// lone is a visit to a source that nothing is remembered of.
func lone(f Fetcher, address string) *visit {
	follower := &Follower{Fetcher: f, Log: slog.New(slog.DiscardHandler), Now: time.Now}
	s, err := Source{Address: address}.Check()
	if err != nil {
		s.Address = address // the fetcher says what is wrong with it
	}
	return &visit{Follower: follower, source: s, now: time.Now()}
}

// found reads the feed. One that is cut short has those of its entries that are whole.
func (v *visit) found(r *Response) (Found, error) {
	feed, err := ingest.ReadFeed(r.Body, r.ContentType, r.URL)
	if err != nil {
		err = fmt.Errorf("read feed %s: %w", Redacted(r.URL), err)
	}
	found := Found{Feed: v.source.Feed, Title: feed.Title}
	for _, said := range feed.Entries {
		e := newEntry(said, feed.Language, v.now)
		found.Entries = append(found.Entries, Preview{
			Title: said.Title, URL: said.URL, Published: e.Said.Published, Whole: inFeed(found.Feed, e, said.Teaser()), entry: e,
		})
	}
	return found, err
}

// Read reads what is at an address: a page's article, or those of a feed's entries. It calls
// each with every article, brought under what is held of it, and problem with what cannot be
// read. An error of each ends it and is returned as it is. By may be nil.
func Read(ctx context.Context, f Fetcher, by Holder, address string, each func(*briefing.Document) error, problem func(error)) error {
	v := lone(f, address)
	give := func(a briefing.Article) error {
		var old *briefing.Article
		if by != nil {
			var err error
			if old, err = held(ctx, by, a.ID); err != nil {
				return err
			}
		}
		d := document(revise(a, old))
		if d == nil {
			return nil
		}
		d.From = address
		return each(d)
	}
	r, err := f.Fetch(ctx, Request{URL: address})
	if err != nil {
		return err
	}
	if !ingest.IsFeed(r.Body, r.ContentType) {
		page, err := ingest.ReadPage(r.Body, r.ContentType, r.URL)
		if err == nil && strings.TrimSpace(page.Text) == "" {
			err = fmt.Errorf("there is no article in it; a site's front page is followed with bot sources add %s", Redacted(address))
		}
		if err != nil {
			return fmt.Errorf("read page %s: %w", Redacted(r.URL), err)
		}
		return give(fromPage(v.source, Entry{}, r.URL, page))
	}
	v.source.Feed = r.URL
	found, err := v.found(r)
	if err != nil {
		problem(err)
	}
	v.source.Name = cmp.Or(found.Title, v.source.Name)
	for _, e := range found.Entries {
		a, err := v.article(ctx, e)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			problem(err)
		}
		if err := give(a); err != nil {
			return err
		}
	}
	return nil
}

// article reads the article of an entry. With an error it is what the feed has of it.
func (v *visit) article(ctx context.Context, p Preview) (briefing.Article, error) {
	e := p.entry
	if p.Whole {
		return fromFeed(v.source, e), nil
	}
	r, err := v.Fetcher.Fetch(ctx, Request{URL: e.Page})
	if err != nil {
		return fromFeed(v.source, e), err
	}
	page, err := ingest.ReadPage(r.Body, r.ContentType, r.URL)
	if err != nil {
		return fromFeed(v.source, e), fmt.Errorf("read page %s: %w", Redacted(r.URL), err)
	}
	if feedHasMore(v.source, e, r.URL, page) {
		return fromFeed(v.source, e), nil
	}
	return fromPage(v.source, e, r.URL, page), nil
}
