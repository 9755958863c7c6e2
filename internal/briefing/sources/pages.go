package sources

import (
	"context"
	"errors"
	"time"

	"briefbot/internal/briefing/ingest"
)

const (
	// maxPages is how many pages of a source are read in one visit: others have their turn.
	maxPages = 200
	// maxBroken is after how many pages in a row that could not be had the rest is left for
	// later: their site is down.
	maxBroken = 3
)

// readPages reads pages of the source that are to be read until then, and says how many.
func (v *visit) readPages(ctx context.Context, until time.Time) (read int, err error) {
	due, err := v.Store.DueEntries(ctx, v.source.ID, until, maxPages)
	if err != nil {
		return 0, err
	}
	broken := 0
	for _, e := range due {
		fault, err := v.readPage(ctx, e)
		if err != nil {
			return 0, err
		}
		if broken++; fault == nil || !passing(fault) {
			broken = 0
		}
		if broken == maxBroken {
			return 0, v.flush(ctx)
		}
	}
	return len(due), v.flush(ctx)
}

// passing reports whether a fault may pass.
func passing(fault error) bool {
	f, ok := errors.AsType[*Fault](fault)
	return ok && (f.Kind == Busy || f.Kind == Broken)
}

// readPage reads the page of an entry. The fault is what is wrong with the page.
func (v *visit) readPage(ctx context.Context, e Entry) (fault, err error) {
	r, fault := v.Fetcher.Fetch(ctx, Request{URL: e.Page, ETag: e.ETag, LastModified: e.LastModified})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if fault != nil {
		return fault, v.missed(ctx, e, fault)
	}
	if r.NotModified {
		e.Tries, e.Fault = 0, ""
		return nil, v.keep(ctx, v.reread(e))
	}
	page, fault := ingest.ReadPage(r.Body, r.ContentType, r.URL)
	if fault != nil {
		fault = &Fault{Kind: Unfit, URL: r.URL, Reason: fault.Error()}
		return fault, v.missed(ctx, e, fault)
	}
	if feedHasMore(v.source, e, r.URL, page) {
		e.Due = time.Time{}
		return nil, v.take(ctx, e, fromFeed(v.source, e))
	}
	e.ETag, e.LastModified, e.Tries = r.ETag, r.LastModified, 0
	return nil, v.take(ctx, e, fromPage(v.source, e, r.URL, page))
}

// reread plans the next reading of the entry's page, if it is read at all.
func (v *visit) reread(e Entry) Entry {
	if e.Due.IsZero() {
		return e
	}
	if e.Due = nextReading(v.now, e.Changed, v.source.Every); !e.Due.IsZero() {
		e.Due = scatter(v.now, e.Due)
	}
	return e
}

// missed notes a page that could not be read. What may pass is tried again; otherwise what
// the feed says is all there is.
func (v *visit) missed(ctx context.Context, e Entry, fault error) error {
	e.Tries++
	if passing(fault) && e.Tries < maxTries {
		f, _ := errors.AsType[*Fault](fault)
		e.Due = scatter(v.now, v.now.Add(backoff(v.source.Every, e.Tries, f.RetryAfter)))
		return v.keep(ctx, e)
	}
	e.Due = time.Time{}
	if e.Article != "" {
		return v.keep(ctx, e)
	}
	v.unread = append(v.unread, fault)
	if e.Said.Text != "" {
		return v.take(ctx, e, fromFeed(v.source, e))
	}
	e.Fault = fault.Error()
	return v.keep(ctx, e)
}
