package retrieve

import (
	"math"

	"briefbot/internal/briefing/glove"
)

// vector is a weighted sum of word vectors.
type vector struct {
	sum   [glove.Dim]float32
	words int
}

func (v *vector) add(t *glove.Table, word int32, weight float32) {
	scale := weight * t.Scale(word)
	for i, c := range t.Vector(word) {
		v.sum[i] += scale * float32(c)
	}
	v.words++
}

// cosine returns the cosine of the angle between two sums, 0 when one has no words.
func (v *vector) cosine(o *vector) float64 {
	if v.words == 0 || o.words == 0 {
		return 0
	}
	var dot, a, b float64
	for i := range v.sum {
		x, y := float64(v.sum[i]), float64(o.sum[i])
		dot += x * y
		a += x * x
		b += y * y
	}
	if a == 0 || b == 0 {
		return 0
	}
	return dot / math.Sqrt(a*b)
}
