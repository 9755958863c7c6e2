package briefing

import "time"

// Question is what a person asked.
type Question struct {
	ID      string    `json:"id,omitempty"` // the asker's own, in a batch
	Text    string    `json:"question"`
	AsOf    time.Time `json:"as_of,omitzero"`    // only articles up to then count
	History []Turn    `json:"history,omitempty"` // the conversation before it, oldest first
}

// Turn is one message of a conversation.
type Turn struct {
	Role string `json:"role"` // "user" or anything else for the bot
	Text string `json:"text"`
}

// Kind is the type of answer that a question wants.
type Kind string

// The kinds of answer.
const (
	KindFact   Kind = "fact"   // anything not below
	KindWho    Kind = "who"    // a person or organisation
	KindRoster Kind = "roster" // the members of a group
	KindEntity Kind = "entity" // who or what a named thing is
	KindList   Kind = "list"   // several things
	KindWhen   Kind = "when"   // a date, a time of day
	KindWhere  Kind = "where"  // a place
	KindNumber Kind = "number" // a count, an amount, a distance, a duration
	KindYesNo  Kind = "yesno"  // the sentence that decides it
	KindWhy    Kind = "why"    // a reason
	KindQuote  Kind = "quote"  // what somebody said
)

// Term is a word of the question that an answer has to account for.
type Term struct {
	Text   string  `json:"text"`             // as asked
	Key    string  `json:"key"`              // its normal form, as the index has it
	Name   bool    `json:"name,omitempty"`   // part of a proper name
	Frame  bool    `json:"frame,omitempty"`  // only carries the question: "start" in "what time does it start"
	Weight float64 `json:"weight,omitempty"` // how telling it is: its inverse document frequency in the corpus
	// Variants are the other normal forms that stand for it in this corpus, each with how
	// well it does (0..1]: spellings, derived forms, near synonyms.
	Variants map[string]float64 `json:"variants,omitempty"`
}

// Query is a question analysed. Composing analyses the wording; searching fills in what
// only the corpus knows: the terms' weights, names and variants.
type Query struct {
	Question Question `json:"question"`        // as it is understood: completed by the conversation
	Asked    string   `json:"asked,omitempty"` // as it was typed; "" when it is understood as typed
	Kind     Kind     `json:"kind"`
	Unit     string   `json:"unit,omitempty"`  // what a number or time measures: "money", "year", "clock", …
	Focus    string   `json:"focus,omitempty"` // the noun that is counted or asked for, as asked
	Terms    []Term   `json:"terms"`
	// Parts are what the question asks, each by itself: the parts of one that asks several
	// things, or the question as a model says it after a conversation. They have no parts; there
	// are none where the question is taken as it is.
	Parts []Query `json:"parts,omitempty"`
	// Unclear are the names that a pronoun of the question may stand for, where several that were
	// named before are equally good.
	Unclear []string `json:"unclear,omitempty"`
	// Comparison says what the two parts are compared in; nil where they are not.
	Comparison *Comparison `json:"comparison,omitempty"`
	// Exchanges are what a model was asked to understand the question, in order.
	Exchanges []Exchange `json:"exchanges,omitempty"`
}

// Comparison is what a question compares two things in, "which is older, A or B".
type Comparison struct {
	Things []string `json:"things"`          // as named, by part of the query
	Says   string   `json:"says"`            // what is said of the one that has more of it: "is older than"
	Least  bool     `json:"least,omitempty"` // it is said of the one that has less
}

// Hit is a passage found for a query.
type Hit struct {
	Doc     *Document `json:"doc"`
	Passage int       `json:"passage"` // index in Doc.Passages
	Window  Span      `json:"window"`  // what is shown: the passage and its neighbours
	Score   float64   `json:"score"`
}

// Evidence is all that composing may use: the query as the corpus understands it and the
// passages found, best first. It is recorded, and an answer can be made from it again.
type Evidence struct {
	Query      Query   `json:"query"`
	Hits       []Hit   `json:"hits"`
	Confidence float64 `json:"confidence"` // 0..1 that the corpus holds the answer
	// Parts are what was found for each part of the query. They have no parts.
	Parts []Evidence `json:"parts,omitempty"`
}

// EachHit calls do with every hit, first those for the whole question, then those of its parts
// in order.
func (e *Evidence) EachHit(do func(*Hit)) {
	for i := range e.Hits {
		do(&e.Hits[i])
	}
	for i := range e.Parts {
		e.Parts[i].EachHit(do)
	}
}
