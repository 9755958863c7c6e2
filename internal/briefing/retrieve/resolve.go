package retrieve

import (
	"maps"
	"math"
	"slices"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// sought is a term of a query as this corpus knows it.
type sought struct {
	terms  []worth // the terms that stand for it, itself first when the corpus has it
	weight float64
	word   int32 // in the table of word vectors, or -1
	name   bool
	known  bool // the corpus has it, or another spelling of it
}

// worth is a term that stands for a sought one, and how well.
type worth struct {
	term  uint32
	value float32
}

const (
	worthSpelling = 1.0 // another transliteration of a name
	worthDerived  = 0.7 // march for marcher
	worthTypo     = 0.9 // a word that the corpus does not have, one letter off
	worthSame     = 0.9 // from here on a term is the one sought, and not only related to it
)

// baseWeight is what a term counts in composing even when every passage has it: the subject of
// a small corpus still has to be in the answer.
const baseWeight = 0.6

// describingWeight is what a verb, adverb or adjective counts in composing that the corpus does
// not have: it may say the same in another word.
const describingWeight = 0.4

// resolve fills in what the corpus knows of the query's terms.
func (x *Index) resolve(q *briefing.Query) []sought {
	for i := range q.Terms {
		q.Terms[i].Variants = map[string]float64{}
	}
	x.addAliases(q)
	out := make([]sought, len(q.Terms))
	for i := range q.Terms {
		out[i] = x.resolveTerm(&q.Terms[i])
	}
	return out
}

func (x *Index) resolveTerm(t *briefing.Term) sought {
	s := sought{word: -1}
	if w, ok := x.table.Lookup(english.Lower(t.Text)); ok {
		s.word = w
	}
	id, known := x.words.find(t.Key)
	if known {
		s.terms = append(s.terms, worth{id, 1})
		t.Name = t.Name || x.words.isName(id) && !english.IsRole(t.Key) && !english.IsMonthOrDay(t.Key)
	}
	x.addRelated(t)
	x.addSpellings(t, known)
	if !known && len(t.Variants) == 0 {
		x.addSlips(t)
	}
	for _, key := range slices.Sorted(maps.Keys(t.Variants)) {
		s.terms = append(s.terms, worth{x.words.keys[key], float32(t.Variants[key])})
	}
	s.name = t.Name
	idf := x.idf(s.terms)
	s.weight = t.Weight * idf
	s.known = slices.ContainsFunc(s.terms, func(w worth) bool { return w.value >= worthSame })
	switch {
	case s.known || t.Name:
	case s.word < 0 && len(t.Variants) == 0 && english.NearStop(t.Key):
		t.Weight = 0
	case english.Describing(t.Text):
		t.Weight *= describingWeight
	}
	t.Weight *= idf + baseWeight
	return s
}

// addVariant adds a key that can stand for the term, where the corpus has it.
func (x *Index) addVariant(t *briefing.Term, key string, value float64) {
	if _, ok := x.words.find(key); ok && key != t.Key {
		t.Variants[key] = max(t.Variants[key], value)
	}
}

// addRelated adds the words that the language has for a term.
func (x *Index) addRelated(t *briefing.Term) {
	for _, v := range english.CountryWords(t.Key) {
		x.addVariant(t, v.Key, v.Worth)
	}
	if !t.Name {
		for _, key := range english.Derived(t.Key) {
			x.addVariant(t, key, worthDerived)
		}
	}
	for _, v := range english.Synonyms(t.Key) {
		x.addVariant(t, v.Key, v.Worth)
	}
}

// addSpellings adds the other spellings that the corpus has of a name, and of a word that it
// does not have.
func (x *Index) addSpellings(t *briefing.Term, known bool) {
	if !spellable(t.Key) {
		return
	}
	for _, id := range x.words.spelled[english.Spelling(t.Key)] {
		name := x.words.isName(id)
		if name && (t.Name || !known) || !known && !x.isWord(t.Text) {
			x.addVariant(t, x.words.terms[id].key, worthSpelling)
			t.Name = t.Name || name
		}
	}
}

// isWord reports whether a word is one of the language, as far as the table of word vectors
// has it.
func (x *Index) isWord(word string) bool {
	_, ok := x.table.Lookup(english.Lower(word))
	return ok
}

// addSlips adds the terms that a word may have been meant for that nobody has: neither the
// corpus nor, unless it is a name, the language.
func (x *Index) addSlips(t *briefing.Term) {
	if !spellable(t.Key) {
		return
	}
	if !t.Name && x.isWord(t.Text) {
		return
	}
	limit := 1
	if len(t.Key) >= 8 {
		limit = 2
	}
	for _, id := range x.words.slips(t.Key, limit) {
		if t.Name && !x.words.isName(id) {
			continue // a name is no slip of a word
		}
		x.addVariant(t, x.words.terms[id].key, worthTypo)
		t.Name = t.Name || x.words.isName(id)
	}
}

// spellable reports whether a key may be written in several ways.
func spellable(key string) bool {
	return len(key) >= minNameLetters && key[0] > '9' && english.Country(key) == ""
}

// idf is the inverse document frequency of the terms that stand for one sought: that of the
// most frequent of them. A term that the corpus lacks is the most telling of all.
func (x *Index) idf(terms []worth) float64 {
	living := int32(0)
	for _, w := range terms {
		if w.value >= worthSame {
			living = max(living, x.words.terms[w.term].living)
		}
	}
	n := float64(x.living())
	return math.Log(1 + (n-float64(living)+0.5)/(float64(living)+0.5))
}
