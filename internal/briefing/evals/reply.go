package evals

import (
	"math"
	"slices"

	"briefbot/internal/briefing"
)

// maxShortAnswer is how many words the right answers of a set have in the middle when they
// are short: a name, a date, a yes.
const maxShortAnswer = 5

// ScoreReplies reports how good the answers to queries are, matched by id: whether they were
// given or refused as they should be, whether they hold a right answer where those of the set
// are short, and the figures of their citations and markers, as Score has them. text returns
// an article's text by its id.
func ScoreReplies(queries []Query, answers []briefing.Answer, text func(article string) (string, bool)) Report {
	byID := map[string]briefing.Answer{}
	for _, a := range answers {
		byID[a.ID] = a
	}
	short := haveShortAnswers(queries)
	figures := ScoreShort(queries, answers, ShortWords)
	if !short {
		figures = slices.DeleteFunc(figures, func(f Figure) bool { return f.Name == Holds || f.Name == Overall })
	}
	r := Report{Figures: append(figures, newFigures(QuoteValid, Backed, MarkerValid)...)}
	articles := newLibrary(text)
	for _, q := range queries {
		a := byID[q.ID]
		found := read(q.key(), a, articles)
		found.countForm(r.Figures)
		o := found.outcome()
		if short && !q.unanswerable() && a.Status == briefing.Answered && !q.answeredBy(a, ShortWords) {
			o.Verdict, o.Why = Wrong, "lacks a right answer"
		}
		r.Outcomes = append(r.Outcomes, o)
	}
	return r
}

// key is the query as a question whose answer may say anything, at any length.
func (q Query) key() Question {
	return Question{ID: q.ID, Text: q.Text, Type: "query", Answerable: !q.unanswerable(), MaxWords: math.MaxInt}
}

// haveShortAnswers reports whether half of the right answers are at most maxShortAnswer words.
func haveShortAnswers(queries []Query) bool {
	var lengths []int
	for _, q := range queries {
		if len(q.Answers) > 0 && !q.unanswerable() {
			words := 0
			for _, part := range q.Answers[0] {
				words += len(shortWords(part))
			}
			lengths = append(lengths, words)
		}
	}
	slices.Sort(lengths)
	return len(lengths) > 0 && lengths[len(lengths)/2] <= maxShortAnswer
}
