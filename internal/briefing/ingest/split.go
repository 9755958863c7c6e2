package ingest

import (
	"slices"
	"strings"

	"briefbot/internal/briefing"
)

// The lengths of a passage in words. Paragraphs under one heading are put together while
// they are shorter than the target; longer ones than the limit are cut into even parts.
const (
	targetPassageWords = 90
	maxPassageWords    = 150 // unless one sentence is longer
)

// bytesPerWord bounds what a word is in those lengths: text of long words, of addresses or
// without spaces counts a word for each. It keeps passages near 1,200 bytes.
const bytesPerWord = 8

// maxItemWords is the length up to which a list item is quoted whole. Of a longer one its
// sentences are.
const maxItemWords = 40

// Split cuts an article into passages. It never fails; text that holds no words has no
// passages.
func Split(a briefing.Article) *briefing.Document {
	s := splitter{text: a.Text}
	bs := blocks(a.Text)
	first := slices.IndexFunc(bs, func(b block) bool { return b.kind != aside })
	if first >= 0 && isTitle(bs[first], a) {
		bs[first].kind = title
	}
	for _, b := range bs {
		s.add(b)
	}
	s.flush()
	if len(s.passages) == 0 {
		s.addHeadings(bs)
	}
	return &briefing.Document{Article: a, Passages: s.passages}
}

// addHeadings makes passages of an article that is nothing but headings.
func (s *splitter) addHeadings(bs []block) {
	s.heading = ""
	for _, b := range bs {
		if b.kind == heading || b.kind == title {
			b.kind = prose
			s.add(b)
		}
	}
	s.flush()
}

// isTitle reports whether a block is the title of its article and no prose.
func isTitle(b block, a briefing.Article) bool {
	line := b.Of(a.Text)
	return strings.Join(strings.Fields(plainHeading(line)), " ") == a.Title &&
		(b.kind == heading || !endsSentence(line))
}

// piece is a sentence on its way into a passage.
type piece struct {
	briefing.Sentence
	from  int // where it begins, a bullet before it included
	words int
}

// unit is a paragraph, or a list with the line that introduces it.
type unit struct {
	pieces []piece
	words  int
	list   bool
	lead   briefing.Span
}

// splitter collects the units between two headings and makes passages of them.
type splitter struct {
	text     string
	passages []briefing.Passage

	heading     string
	headingSpan briefing.Span // until something else follows the heading
	units       []unit
}

func (s *splitter) add(b block) {
	switch b.kind {
	case heading:
		s.flush()
		s.heading, s.headingSpan = plainHeading(b.Of(s.text)), b.Span
	case aside, title:
		s.flush()
	case item:
		s.addItem(b)
	case prose:
		s.units = append(s.units, unit{})
		s.units[len(s.units)-1].take(s.sentences(b)...)
		s.headingSpan = briefing.Span{}
	}
}

// addItem adds an item to the list before it, or opens a list.
func (s *splitter) addItem(b block) {
	n := len(s.units)
	if n == 0 || !s.units[n-1].list {
		list := unit{list: true, lead: s.headingSpan}
		if lead, ok := s.takeLead(b); ok {
			list.lead = lead.Span
			list.take(lead)
		}
		s.units = append(s.units, list)
		n = len(s.units)
	}
	s.headingSpan = briefing.Span{}
	pieces := []piece{s.piece(b.Span, b.from)}
	if pieces[0].words > maxItemWords {
		pieces = s.sentences(b)
	}
	pieces[0].Item = true
	s.units[n-1].take(pieces...)
}

// takeLead takes the line that introduces a list off the paragraph before its first item:
// the last sentence, when it ends in a colon, is no sentence, or has the list right below.
func (s *splitter) takeLead(first block) (piece, bool) {
	if len(s.units) == 0 {
		return piece{}, false
	}
	u := &s.units[len(s.units)-1]
	last := u.pieces[len(u.pieces)-1]
	if line := last.Of(s.text); first.gap && !introduces(line) && endsSentence(line) {
		return piece{}, false
	}
	u.pieces = u.pieces[:len(u.pieces)-1]
	u.words -= last.words
	if len(u.pieces) == 0 {
		s.units = s.units[:len(s.units)-1]
	}
	return last, true
}

func (s *splitter) sentences(b block) []piece {
	var out []piece
	for _, span := range sentences(b.Of(s.text)) {
		span.Start, span.End = span.Start+b.Start, span.End+b.Start
		out = append(out, s.piece(span, span.Start))
	}
	out[0].from = b.from
	return out
}

func (s *splitter) piece(span briefing.Span, from int) piece {
	words := max(countWords(span.Of(s.text)), (span.End-span.Start)/bytesPerWord)
	return piece{Sentence: briefing.Sentence{Span: span}, from: from, words: words}
}

func (u *unit) take(pieces ...piece) {
	for _, p := range pieces {
		u.pieces = append(u.pieces, p)
		u.words += p.words
	}
}

// flush makes passages of the units.
func (s *splitter) flush() {
	var now unit
	for _, u := range s.units {
		for _, part := range u.cut() {
			if len(now.pieces) > 0 && !now.merges(part) {
				s.emit(now)
				now = unit{}
			}
			now.take(part.pieces...)
			if part.list {
				now.list, now.lead = true, part.lead
			}
		}
	}
	if len(now.pieces) > 0 {
		s.emit(now)
	}
	s.units = nil
}

// merges reports whether the next unit goes into the same passage.
func (u *unit) merges(next unit) bool {
	sum := u.words + next.words
	switch {
	case sum > maxPassageWords || u.list && next.list:
		return false
	case sum <= targetPassageWords:
		return true
	}
	return u.words < targetPassageWords/3 || next.words < targetPassageWords/3
}

// cut cuts a unit that is too long between sentences into parts of even length.
func (u unit) cut() []unit {
	if u.words <= maxPassageWords || len(u.pieces) == 1 {
		return []unit{u}
	}
	parts := (u.words + targetPassageWords - 1) / targetPassageWords
	var out []unit
	part := unit{list: u.list, lead: u.lead}
	done := 0
	for _, p := range u.pieces {
		// The part is full when leaving p out brings it nearer to its even end.
		end := u.words * (len(out) + 1) / parts
		if len(part.pieces) > 0 && (part.words+p.words > maxPassageWords || done+p.words-end > end-done) {
			out = append(out, part)
			part = unit{list: u.list, lead: u.lead}
		}
		part.take(p)
		done += p.words
	}
	return append(out, part)
}

func (s *splitter) emit(u unit) {
	p := briefing.Passage{Heading: s.heading, Lead: u.lead}
	p.Start, p.End = u.pieces[0].from, u.pieces[len(u.pieces)-1].End
	for _, piece := range u.pieces {
		p.Sentences = append(p.Sentences, piece.Sentence)
	}
	s.passages = append(s.passages, p)
}
