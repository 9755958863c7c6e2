package sources

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/ingest"
)

// visit is one visit to a source.
type visit struct {
	*Follower
	source Source
	now    time.Time
	all    bool // also what is not due
	report Report

	docs    []*briefing.Document // to be stored, with the entries that they came of
	entries []Entry
	unread  []error // why pages of new entries are given up
}

// batch is how many articles are stored at once: what is read again after a crash.
const batch = 16

func (v *visit) run(ctx context.Context) error {
	if v.all || !v.source.Due.After(v.now) {
		before := v.source.Fault
		if err := v.look(ctx); err != nil {
			return err
		}
		if err := v.Store.SaveState(ctx, v.source.ID, v.source.State); err != nil {
			return err
		}
		v.tell(before)
	}
	if v.source.Ended || v.source.Folder() {
		return nil
	}
	until := v.now
	if v.all {
		until = v.now.Add(2 * rereadFor)
	}
	read, err := v.readPages(ctx, until)
	for v.all && err == nil && read == maxPages {
		read, err = v.readPages(ctx, v.now)
	}
	if n := len(v.unread); n > 0 {
		v.Log.Warn("pages not read", "source", v.source.Name, "pages", n, "error", v.unread[0])
	}
	return err
}

// look finds out what is new at the source, and notes how that went.
func (v *visit) look(ctx context.Context) error {
	var asked []time.Duration
	var fault, err error
	if v.source.Folder() {
		fault, err = v.readFolder(ctx)
	} else {
		asked, fault, err = v.readFeed(ctx)
	}
	if err == nil {
		err = v.flush(ctx)
	}
	if err != nil {
		return err
	}
	s := &v.source.State
	s.Visited = v.now
	v.report.Fault = fault
	if fault == nil {
		s.Fetched, s.Failures, s.Fault, s.FaultSince = v.now, 0, "", time.Time{}
		s.wellVisited(v.now, v.source.Every, v.news(), asked...)
	} else {
		v.failed(fault)
	}
	s.Due = scatter(v.now, s.Due)
	return nil
}

func (v *visit) news() bool { return v.report.Added+v.report.Revised > 0 }

// failed notes what is wrong with the source, and when to try again.
func (v *visit) failed(fault error) {
	s := &v.source.State
	if s.Failures == 0 {
		s.FaultSince = v.now
	}
	s.Failures++
	s.Fault = fault.Error()
	var asked time.Duration
	if f, ok := errors.AsType[*Fault](fault); ok {
		asked = f.RetryAfter
		s.Ended = f.Kind == Gone
	}
	s.Due = v.now.Add(backoff(v.source.Every, s.Failures, asked))
}

// tell logs a fault once for as long as it is the same.
func (v *visit) tell(before string) {
	log := v.Log.With("source", v.source.Name)
	switch s := v.source.State; {
	case s.Fault == before:
	case s.Fault == "":
		log.Info("source is well again")
	case s.Ended:
		log.Warn("source is gone and not visited any more", "error", s.Fault)
	default:
		log.Warn("source not as it should be", "error", s.Fault, "tried_again", s.Due)
	}
}

// readFeed takes the new entries of the feed. It returns how long to wait as feed and server
// ask, and what is wrong with the feed.
func (v *visit) readFeed(ctx context.Context) (asked []time.Duration, fault, err error) {
	s := &v.source.State
	found, fault := v.fetchFeed(ctx)
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	if fault != nil || found.NotModified {
		return []time.Duration{found.fresh()}, fault, nil
	}
	feed, fault := ingest.ReadFeed(found.Body, found.ContentType, found.URL)
	if fault != nil && len(feed.Entries) == 0 {
		return nil, fmt.Errorf("read feed %s: %w", Redacted(s.Feed), fault), nil
	}
	if err := v.takeEntries(ctx, feed); err != nil {
		return nil, nil, err
	}
	if fault == nil {
		fault = v.full()
	}
	if fault == nil {
		s.ETag, s.LastModified = found.ETag, found.LastModified
	}
	return []time.Duration{found.Fresh, feed.Every}, fault, nil
}

func (r *Response) fresh() time.Duration {
	if r == nil {
		return 0
	}
	return r.Fresh
}

// fetchFeed gets the feed, and finds it from a page of its site when that is what the address
// leads to.
func (v *visit) fetchFeed(ctx context.Context) (*Response, error) {
	s := &v.source.State
	r, err := v.fetch(ctx)
	if err != nil {
		if f, ok := errors.AsType[*Fault](err); ok && s.Feed != v.source.Address && (f.Kind == Gone || f.Kind == Missing) {
			f.Kind = Missing
			s.Feed, s.ETag, s.LastModified = "", "", "" // looked for again from the address
		}
		return nil, err
	}
	if r.NotModified || ingest.IsFeed(r.Body, r.ContentType) {
		return r, nil
	}
	page, err := ingest.ReadPage(r.Body, r.ContentType, r.URL)
	feeds := slices.DeleteFunc(page.Feeds, func(f string) bool { return strings.Contains(f, "comments") || f == s.Feed })
	if err != nil && len(feeds) == 0 || len(feeds) == 0 {
		v.source.Feed = ""
		return nil, &Fault{Kind: Unfit, URL: r.URL, Reason: "it is neither a feed nor a page that names one; give the address of the feed"}
	}
	s.Feed, s.ETag, s.LastModified = feeds[0], "", ""
	if r, err = v.fetch(ctx); err != nil {
		return nil, err
	}
	if !r.NotModified && !ingest.IsFeed(r.Body, r.ContentType) {
		v.source.Feed = ""
		return nil, &Fault{Kind: Unfit, URL: r.URL, Reason: "the page names it as its feed, and it is none"}
	}
	return r, nil
}

// fetch gets what is where the feed was last, or at the source's address.
func (v *visit) fetch(ctx context.Context) (*Response, error) {
	s := &v.source.State
	address := cmp.Or(s.Feed, v.source.Address)
	r, err := v.Fetcher.Fetch(ctx, Request{URL: address, ETag: s.ETag, LastModified: s.LastModified})
	if err != nil {
		return nil, err
	}
	s.Feed = cmp.Or(r.Moved, address)
	return r, nil
}

// full says that the source's quota is used up, or nil.
func (v *visit) full() error {
	if v.source.Bytes < v.source.Quota {
		return nil
	}
	return fmt.Errorf("source %s: its quota of %d MB is used up, and nothing more is taken; raise it with bot sources add %s --quota", v.source.Name, v.source.Quota>>20, v.source.Address)
}
