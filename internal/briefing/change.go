package briefing

import "time"

// Change is what putting a document into a store did to its article.
type Change string

// The changes.
const (
	Added     Change = "added"     // the store did not hold the article
	Revised   Change = "revised"   // the article has another text
	Updated   Change = "updated"   // the same text, with another title, date, … or cut otherwise
	Unchanged Change = "unchanged" // the store held all of it
)

// Revision is one text that an article has had.
type Revision struct {
	ID        string    // RevisionOf the text
	FirstSeen time.Time // when the store first got it
	Current   bool      // the article has this text now; none is current in a removed one
}
