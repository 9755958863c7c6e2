package briefing

import "time"

// Origin says where and when the citation's article was published: "Demo Wire, 14 August
// 2025", or the date alone where the source is unknown.
func (c Citation) Origin() string {
	if c.Source == "" {
		return c.Day()
	}
	return c.Source + ", " + c.Day()
}

// Day writes the publication date as people do, with the time of day where it is known, or
// says that it is unknown.
func (c Citation) Day() string {
	if c.Published == "" {
		return "date unknown"
	}
	if t, err := time.Parse(time.DateOnly, c.Published); err == nil {
		return t.Format("2 January 2006")
	}
	if t, err := time.Parse(time.RFC3339, c.Published); err == nil {
		return t.UTC().Format("2 January 2006, 15:04 UTC")
	}
	return c.Published
}
