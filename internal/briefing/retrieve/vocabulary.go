package retrieve

import (
	"strings"

	"briefbot/internal/briefing/english"
	"briefbot/internal/briefing/glove"
)

// vocabulary is the words of a corpus by their normal forms. It never forgets a word; one
// that no living passage holds counts for nothing and is not found.
type vocabulary struct {
	table    *glove.Table
	terms    []term
	surfaces map[string]surface
	keys     map[string]uint32   // a normal form -> its term
	spelled  map[string][]uint32 // english.Spelling of a name -> the terms spelled so
	shapes   map[shape][]uint32  // terms that a slip may turn into one another
}

// term is a normal form of the corpus.
type term struct {
	key      string
	postings []posting // removed passages included until the next rebuild
	living   int32     // passages that hold it, removed ones aside
	uses     int32     // occurrences that are not first in their sentence
	capitals int32     // those of them with a capital
	word     int32     // its most frequent form in the table of word vectors, or -1
	stop     bool
}

// surface is a word as it is written.
type surface struct {
	term uint32
	word int32 // in the table of word vectors, or -1
}

// shape is the first letter and the length of a key.
type shape struct {
	first  byte
	length int
}

// minNameLetters is the shortest word that is taken for another spelling of a name.
const minNameLetters = 4

func newVocabulary(table *glove.Table) vocabulary {
	return vocabulary{
		table:    table,
		surfaces: map[string]surface{},
		keys:     map[string]uint32{},
		spelled:  map[string][]uint32{},
		shapes:   map[shape][]uint32{},
	}
}

// enter returns what is known of a word as it is written.
func (v *vocabulary) enter(word string) surface {
	if s, ok := v.surfaces[word]; ok {
		return s
	}
	key := english.Key(word)
	id, ok := v.keys[key]
	if !ok {
		id = v.add(key)
	}
	s := surface{term: id, word: -1}
	if w, ok := v.table.Lookup(english.Lower(word)); ok {
		s.word = w
		if t := &v.terms[id]; t.word < 0 || w < t.word {
			t.word = w
		}
	}
	v.surfaces[strings.Clone(word)] = s // not a part of the article, which it would keep in memory
	return s
}

func (v *vocabulary) add(key string) uint32 {
	key = strings.Clone(key)
	id := uint32(len(v.terms))
	v.terms = append(v.terms, term{key: key, word: -1, stop: english.Stop(key)})
	v.keys[key] = id
	if len(key) >= minNameLetters {
		s := english.Spelling(key)
		v.spelled[s] = append(v.spelled[s], id)
		at := shape{key[0], len(key)}
		v.shapes[at] = append(v.shapes[at], id)
	}
	return id
}

// find returns the term of a key that living passages hold.
func (v *vocabulary) find(key string) (id uint32, ok bool) {
	id, ok = v.keys[key]
	return id, ok && v.terms[id].living > 0
}

// slips returns the terms that living passages hold and that are at most limit letters off.
func (v *vocabulary) slips(key string, limit int) []uint32 {
	var out []uint32
	for length := len(key) - limit; length <= len(key)+limit; length++ {
		for _, id := range v.shapes[shape{key[0], length}] {
			if t := &v.terms[id]; t.living > 0 && english.Edits(t.key, key, limit) <= limit {
				out = append(out, id)
			}
		}
	}
	return out
}

// isName reports whether the corpus writes a term with a capital nearly always.
func (v *vocabulary) isName(id uint32) bool {
	t := &v.terms[id]
	return t.uses > 0 && float64(t.capitals) >= 0.8*float64(t.uses)
}
