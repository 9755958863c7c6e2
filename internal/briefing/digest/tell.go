package digest

import "briefbot/internal/briefing"

const (
	maxSentences  = 3    // of a story
	maxOfOne      = 2    // of a story that one source tells
	minNew        = 0.5  // of a further sentence's telling words are new
	minGain       = 0.12 // of the first sentence's worth, for one of another source
	minGainOfOne  = 0.4  // the same for one of the same source
	orderDiscount = 0.1  // what each place from the start of the article takes off
)

// tell drafts the sentences of a story: the best of its most central article, then those that
// add most, each from another source while there are others.
func (s story) tell() []briefing.DraftClaim {
	t := telling{weights: s.weights(), told: map[string]bool{}, lines: map[*article][]line{}}
	first, best := t.best(s.articles[:1])
	if best == 0 {
		first, best = t.best(s.articles) // the most central article holds nothing that can be told
	}
	if best == 0 {
		return nil
	}
	claims := []briefing.DraftClaim{t.take(first)}
	others := without(s.articles, first.quote.Doc)
	limit, least, single := maxSentences, minGain*best, len(others) == 0
	if single {
		others, limit, least = s.articles, maxOfOne, minGainOfOne*best
	}
	for len(claims) < limit {
		next, gain := t.best(others)
		if gain < least {
			break
		}
		claims = append(claims, t.take(next))
		if !single {
			others = without(others, next.quote.Doc)
		}
	}
	return claims
}

// without returns the articles that are of another source than one.
func without(articles []*article, one *briefing.Document) []*article {
	var out []*article
	for _, a := range articles {
		if a.doc != one && (a.doc.Source != one.Source || one.Source == "") {
			out = append(out, a)
		}
	}
	return out
}

// weights returns what each word says of the story: what it says of its articles together.
func (s story) weights() map[string]float64 {
	out := map[string]float64{}
	for _, a := range s.articles {
		for _, w := range a.words {
			out[w.key] += w.weight
		}
	}
	return out
}

// telling is a story while it is told.
type telling struct {
	weights map[string]float64 // what each word says of the story
	told    map[string]bool    // the words said
	lines   map[*article][]line
}

// take marks the words of a line as told.
func (t *telling) take(l line) briefing.DraftClaim {
	for _, k := range l.keys {
		t.told[k] = true
	}
	return l.claim()
}

// best returns the line of the articles that adds most, and how much that is.
func (t *telling) best(articles []*article) (best line, most float64) {
	for _, a := range articles {
		if _, read := t.lines[a]; !read {
			t.lines[a] = lines(a.doc)
		}
		for _, l := range t.lines[a] {
			if gain := t.gain(l); gain > most {
				best, most = l, gain
			}
		}
	}
	return best, most
}

// gain is how much a line adds; 0 for one that says again what was said.
func (t *telling) gain(l line) float64 {
	sum, fresh := 0.0, 0
	seen := map[string]bool{}
	for _, k := range l.keys {
		if t.told[k] {
			continue
		}
		fresh++
		if !seen[k] {
			seen[k] = true
			sum += t.weights[k]
		}
	}
	if float64(fresh) < minNew*float64(len(l.keys)) {
		return 0
	}
	return sum / (1 + orderDiscount*float64(l.order))
}
