package evals

import (
	"fmt"
	"time"
)

// Date is a day or a moment in a question set. A day stands for its end, so that what was
// published on it counts.
type Date time.Time

// UnmarshalText reads 2006-01-02 or RFC 3339; an empty text is no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	if day, err := time.Parse(time.DateOnly, string(text)); err == nil {
		*d = Date(day.AddDate(0, 0, 1).Add(-time.Nanosecond))
		return nil
	}
	at, err := time.Parse(time.RFC3339, string(text))
	if err != nil {
		return fmt.Errorf("date %q is neither 2006-01-02 nor RFC 3339", text)
	}
	*d = Date(at)
	return nil
}
