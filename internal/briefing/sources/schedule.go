package sources

import (
	"math"
	"time"
)

const (
	// patience bounds every wait: what is asked for once a day is not forgotten.
	patience = 24 * time.Hour
	// quietFactor is by how much the time between visits grows while there is nothing new.
	quietFactor = 1.5
	// maxQuiet is how many times Every it grows to.
	maxQuiet = 16
	// jitter is the part of a wait that is left to chance, so that sources that were added
	// together are not visited together for ever.
	jitter = 0.1
	// rereadFor is how long after the last change of a story its page is read again.
	rereadFor = 72 * time.Hour
	// maxTries is how often a page that may work the next time is tried.
	maxTries = 5
)

// wellVisited plans the next visit after one that went well. The longest of what the source
// was added with, what its feed asks for and how long its server says that the copy holds
// counts.
func (s *State) wellVisited(now time.Time, every time.Duration, news bool, asked ...time.Duration) {
	slowest := max(every, min(patience, maxQuiet*every))
	if news || s.Interval < every {
		s.Interval, s.News = every, now
	} else {
		s.Interval = min(time.Duration(quietFactor*float64(s.Interval)), slowest)
	}
	wait := s.Interval
	for _, a := range asked {
		wait = max(wait, min(a, slowest))
	}
	s.Due = now.Add(wait)
}

// backoff is the wait after a number of failures in a row: twice as long each time, and not
// shorter than a server asks for.
func backoff(every time.Duration, failures int, asked time.Duration) time.Duration {
	wait := time.Duration(min(float64(every)*math.Pow(2, float64(failures)), float64(max(patience, every))))
	return max(wait, min(asked, patience))
}

// nextReading is when the page of a story is read again: ever more rarely, and the zero time
// once it has been the same for long.
func nextReading(now, changed time.Time, every time.Duration) time.Time {
	age := now.Sub(changed)
	if age > rereadFor {
		return time.Time{}
	}
	return now.Add(max(every, age))
}
