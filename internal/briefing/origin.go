package briefing

import "time"

// Origin says where and when the citation's article was published: "Demo Wire, 14 August
// 2025", or the date alone where the source is unknown; and that it is a copy of another's.
func (c Citation) Origin() string {
	origin := c.Day() + c.Copied()
	if c.Source == "" {
		return origin
	}
	return c.Source + ", " + origin
}

// Copied says that the article is a copy, in words that follow its date; "" for an original.
func (c Citation) Copied() string {
	if c.CopyOf == "" {
		return ""
	}
	return " (a copy)"
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
