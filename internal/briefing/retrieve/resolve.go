package retrieve

import (
	"math"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// sought is a term of a query as this corpus knows it.
type sought struct {
	terms  []worth // the terms that stand for it, itself first when the corpus has it
	weight float64
	word   int32 // in the table of word vectors, or -1
	name   bool
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
)

// baseWeight is what a term counts in composing even when every passage has it: the subject of
// a small corpus still has to be in the answer.
const baseWeight = 0.6

// describingWeight is what a verb, adverb or adjective counts in composing that the corpus does
// not have: it may say the same in another word.
const describingWeight = 0.4

// resolve fills in what the corpus knows of the query's terms.
func (x *Index) resolve(q *briefing.Query) []sought {
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
	id, known := x.keys[t.Key]
	known = known && x.terms[id].living > 0
	if known {
		s.terms = append(s.terms, worth{id, 1})
		t.Name = t.Name || x.isName(id) && !english.IsRole(t.Key)
	}
	t.Variants = map[string]float64{}
	add := func(id uint32, value float64) {
		key := x.terms[id].key
		if x.terms[id].living > 0 && key != t.Key {
			t.Variants[key] = max(t.Variants[key], value)
		}
	}
	for _, v := range english.CountryWords(t.Key) {
		if id, ok := x.keys[v.Key]; ok {
			add(id, v.Worth)
		}
	}
	for _, key := range english.Derived(t.Key) {
		if id, ok := x.keys[key]; ok && !t.Name {
			add(id, worthDerived)
		}
	}
	for _, v := range english.Synonyms(t.Key) {
		if id, ok := x.keys[v.Key]; ok {
			add(id, v.Worth)
		}
	}
	x.addSpellings(t, known, add)
	for key, value := range t.Variants {
		s.terms = append(s.terms, worth{x.keys[key], float32(value)})
	}
	s.name = t.Name
	idf := x.idf(s.terms)
	s.weight = t.Weight * idf
	switch {
	case known || t.Name:
	case s.word < 0 && len(t.Variants) == 0 && english.NearStop(t.Key):
		t.Weight = 0
	case english.Describing(t.Text):
		t.Weight *= describingWeight
	}
	t.Weight *= idf + baseWeight
	return s
}

// addSpellings adds the other spellings that the corpus has of a name, and of a word that it
// does not have the ones that are a slip away.
func (x *Index) addSpellings(t *briefing.Term, known bool, add func(uint32, float64)) {
	if len(t.Key) < minNameLetters || t.Key[0] <= '9' || english.Country(t.Key) != "" {
		return
	}
	for _, id := range x.spelled[english.Spelling(t.Key)] {
		if t.Name && x.isName(id) || !known {
			add(id, worthSpelling)
			t.Name = t.Name || x.isName(id)
		}
	}
	if known || len(t.Variants) > 0 {
		return
	}
	limit := 1
	if len(t.Key) >= 8 {
		limit = 2
	}
	common := false
	if !t.Name {
		_, common = x.table.Lookup(english.Lower(t.Text))
	}
	if common {
		return // a word of the language that the corpus just does not use
	}
	for id := range x.terms {
		u := &x.terms[id]
		if u.living > 0 && u.key[0] == t.Key[0] && english.Edits(u.key, t.Key, limit) <= limit {
			add(uint32(id), worthTypo)
			t.Name = t.Name || x.isName(uint32(id))
		}
	}
}

// isName reports whether the corpus writes a term with a capital nearly always.
func (x *Index) isName(id uint32) bool {
	t := &x.terms[id]
	return t.uses > 0 && float64(t.capitals) >= 0.8*float64(t.uses)
}

// idf is the inverse document frequency of the terms that stand for one sought: that of the
// most frequent of them. A term that the corpus lacks is the most telling of all.
func (x *Index) idf(terms []worth) float64 {
	living := 0
	for _, w := range terms {
		if w.value >= 0.9 {
			living = max(living, x.terms[w.term].living)
		}
	}
	n := float64(len(x.passages) - x.dead)
	return math.Log(1 + (n-float64(living)+0.5)/(float64(living)+0.5))
}
