package compose

import (
	"slices"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
	"briefbot/internal/briefing/followup"
)

// inherited is what a word counts that only the question before has, where it is not known
// what of it is meant.
const inherited = 0.5

// follow analyses a question after a conversation: as it would be asked without it, or, where
// that cannot be told, with the words of the question before.
func follow(q briefing.Question) briefing.Query {
	asked := q.Text
	reading := followup.Read(asked, q.History)
	q.Text = reading.Text
	query := analyse(q)
	if q.Text != asked {
		query.Asked = asked
	}
	if len(reading.Options) <= maxReadings {
		query.Unclear = reading.Options
	}
	if reading.Leans || len(query.Terms) == 0 {
		inherit(&query, reading.Last)
	}
	return query
}

// inherit adds the words of the question before.
func inherit(q *briefing.Query, last string) {
	before := analyse(briefing.Question{Text: last})
	if q.Kind == briefing.KindFact {
		q.Kind, q.Unit, q.Focus = before.Kind, before.Unit, before.Focus
	}
	country := func(t briefing.Term) bool { return english.Country(t.Key) != "" }
	replaced := slices.ContainsFunc(q.Terms, country)
	for _, t := range before.Terms {
		has := slices.ContainsFunc(q.Terms, func(o briefing.Term) bool { return o.Key == t.Key })
		if !has && !(replaced && country(t)) {
			t.Weight = inherited
			q.Terms = append(q.Terms, t)
		}
	}
}
