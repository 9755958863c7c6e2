package retrieve

// What the confidence comes from; the four add up to 1.
const (
	confidenceBM25   = 0.45
	confidenceShare  = 0.27
	confidenceMargin = 0.18
	confidenceTitle  = 0.10
)

const (
	confidenceTop  = 5  // passages that may bear it
	confidenceRest = 30 // the passage that they are measured against
)

const (
	undenied = 0.8 // what is left of it when the question denies something and the best sentence does not
	oneThing = 12  // terms up to which a question is about one thing, which that is then
)

// confidence tells from the best candidates how likely it is that the corpus holds the
// answer: how near the best comes to the highest BM25 that any could have, how much of the
// question's weight and names one accounts for, how far the best is ahead of the rest, and
// how much of the title of one the question accounts for.
func confidence(question string, ranked []candidate, terms []sought) float64 {
	most := 0.0
	for _, s := range terms {
		most += s.weight * (k1 + 1)
	}
	share, title := 0.0, 0.0
	for _, c := range ranked[:min(len(ranked), confidenceTop)] {
		share = max(share, (0.6*c.whole+0.4*c.sentence)*(0.5+0.5*c.names))
		title = max(title, c.title)
	}
	margin := ranked[0].score
	if len(ranked) >= confidenceRest {
		margin -= ranked[confidenceRest-1].score
	}
	c := min(1, confidenceBM25*ratio(ranked[0].bm25, most, 0)+confidenceShare*share+
		confidenceMargin*min(1, margin)+confidenceTitle*title)
	if len(terms) <= oneThing && !ranked[0].denies && denies(question) {
		c *= undenied
	}
	return c
}
