// Package adaptertest runs one suite against every chat adapter: the adapter and the SDK
// under it, a bot with a real store, and a fake of the platform that is as strict as the
// platform.
//
// It guarantees that what it calls one step has been answered, and nothing more, before the
// next begins, so that a session is the same each time it runs.
package adaptertest

import (
	"context"
	"encoding/json"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing"
)

// Adapter is what is tested.
type Adapter interface {
	chat.Platform
	// Run takes events until ctx ends.
	Run(ctx context.Context) error
}

// Stage is a fake platform with people on it. Its ids are the same in each run.
type Stage interface {
	// Open makes the adapter that is to talk to the platform.
	Open(intake *chat.Intake) Adapter
	// Mention has a user mention the bot in the stage's channel. It returns the message's id.
	Mention(user, text string) (message string)
	// Direct has a user write to the bot directly.
	Direct(user, text string) (message string)
	// FollowUp has a user go on where the bot has answered a message of the channel, without
	// mentioning it.
	FollowUp(user, message, text string)
	// Command has a user type a command in the channel: "ask", "who leads?".
	Command(user, name, text string)
	// Press has a user press a button under the bot's answer to a message of the channel.
	Press(user, message, button string)
	// Repeat sends the last event once more, under the names that the platform would give it.
	Repeat()
	// Noise has the channel filled with what is not for the bot: talk, other bots, the bot's
	// own messages, edits.
	Noise()
	// ID is the platform's id of a user.
	ID(user string) string
	// Channel is the room of the stage's channel.
	Channel() chat.Room
	// Sent returns what the bot has had shown so far, in order.
	Sent() []Sent
}

// Sent is something that the bot had the platform show.
type Sent struct {
	Where string          // in the platform's words: "C1 under 1712345678.000100"
	Body  json.RawMessage // what was sent
}

// Store is a real store, empty, which the test closes at its end.
type Store interface {
	chat.Inbox
	chat.Outbox
	chat.Ledger
	chat.SourceList
	chat.Rooms
	Put(ctx context.Context, docs []*briefing.Document) ([]briefing.Change, error)
}
