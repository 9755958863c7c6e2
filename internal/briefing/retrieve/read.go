package retrieve

import (
	"math"
	"slices"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// reader takes the passages of a document apart.
type reader struct {
	x      *Index
	times  int32              // what an occurrence counts in the vocabulary: 1, or -1 to take it back
	terms  []uint32           // of the sentences of the passage at hand
	vector vector             // of the text last scanned
	counts map[uint32]float32 // of the passage at hand
	length float32            // of the passage at hand, in words
}

// read calls each with the passages of a document in order, their lengths in words, and how
// much each of their terms counts; counts is good until each returns. It enters the words
// into the vocabulary with times 1, and takes them back with -1.
func (x *Index) read(d *briefing.Document, times int32, each func(p passage, length float32, counts map[uint32]float32)) {
	r := reader{x: x, times: times, counts: make(map[uint32]float32, 64)}
	title := r.phrase(d.Title)
	shared := append(title, r.phrase(d.Source)...)
	for at := range d.Passages {
		p := &d.Passages[at]
		clear(r.counts)
		r.terms, r.length = r.terms[:0], 0
		entry := passage{doc: d, at: int32(at), titled: uint16(min(len(title), math.MaxUint16)), sentences: make([]sentence, 0, len(p.Sentences)+1)}
		if !p.Lead.Empty() && !p.Contains(p.Lead) {
			entry.sentences = append(entry.sentences, r.sentence(p.Lead.Of(d.Text)))
		}
		for _, s := range p.Sentences {
			entry.sentences = append(entry.sentences, r.sentence(s.Of(d.Text)))
		}
		entry.terms = slices.Clone(r.terms)
		entry.context = append(shared[:len(shared):len(shared)], r.phrase(p.Heading)...)
		r.count(entry.terms)
		r.count(entry.context)
		each(entry, r.length, r.counts)
	}
}

func (r *reader) count(terms []uint32) {
	for _, t := range terms {
		r.counts[t]++
	}
}

// sentence adds a sentence to the passage at hand.
func (r *reader) sentence(text string) sentence {
	var words int
	var s sentence
	r.terms, words, s.holds = r.scan(r.terms, text)
	r.length += float32(words)
	s.end, s.norm = uint32(len(r.terms)), r.vector.norm()
	return s
}

// phrase returns the terms of a title, heading or name.
func (r *reader) phrase(text string) []uint32 {
	terms, _, _ := r.scan(nil, text)
	return terms
}

// scan appends the terms of a text, function words left out, to terms. It returns how many
// words the text has and what it could answer.
func (r *reader) scan(terms []uint32, text string) ([]uint32, int, answerType) {
	words, types := 0, answerType(0)
	r.vector = vector{}
	english.Scan(text, func(s briefing.Span) {
		word := s.Of(text)
		known := r.x.words.enter(word)
		t := &r.x.words.terms[known.term]
		capital := word[0] >= 'A' && word[0] <= 'Z' && words > 0
		if words > 0 {
			t.uses += r.times
		}
		if capital {
			t.capitals += r.times
		}
		types |= holds(t.key, text, s, capital && !t.stop)
		words++
		if t.stop {
			return
		}
		terms = append(terms, known.term)
		if known.word >= 0 {
			r.vector.add(r.x.table, known.word, sif(r.x.table, known.word))
		}
	})
	return terms, words, types
}
