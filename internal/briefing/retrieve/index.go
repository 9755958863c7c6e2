package retrieve

import (
	"cmp"
	"slices"
	"sync"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/glove"
)

// Index is a corpus ready to be searched. It can be used from many goroutines.
type Index struct {
	table   *glove.Table
	scratch sync.Pool // of *scratch

	mu       sync.RWMutex
	words    vocabulary
	docs     map[string]held     // by article ID
	sources  map[string][]string // a source's name -> the keys of its words
	titles   titles
	passages []passage
	lengths  []float32 // of the passages, in words: apart from them for the inner loop of BM25
	dead     int       // passages removed but not yet cleared away
	length   float64   // of all living passages together, in words
	meaning  meaning
}

// held is an article with the numbers of its passages in the index.
type held struct {
	doc      *briefing.Document
	passages []uint32
}

// posting says how often a term stands in a passage. The words of the title, the source and
// the heading count as its own.
type posting struct {
	passage uint32
	count   float32
}

// passage is what ranking needs of a briefing.Passage.
type passage struct {
	doc       *briefing.Document
	terms     []uint32   // of its sentences in order, function words left out
	sentences []sentence // a list's introducing line first, when it stands elsewhere
	context   []uint32   // terms of the title, the source and the heading
	at        int32      // index in doc.Passages
	titled    uint16     // how many of the context are of the title
	removed   bool
}

// sentence is a stretch of a passage's terms.
type sentence struct {
	end   uint32     // where its terms end in the passage's; they begin where the last one's end
	norm  float32    // length of its word vector
	holds answerType // what it could answer
}

// New returns an empty index that takes nearness of meaning from the table.
func New(table *glove.Table) *Index {
	x := &Index{table: table}
	x.clear()
	return x
}

func (x *Index) clear() {
	x.words = newVocabulary(x.table)
	x.docs, x.sources, x.titles = map[string]held{}, map[string][]string{}, titles{}
	x.passages, x.lengths, x.dead, x.length = nil, nil, 0, 0
}

// Add takes documents in, one after another. One with the ID of another replaces it.
func (x *Index) Add(docs ...*briefing.Document) {
	for _, d := range docs {
		x.put(d)
	}
}

func (x *Index) put(d *briefing.Document) {
	x.mu.Lock()
	defer x.mu.Unlock()
	codes := x.codesFor(d)
	x.remove(d.ID)
	x.add(d)
	x.meaning.put(x.docs[d.ID].passages, codes, len(x.passages))
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

// Documents returns the articles in no particular order. The slice is the caller's.
func (x *Index) Documents() []*briefing.Document {
	x.mu.RLock()
	defer x.mu.RUnlock()
	out := make([]*briefing.Document, 0, len(x.docs))
	for _, h := range x.docs {
		out = append(out, h.doc)
	}
	return out
}

// Passages returns the number of passages.
func (x *Index) Passages() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.living()
}

func (x *Index) living() int { return len(x.passages) - x.dead }

func (x *Index) add(d *briefing.Document) {
	h := held{doc: d, passages: make([]uint32, 0, len(d.Passages))}
	x.addSource(d.Source)
	x.titles.add(d.Title, d.ID)
	x.read(d, 1, func(p passage, length float32, counts map[uint32]float32) {
		id := uint32(len(x.passages))
		x.passages = append(x.passages, p)
		x.lengths = append(x.lengths, length)
		x.length += float64(length)
		h.passages = append(h.passages, id)
		for t, n := range counts {
			x.words.terms[t].postings = append(x.words.terms[t].postings, posting{id, n})
			x.words.terms[t].living++
		}
	})
	x.docs[d.ID] = h
}

// remove takes what an article counts out of the statistics and marks its passages as
// removed. It clears the removed ones away when they are many.
func (x *Index) remove(id string) {
	h, ok := x.docs[id]
	if !ok {
		return
	}
	delete(x.docs, id)
	x.meaning.forget(h.passages)
	x.titles.remove(h.doc.Title, id)
	at := 0
	x.read(h.doc, -1, func(_ passage, length float32, counts map[uint32]float32) {
		x.passages[h.passages[at]].removed = true
		at++
		x.dead++
		x.length -= float64(length)
		for t := range counts {
			x.words.terms[t].living--
		}
	})
	if x.dead >= minDead && x.dead > len(x.passages)/3 {
		x.rebuild()
	}
}

// minDead is how many removed passages are worth a rebuild.
const minDead = 1000

// rebuild indexes the living articles anew, in the order they came in.
func (x *Index) rebuild() {
	all := make([]held, 0, len(x.docs))
	for _, h := range x.docs {
		all = append(all, h)
	}
	slices.SortFunc(all, func(a, b held) int {
		return cmp.Or(slices.Compare(a.passages, b.passages), cmp.Compare(a.doc.ID, b.doc.ID))
	})
	restore := x.meaning.keep(all)
	x.clear()
	for _, h := range all {
		x.add(h.doc)
	}
	restore(x)
}
