package english

// Variant is a key that can stand for another, and how well: 1 is the same thing.
type Variant struct {
	Key   string
	Worth float64
}

const (
	worthAdjective = 0.95 // Russian for Russia
	worthSeat      = 0.6  // Moscow for Russia
	worthSame      = 0.9  // in a group of synonyms that are nearly the same word
	worthSynonym   = 0.7  // the head of a group for its others, and they for it
	worthSibling   = 0.55 // the others of a group for one another
)
