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
	Documents() []*briefing.Document
}

// Archive says which articles of an index were new when. It implements briefing.Archive.
type Archive struct {
	Index Index
	// Read is when a corpus was read at once; zero for articles that come in one by one.
	// An article was new when it was first seen, and one that was there when the corpus was
	// read, when it was published.
	Read time.Time
}

// Between returns the articles that were new from the one time until before the other,
// oldest first.
func (a Archive) Between(_ context.Context, from, until time.Time) ([]*briefing.Document, error) {
	var out []*briefing.Document
	for _, d := range a.Index.Documents() {
		if at := a.newAt(d); !at.Before(from) && at.Before(until) {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(x, y *briefing.Document) int {
		return cmp.Or(a.newAt(x).Compare(a.newAt(y)), strings.Compare(x.ID, y.ID))
	})
	return out, nil
}

// End returns now; for a corpus that was read at once, the end of the minute of its newest
// article, or of the day of one that was published at no known time of day.
func (a Archive) End(_ context.Context, now time.Time) (time.Time, error) {
	if a.Read.IsZero() {
		return now, nil
	}
	newest := time.Time{}
	for _, d := range a.Index.Documents() {
		if at := a.newAt(d); at.After(newest) && !at.After(now) {
			newest = at
		}
	}
	const day = 24 * time.Hour
	end := newest.Truncate(time.Minute).Add(time.Minute)
	switch {
	case newest.IsZero():
		return now, nil
	case newest.Equal(newest.Truncate(day)):
		end = newest.Add(day)
	}
	if end.After(now) {
		return now, nil
	}
	return end, nil
}

func (a Archive) newAt(d *briefing.Document) time.Time {
	if d.FirstSeen.After(a.Read) {
		return d.FirstSeen
	}
	return d.Time()
}
