package briefing

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// Article is one story at one source, as one revision has it.
type Article struct {
	ID        string    `json:"id"` // path under the corpus without its ending, or the JSONL id
	Title     string    `json:"title,omitempty"`
	Source    string    `json:"source,omitempty"`
	URL       string    `json:"url,omitempty"`
	Author    string    `json:"author,omitempty"`
	Language  string    `json:"language,omitempty"`  // BCP 47: "en", "pt-BR"; "" when unknown
	Published time.Time `json:"published,omitzero"`  // zero when unknown
	Modified  time.Time `json:"modified,omitzero"`   // when its publisher last changed it; zero when unknown
	FirstSeen time.Time `json:"first_seen,omitzero"` // what an undated article counts from
	Origin    string    `json:"origin,omitempty"`    // id of the article that it is a copy of; "" for an original
	CopyOf    string    `json:"-"`                   // id that its page names as its original's, held or not; not read back from a store
	Revision  string    `json:"revision"`            // RevisionOf(Text)
	Text      string    `json:"-"`                   // verbatim; spans are offsets in it
}

// Time is the time that the article counts from: when it was published or, unknown, first seen.
func (a Article) Time() time.Time {
	if a.Published.IsZero() {
		return a.FirstSeen
	}
	return a.Published
}

// Original is the id of the article that this one is a copy of, or its own: articles of one
// original are one source, however many print it.
func (a Article) Original() string { return cmp.Or(a.Origin, a.ID) }

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

// Revision is one text that an article has had.
type Revision struct {
	ID        string    // RevisionOf the text
	FirstSeen time.Time // when the store first got it
	Current   bool      // the article has this text now; none is current in a removed one
}

// RevisionOf names a text by its content: 16 hexadecimal digits of its SHA-256.
func RevisionOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
