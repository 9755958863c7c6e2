package chat

import (
	"slices"
	"sort"
	"strconv"
	"strings"
)

// PartKey is the key of the nth message of a page, from 1.
func PartKey(key string, n int) string {
	if n == 1 {
		return key
	}
	return key + "-" + strconv.Itoa(n)
}

// Split cuts the page into parts of which each fits one message: between items where it
// can, in an item that is too long for a message of its own at a word. Each part has the
// sources of its markers. Title and Asked stand on the first part, Note and the buttons on
// the last. Where one item with its sources does not fit, the sources go without quotes.
//
// fits must be true of a part with one item of one character and its sources without quotes.
func (p Page) Split(fits func(Page) bool) []Page {
	var parts []Page
	for items := p.Items; len(parts) == 0 || len(items) > 0; {
		part, rest := p.fill(len(parts) == 0, items, fits)
		part.Key = PartKey(p.Key, len(parts)+1)
		parts, items = append(parts, part), rest
	}
	last := &parts[len(parts)-1]
	last.Note, last.Answer = p.Note, p.Answer
	return parts
}

// fill makes a part of as many of the items as fit, and returns the others.
func (p Page) fill(first bool, items []Item, fits func(Page) bool) (part Page, rest []Item) {
	room := func(part Page) bool { // for the end of the page, wherever it comes
		part.Note, part.Answer = p.Note, p.Answer
		return fits(part)
	}
	n := sort.Search(len(items), func(i int) bool { return !room(p.part(first, items[:i+1])) })
	if len(items) == 0 || n == len(items) {
		return p.part(first, items), nil
	}
	for n > 1 && items[n-1].Style == Heading { // not left at the end
		n--
	}
	if n > 0 {
		return p.part(first, items[:n]), items[n:]
	}
	bare := func(i Item) Page { return unquoted(p.part(first, []Item{i})) }
	if part = bare(items[0]); room(part) {
		return part, items[1:]
	}
	head, tail := items[0].cut(func(i Item) bool { return room(bare(i)) })
	if tail.Text == "" {
		return bare(head), items[1:]
	}
	return bare(head), append([]Item{tail}, items[1:]...)
}

// part is the page with some of its items and their sources.
func (p Page) part(first bool, items []Item) Page {
	part := Page{Tone: p.Tone, Items: items}
	if first {
		part.Title, part.Asked, part.AskedBy = p.Title, p.Asked, p.AskedBy
	}
	for _, s := range p.Sources {
		if slices.ContainsFunc(items, func(i Item) bool { return slices.Contains(i.Cites, s.N) }) {
			part.Sources = append(part.Sources, s)
		}
	}
	return part
}

// cut cuts an item that does not fit into a head that does and a tail: at a space, or in a
// word that is too long itself. Both keep the markers.
func (i Item) cut(fits func(Item) bool) (head, tail Item) {
	ends := spaces(i.Text)
	n := sort.Search(len(ends), func(k int) bool { return !fits(i.head(ends[k])) })
	if n == 0 {
		ends = runes(i.Text)
		n = max(1, sort.Search(len(ends), func(k int) bool { return !fits(i.head(ends[k])) }))
	}
	end := ends[n-1]
	tail = i
	tail.Text = strings.TrimSpace(i.Text[end:])
	return i.head(end), tail
}

func (i Item) head(end int) Item {
	i.Text, i.Tail = strings.TrimSpace(i.Text[:end])+" …", ""
	return i
}

// spaces returns where the words of a text end, the last one left out.
func spaces(text string) []int {
	var ends []int
	for at, r := range text {
		if r == ' ' && at > 0 {
			ends = append(ends, at)
		}
	}
	return ends
}

// runes returns where the characters of a text end.
func runes(text string) []int {
	var ends []int
	for at := range text {
		if at > 0 {
			ends = append(ends, at)
		}
	}
	return append(ends, len(text))
}

// unquoted is the part without the quotes of its sources.
func unquoted(p Page) Page {
	p.Sources = slices.Clone(p.Sources)
	for i := range p.Sources {
		p.Sources[i].Quote = ""
	}
	return p
}
