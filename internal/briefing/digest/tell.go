package digest

import (
	"slices"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

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
// With them it returns the sentences that the story may be told from.
func (s story) tell() ([]briefing.DraftClaim, []briefing.Quote) {
	t := telling{weights: s.weights(), told: map[string]bool{}, lines: map[*article][]line{}}
	first, best := t.best(s.articles[:1])
	if best == 0 {
		first, best = t.best(s.articles) // the most central article holds nothing that can be told
	}
	if best == 0 {
		return nil, nil
	}
	taken := []line{first}
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
		claims, taken = append(claims, t.take(next)), append(taken, next)
		if !single {
			others = without(others, next.quote.Doc)
		}
	}
	return claims, t.sentences(s, taken)
}

const (
	maxToldFrom = 12 // sentences that a story may be told from
	minShared   = 2  // words that one of them shares with the title and the first of them
)

// sentences returns the lines that tell of what the title and the first line taken do, those taken
// first, then the most central article's: what somebody put into an article that is about
// something else does not tell the story. There are none when the first line and the title have
// nothing in common.
func (t *telling) sentences(s story, taken []line) []briefing.Quote {
	known := map[string]bool{}
	for _, k := range english.ContentKeys(s.articles[0].doc.Title) {
		known[k] = true
	}
	if shared(taken[0].keys, known) == 0 {
		return nil
	}
	for _, k := range taken[0].keys {
		known[k] = true
	}
	all := slices.Clone(taken)
	for _, a := range s.articles {
		all = append(all, t.lines[a]...)
	}
	var out []briefing.Quote
	for _, l := range all {
		if len(out) < maxToldFrom && !slices.Contains(out, l.quote) && shared(l.keys, known) >= minShared {
			out = append(out, l.quote)
		}
	}
	return out
}

// shared counts the different keys that are known.
func shared(keys []string, known map[string]bool) int {
	seen := map[string]bool{}
	for _, k := range keys {
		if known[k] {
			seen[k] = true
		}
	}
	return len(seen)
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
