package digest

import (
	"maps"
	"math"
	"slices"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/english"
)

// article is an article of the period with what it is about.
type article struct {
	doc   *briefing.Document
	words []word // of its title and lead, by term
}

// word is how much a term says of what an article is about. The squares of an article's
// words add up to 1.
type word struct {
	key    string
	term   int // its number in the vocabulary
	weight float64
}

const (
	leadWords  = 120 // of an article's start say what it is about
	titleCount = 2.0 // what a word of the title counts
	nameCount  = 1.5 // what a name or a number counts, beside another word
)

// vocabulary numbers the terms of a period and counts the articles that have each.
type vocabulary struct {
	terms    map[string]int
	articles []int // by term
}

// background is how many articles without any of its words a period is taken to lie among: in
// a day of five articles a word that all have is still one that few other articles have.
// From 300 to 3000 it hardly matters.
const background = 1000

// read takes the articles of a period apart.
func read(docs []*briefing.Document) ([]*article, int) {
	v := vocabulary{terms: map[string]int{}}
	out := make([]*article, len(docs))
	for i, d := range docs {
		out[i] = &article{doc: d, words: v.count(d)}
	}
	for _, a := range out {
		v.weigh(a.words, len(docs))
	}
	return out, len(v.articles)
}

// count returns the terms of an article's title and lead with how much each is used there.
func (v *vocabulary) count(d *briefing.Document) []word {
	counts := map[string]float64{}
	add := func(text string, count float64) {
		for _, t := range english.Tokens(text) {
			if english.Stop(t.Key) || english.Light(t.Key) || english.IsMonthOrDay(t.Key) {
				continue
			}
			n := count
			if t.Number() || t.Capital() && t.Start > 0 {
				n *= nameCount
			}
			counts[t.Key] += n
		}
	}
	add(d.Title, titleCount)
	for _, s := range lead(d) {
		add(s.Of(d.Text), 1)
	}
	out := make([]word, 0, len(counts))
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		term := v.term(key)
		v.articles[term]++
		out = append(out, word{key, term, 1 + math.Log(counts[key])})
	}
	return out
}

func (v *vocabulary) term(key string) int {
	t, ok := v.terms[key]
	if !ok {
		t = len(v.articles)
		v.terms[key] = t
		v.articles = append(v.articles, 0)
	}
	return t
}

// weigh weighs the words of one of n articles by how few of them have the same (the usual
// inverse document frequency).
func (v *vocabulary) weigh(words []word, n int) {
	sum := 0.0
	for i := range words {
		w := &words[i]
		w.weight *= math.Log(1 + float64(n+background)/float64(v.articles[w.term]))
		sum += w.weight * w.weight
	}
	for i := range words {
		words[i].weight /= math.Sqrt(sum)
	}
}

// lead returns the first sentences of an article.
func lead(d *briefing.Document) []briefing.Sentence {
	var out []briefing.Sentence
	words := 0
	for _, p := range d.Passages {
		for _, s := range p.Sentences {
			text := s.Of(d.Text)
			if words >= leadWords {
				return out
			}
			if !furniture(cite.Plain(text)) {
				out = append(out, s)
				words += countWords(text)
			}
		}
	}
	return out
}
