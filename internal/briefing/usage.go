package briefing

import (
	"fmt"
	"time"
)

// Tokens are what a model reads and writes.
type Tokens struct {
	Prompt int `json:"prompt_tokens"`
	Output int `json:"output_tokens"`
}

// Sum is how many there are.
func (t Tokens) Sum() int { return t.Prompt + t.Output }

// Usage is what a room has used of a model in a calendar month.
type Usage struct {
	Month    string `json:"month"` // see Month
	Room     string `json:"room"`  // "slack:C0123456789", or one of those below
	Model    string `json:"model"`
	Requests int    `json:"requests"`
	Tokens
}

// The rooms of what is used outside of chats.
const (
	CommandLine = "cli"
	Indexing    = "index" // the limit of a room does not hold for it
)

// Month names the calendar month (UTC) of a time: "2006-01".
func Month(t time.Time) string { return t.UTC().Format("2006-01") }

// Limits are how many tokens may be used in a calendar month; 0 stands for any number.
type Limits struct {
	All  int // by all rooms together
	Room int // by each
}

// Check returns a *SpentError when nothing more may be used in a room: all and own are what all
// rooms and this one have used or have set aside.
func (l Limits) Check(room string, all, own int) error {
	switch {
	case l.All > 0 && all >= l.All:
		return &SpentError{Used: all, Limit: l.All}
	case l.Room > 0 && own >= l.Room && room != Indexing:
		return &SpentError{Room: room, Used: own, Limit: l.Room}
	}
	return nil
}

// SpentError says that what may be used of models in a month is used up.
type SpentError struct {
	Room        string // "" for all rooms together
	Used, Limit int
}

func (e *SpentError) Error() string {
	who := "all rooms"
	if e.Room != "" {
		who = e.Room
	}
	return fmt.Sprintf("the tokens of this month are used up: %d of %d, by %s", e.Used, e.Limit, who)
}
