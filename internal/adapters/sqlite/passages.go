package sqlite

import (
	"encoding/binary"
	"errors"
	"fmt"

	"briefbot/internal/briefing"
)

// passagesFormat is the first byte of passages as a blob: some 15 bytes a passage, where
// JSON takes 200. All numbers are varints, signed unless said otherwise. Offsets are
// differences from the last offset before them, which starts at 0.
//
//	byte      passagesFormat
//	unsigned  number of passages; for each:
//	  start, length
//	  unsigned  parts that follow: hasHeading, hasLead, hasItems
//	  heading   unsigned length and bytes; without one, the passage has the last one's
//	  lead      start, length
//	  unsigned  number of sentences; for each:
//	    start, length
//	    item    with hasItems: unsigned, 1 for a list item
const passagesFormat = 1

const (
	hasHeading = 1 << iota
	hasLead
	hasItems
)

// encodePassages returns the passages as a blob.
func encodePassages(passages []briefing.Passage) []byte {
	e := encoder{out: []byte{passagesFormat}}
	e.unsigned(len(passages))
	heading := ""
	for _, p := range passages {
		e.span(p.Span)
		e.unsigned(parts(p, heading))
		if p.Heading != heading {
			heading = p.Heading
			e.unsigned(len(heading))
			e.out = append(e.out, heading...)
		}
		if p.Lead != (briefing.Span{}) {
			e.span(p.Lead)
		}
		e.at = p.Start
		e.unsigned(len(p.Sentences))
		for _, s := range p.Sentences {
			e.span(s.Span)
			if parts(p, heading)&hasItems != 0 {
				e.unsigned(itemFlag(s))
			}
		}
	}
	return e.out
}

func parts(p briefing.Passage, heading string) int {
	n := 0
	if p.Heading != heading {
		n |= hasHeading
	}
	if p.Lead != (briefing.Span{}) {
		n |= hasLead
	}
	for _, s := range p.Sentences {
		if s.Item {
			n |= hasItems
		}
	}
	return n
}

func itemFlag(s briefing.Sentence) int {
	if s.Item {
		return 1
	}
	return 0
}

type encoder struct {
	out []byte
	at  int // the last offset
}

func (e *encoder) unsigned(n int) { e.out = binary.AppendUvarint(e.out, uint64(n)) }

func (e *encoder) span(s briefing.Span) {
	e.out = binary.AppendVarint(e.out, int64(s.Start-e.at))
	e.out = binary.AppendVarint(e.out, int64(s.End-s.Start))
	e.at = s.End
}

// decodePassages reads the blob of encodePassages.
func decodePassages(blob []byte) ([]briefing.Passage, error) {
	if len(blob) == 0 || blob[0] != passagesFormat {
		return nil, errors.New("passages of an unknown format")
	}
	d := decoder{in: blob[1:]}
	n := d.count()
	if n == 0 {
		return nil, d.finish()
	}
	passages := make([]briefing.Passage, n)
	heading := ""
	for i := range passages {
		p := &passages[i]
		p.Span = d.span()
		parts := d.unsigned()
		if parts&hasHeading != 0 {
			heading = d.text()
		}
		p.Heading = heading
		if parts&hasLead != 0 {
			p.Lead = d.span()
		}
		d.at = p.Start
		p.Sentences = make([]briefing.Sentence, d.count())
		for j := range p.Sentences {
			p.Sentences[j].Span = d.span()
			p.Sentences[j].Item = parts&hasItems != 0 && d.unsigned() == 1
		}
		if d.torn {
			break
		}
	}
	return passages, d.finish()
}

type decoder struct {
	in   []byte
	at   int  // the last offset
	torn bool // something was missing or wrong: what was read since is worth nothing
}

// take leaves out the size bytes of a number just read; a size that binary reports of a
// number that is torn or too long is not above 0.
func (d *decoder) take(size int) bool {
	if size <= 0 {
		d.in, d.torn = nil, true
		return false
	}
	d.in = d.in[size:]
	return true
}

func (d *decoder) unsigned() uint64 {
	n, size := binary.Uvarint(d.in)
	if !d.take(size) {
		return 0
	}
	return n
}

func (d *decoder) signed() int {
	n, size := binary.Varint(d.in)
	if !d.take(size) {
		return 0
	}
	return int(n)
}

// count reads how many things follow, of which each takes a byte at least.
func (d *decoder) count() int {
	n := d.unsigned()
	if n > uint64(len(d.in)) {
		d.in, d.torn = nil, true
		return 0
	}
	return int(n)
}

func (d *decoder) text() string {
	n := d.count()
	s := string(d.in[:n])
	d.in = d.in[n:]
	return s
}

func (d *decoder) span() briefing.Span {
	start := d.at + d.signed()
	d.at = start + d.signed()
	return briefing.Span{Start: start, End: d.at}
}

func (d *decoder) finish() error {
	if d.torn || len(d.in) > 0 {
		return errors.New("passages are torn")
	}
	return nil
}

// checkSpans refuses passages that cannot be cut from the text.
func checkSpans(text string, passages []briefing.Passage) error {
	for i, p := range passages {
		if !p.Within(text) || !p.Lead.Within(text) {
			return fmt.Errorf("passage %d does not lie in the text", i)
		}
		for j, s := range p.Sentences {
			if !s.Within(text) || !p.Contains(s.Span) {
				return fmt.Errorf("sentence %d of passage %d does not lie in it", j, i)
			}
		}
	}
	return nil
}
