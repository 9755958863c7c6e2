package briefing

// Quote is a place in a document that a drafted claim stands on.
type Quote struct {
	Doc *Document
	Span
}

// DraftClaim is a claim before the gate.
type DraftClaim struct {
	Text   string
	Quotes []Quote
	Side   int    // which side of the disagreement it gives, from 1; 0 for none
	Value  string // what that side says in short: "19:30 GMT"; "" for the whole text
}

// Draft is an answer before the gate. One without claims is a refusal.
type Draft struct {
	Claims  []DraftClaim
	About   string   // what the sides differ in, when there are sides
	Missing []string // for a refusal: what no source holds
	Mode    string   // "extractive" or "llm"
	Note    string   // what a person is to know of how it was made; "" for nothing

	Exchanges []Exchange // with a model, in order

	// Parts are the drafts for the parts of a question, in order; then Claims is empty. Asked is
	// the question of a part.
	Parts []Draft
	Asked string
}

// DraftFact is a line of a card before the gate.
type DraftFact struct {
	About string
	DraftClaim
}
