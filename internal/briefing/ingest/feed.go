package ingest

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"briefbot/internal/briefing/inert"
	"briefbot/internal/briefing/ingest/mend"
)

// Feed is what a feed says.
type Feed struct {
	Title    string
	Language string        // BCP 47, or ""
	Every    time.Duration // how long it asks to be left alone between two readings; 0 when it does not say
	Entries  []Entry       // in the feed's order
}

// Entry is one story of a feed. Addresses are absolute, http or https, or "".
type Entry struct {
	ID       string // guid or Atom id, or ""
	URL      string
	Title    string // plain text, one line
	Author   string // names, or an e-mail address where there is no name
	Source   string // the publisher that the entry was taken from, where it names one
	Language string // BCP 47 where the entry says one of its own, or ""

	// Summary and Content are HTML as the feed has it, with plain text escaped. They are
	// for Text and are never shown or stored as they are.
	Summary, Content string

	// Published and Modified are UTC, and zero when the feed does not say, says it in a way
	// that is not understood, or names a year before 1990. See When.
	Published, Modified time.Time
}

const maxFeedBytes = 20 << 20 // inflated

// ErrPartial marks a feed that was read in part: it is cut short or beyond a bound. What
// was read is whole and can be used.
var ErrPartial = mend.ErrPartial

// ReadFeed reads RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF or JSON Feed. The content type
// is that of the HTTP header, or "", and address is where the feed was fetched, against
// which relative links are resolved where it names no base.
//
// A feed that is cut short, or beyond a bound, comes with the entries before that point
// and an error that is ErrPartial. With any other error the feed is empty. The error is the
// reason alone: the caller names the feed.
func ReadFeed(data []byte, contentType, address string) (Feed, error) {
	if len(data) > maxFeedBytes {
		return Feed{}, fmt.Errorf("larger than %d MB, the limit for a feed", maxFeedBytes>>20)
	}
	text := mend.Decode(data, contentType)
	switch sniff(text) {
	case "rss", "feed":
		return readMarkup(text, address)
	case "json":
		return readJSON(text, address)
	case "html":
		return Feed{}, errors.New("it is a web page, not a feed; give the address of its feed")
	}
	return Feed{}, errors.New("it is no RSS, Atom, CDF or JSON feed; check the address")
}

// When returns the time that an entry counts from as seen at now: when it was published,
// or modified where that is all it says. A time more than a day ahead counts as unsaid,
// so an entry may be undated, which is zero.
func (e Entry) When(now time.Time) time.Time {
	for _, t := range []time.Time{e.Published, e.Modified} {
		if !t.IsZero() && !t.After(now.Add(24*time.Hour)) {
			return t
		}
	}
	return time.Time{}
}

// webAddress returns an address when it is absolute, http or https and can be shown, or "".
func webAddress(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	if s = u.String(); len(s) > mend.MaxLineBytes || s != inert.Clean(s) {
		return ""
	}
	return s
}
