package chat

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Room is where people talk: a channel or a direct conversation, or a thread in one.
type Room struct {
	Platform string `json:"platform"` // "slack" or "discord"
	Channel  string `json:"channel"`  // the platform's id
	// Thread is the id of the message that heads the thread; "" outside threads, and on
	// platforms whose threads are channels.
	Thread string `json:"thread,omitempty"`
}

// String is the room as ParseRoom reads it: "slack:C123", "slack:C123:1712345678.000100".
func (r Room) String() string {
	s := r.Platform + ":" + r.Channel
	if r.Thread != "" {
		s += ":" + r.Thread
	}
	return s
}

// Base is the channel or conversation that the room is, or is a thread of.
func (r Room) Base() Room { return Room{Platform: r.Platform, Channel: r.Channel} }

// ParseRoom reads a room as people write it. Whether the platform and the room exist is not
// checked.
func ParseRoom(s string) (Room, error) {
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return Room{}, fmt.Errorf("%q is no room; write it as slack:C0123456789 or discord:1234567890", s)
	}
	for _, p := range parts {
		if p == "" || strings.ContainsAny(p, " \t\r\n/") {
			return Room{}, fmt.Errorf("%q is no room; write it as slack:C0123456789 or discord:1234567890", s)
		}
	}
	r := Room{Platform: parts[0], Channel: parts[1]}
	if len(parts) == 3 {
		r.Thread = parts[2]
	}
	return r, nil
}

// Kind says what an event wants.
type Kind string

// The kinds of event.
const (
	Ask     Kind = "ask"     // an answer; Event.Text is the question
	Fact    Kind = "fact"    // a card; Event.Text is the name
	Digest  Kind = "digest"  // the digest of the room, now; Event.Text is a topic or ""
	Brief   Kind = "brief"   // a subcommand: "help", "subscribe 08:00 Europe/Berlin", "sources add ADDRESS", "mode llm", …
	Quotes  Kind = "quotes"  // the quotes of an answer in their surroundings
	Verdict Kind = "verdict" // helpful or not, of an answer
	Busy    Kind = "busy"    // the intake's own: to say that an answer has to wait
)

// Event is one thing that a person did and that gets an answer.
type Event struct {
	ID int64 `json:"-"` // the store's number, rising with time
	// Keys are all names that the platform may send the event under. One that is known
	// already makes it a repeat.
	Keys    []string `json:"keys"`
	Kind    Kind     `json:"kind"`
	Text    string   `json:"text,omitempty"`    // without the mention of the bot and without markup
	Answer  string   `json:"answer,omitempty"`  // of Quotes and Verdict: the answer's id
	Helpful bool     `json:"helpful,omitempty"` // of Verdict
	User    string   `json:"user"`              // the platform's id
	To      Address  `json:"to"`                // where the answer goes
	// Conversation names what a follow-up belongs to: a thread, a direct conversation, the
	// chain of replies that a message began; "" for what has no follow-up. See Intake.Follows.
	Conversation string    `json:"conversation,omitempty"`
	At           time.Time `json:"at"` // when the person did it, by the platform's clock
	Due          time.Time `json:"-"`  // not to be answered before
	Attempts     int       `json:"-"`  // how often it was claimed, this time included
}

// Validate says what an adapter left out.
func (e Event) Validate() error {
	switch {
	case len(e.Keys) == 0:
		return errors.New("an event without a key")
	case e.Kind == "":
		return errors.New("an event without a kind")
	case e.To.Room.Platform == "" || e.To.Room.Channel == "":
		return errors.New("an event without a room")
	case (e.Kind == Quotes || e.Kind == Verdict) && e.Answer == "":
		return fmt.Errorf("an event of the kind %s without an answer's id", e.Kind)
	}
	return nil
}

// Address is where a message goes.
type Address struct {
	Room    Room   `json:"room"`
	ReplyTo string `json:"reply_to,omitempty"` // the platform's id of the message that it answers
	User    string `json:"user,omitempty"`     // whom it answers
	Private bool   `json:"private,omitempty"`  // only User is to see it, where the platform can do that
	// Handle is another way back that the platform gave with the event, in the adapter's own
	// form: Slack's response_url, Discord's interaction token. It ends some minutes later.
	Handle json.RawMessage `json:"handle,omitempty"`
}
