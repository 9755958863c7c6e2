package english

import (
	"math"
	"strconv"
)

// Compatible reports whether both can be true of one thing: their ranges meet, or one is the
// other rounded. Counts below 100 are not taken to be rounded.
func (q Quantity) Compatible(o Quantity) bool {
	if q.Low <= o.High && o.Low <= q.High || q.otherMeasure(o) {
		return true
	}
	if q.Low != q.High || o.Low != o.High {
		return false
	}
	if q.Scale != o.Scale && q.Unit != "count" {
		const converted = 0.03 // miles made kilometres, rounded
		return math.Abs(q.Low-o.Low) <= converted*math.Max(q.Low, o.Low)
	}
	if q.small() || o.small() {
		return false
	}
	digits := min(significant(q.Low), significant(o.Low))
	return round(q.Low, digits) == round(o.Low, digits)
}

// otherMeasure reports whether the two are in currencies or degrees that differ.
func (q Quantity) otherMeasure(o Quantity) bool {
	return q.Unit == o.Unit && (q.Unit == "money" || q.Unit == "temperature") && q.Noun != "" && o.Noun != "" && q.Noun != o.Noun
}

func (q Quantity) small() bool { return q.Low == math.Trunc(q.Low) && math.Abs(q.Low) < 100 }

// significant returns how many decimal digits of v are not trailing zeros, at most 6.
func significant(v float64) int {
	for digits := 1; digits < 6; digits++ {
		if round(v, digits) == round(v, 6) {
			return digits
		}
	}
	return 6
}

// round returns v rounded to so many significant digits.
func round(v float64, digits int) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'e', digits-1, 64), 64)
	return r
}
