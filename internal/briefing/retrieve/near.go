package retrieve

import (
	"math"

	"briefbot/internal/briefing/glove"
)

// vector is a weighted sum of word vectors.
type vector [glove.Dim]float32

func (v *vector) add(t *glove.Table, word int32, weight float32) {
	scale := weight * t.Scale(word)
	for i, c := range t.Vector(word) {
		v[i] += scale * float32(c)
	}
}

// dot returns the inner product with a word's vector.
func (v *vector) dot(t *glove.Table, word int32) float32 {
	var even, odd float32 // two sums, so that additions need not wait for each other
	w := (*[glove.Dim]int8)(t.Vector(word))
	for i := 0; i < glove.Dim; i += 2 {
		even += v[i] * float32(w[i])
		odd += v[i+1] * float32(w[i+1])
	}
	return t.Scale(word) * (even + odd)
}

// norm returns the vector's length.
func (v *vector) norm() float32 {
	sum := 0.0
	for _, c := range v {
		sum += float64(c) * float64(c)
	}
	return float32(math.Sqrt(sum))
}

// sif is the weight of a word in the vector of its sentence: smooth inverse frequency (Arora
// and others, A Simple but Tough-to-Beat Baseline for Sentence Embeddings, 2017).
func sif(t *glove.Table, word int32) float32 {
	const a = 1e-3
	return float32(a / (a + t.Frequency(word)))
}

// tooCommon is the rank by frequency up to which a word is near all others.
const tooCommon = 300

// nearness makes of a cosine between words what one is worth for the other: nothing below
// .5, where words are merely of one subject, and never as much as the word itself.
func nearness(cosine float32) float32 {
	const floor, full, most = 0.5, 0.85, 0.6
	return max(0, min(most, most*(cosine-floor)/(full-floor)))
}
