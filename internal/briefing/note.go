package briefing

import (
	"cmp"
	"strings"
)

// note is what a person is to know of an answer: how the question was understood, where that
// is not as it was typed, and what the composer says.
func note(q Query, composer string) string {
	asked, read := cmp.Or(q.Asked, q.Question.Text), q.Question.Text
	if len(q.Parts) == 1 {
		read = q.Parts[0].Question.Text
	}
	if strings.EqualFold(strings.TrimRight(read, "?"), strings.TrimRight(asked, "?")) {
		return composer
	}
	return strings.TrimSpace("Read as “" + read + "” " + composer)
}
