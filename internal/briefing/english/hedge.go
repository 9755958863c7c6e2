package english

import (
	"slices"
	"strings"
)

// The words before a number that leave its value open, as the alternatives of an expression.
const (
	atLeast = `more than|over|at least|above|upwards of|exceeding`
	atMost  = `less than|fewer than|under|up to|at most|below`
	nearly  = `nearly|almost|close to`
	about   = `about|around|some|roughly|approximately|an estimated`
	hedges  = atLeast + `|` + atMost + `|` + nearly + `|` + about
)

// widen widens the range by what a hedge leaves open, or by what a number of years does
// without one.
func (q *Quantity) widen(hedge string) {
	is := func(words string) bool { return slices.Contains(strings.Split(words, "|"), hedge) }
	switch {
	case is(atLeast):
		q.High = 2 * q.High
		if q.Unit == "duration" {
			q.Low += 0.02 * q.Low
		}
	case is(atMost):
		q.Low = q.Low / 2
	case is(nearly):
		q.Low = 0.85 * q.Low
	case is(about):
		q.Low, q.High = 0.9*q.Low, 1.1*q.High
	case q.Unit == "duration" && q.Low >= year:
		q.Low, q.High = 0.9*q.Low, q.High+0.99*year // "for three years" leaves the months open
	}
}
