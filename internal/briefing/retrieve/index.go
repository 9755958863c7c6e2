package retrieve

import (
	"slices"
	"sync"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
	"briefbot/internal/briefing/glove"
)

// Index is a corpus ready to be searched. It can be used from many goroutines.
type Index struct {
	table *glove.Table

	mu       sync.RWMutex
	surfaces map[string]uint32 // a word as written -> its term
	keys     map[string]uint32 // a normal form -> its term
	terms    []term
	spelled  map[string][]uint32 // english.Spelling of a name -> the terms spelled so
	docs     map[string][]uint32 // article ID -> its passages
	sources  map[string]*source  // name -> what a query says to mean it
	passages []passage
	dead     int     // passages removed but not yet cleared away
	length   float64 // of all living passages together, in words
}

// term is a normal form of the corpus.
type term struct {
	key      string
	postings []posting
	living   int   // passages that hold it, removed ones aside
	uses     int   // occurrences that are not first in their sentence
	capitals int   // those of them with a capital
	word     int32 // in the table of word vectors, or -1
	stop     bool
}

// posting says how often a term stands in a passage; words of the title, the heading and
// the source count in part.
type posting struct {
	passage uint32
	count   float32
}

// passage is what ranking needs of a briefing.Passage.
type passage struct {
	doc       *briefing.Document
	at        int // index in doc.Passages
	length    float32
	sentences []sentence
	context   []uint32 // terms of the title and heading
	removed   bool
}

// sentence holds the terms of a sentence, function words left out, and the types of answer
// that it could hold.
type sentence struct {
	terms []uint32
	holds answerType
}

// How much a word of the article's title, a passage's heading and the source's name counts,
// where one of the text counts 1.
const (
	titleCount   = 0.6
	headingCount = 0.6
	sourceCount  = 0.6
)

// New returns an empty index that takes nearness of meaning from the table.
func New(table *glove.Table) *Index {
	x := &Index{table: table}
	x.clear()
	return x
}

func (x *Index) clear() {
	x.surfaces, x.keys, x.spelled = map[string]uint32{}, map[string]uint32{}, map[string][]uint32{}
	x.docs, x.sources = map[string][]uint32{}, map[string]*source{}
	x.terms, x.passages, x.dead, x.length = nil, nil, 0, 0
}

// Add takes documents in. One with the ID of another replaces it.
func (x *Index) Add(docs ...*briefing.Document) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, d := range docs {
		x.remove(d.ID)
		x.add(d)
	}
}

// Remove takes an article out. An unknown ID is nothing to remove.
func (x *Index) Remove(id string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
}

// Len returns the number of articles.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.docs)
}

// Passages returns the number of passages.
func (x *Index) Passages() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.passages) - x.dead
}

func (x *Index) add(d *briefing.Document) {
	ids := make([]uint32, 0, len(d.Passages))
	title := x.read(d.Title)
	from := x.read(d.Source)
	x.addSource(d.Source)
	for at := range d.Passages {
		p := &d.Passages[at]
		entry := passage{doc: d, at: at, sentences: make([]sentence, 0, len(p.Sentences))}
		counts := make(map[uint32]float32, 64)
		if !p.Lead.Empty() && !p.Contains(p.Lead) {
			entry.addSentence(x.read(p.Lead.Of(d.Text)), counts)
		}
		for _, s := range p.Sentences {
			entry.addSentence(x.read(s.Of(d.Text)), counts)
		}
		heading := x.read(p.Heading)
		entry.addContext(title, titleCount, counts)
		entry.addContext(heading, headingCount, counts)
		addCounts(counts, from, sourceCount)
		id := uint32(len(x.passages))
		x.passages = append(x.passages, entry)
		x.length += float64(entry.length)
		ids = append(ids, id)
		for t, n := range counts {
			x.terms[t].postings = append(x.terms[t].postings, posting{id, n})
			x.terms[t].living++
		}
	}
	x.docs[d.ID] = ids
}

func (p *passage) addSentence(r reading, counts map[uint32]float32) {
	p.length += float32(r.words)
	p.sentences = append(p.sentences, sentence{r.terms, r.holds})
	addCounts(counts, r, 1)
}

func (p *passage) addContext(r reading, count float32, counts map[uint32]float32) {
	p.context = append(p.context, r.terms...)
	addCounts(counts, r, count)
}

func addCounts(counts map[uint32]float32, r reading, count float32) {
	for _, t := range r.terms {
		counts[t] += count
	}
}

// remove marks an article's passages as removed, and clears the removed ones away when they
// are many.
func (x *Index) remove(id string) {
	ids, ok := x.docs[id]
	if !ok {
		return
	}
	for _, i := range ids {
		p := &x.passages[i]
		p.removed = true
		x.length -= float64(p.length)
		x.dead++
		for _, t := range p.distinct() {
			x.terms[t].living--
		}
	}
	delete(x.docs, id)
	if x.dead > 1000 && x.dead > len(x.passages)/3 {
		x.rebuild()
	}
}

// distinct returns the terms that the passage counts for.
func (p *passage) distinct() []uint32 {
	terms := slices.Clone(p.context)
	for _, s := range p.sentences {
		terms = append(terms, s.terms...)
	}
	slices.Sort(terms)
	return slices.Compact(terms)
}

func (x *Index) rebuild() {
	var docs []*briefing.Document
	for i := range x.passages {
		if p := &x.passages[i]; !p.removed && p.at == 0 {
			docs = append(docs, p.doc)
		}
	}
	x.clear()
	for _, d := range docs {
		x.add(d)
	}
}

// reading is a piece of text as the index keeps it.
type reading struct {
	terms []uint32 // in order, function words left out
	words int
	holds answerType
}

// read takes a sentence, a title or a heading apart, entering terms that are new.
func (x *Index) read(text string) reading {
	var r reading
	english.Scan(text, func(s briefing.Span) {
		word := s.Of(text)
		id, ok := x.surfaces[word]
		if !ok {
			id = x.enter(word)
		}
		t := &x.terms[id]
		capital := word[0] >= 'A' && word[0] <= 'Z'
		if r.words > 0 {
			t.uses++
			if capital {
				t.capitals++
			}
		}
		r.holds |= holds(t.key, text, s, capital && r.words > 0 && !t.stop)
		r.words++
		if !t.stop {
			r.terms = append(r.terms, id)
		}
	})
	return r
}

// enter returns the term of a word that has not been seen as it is written.
func (x *Index) enter(word string) uint32 {
	key := english.Key(word)
	id, ok := x.keys[key]
	if !ok {
		id = uint32(len(x.terms))
		x.terms = append(x.terms, term{key: key, word: -1, stop: english.Stop(key)})
		x.keys[key] = id
		if s := english.Spelling(key); len(key) >= minNameLetters {
			x.spelled[s] = append(x.spelled[s], id)
		}
	}
	if t := &x.terms[id]; t.word < 0 {
		if w, ok := x.table.Lookup(english.Lower(word)); ok {
			t.word = w
		}
	}
	x.surfaces[word] = id
	return id
}

// minNameLetters is the shortest word that is taken for another spelling of a name.
const minNameLetters = 4
