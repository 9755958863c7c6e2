package briefing

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode/utf8"
)

// Span is a half-open range [Start, End) of byte offsets in a revision's text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Of returns the text that the span covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Empty reports whether the span covers nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether o lies within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Within reports whether the span can be cut from text without splitting a character.
func (s Span) Within(text string) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text) &&
		(s.Start == len(text) || utf8.RuneStart(text[s.Start])) &&
		(s.End == len(text) || utf8.RuneStart(text[s.End]))
}

// Article is one story at one source, as one revision has it.
type Article struct {
	ID        string    `json:"id"` // path under the corpus without its ending, or the JSONL id
	Title     string    `json:"title,omitempty"`
	Source    string    `json:"source,omitempty"`
	URL       string    `json:"url,omitempty"`
	Author    string    `json:"author,omitempty"`
	Published time.Time `json:"published,omitzero"`  // zero when unknown
	FirstSeen time.Time `json:"first_seen,omitzero"` // what an undated article counts from
	Revision  string    `json:"revision"`            // RevisionOf(Text)
	Text      string    `json:"-"`                   // verbatim; spans are offsets in it
}

// RevisionOf names a text by its content: 16 hexadecimal digits of its SHA-256.
func RevisionOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// Time is the time that the article counts from: when it was published or, unknown, first seen.
func (a Article) Time() time.Time {
	if a.Published.IsZero() {
		return a.FirstSeen
	}
	return a.Published
}

// Date is the publication time as it is shown: a date, with the time of day where it is
// known, or "" when the article is undated.
func (a Article) Date() string {
	switch p := a.Published; {
	case p.IsZero():
		return ""
	case p.Equal(p.Truncate(24 * time.Hour)):
		return p.UTC().Format(time.DateOnly)
	default:
		return p.UTC().Format(time.RFC3339)
	}
}

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
