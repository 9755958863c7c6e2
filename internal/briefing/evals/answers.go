package evals

import (
	"encoding/json"
	"slices"

	"briefbot/internal/briefing"
)

// The figures of Score, each 0..1.
const (
	// Accuracy: answerable questions answered with every Must, no MustNot, within MaxWords,
	// every claim backed, and a cited quote that overlaps the evidence by half of either.
	Accuracy = "accuracy"
	// Correct: the same without the conditions on claims and evidence.
	Correct = "correct"
	// Refusal: unanswerable questions not found, or answered as OrSays allows.
	Refusal = "refusal"
	// FalseRefusal: answerable questions not found. Lower is better.
	FalseRefusal = "false_refusal"
	// QuoteValid: citations whose quote stands in the article, with 4 to 80 words or as a
	// whole line.
	QuoteValid = "quote_valid"
	// Backed: claims with citations, all of them valid, whose numbers and capitalised words
	// stand in the quotes, in the question or in the cited articles' titles and sources.
	Backed = "backed"
	// MarkerValid: answers in which every [n] resolves and nothing but a lead-in stands
	// outside the claims.
	MarkerValid = "marker_valid"
	// Disagree: questions with a known disagreement that are shown each side.
	Disagree = "disagree"
	// FalseDisagree: answered questions known to have none that are given one. Lower is better.
	FalseDisagree = "false_disagree"
)

// Report is how good the answers to a set are.
type Report struct {
	Figures  Figures
	Outcomes []Outcome // one for each question, in their order
}

// Plus returns the report on both sets of questions.
func (r Report) Plus(more Report) Report {
	return Report{Figures: r.Figures.plus(more.Figures), Outcomes: slices.Concat(r.Outcomes, more.Outcomes)}
}

// MarshalJSON writes the figures by name, their counts beside them, and the outcomes.
func (r Report) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Figures  Figures           `json:"figures"`
		Counts   map[string]string `json:"counts"`
		Outcomes []Outcome         `json:"outcomes"`
	}{r.Figures, r.Figures.counts(), r.Outcomes})
}

// Score compares answers, matched to the questions by id and given in any order, with
// their keys. text returns an article's text by its id. White space, case and typographic
// quotes and dashes are folded in every comparison.
func Score(questions []Question, answers []briefing.Answer, text func(article string) (string, bool)) Report {
	byID := map[string]briefing.Answer{}
	for _, a := range answers {
		byID[a.ID] = a
	}
	articles := newLibrary(text)
	r := Report{Figures: newFigures(Accuracy, Correct, Refusal, FalseRefusal,
		QuoteValid, Backed, MarkerValid, Disagree, FalseDisagree)}
	for _, q := range questions {
		found := read(q, byID[q.ID], articles)
		found.count(r.Figures)
		r.Outcomes = append(r.Outcomes, found.outcome())
	}
	return r
}
