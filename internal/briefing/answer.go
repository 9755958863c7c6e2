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
	Missing       []string       `json:"missing,omitempty"` // what of the question no source holds; when answered: its parts that have no answer
	Nearest       []Nearest      `json:"nearest"`           // when not found: the passages that come closest
	Confidence    float64        `json:"confidence"`        // 0..1 that the corpus holds the answer
	Mode          string         `json:"mode"`              // "extractive" or "llm"
	Note          string         `json:"note,omitempty"`    // what a person is to know of how it was made
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
	CopyOf    string `json:"copy_of,omitempty"` // the article that this one is a copy of; "" for an original
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
