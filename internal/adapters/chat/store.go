package chat

import (
	"context"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/sources"
)

// Inbox keeps events. A call that returns without error has committed.
type Inbox interface {
	// Accept keeps the event unless one of its keys is known, and says whether it was new.
	Accept(ctx context.Context, e Event) (fresh bool, err error)
	// NextEvents claims up to n events for the time of the lease: due, unsettled, unclaimed,
	// in the order in which they were accepted, and of each conversation only the first that
	// is unsettled.
	NextEvents(ctx context.Context, now time.Time, lease time.Duration, n int) ([]Event, error)
	// Settle ends the event and keeps what came of it: all or nothing. Settling one that is
	// settled already does nothing and is no error.
	Settle(ctx context.Context, id int64, o Outcome) error
	// HandBack lets a claimed event be claimed again from due on, and keeps why.
	HandBack(ctx context.Context, id int64, due time.Time, why string) error
	// History returns the last n turns of the conversation before the event, oldest first:
	// the questions asked since the given time and the answers that were given.
	History(ctx context.Context, e Event, since time.Time, n int) ([]briefing.Turn, error)
	// Follows reports whether an event of the conversation was accepted.
	Follows(ctx context.Context, conversation string) (bool, error)
	// ConversationOf returns the conversation of a message that was posted in the channel
	// under the platform's id; "" when it is unknown.
	ConversationOf(ctx context.Context, room Room, posted string) (string, error)
	// Answer returns a recorded answer, or briefing.ErrNotFound.
	Answer(ctx context.Context, answerID string) (briefing.Record, error)
}

// Outcome is what came of an event.
type Outcome struct {
	Record      *briefing.Record // the answer with its inputs; nil when there is none
	Messages    []Message        // to be posted, in order
	Verdict     *Feedback        // nil for none
	Subscribe   *Subscription    // to be added; nil for none. Its ID is of no account.
	Unsubscribe int64            // to be removed; 0 for none
	Source      *SourceChange    // of what is followed; nil for none
	Mode        Mode             // of the room from now on; "" for no change
	Failed      string           // why the event could not be done; "" when it was
}

// SourceChange is a change of the sources that the bot follows. What is gone already is left
// alone.
type SourceChange struct {
	Add                   *sources.Source // nil for none; its ID is of no account. One of the same address is changed.
	Remove, Pause, Resume int64           // ids; 0 for none. The articles of one that is removed stay.
}

// Feedback is what a person said of an answer. The last word of each counts.
type Feedback struct {
	Answer  string
	User    string // with the platform: "slack:U123"
	Helpful bool
	At      time.Time
}

// Outbox keeps messages until they are posted. A call that returns without error has
// committed.
type Outbox interface {
	// NextMessages claims up to n messages for the time of the lease: of each channel only
	// the first that is not posted, when it is due and unclaimed. Claiming makes it doubtful
	// from the next claim on, until HoldBack says otherwise.
	NextMessages(ctx context.Context, now time.Time, lease time.Duration, n int) ([]Message, error)
	// Posted ends a message under the platform's id of it.
	Posted(ctx context.Context, id int64, posted string) error
	// HoldBack lets a claimed message be claimed again from due on, and keeps why. It stays
	// doubtful when doubtful is true or it was claimed as such.
	HoldBack(ctx context.Context, id int64, due time.Time, doubtful bool, why string) error
	// Bury ends a message that cannot be delivered, and keeps why.
	Bury(ctx context.Context, id int64, why string) error
	// Backlog counts what is unsettled, and finds how long its oldest has been.
	Backlog(ctx context.Context) (Backlog, error)
}

// Backlog is what waits in a store.
type Backlog struct {
	Events, Messages, Buried int
	OldestEvent              time.Time // zero without one
	OldestMessage            time.Time
}

// Letter is a message that could not be delivered.
type Letter struct {
	ID       int64
	Room     Room
	Why      string
	Attempts int
	Created  time.Time
}

// Subscription is a digest that a room gets every day.
type Subscription struct {
	ID      int64     `json:"id"`
	Room    Room      `json:"room"`
	At      string    `json:"at"`              // time of day: "08:00"
	Zone    string    `json:"zone"`            // IANA time zone: "Europe/Berlin"
	Topic   string    `json:"topic,omitempty"` // "" for everything
	By      string    `json:"by,omitempty"`    // who subscribed; "" for the command line
	Created time.Time `json:"created"`
}

// Ledger keeps what was posted when. A call that returns without error has committed.
type Ledger interface {
	Subscriptions(ctx context.Context) ([]Subscription, error)
	// LastDigest returns until when the last digest of the subscription reached; the zero
	// time before the first.
	LastDigest(ctx context.Context, subscription int64) (until time.Time, err error)
	// PostDigest keeps the digest of a local date (2006-01-31) and its messages, unless that
	// date has one, and says whether it was new. A date may be closed without messages.
	PostDigest(ctx context.Context, subscription int64, date string, until time.Time, messages []Message) (fresh bool, err error)
	// HasDigest reports whether the local date has its digest.
	HasDigest(ctx context.Context, subscription int64, date string) (bool, error)
}

// SourceList lists the sources that the bot follows, by name.
type SourceList interface {
	Sources(ctx context.Context) ([]sources.Source, error)
}

// Rooms knows how rooms are to be answered, and what they have used. A thread is a part of its
// room.
type Rooms interface {
	// Mode returns the mode that was set for a room; "" when none was.
	Mode(ctx context.Context, room Room) (Mode, error)
	// Usage lists what was used of models in a month ("2006-01"), by room and model.
	Usage(ctx context.Context, month string) ([]briefing.Usage, error)
}
