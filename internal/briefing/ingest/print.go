package ingest

import (
	"slices"
	"strings"
	"unicode"

	"briefbot/internal/briefing"
)

// The measure of a copy. Near-duplicate news differ by a new opening, a cut at the end and the
// site's own lines, so that most runs of five words are the same; of two reports on one event
// hardly any is (Broder and others, Syntactic Clustering of the Web, 1997).
const (
	shingleWords  = 5
	minShingles   = 36   // distinct ones: texts of fewer than 40 words are alike by chance
	maxPrintWords = 5000 // of a text are looked at: a long report of a whole issue
	copied        = 0.89 // the share of the shorter text's shingles that the other has: of equal texts a Jaccard coefficient of 0.8
	maxStretch    = 3    // times the shorter is contained in the longer: a digest of many is no copy of each
	agreed        = 0.8  // the share of the numbers, and of the names, of the text that has fewer
	sketchSize    = 16
)

// Print is what is compared of a text to tell whether it is a copy of another.
type Print struct {
	shingles []uint64 // hashes, in order, each once
	numbers  map[string]int
	names    map[string]int
}

// NewPrint returns the print of what a document tells: of its passages, without their white
// space, marks and letters' case.
func NewPrint(d *briefing.Document) *Print {
	p := &Print{shingles: make([]uint64, 0, len(d.Text)/bytesPerWord), numbers: map[string]int{}, names: map[string]int{}}
	var run [shingleWords]uint64
	words := 0
	for _, passage := range d.Passages {
		opening := true // of a sentence: there a capital says nothing
		for raw := range strings.FieldsSeq(passage.Of(d.Text)) {
			word := strings.TrimFunc(raw, func(r rune) bool { return !wordRune(r) })
			if word == "" {
				continue
			}
			if words++; words > maxPrintWords {
				break
			}
			p.count(word, opening)
			opening = endsSentence(raw)
			copy(run[:], run[1:])
			run[shingleWords-1] = hashWord(word)
			if words >= shingleWords {
				p.shingles = append(p.shingles, mix(run))
			}
		}
	}
	slices.Sort(p.shingles)
	p.shingles = slices.Compact(p.shingles)
	return p
}

// count keeps the numbers and names, in which texts made from one template differ.
func (p *Print) count(word string, opening bool) {
	switch {
	case strings.IndexFunc(word, unicode.IsDigit) >= 0:
		p.numbers[word]++
	case !opening && unicode.IsUpper(firstRune(word)):
		p.names[word]++
	}
}

// hashWord hashes a word in lower case (FNV-1a). Prints are stored: it must never change.
func hashWord(word string) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range word {
		h = (h ^ uint64(unicode.ToLower(r))) * 1099511628211
	}
	return h
}

// mix hashes the words of a shingle in their order so that every bit depends on all of them
// (the finaliser of SplitMix64 after each). It must never change either.
func mix(run [shingleWords]uint64) uint64 {
	h := uint64(0)
	for _, w := range run {
		h = (h ^ w) + 0x9e3779b97f4a7c15
		h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
		h = (h ^ h>>27) * 0x94d049bb133111eb
		h ^= h >> 31
	}
	return h >> 1 // so that a signed number of 64 bits holds it
}

// Sketch returns the smallest hashes of the print, at most 16, in order; none of a text that
// is too short to be told from others. Of two texts that are copies many are the same, also
// where one contains the other; texts with fewer than two in common are none.
func (p *Print) Sketch() []uint64 {
	if len(p.shingles) < minShingles {
		return nil
	}
	return p.shingles[:sketchSize]
}

// CopyOf reports whether two texts are copies of one: nearly the same, or one contained in the
// other, with the same numbers and names. Which of them was first it does not tell.
func (p *Print) CopyOf(q *Print) bool {
	if len(p.shingles) > len(q.shingles) {
		p, q = q, p
	}
	short, long := len(p.shingles), len(q.shingles)
	if short < minShingles || long > maxStretch*short {
		return false
	}
	return float64(common(p.shingles, q.shingles)) >= copied*float64(short) && agree(p.numbers, q.numbers) && agree(p.names, q.names)
}

// common counts what two ordered lists have in common.
func common(a, b []uint64) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n
}

// agree reports whether most of what the one has, who has less, is in the other as often.
func agree(a, b map[string]int) bool {
	same := 0
	for k, n := range a {
		same += min(n, b[k])
	}
	return float64(same) >= agreed*float64(min(total(a), total(b)))
}

func total(counts map[string]int) int {
	sum := 0
	for _, n := range counts {
		sum += n
	}
	return sum
}
