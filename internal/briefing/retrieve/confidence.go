package retrieve

// confidence tells from the best candidates how likely it is that the corpus holds the
// answer: how much of the question's weight one passage accounts for, and one sentence,
// and whether its names are there.
func confidence(ranked []candidate, terms []sought) float64 {
	best := 0.0
	for _, c := range ranked[:min(len(ranked), 5)] {
		best = max(best, (0.6*c.whole+0.4*c.sentence)*(0.5+0.5*c.names))
	}
	return min(1, best)
}
