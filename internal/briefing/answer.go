package briefing

// Status says whether the sources hold the answer.
type Status string

// The statuses of an answer.
const (
	Answered Status = "answered"
	NotFound Status = "not_found"
)

// Answer is what a person gets. Its JSON form is a contract: fields may be added, never
// changed.
type Answer struct {
	ID            string         `json:"id,omitempty"` // the question's, in a batch
	AnswerID      string         `json:"answer_id"`
	Question      string         `json:"question"`
	Status        Status         `json:"status"`
	Text          string         `json:"answer"` // the claims in order with their markers; "" when not found
	Claims        []Claim        `json:"claims"`
	Citations     []Citation     `json:"citations"`
	Disagreements []Disagreement `json:"disagreements"`
	Missing       []string       `json:"missing,omitempty"` // when not found: what of the question no source holds
	Nearest       []Nearest      `json:"nearest"`           // when not found: the passages that come closest
	Confidence    float64        `json:"confidence"`        // 0..1 that the corpus holds the answer
	Mode          string         `json:"mode"`              // "extractive" or "llm"
	ElapsedMS     float64        `json:"elapsed_ms"`
}

// Claim is one sentence or list item of an answer.
type Claim struct {
	Text      string `json:"text"`      // without markers
	Citations []int  `json:"citations"` // Citation.N
}

// Citation is the place that a claim stands on.
type Citation struct {
	N         int    `json:"n"` // from 1, in order of use
	Article   string `json:"article"`
	Title     string `json:"title"`
	Source    string `json:"source"`
	URL       string `json:"url"`
	Published string `json:"published"` // "" when unknown
	Quote     string `json:"quote"`     // word for word
	Start     int    `json:"start"`     // byte offsets in the revision's text
	End       int    `json:"end"`
	Revision  string `json:"revision"`
}

// Disagreement is one thing of which the sources give several values. It has no verdict.
type Disagreement struct {
	About  string  `json:"about"`
	Claims []Claim `json:"claims"` // one for each side: its value in short
}

// Nearest is a passage that is close to a question but does not answer it.
type Nearest struct {
	Article string  `json:"article"`
	Text    string  `json:"text"`
	Score   float64 `json:"score"`
}

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
	Mode    string
}

// Card is what the sources say of one entity or term.
type Card struct {
	Name      string     `json:"name"`    // as asked
	Status    Status     `json:"status"`  // NotFound when no source names it
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

// FactDraft is a line of a card before the gate.
type FactDraft struct {
	About string
	DraftClaim
}
