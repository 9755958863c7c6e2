package compose

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// inherited is what a word taken over from the question before counts.
const inherited = 0.5

var (
	elliptic = regexp.MustCompile(`^(?:and|or|but|no|so|what about|how about|then)\b`)
	pronoun  = regexp.MustCompile(`\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|those|one|ones|that|there)\b`)
)

// followUp completes a question that leans on the conversation before it with the words of
// the last question of it; an elliptic one ("and the American one?") also has its kind.
func followUp(q *briefing.Query) {
	last := lastQuestion(q.Question.History)
	if last == "" {
		return
	}
	lower := strings.ToLower(q.Question.Text)
	leans := elliptic.MatchString(lower)
	if !leans && !pronoun.MatchString(lower) && len(q.Terms) > 0 {
		return
	}
	before := analyse(briefing.Question{Text: last})
	if leans && q.Kind == briefing.KindFact {
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

func lastQuestion(history []briefing.Turn) string {
	for _, t := range slices.Backward(history) {
		if t.Role == "user" {
			return t.Text
		}
	}
	return ""
}
