package digest

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"briefbot/internal/briefing"
)

// Index holds the articles. It can change between two calls.
type Index interface {
	// Documents returns the articles in no particular order. The slice is the caller's.
	Documents() []*briefing.Document
}

// Archive says which articles of an index were new when. It implements briefing.Archive.
//
// Articles that come in one by one were new when they were first seen. Of a corpus that was
// read at once all were first seen then: there an article was new when it was published, and
// an undated one when the newest was.
type Archive struct {
	Index Index
	Read  time.Time // when the corpus was read at once; zero for articles that come in
}

// Between returns the articles that were new from the one time until before the other,
// oldest first.
func (a Archive) Between(_ context.Context, from, until time.Time) ([]*briefing.Document, error) {
	docs := a.Index.Documents()
	newAt := a.newAt(docs)
	docs = slices.DeleteFunc(docs, func(d *briefing.Document) bool { return newAt(d).Before(from) || !newAt(d).Before(until) })
	slices.SortFunc(docs, func(x, y *briefing.Document) int {
		return cmp.Or(newAt(x).Compare(newAt(y)), strings.Compare(x.ID, y.ID))
	})
	return docs, nil
}

// End returns now; for a corpus that was read at once, the end of the minute of its newest
// article, or of the day of one that was published at no known time of day.
func (a Archive) End(_ context.Context, now time.Time) (time.Time, error) {
	if a.Read.IsZero() {
		return now, nil
	}
	const day = 24 * time.Hour
	newest := a.newest(a.Index.Documents())
	end := newest.Truncate(time.Minute).Add(time.Minute)
	if newest.Equal(newest.Truncate(day)) {
		end = newest.Add(day)
	}
	if end.After(now) {
		return now, nil
	}
	return end, nil
}

// newAt tells when each of the articles was new.
func (a Archive) newAt(docs []*briefing.Document) func(*briefing.Document) time.Time {
	if a.Read.IsZero() {
		return func(d *briefing.Document) time.Time { return d.FirstSeen }
	}
	newest := a.newest(docs)
	return func(d *briefing.Document) time.Time {
		if d.Published.IsZero() {
			return newest
		}
		return d.Published
	}
}

// newest returns the latest publication of an article, those in the future aside; when the
// corpus was read, where none has a date.
func (a Archive) newest(docs []*briefing.Document) time.Time {
	newest := time.Time{}
	for _, d := range docs {
		if d.Published.After(newest) && !d.Published.After(a.Read) {
			newest = d.Published
		}
	}
	if newest.IsZero() {
		return a.Read
	}
	return newest
}
