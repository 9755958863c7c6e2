// Package glove is a table of English word vectors: which words are near in meaning.
//
// It holds the 60,000 most frequent words of the GloVe vectors, 100 dimensions each, as
// whole numbers of eight bits, embedded in the program (see NOTICE for where they come
// from and their licences). It guarantees that the same words have the same vectors on
// every machine, and that a damaged table is an error and never a wrong vector's word.
//
// It does not cut text into words, stem them or fold their case: words are lower-case, some
// hyphened ("cease-fire"), none with an apostrophe or a full stop, and plain numbers are not
// among them. Names younger than the vectors (2014) are missing too.
//
// # File format
//
// All numbers are little-endian; n words are in order of frequency, the most frequent first.
//
//	8 bytes      "glovei8" and the version, 1
//	4 bytes      n, unsigned
//	4 bytes      size of the words, unsigned
//	words        n words in UTF-8, each followed by a line feed
//	n × 4 bytes  scales: float32, what one step of the word's vector is worth
//	n × 4 bytes  lengths: float32, the Euclidean norm of the word's vector in steps
//	n × 100      vectors: int8, in steps of the word's scale
//
// The program in convert writes it.
package glove

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"math"
	"math/bits"
	"unsafe"
)

// Dim is the number of components of a vector.
const Dim = 100

const (
	magic      = "glovei8\x01"
	headerSize = len(magic) + 4 + 4
)

//go:embed words.glove
var embedded []byte

// Table is a set of words with their vectors. A word's id is its rank by frequency, from
// 0. Nothing changes a Table; it can be used from many goroutines.
type Table struct {
	words   []byte   // each followed by a line feed
	starts  []uint32 // of each word in words, and one past the last
	slots   []uint32 // open addressing by hash of the word: id+1, or 0 for a free slot
	seed    maphash.Seed
	scales  []float32
	inverse []float32 // 1 / length in steps
	vectors []int8
	zipf    float64 // the probability of the most frequent word
}

// Load returns the embedded table. It takes a few milliseconds; call it once.
func Load() (*Table, error) { return Decode(embedded) }

// Decode reads a table in the file format. The table keeps data, which must not change
// any more.
func Decode(data []byte) (*Table, error) {
	if len(data) < headerSize || string(data[:len(magic)]) != magic {
		return nil, errors.New("glove: decode table: no word vectors of version 1")
	}
	n := int(binary.LittleEndian.Uint32(data[len(magic):]))
	size := int(binary.LittleEndian.Uint32(data[len(magic)+4:]))
	if want := headerSize + size + n*(4+4+Dim); len(data) != want || n == 0 {
		return nil, fmt.Errorf("glove: decode table: %d bytes where %d words need %d", len(data), n, want)
	}
	data = data[headerSize:]
	t := &Table{words: data[:size:size], seed: maphash.MakeSeed()}
	if err := t.indexWords(n); err != nil {
		return nil, fmt.Errorf("glove: decode table: %w", err)
	}
	data = data[size:]
	t.scales = floats(data[:n*4])
	t.inverse = floats(data[n*4 : n*8])
	for i, length := range t.inverse {
		if !(length > 0) || !(t.scales[i] > 0) {
			return nil, fmt.Errorf("glove: decode table: word %d has no vector", i)
		}
		t.inverse[i] = 1 / length
	}
	data = data[n*8:]
	t.vectors = unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(data))), len(data))
	t.zipf = 1 / harmonic(n)
	return t, nil
}

// indexWords finds the n words' starts and puts them into the hash table.
func (t *Table) indexWords(n int) error {
	t.starts = make([]uint32, 1, n+1)
	t.slots = make([]uint32, 1<<bits.Len(uint(n+n/2)))
	start := 0
	for i, c := range t.words {
		if c != '\n' {
			continue
		}
		word := t.words[start:i]
		slot, taken := t.find(word)
		if taken || len(word) == 0 || len(t.starts) > n {
			return fmt.Errorf("word %d, %q, is empty, double or too many", len(t.starts)-1, word)
		}
		t.slots[slot] = uint32(len(t.starts))
		start = i + 1
		t.starts = append(t.starts, uint32(start))
	}
	if len(t.starts) != n+1 || start != len(t.words) {
		return fmt.Errorf("%d words where %d are announced", len(t.starts)-1, n)
	}
	return nil
}

// find returns the slot that the word is in, or the free one where it would be.
func (t *Table) find(word []byte) (slot uint64, taken bool) {
	mask := uint64(len(t.slots) - 1)
	for slot = maphash.Bytes(t.seed, word) & mask; ; slot = (slot + 1) & mask {
		id := t.slots[slot]
		if id == 0 {
			return slot, false
		}
		if string(t.words[t.starts[id-1]:t.starts[id]-1]) == string(word) {
			return slot, true
		}
	}
}

func floats(data []byte) []float32 {
	out := make([]float32, len(data)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[i*4:]))
	}
	return out
}

// harmonic is 1 + 1/2 + … + 1/n.
func harmonic(n int) float64 {
	sum := 0.0
	for i := n; i > 0; i-- {
		sum += 1 / float64(i)
	}
	return sum
}

// Len returns the number of words: ids are below it.
func (t *Table) Len() int { return len(t.scales) }

// Word returns the word of an id.
func (t *Table) Word(id int32) string { return string(t.words[t.starts[id] : t.starts[id+1]-1]) }

// Lookup returns the id of a lower-case word.
func (t *Table) Lookup(word string) (id int32, ok bool) {
	slot, ok := t.find(unsafe.Slice(unsafe.StringData(word), len(word)))
	if !ok {
		return 0, false
	}
	return int32(t.slots[slot]) - 1, true
}

// Vector returns the word's vector in steps of Scale: Dim numbers that must not be changed.
func (t *Table) Vector(id int32) []int8 {
	at := int(id) * Dim
	return t.vectors[at : at+Dim : at+Dim]
}

// Scale returns what one step of the word's Vector is worth: the vector is Scale × Vector.
func (t *Table) Scale(id int32) float32 { return t.scales[id] }

// Cosine returns how near two words are: 1 for the same, about 0 for unrelated ones, and
// rarely less.
func (t *Table) Cosine(a, b int32) float32 {
	v, w := (*[Dim]int8)(t.Vector(a)), (*[Dim]int8)(t.Vector(b))
	var even, odd int32 // two sums, so that additions need not wait for each other
	for i := 0; i < Dim; i += 2 {
		even += int32(v[i]) * int32(w[i])
		odd += int32(v[i+1]) * int32(w[i+1])
	}
	return float32(even+odd) * t.inverse[a] * t.inverse[b]
}

// Frequency estimates the probability of the word in running text by Zipf's law: 1 over
// its rank, from 1, scaled so that all words' add up to 1.
func (t *Table) Frequency(id int32) float64 { return t.zipf / float64(id+1) }
