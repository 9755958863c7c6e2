package briefing

import (
	"cmp"
	"strings"
)

// note is what a person is to know of an answer: how the question was understood, where that
// is not as it was typed, and what the composer says.
func note(q Query, d Draft) string {
	asked, read, composer := cmp.Or(q.Asked, q.Question.Text), q.Question.Text, d.Note
	if len(d.Parts) == 1 {
		read = d.Parts[0].Asked // as a model says it
	}
	if strings.EqualFold(strings.TrimRight(read, "?"), strings.TrimRight(asked, "?")) {
		return composer
	}
	return strings.TrimSpace("Read as “" + read + "” " + composer)
}
