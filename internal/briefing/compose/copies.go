package compose

import (
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
)

// once parts from the lines those that another document of the same original has word for
// word, so that what was printed often is said once: by the source that the question names,
// else by the one that had it first.
func (p *page) once() {
	if !p.hasCopies() {
		return
	}
	tellers := map[string]*line{}
	key := func(l *line) string { return l.doc.Original() + "\n" + cite.Plain(l.text) }
	for _, l := range p.lines {
		if t := tellers[key(l)]; t == nil || t.doc != l.doc && p.tellsBefore(l, t) {
			tellers[key(l)] = l
		}
	}
	var lines []*line
	for _, l := range p.lines {
		if t := tellers[key(l)]; t.doc == l.doc || p.namesSourceOf(l) {
			lines = append(lines, l)
		} else {
			l.teller = t
			p.copied = append(p.copied, l)
		}
	}
	p.lines = lines
}

// hasCopies reports whether the lines are of several documents of one original.
func (p *page) hasCopies() bool {
	docs := map[string]*briefing.Document{}
	for _, l := range p.lines {
		original := l.doc.Original()
		if d := docs[original]; d != nil && d != l.doc {
			return true
		}
		docs[original] = l.doc
	}
	return false
}

// tellsBefore reports whether a line goes before the same line of another copy.
func (p *page) tellsBefore(l, o *line) bool {
	if named := p.namesSourceOf(l); named != p.namesSourceOf(o) {
		return named
	}
	return l.doc.Precedes(o.doc)
}

func (p *page) namesSourceOf(l *line) bool { return namesSource(p.query.Question.Text, l.doc.Source) }

// apart reports whether two lines can be the sides of a disagreement: of different articles,
// and not of one text that both print, or that one prints and the other shortens. A copy that
// tells something else in the place of a line is a side.
func (l *line) apart(o *line) bool {
	if l.doc.Original() == o.doc.Original() && (strings.Contains(l.doc.Text, o.text) || strings.Contains(o.doc.Text, l.text)) {
		return false
	}
	return l.doc.ID != o.doc.ID
}

// independent returns how many originals quotes are from.
func independent(quotes []briefing.Quote) int {
	originals := map[string]bool{}
	for _, q := range quotes {
		originals[q.Doc.Original()] = true
	}
	return len(originals)
}

// addQuote adds a quote, unless it is there, or is another document's of the original of one.
func addQuote(quotes []briefing.Quote, q briefing.Quote) []briefing.Quote {
	for _, known := range quotes {
		if known == q || known.Doc != q.Doc && known.Doc.Original() == q.Doc.Original() {
			return quotes
		}
	}
	return append(quotes, q)
}
