package ingest

import (
	"cmp"
	"maps"
	"slices"

	"briefbot/internal/briefing"
)

// Candidates that an article is compared with, of those whose sketches have hashes in common.
const (
	MinShared     = 2  // hashes that a copy has too, of 16
	MaxSharers    = 32 // articles that one hash finds: the first that had it
	MaxCandidates = 8  // those that have most in common
)

// TraceCopies sets the Origin of documents that are read at once: of each that is a copy of
// another, the one that precedes all its copies. It is for documents that nobody else has yet.
func TraceCopies(docs []*briefing.Document) {
	order := slices.Clone(docs)
	slices.SortStableFunc(order, func(a, b *briefing.Document) int {
		if a.Precedes(b) {
			return -1
		}
		return 1
	})
	sharers := map[uint64][]int{} // originals, by the hashes of their sketches
	prints := make([]*Print, len(order))
	for i, d := range order {
		prints[i] = NewPrint(d)
		sketch := prints[i].Sketch()
		for _, c := range candidates(sharers, sketch) {
			if prints[i].CopyOf(prints[c]) {
				d.Origin = order[c].ID
				break
			}
		}
		for _, h := range sketch {
			if d.Origin == "" && len(sharers[h]) < MaxSharers {
				sharers[h] = append(sharers[h], i)
			}
		}
	}
}

// candidates returns those who share most hashes of a sketch.
func candidates(sharers map[uint64][]int, sketch []uint64) []int {
	shared := map[int]int{}
	for _, h := range sketch {
		for _, i := range sharers[h] {
			shared[i]++
		}
	}
	maps.DeleteFunc(shared, func(_, n int) bool { return n < MinShared })
	all := slices.SortedFunc(maps.Keys(shared), func(a, b int) int { return cmp.Or(shared[b]-shared[a], a-b) })
	return all[:min(len(all), MaxCandidates)]
}
