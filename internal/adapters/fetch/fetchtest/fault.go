package fetchtest

import "briefbot/internal/briefing/sources"

// Fault is what is wrong with a feed or page.
type Fault string

// The faults. Forbidden, Private, Moved, Circle and Strange are redirects.
const (
	Drip      Fault = "drip"       // a byte every now and then
	Hang      Fault = "hang"       // no answer
	CutShort  Fault = "cut short"  // half of what was announced
	Reset     Fault = "reset"      // the connection is reset
	Error     Fault = "error"      // 500
	TooMany   Fault = "too many"   // 429, with Retry-After
	Closed    Fault = "closed"     // 503
	NotFound  Fault = "not found"  // 404
	Gone      Fault = "gone"       // 410
	Denied    Fault = "denied"     // 403
	Forbidden Fault = "forbidden"  // where robots.txt lets nobody
	Circle    Fault = "circle"     // to itself
	Private   Fault = "private"    // into a private network
	Moved     Fault = "moved"      // 301 to where it is
	Strange   Fault = "strange"    // to a host whose certificate nobody trusts
	WrongType Fault = "wrong type" // said to be an image
	Mislabel  Fault = "mislabel"   // said to be UTF-8, and is Windows-1252
	Bomb      Fault = "bomb"       // 400 kB that inflate to 400 MB
	Oversized Fault = "oversized"  // 6 MB
	Endless   Fault = "endless"    // without end
	NotFeed   Fault = "not a feed" // a page without an article
	Deep      Fault = "deep"       // elements in elements, 20,000 times
	Many      Fault = "many"       // 6,000 items; a page of as many links
)

// outcome is what comes of a fault.
type outcome int

const (
	read     outcome = iota // all that there is can be had
	reported                // nothing can be had
	either                  // a reader may have it or report it
)

// fate is what a reader can do about a fault.
type fate struct {
	fault      Fault
	kind       sources.FaultKind // of fetching; "" where that works
	feed, page outcome
}

var fates = []fate{
	{Drip, sources.Broken, reported, reported},
	{Hang, sources.Broken, reported, reported},
	{CutShort, sources.Broken, reported, reported},
	{Reset, sources.Broken, reported, reported},
	{Error, sources.Broken, reported, reported},
	{TooMany, sources.Busy, reported, reported},
	{Closed, sources.Busy, reported, reported},
	{NotFound, sources.Missing, reported, reported},
	{Gone, sources.Gone, reported, reported},
	{Denied, sources.Refused, reported, reported},
	{Forbidden, sources.Refused, reported, reported},
	{Circle, sources.Broken, reported, reported},
	{Private, sources.Unsafe, reported, reported},
	{Moved, "", read, read},
	{Strange, sources.Broken, reported, reported},
	{WrongType, sources.Unfit, reported, reported},
	{Mislabel, "", either, either},
	{Bomb, sources.Unfit, reported, reported},
	{Oversized, sources.Unfit, reported, reported},
	{Endless, sources.Unfit, reported, reported},
	{NotFeed, "", reported, reported},
	{Deep, "", either, reported},
	{Many, "", either, reported},
}

// Faults are all faults.
func Faults() []Fault {
	var out []Fault
	for _, f := range fates {
		out = append(out, f.fault)
	}
	return out
}

// Kind is how fetching what has the fault fails; "" when it does not.
func (f Fault) Kind() sources.FaultKind { return f.fate().kind }

// fate of no fault, or one that is not known, is to be read.
func (f Fault) fate() fate {
	for _, known := range fates {
		if known.fault == f {
			return known
		}
	}
	return fate{fault: f}
}
