package vectors

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"io"
	"strings"

	"briefbot/internal/briefing"
)

// maxTextRunes is how much of a passage is embedded: the longest that ingest makes, unless one
// sentence is longer, stays below the 512 tokens that small models read.
const maxTextRunes = 1600

// TextOf is what of a passage is embedded: its title and heading, which say what it is about,
// and its text.
func TextOf(d *briefing.Document, passage int) string {
	p := &d.Passages[passage]
	var b strings.Builder
	for _, s := range []string{d.Title, p.Heading} {
		if s != "" {
			b.WriteString(s + "\n")
		}
	}
	b.WriteString(p.Of(d.Text))
	if text := b.String(); len(text) > maxTextRunes {
		runes := []rune(text)
		return string(runes[:min(len(runes), maxTextRunes)])
	}
	return b.String()
}

// format is the version of TextOf and of Code: another makes vectors of old ones useless.
const format = "vectors 1"

// SumOf names what the vectors of a document are made from.
func SumOf(d *briefing.Document) uint64 {
	h := sha256.New()
	add(h, format, d.Title)
	for i := range d.Passages {
		p := &d.Passages[i]
		add(h, p.Heading, p.Of(d.Text))
	}
	return binary.LittleEndian.Uint64(h.Sum(nil))
}

// add adds texts with their lengths, so that no two lists of texts are the same bytes.
func add(h hash.Hash, texts ...string) {
	var size [8]byte
	for _, s := range texts {
		binary.LittleEndian.PutUint64(size[:], uint64(len(s)))
		_, _ = h.Write(size[:])
		_, _ = io.WriteString(h, s) // a hash takes all
	}
}
