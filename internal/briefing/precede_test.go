package briefing_test

import (
	"testing"
	"time"

	"briefbot/internal/briefing"
)

func TestPrecedes(t *testing.T) {
	t.Parallel()
	at := func(day, hour int) time.Time { return time.Date(2025, 8, day, hour, 0, 0, 0, time.UTC) }
	doc := func(id, copyOf string, published, seen time.Time) *briefing.Document {
		return &briefing.Document{Article: briefing.Article{ID: id, Published: published, FirstSeen: seen, CopyOf: copyOf}}
	}
	none := time.Time{}
	for name, c := range map[string]struct{ first, second *briefing.Document }{
		"published earlier":                     {doc("b", "", at(14, 9), at(20, 2)), doc("a", "", at(14, 10), at(20, 1))},
		"published earlier than the other seen": {doc("b", "", at(14, 9), at(20, 2)), doc("a", "", none, at(20, 1))},
		"seen before the other was published":   {doc("b", "", none, at(14, 1)), doc("a", "", at(15, 1), at(20, 1))},
		"seen earlier":                          {doc("b", "", none, at(20, 1)), doc("a", "", none, at(20, 2))},
		"published at once, seen earlier":       {doc("b", "", at(14, 9), at(20, 1)), doc("a", "", at(14, 9), at(20, 2))},
		"all the same":                          {doc("a", "", at(14, 9), at(20, 1)), doc("b", "", at(14, 9), at(20, 1))},
		"a day without a time of day":           {doc("b", "", at(14, 9), at(20, 1)), doc("a", "", at(14, 0), at(20, 2))},
		"an earlier day without a time of day":  {doc("b", "", at(13, 0), at(20, 2)), doc("a", "", at(14, 9), at(20, 1))},
		"said by the later":                     {doc("b", "", at(14, 9), at(20, 2)), doc("a", "b", at(14, 8), at(20, 1))},
		"said by both":                          {doc("b", "a", at(14, 8), at(20, 1)), doc("a", "b", at(14, 9), at(20, 1))},
		"said of another":                       {doc("b", "", at(14, 8), at(20, 1)), doc("a", "c", at(14, 9), at(20, 1))},
	} {
		if !c.first.Precedes(c.second) || c.second.Precedes(c.first) {
			t.Errorf("%s: %t, and %t the other way", name, c.first.Precedes(c.second), c.second.Precedes(c.first))
		}
	}
}
