package evals

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
)

// The figures of ScoreShort, each 0..1; the refusal of unanswerable questions is Refusal.
const (
	// AnsweredRate: answerable questions with an answer, right or wrong.
	AnsweredRate = "answered"
	// Holds: of those answered, the first words hold a right answer.
	Holds = "holds"
	// Overall: Holds over all answerable questions.
	Overall = "overall"
)

// ShortWords is how many words of an answer usually count.
const ShortWords = 40

var shortWordRE = regexp.MustCompile(`[\p{L}\p{N}_'.,%$€£-]+`)

// ScoreShort reports whether the first words of each answer hold a right one, on word
// bounds; case, articles, punctuation and markers aside. Answers are matched by id.
func ScoreShort(queries []Query, answers []briefing.Answer, words int) Figures {
	byID := map[string]briefing.Answer{}
	for _, a := range answers {
		byID[a.ID] = a
	}
	f := newFigures(AnsweredRate, Holds, Overall, Refusal)
	for _, q := range queries {
		a := byID[q.ID]
		if q.unanswerable() {
			f.count(Refusal, a.Status == briefing.NotFound)
			continue
		}
		if len(q.Answers) == 0 {
			continue
		}
		right := q.answeredBy(a, words)
		answered := a.Status == briefing.Answered
		f.count(AnsweredRate, answered)
		f.count(Overall, answered && right)
		if answered {
			f.count(Holds, right)
		}
	}
	return f
}

// answeredBy reports whether the first words of an answer hold a right one.
func (q Query) answeredBy(a briefing.Answer, words int) bool {
	said := first(shortWords(a.Text), words)
	return slices.ContainsFunc(q.Answers, func(one Accepted) bool { return one.in(said) })
}

// in reports whether all strings of an accepted answer are said.
func (a Accepted) in(said []string) bool {
	return !slices.ContainsFunc(a, func(part string) bool { return !holds(said, shortWords(part)) })
}

// holds reports whether one list of words stands in another.
func holds(words, part []string) bool {
	for i := 0; len(part) > 0 && i+len(part) <= len(words); i++ {
		if slices.Equal(words[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

// shortWords returns the words of a text in lower case, without articles and punctuation.
func shortWords(text string) []string {
	text = strings.ToLower(strings.ReplaceAll(markerRE.ReplaceAllString(text, " "), "’", "'"))
	var out []string
	for _, w := range shortWordRE.FindAllString(text, -1) {
		if w = strings.Trim(w, ".,'-"); w != "" && w != "a" && w != "an" && w != "the" {
			out = append(out, w)
		}
	}
	return out
}
