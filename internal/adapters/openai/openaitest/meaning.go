package openaitest

import (
	"briefbot/internal/briefing/english"
	"briefbot/internal/briefing/glove"
)

// Meaning embeds a text as the sum of its words' vectors, the rarer the more (Arora and others,
// A Simple but Tough-to-Beat Baseline for Sentence Embeddings, 2017). It is deterministic and a
// weak model: words that are near in meaning make texts near, their order is not seen, and a
// word that the table lacks counts for nothing.
func Meaning(table *glove.Table) func(text string) []float32 {
	const common = 1e-3
	return func(text string) []float32 {
		sum := make([]float32, glove.Dim)
		sum[0] = 1e-6 // a text without a word has a direction, too
		for _, t := range english.Tokens(text) {
			word, ok := table.Lookup(t.Lower)
			if !ok || english.Stop(t.Key) {
				continue
			}
			scale := float32(common/(common+table.Frequency(word))) * table.Scale(word)
			for i, x := range table.Vector(word) {
				sum[i] += scale * float32(x)
			}
		}
		return sum
	}
}
