package sources

import (
	"fmt"
	"strings"
	"time"
)

// Status says in one line how a source does: "120 articles, visited 2 min ago, next in 13 min".
func (s Source) Status(now time.Time) string {
	parts := []string{plural(s.Articles, "article")}
	if s.Waiting > 0 {
		parts = append(parts, plural(s.Waiting, "page")+" to be read")
	}
	if s.Failed > 0 {
		parts = append(parts, fmt.Sprintf("%d without a text", s.Failed))
	}
	if s.Visited.IsZero() {
		parts = append(parts, "not visited yet")
	} else {
		parts = append(parts, "visited "+Span(now.Sub(s.Visited))+" ago")
	}
	switch {
	case s.Paused:
		parts = append(parts, "paused")
	case s.Ended:
		parts = append(parts, "not visited any more")
	case s.Due.After(now):
		parts = append(parts, "next in "+Span(s.Due.Sub(now)))
	default:
		parts = append(parts, "next now")
	}
	return strings.Join(parts, ", ")
}

// Trouble says what is wrong with the source or, when all is well with it, with one of its
// entries; "" otherwise.
func (s Source) Trouble(now time.Time) string {
	switch {
	case s.Fault != "" && now.Sub(s.FaultSince) >= time.Minute:
		return "for " + Span(now.Sub(s.FaultSince)) + ": " + s.Fault
	case s.Fault != "":
		return s.Fault
	default:
		return s.Why
	}
}

// Span writes a span of time to one unit: "45 s", "13 min", "5 h", "3 days".
func Span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(max(d, 0).Round(time.Second).Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	default:
		return fmt.Sprintf("%d days", int(d.Hours()/24))
	}
}

func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
