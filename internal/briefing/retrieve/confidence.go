package retrieve

// What the confidence comes from; these add up to 1. The weights were set by measuring over all
// sets of docs/performance.md and those of the answers.
const (
	confidenceBM25     = 0.32 // how near the best comes to the highest BM25 that any could have
	confidencePerTerm  = 0.19 // how much BM25 it has for each term: rare words tell more
	confidenceShare    = 0.13 // how much of the question's weight and names one accounts for
	confidenceTitle    = 0.12 // how much of the title of one the question accounts for
	confidenceMargin   = 0.10 // how far the best is ahead of the rest
	confidenceSentence = 0.08 // how much of the question a sentence accounts for
	confidenceNames    = 0.06 // how many of its names one has
)

const (
	confidenceTop  = 5    // passages that may bear it
	confidenceRest = 30   // the passage that they are measured against
	fullPerTerm    = 20.0 // BM25 for each term from which on more tells nothing
)

// What is left of the confidence where something speaks against an answer.
const (
	undenied = 0.6 // the question denies something and the best sentence does not
	unnamed  = 0.9 // a name of the question is in none of the passages that bear it
)

// oneThing is how many terms a question has that is about one thing, which that is then.
const oneThing = 12

// confidence tells from the best candidates how likely it is that the corpus holds the
// answer.
func confidence(question string, ranked []candidate, terms []sought) float64 {
	return calibrated(overlap(question, ranked, terms))
}

// calibration is what share of questions has an answer by the overlap of their best passages,
// between points in a straight line: measured over the sets of docs/quality.md.
var calibration = [][2]float64{{0, 0}, {0.2, 0.2}, {0.3, 0.33}, {0.4, 0.46}, {0.5, 0.68}, {0.6, 0.82}, {0.8, 0.97}, {1, 1}}

func calibrated(overlap float64) float64 {
	for i, to := range calibration[1:] {
		if from := calibration[i]; overlap <= to[0] {
			return from[1] + (to[1]-from[1])*(overlap-from[0])/(to[0]-from[0])
		}
	}
	return 1
}

// overlap is how much the best candidates have of the question, 0..1.
func overlap(question string, ranked []candidate, terms []sought) float64 {
	most := 0.0
	for _, s := range terms {
		most += s.weight * (k1 + 1)
	}
	var share, sentence, names, named, title float64
	for _, c := range ranked[:min(len(ranked), confidenceTop)] {
		share = max(share, (0.6*c.whole+0.4*c.sentence)*(0.5+0.5*c.names))
		sentence, title = max(sentence, c.sentence), max(title, c.title)
		names, named = max(names, c.names), max(named, leastNamed(&c, terms))
	}
	margin := ranked[0].score
	if len(ranked) >= confidenceRest {
		margin -= ranked[confidenceRest-1].score
	}
	bm25 := ranked[0].bm25
	c := confidenceBM25*ratio(bm25, most, 0) + confidencePerTerm*min(1, bm25/float64(len(terms))/fullPerTerm) +
		confidenceShare*share + confidenceTitle*title + confidenceMargin*min(1, margin) +
		confidenceSentence*sentence + confidenceNames*names
	if len(terms) <= oneThing && !ranked[0].denies && denies(question) {
		c *= undenied
	}
	return min(1, c*(unnamed+(1-unnamed)*named))
}

// leastNamed is how much a candidate has of the name of the question that it has least of.
func leastNamed(c *candidate, terms []sought) float64 {
	least := float32(1)
	for i, s := range terms {
		if s.name {
			least = min(least, c.shares[i])
		}
	}
	return float64(least)
}
