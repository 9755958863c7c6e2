package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// maxSaid is the longest time that a server's word is taken for.
	maxSaid = 24 * time.Hour
	// maxValidatorBytes is the longest ETag that is kept; usual ones have less than 100.
	maxValidatorBytes = 1 << 10
)

// validator is a header that is sent back with the next request; "" when it is too long to.
func validator(h http.Header, name string) string {
	v := h.Get(name)
	if len(v) > maxValidatorBytes {
		return ""
	}
	return v
}

// retryAfter is how long a server asks to wait: seconds or a date (RFC 9110, 10.2.3). 0 when
// it does not say, at most maxSaid.
func retryAfter(h http.Header, now time.Time) time.Duration {
	said := strings.TrimSpace(h.Get("Retry-After"))
	if wait, ok := seconds(said); ok {
		return wait
	}
	return until(said, h, now)
}

// fresh is how long an answer holds: max-age, else Expires, less the Age that it already has
// (RFC 9111, 4.2). 0 when nothing is said or it holds for no time, at most maxSaid.
func fresh(h http.Header, now time.Time) time.Duration {
	age, _ := seconds(h.Get("Age"))
	hold, found := time.Duration(0), false
	for directive := range strings.SplitSeq(strings.ToLower(strings.Join(h["Cache-Control"], ",")), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		switch name {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			if d, ok := seconds(strings.Trim(value, `"`)); ok {
				hold, found = d, true
			}
		}
	}
	if !found {
		hold = until(h.Get("Expires"), h, now)
	}
	return max(0, hold-age)
}

// seconds reads a number of seconds, at most maxSaid.
func seconds(s string) (time.Duration, bool) {
	s = strings.TrimSpace(s)
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n > int64(maxSaid/time.Second) {
		return maxSaid, true
	}
	return time.Duration(n) * time.Second, true
}

// until is how long it is to a date by the server's clock, or ours when it shows none: at
// least 0 and at most maxSaid.
func until(date string, h http.Header, now time.Time) time.Duration {
	at, err := http.ParseTime(date)
	if err != nil {
		return 0
	}
	if theirs, err := http.ParseTime(h.Get("Date")); err == nil {
		now = theirs
	}
	return min(max(0, at.Sub(now)), maxSaid)
}
