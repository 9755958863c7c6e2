// Package cite is the gate that every claim passes before it goes out, whoever drafted it.
//
// It guarantees that a claim has a quote; that each quote stands word for word in the
// revision that its document names, at its offsets, is long enough to be told apart from
// chance and short enough to be read; that the claim's numbers and negations occur in its
// quotes or their titles, and its names there or in the question; and that a claim from
// negated quotes is negated. It does not judge whether a claim is true, or wise.
package cite

import (
	"errors"
	"fmt"
	"slices"
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
	pool := newWords(question)
	for _, q := range c.Quotes {
		if err := checkQuote(q); err != nil {
			return fmt.Errorf("cite: check claim %q: %w", c.Text, err)
		}
		pool.add(q)
	}
	if verbatim(text, c.Quotes) {
		return nil
	}
	if word := pool.unborne(text); word != "" {
		return fmt.Errorf("cite: check claim %q: %w: %q", c.Text, ErrNotBorne, word)
	}
	return nil
}

// checkQuote checks the place that a claim stands on.
func checkQuote(q briefing.Quote) error {
	if q.Doc == nil || q.Empty() || !q.Within(q.Doc.Text) || briefing.RevisionOf(q.Doc.Text) != q.Doc.Revision {
		return ErrQuote
	}
	if !Quotable(q) {
		return ErrLength
	}
	return nil
}

// Quotable reports whether a place in a document has the length of a quote.
func Quotable(q briefing.Quote) bool {
	words := len(strings.Fields(q.Of(q.Doc.Text)))
	return words <= MaxQuoteWords && (words >= MinQuoteWords || wholeLine(q))
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

// verbatim reports whether a claim is a part of one of its quotes, white space aside, that cuts
// off no half of a word, of a number or of a negation.
func verbatim(text string, quotes []briefing.Quote) bool {
	text = flat(text)
	for _, q := range quotes {
		quote := flat(q.Of(q.Doc.Text))
		tokens := english.Tokens(quote)
		for from := 0; ; from++ {
			i := strings.Index(quote[from:], text)
			if i < 0 {
				break
			}
			from += i
			if whole(tokens, briefing.Span{Start: from, End: from + len(text)}) {
				return true
			}
		}
	}
	return false
}

// whole reports whether none of a quote's tokens lies across an end of the part, and none
// right before it negates it.
func whole(quote []english.Token, part briefing.Span) bool {
	before := ""
	for _, t := range quote {
		if t.Start < part.Start && part.Start < t.End || t.Start < part.End && part.End < t.End {
			return false
		}
		if t.End <= part.Start {
			before = t.Lower
		}
	}
	return !negation[before]
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// words is what a claim may be made of.
type words struct {
	asked, quoted map[string]bool // the keys of the question; of the quotes, titles and sources
	negated       int             // quotes with a negation
	quotes        int
}

func newWords(question string) *words {
	w := &words{asked: map[string]bool{}, quoted: map[string]bool{}}
	for _, t := range english.Tokens(question) {
		w.asked[t.Key] = true
	}
	return w
}

func (w *words) add(q briefing.Quote) {
	quote := english.Tokens(q.Of(q.Doc.Text))
	w.quotes++
	if slices.ContainsFunc(quote, negates) {
		w.negated++
	}
	for _, t := range slices.Concat(quote, english.Tokens(q.Doc.Title), english.Tokens(q.Doc.Source)) {
		w.quoted[t.Key] = true
	}
}

// unborne returns the first number, name or negation of a text that nothing bears out, the
// text's start when it lacks the negation of all quotes, or "".
func (w *words) unborne(text string) string {
	tokens := english.Tokens(text)
	for i, t := range tokens {
		switch {
		case negates(t):
			if w.negated == 0 {
				return t.Text
			}
		case t.Key[0] >= '0' && t.Key[0] <= '9':
			if !w.quoted[t.Key] {
				return t.Text
			}
		case t.Capital() && (i > 0 || !english.Stop(t.Key)):
			if !w.quoted[t.Key] && !w.asked[t.Key] {
				return t.Text
			}
		}
	}
	if w.negated == w.quotes && !slices.ContainsFunc(tokens, negates) {
		return text
	}
	return ""
}

func negates(t english.Token) bool { return negation[t.Lower] }

var negation = map[string]bool{
	"not": true, "no": true, "never": true, "none": true, "neither": true, "nor": true, "nobody": true, "nothing": true, "without": true,
	"cannot": true, "can't": true, "won't": true, "don't": true, "doesn't": true, "didn't": true, "isn't": true, "aren't": true, "wasn't": true,
	"weren't": true, "hasn't": true, "haven't": true, "hadn't": true, "wouldn't": true, "couldn't": true, "shouldn't": true,
}
