package cite

import (
	"slices"
	"time"

	"briefbot/internal/briefing/english"
)

// source is where a part of a statement comes from: the words before word end.
type source struct {
	end       int
	published time.Time // the day; zero when unknown
}

// published returns the day on which the article that word i stands in was published.
func (s *statement) published(i int) time.Time {
	for _, from := range s.sources {
		if i < from.end {
			return from.published
		}
	}
	return time.Time{}
}

// dayMeant returns the date that a day of the week, or a word like yesterday, means in an
// article: the next one where its sentence speaks of what is to come, else the last one.
func (s *statement) dayMeant(a anchor) (time.Time, bool) {
	at := s.published(a.from)
	if at.IsZero() {
		return at, false
	}
	word := s.words[a.from]
	step := map[string]int{"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
	if days, ok := step[word.Lower]; ok {
		return at.AddDate(0, 0, days), true
	}
	days := weekdays[word.Lower] - 1 - int(at.Weekday()) // within the week from Sunday on
	switch future := s.future(word.sentence); {
	case future && days < 0:
		days += 7
	case !future && days > 0:
		days -= 7
	}
	return at.AddDate(0, 0, days), true
}

// dateMeant returns the day of a date, in the year of its article where it names none.
func (s *statement) dateMeant(a anchor) (time.Time, bool) {
	t := a.time
	if t.Year == 0 {
		t.Year = s.published(a.from).Year()
	}
	return time.Date(t.Year, t.Month, t.Day, 0, 0, 0, 0, time.UTC), t.Day > 0 && t.Month > 0 && t.Year > 1
}

// future reports whether a sentence speaks of what is to come.
func (s *statement) future(sentence int) bool {
	return slices.ContainsFunc(s.words, func(w word) bool {
		return w.sentence == sentence && (w.Key == english.Key("will") || is("open2", w.Key))
	})
}
