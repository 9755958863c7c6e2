package compose

import (
	"math"

	"briefbot/internal/briefing"
)

// tally counts which articles give a name or value, each with the weight of the best of its lines
// that does. Copies of an article count as one.
type tally map[string]map[string]float64

func (t tally) add(key string, doc *briefing.Document, weight float64) {
	if t[key] == nil {
		t[key] = map[string]float64{}
	}
	t[key][doc.Original()] = max(t[key][doc.Original()], weight)
}

// shares returns how much is given for each key, 1 for the one with the most.
func (t tally) shares() map[string]float64 {
	out, most := map[string]float64{}, 0.0
	for key, articles := range t {
		for _, weight := range articles {
			out[key] += weight
		}
		most = max(most, out[key])
	}
	for key := range out {
		out[key] /= max(most, 1e-9)
	}
	return out
}

// steepness makes lines that account for the question nearly as well as the best one count, and
// others little: one with half its score counts a sixteenth.
const steepness = 4

// say is the weight of what a line says, where the best line has the score best.
func (l *line) say(best float64) float64 {
	if best <= 0 || l.score <= 0 {
		return 0
	}
	return math.Pow(min(1, l.score/best), steepness)
}
