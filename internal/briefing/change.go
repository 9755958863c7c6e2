package briefing

// Change is what putting a document into a store did to its article.
type Change string

// The changes.
const (
	Added     Change = "added"     // the store did not hold the article
	Revised   Change = "revised"   // the article has another text
	Updated   Change = "updated"   // the same text, with another title, date, … or cut otherwise
	Unchanged Change = "unchanged" // the store held all of it
)
