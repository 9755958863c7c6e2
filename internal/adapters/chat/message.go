package chat

import (
	"context"
	"encoding/json"
	"time"
)

// Message is one message to be posted.
type Message struct {
	ID int64 // the store's number: the order of posting
	// Key names the message for ever: at most 25 letters, digits and "-". It stands in what
	// is posted, so that the message can be found again.
	Key          string
	To           Address
	Conversation string // what it belongs to: a reply to it is a follow-up there
	// Parent is the key of the message whose thread it goes on in; "" for none. ParentID is
	// the platform's id of that message, "" while it is not posted.
	Parent, ParentID string
	Body             json.RawMessage // as the platform's Render made it
	Created          time.Time
	Attempts         int  // how often it was claimed, this time included
	Doubtful         bool // an earlier attempt may have posted it
}

// Platform is what answering and delivering need of a chat platform.
type Platform interface {
	// Name is the first part of the platform's rooms.
	Name() string
	// Render makes the bodies of the messages that show the page at the address, in order,
	// each within the platform's limits, at least one.
	Render(p Page, to Address) ([]json.RawMessage, error)
	// Post posts the message and returns the platform's id of it. An error that is neither a
	// *NotTaken nor a *Refused leaves in doubt whether it was posted.
	Post(ctx context.Context, m Message) (posted string, err error)
	// Find returns the platform's id of the message when an earlier attempt has posted it,
	// else "".
	Find(ctx context.Context, m Message) (posted string, err error)
}

// NotTaken is the error of a message that was surely not posted and may be later.
type NotTaken struct {
	After time.Duration // not to be tried again before; 0 when the platform does not say
	Err   error
}

func (e *NotTaken) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *NotTaken) Unwrap() error { return e.Err }

// Refused is the error of a message that the platform will never take: an unknown room, no
// right to write there.
type Refused struct{ Err error }

func (e *Refused) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *Refused) Unwrap() error { return e.Err }
