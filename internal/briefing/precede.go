package briefing

import (
	"strings"
	"time"
)

// Precedes reports whether, of two copies of one text, the document was there before the
// other: which its page says, else the time of publication, else the time it was first seen.
// A date without a time of day tells nothing of two of one day. Any two documents of different
// ids precede one another one way.
func (d *Document) Precedes(e *Document) bool {
	if after, before := d.CopyOf == e.ID, e.CopyOf == d.ID; after != before {
		return before
	}
	x, y := d.Time(), e.Time()
	if dayOnly(x) != dayOnly(y) && x.Truncate(day).Equal(y.Truncate(day)) {
		x, y = d.FirstSeen, e.FirstSeen
	}
	switch {
	case !x.Equal(y):
		return x.Before(y)
	case !d.FirstSeen.Equal(e.FirstSeen):
		return d.FirstSeen.Before(e.FirstSeen)
	default:
		return strings.Compare(d.ID, e.ID) < 0
	}
}

const day = 24 * time.Hour

func dayOnly(t time.Time) bool { return t.Equal(t.Truncate(day)) }
