// Package cite is the gate that every claim passes before it goes out, whoever drafted it.
//
// It guarantees that a claim has a quote; that each quote stands word for word in the
// revision that its document names, at its offsets, is long enough to be told apart from
// chance and short enough to be read; and that the claim's numbers, names and negations
// occur in its quotes. It does not judge whether a claim is true, or wise.
package cite

import (
	"errors"
	"fmt"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// The length of a quote in words. A whole line of the article, such as an item of a list,
// may be shorter.
const (
	MinQuoteWords = 4
	MaxQuoteWords = 80
)

// Why a claim does not pass.
var (
	ErrNoQuote  = errors.New("no quote")
	ErrQuote    = errors.New("quote does not stand in the article")
	ErrLength   = errors.New("quote too short or too long")
	ErrNotBorne = errors.New("not borne out by the quotes")
)

// Gate checks claims. It implements briefing.Gate.
type Gate struct{}

// Check returns nil when the claim may go out as an answer to the question.
func (Gate) Check(question string, c briefing.DraftClaim) error {
	text := strings.TrimSpace(c.Text)
	if text == "" || len(c.Quotes) == 0 {
		return fmt.Errorf("cite: check claim %q: %w", c.Text, ErrNoQuote)
	}
	pool := []string{question}
	for _, q := range c.Quotes {
		if err := checkQuote(q); err != nil {
			return fmt.Errorf("cite: check claim %q: %w", c.Text, err)
		}
		pool = append(pool, q.Of(q.Doc.Text), q.Doc.Title, q.Doc.Source)
	}
	if verbatim(text, c.Quotes) {
		return nil
	}
	if word := unborne(text, pool); word != "" {
		return fmt.Errorf("cite: check claim %q: %w: %q", c.Text, ErrNotBorne, word)
	}
	return nil
}

// checkQuote checks the place that a claim stands on.
func checkQuote(q briefing.Quote) error {
	if q.Doc == nil || q.Empty() || !q.Within(q.Doc.Text) || briefing.RevisionOf(q.Doc.Text) != q.Doc.Revision {
		return ErrQuote
	}
	words := len(strings.Fields(q.Of(q.Doc.Text)))
	if words > MaxQuoteWords || words < MinQuoteWords && !wholeLine(q) {
		return ErrLength
	}
	return nil
}

// wholeLine reports whether a quote is all of its line, a bullet and white space aside.
func wholeLine(q briefing.Quote) bool {
	text := q.Doc.Text
	start := strings.LastIndexByte(text[:q.Start], '\n') + 1
	end := len(text)
	if i := strings.IndexByte(text[q.End:], '\n'); i >= 0 {
		end = q.End + i
	}
	const bullets = " \t\r-–—•*·0123456789.)"
	return strings.Trim(text[start:q.Start], bullets) == "" && strings.TrimSpace(text[q.End:end]) == ""
}

// verbatim reports whether a claim is a part of one of its quotes, white space aside.
func verbatim(text string, quotes []briefing.Quote) bool {
	text = flat(text)
	for _, q := range quotes {
		if strings.Contains(flat(q.Of(q.Doc.Text)), text) {
			return true
		}
	}
	return false
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// unborne returns the first number, name or negation of a text that does not occur in the
// pool, or "".
func unborne(text string, pool []string) string {
	have := map[string]bool{}
	negated := false
	for i, s := range pool {
		for _, t := range english.Tokens(s) {
			have[t.Key] = true
			negated = negated || i > 0 && negation[t.Lower]
		}
	}
	for i, t := range english.Tokens(text) {
		switch {
		case negation[t.Lower]:
			if !negated {
				return t.Text
			}
		case t.Number() || t.Capital() && i > 0:
			if !have[t.Key] {
				return t.Text
			}
		}
	}
	return ""
}

var negation = map[string]bool{
	"not": true, "no": true, "never": true, "none": true, "neither": true, "nor": true, "nobody": true, "nothing": true, "without": true,
	"cannot": true, "can't": true, "won't": true, "don't": true, "doesn't": true, "didn't": true, "isn't": true, "aren't": true, "wasn't": true,
	"weren't": true, "hasn't": true, "haven't": true, "hadn't": true, "wouldn't": true, "couldn't": true, "shouldn't": true,
}
