package briefing

import (
	"strings"
	"unicode/utf8"
)

// Sentence is a span of a passage that can be quoted: a sentence, or one item of a list.
type Sentence struct {
	Span
	Item bool `json:"item,omitempty"` // a list item; Passage.Lead introduces it
}

// Passage is a span of a revision on sentence bounds, short enough to be about one thing.
// It is what the index ranks. Promotional lines are in no passage.
type Passage struct {
	Span
	Heading   string     `json:"heading,omitempty"` // the nearest heading above it
	Lead      Span       `json:"lead,omitzero"`     // the line that introduces its list, if it holds list items
	Sentences []Sentence `json:"sentences"`         // in order, within Span, without leading bullets
}

// Document is an article with its passages in order: what ingest makes, the store keeps
// and the index takes. Nothing changes a Document once it is made.
type Document struct {
	Article
	Passages []Passage `json:"passages"`
	From     string    `json:"-"` // the file or address that it was read from; "" from a store
}

// Window widens the span to whole neighbouring passages while it stays within limit
// characters (runes) and nothing but white space and headings lies between: what a person
// is shown around a passage. It starts at the passage numbered at.
func (d *Document) Window(at, limit int) Span {
	w := d.Passages[at].Span
	before, after := at-1, at+1
	for {
		grown := false
		if after < len(d.Passages) && d.joins(after-1, after) {
			if s := (Span{w.Start, d.Passages[after].End}); utf8.RuneCountInString(s.Of(d.Text)) <= limit {
				w, grown = s, true
				after++
			}
		}
		if before >= 0 && d.joins(before, before+1) {
			if s := (Span{d.Passages[before].Start, w.End}); utf8.RuneCountInString(s.Of(d.Text)) <= limit {
				w, grown = s, true
				before--
			}
		}
		if !grown {
			return w
		}
	}
}

// joins reports whether only white space and b's heading lie between passages a and b.
func (d *Document) joins(a, b int) bool {
	from, to := d.Passages[a].End, d.Passages[b].Start
	if from > to {
		return false
	}
	gap := strings.Trim(d.Text[from:to], " \t\r\n\u00a0#*_")
	return gap == "" || gap == d.Passages[b].Heading
}
