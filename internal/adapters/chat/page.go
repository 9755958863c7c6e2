package chat

// Page is something to be said, before a platform renders it. All its text is untrusted:
// a renderer makes it inert (see package inert) and counts it as the platform counts.
type Page struct {
	Tone    Tone     `json:",omitempty"`
	Title   string   `json:",omitempty"` // a heading; "" for none
	Asked   string   `json:",omitempty"` // what it answers, for messages that do not stand under the question
	AskedBy string   `json:",omitempty"` // the platform's id of who asked; "" for nobody
	Items   []Item   `json:",omitempty"` // a message ends only between them, unless one alone is too long
	Sources []Source `json:",omitempty"`
	Note    string   `json:",omitempty"` // small print at the end
	Answer  string   `json:",omitempty"` // the answer's id, for the buttons; "" for a page without
	Key     string   `json:",omitempty"` // of the first message; the next ones have PartKey
}

// Tone is what a page is, to be seen at a glance.
type Tone string

// The tones.
const (
	Answers  Tone = "answer"
	Differs  Tone = "differs"   // the sources disagree
	NotFound Tone = "not_found" // the sources do not hold it
	Briefs   Tone = "digest"    // a digest
	Informs  Tone = "notice"    // help, a confirmation, a list of subscriptions
	Fails    Tone = "failure"   // something went wrong
)

// Item is what is never torn from its markers and, where it can be helped, never split.
type Item struct {
	Style Style  `json:",omitempty"`
	Text  string `json:",omitempty"`
	Cites []int  `json:",omitempty"` // the markers that follow the text: Source.N
	Tail  string `json:",omitempty"` // what follows the markers, in small print
}

// Style is how an item is set.
type Style string

// The styles.
const (
	Paragraph Style = "paragraph"
	Bullet    Style = "bullet"
	Heading   Style = "heading"
	Quoted    Style = "quoted" // somebody else's words
	Code      Style = "code"   // what a person types: a command
)

// Source is what a marker stands for. A message lists the sources of the markers in it.
type Source struct {
	N      int    `json:",omitempty"`
	Title  string `json:",omitempty"`
	Origin string `json:",omitempty"` // where and when it was published: "Demo Wire, 14 August 2025"
	URL    string `json:",omitempty"` // "" when unknown
	Quote  string `json:",omitempty"` // word for word; "" when an item shows it
}
