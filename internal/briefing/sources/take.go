package sources

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/ingest"
)

// seenEvery is how exactly it is remembered when an entry was in its feed last.
const seenEvery = 24 * time.Hour

// takeEntries takes those entries of a feed that are new or say something else than before:
// what the feed has whole at once, of the others the page when its turn comes.
func (v *visit) takeEntries(ctx context.Context, feed ingest.Feed) error {
	var found []Entry
	teasers, pages := map[string]bool{}, map[string]string{}
	for _, said := range feed.Entries {
		e := newEntry(said, feed.Language, v.now)
		if page, twice := pages[e.Key]; twice && page != e.Page {
			e.Key = short(e.Key + " " + e.Page) // a feed that gives many entries one name
		}
		if _, twice := pages[e.Key]; !twice {
			teasers[e.Key], pages[e.Key] = said.Teaser(), e.Page
			found = append(found, e)
		}
	}
	keys := make([]string, len(found))
	for i, e := range found {
		keys[i] = e.Key
	}
	known, err := v.Store.Entries(ctx, v.source.ID, keys)
	if err != nil {
		return err
	}
	for _, e := range found {
		if err := v.takeEntry(ctx, e, known[e.Key], teasers[e.Key]); err != nil {
			return err
		}
	}
	return v.flush(ctx)
}

// takeEntry takes an entry whose form before is old; zero for a new one.
func (v *visit) takeEntry(ctx context.Context, e, old Entry, teaser bool) error {
	e.Seen, e.Changed = v.now, v.now
	if old.Key != "" {
		if old.Mark == e.Mark {
			if v.now.Sub(old.Seen) < seenEvery {
				return nil
			}
			old.Seen = v.now
			return v.keep(ctx, old)
		}
		e.Article, e.Changed, e.Bytes = old.Article, old.Changed, old.Bytes
	} else {
		e.Bytes = e.size()
		if v.source.Bytes += e.Bytes; v.full() != nil {
			return nil // it is new again at the next visit
		}
	}
	if !inFeed(v.source.Feed, e, teaser) {
		e.Due = v.now
		return v.keep(ctx, e)
	}
	return v.take(ctx, e, fromFeed(v.source, e))
}

// take brings the article of an entry into the next batch, unless it says nothing new.
func (v *visit) take(ctx context.Context, e Entry, a briefing.Article) error {
	if slices.ContainsFunc(v.docs, func(d *briefing.Document) bool { return d.ID == a.ID }) {
		if err := v.flush(ctx); err != nil {
			return err
		}
	}
	old, err := held(ctx, v.Store, a.ID)
	if err != nil {
		return err
	}
	owner, err := v.Store.Owner(ctx, a.ID)
	if err != nil {
		return err
	}
	if owner != 0 && owner != v.source.ID {
		e.Article, e.Fault, e.Due, e.Said.Text = a.ID, "", time.Time{}, ""
		return v.keep(ctx, e) // another source has it and keeps it up to date
	}
	d := document(revise(a, old))
	if d == nil {
		e.Fault = "there is no text in it"
		return v.keep(ctx, v.reread(e))
	}
	if old == nil || old.Revision != d.Revision {
		growth := int64(len(d.Text))
		if v.source.Bytes+growth > v.source.Quota {
			v.source.Bytes = max(v.source.Bytes, v.source.Quota)
			e.Fault, e.Mark = v.full().Error(), ""
			return v.keep(ctx, v.reread(e))
		}
		v.source.Bytes += growth
		e.Bytes += growth
		e.Changed = v.now
	}
	e.Article, e.Fault, e.Tries, e.Said.Text = d.ID, "", 0, ""
	v.docs = append(v.docs, d)
	return v.keep(ctx, v.reread(e))
}

// held returns the article as it is held, nil when it is not.
func held(ctx context.Context, by Holder, id string) (*briefing.Article, error) {
	d, err := by.Document(ctx, id)
	if errors.Is(err, briefing.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &d.Article, nil
}

// keep puts an entry into the next batch.
func (v *visit) keep(ctx context.Context, e Entry) error {
	v.entries = append(v.entries, e)
	if len(v.docs) < batch && len(v.entries) < 100*batch {
		return nil
	}
	return v.flush(ctx)
}

// flush stores the batch: the articles first, so that an entry that is remembered has its own.
func (v *visit) flush(ctx context.Context) error {
	if len(v.docs) > 0 {
		changes, err := v.Store.Put(ctx, v.docs)
		if err != nil {
			return err
		}
		for _, c := range changes {
			v.report.count(c)
		}
		v.docs = nil
	}
	if len(v.entries) == 0 {
		return nil
	}
	if err := v.Store.SaveEntries(ctx, v.source.ID, v.entries); err != nil {
		return fmt.Errorf("keep the entries of source %s: %w", v.source.Name, err)
	}
	v.entries = nil
	return nil
}

func (r *Report) count(c briefing.Change) {
	switch c {
	case briefing.Added:
		r.Added++
	case briefing.Revised:
		r.Revised++
	case briefing.Updated:
		r.Updated++
	case briefing.Unchanged:
	}
}
