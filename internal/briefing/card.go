package briefing

// Card is what the sources say of one entity or term.
type Card struct {
	Name      string     `json:"name"`    // as asked
	Status    Status     `json:"status"`  // NotFound without facts
	Aliases   []string   `json:"aliases"` // the other spellings that the sources use
	Facts     []Fact     `json:"facts"`
	Citations []Citation `json:"citations"`
	Nearest   []Nearest  `json:"nearest"` // when not found
}

// Fact is one line of a card.
type Fact struct {
	About string `json:"about"` // "role", "what it is", "figure", "date", "said"
	Claim
}
