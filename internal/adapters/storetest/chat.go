package storetest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"briefbot/internal/adapters/chat"
)

// Chat is what a store can do that chats are kept in. See packages chat and sqlite for what
// each method promises.
type Chat interface {
	Store
	chat.Inbox
	chat.Outbox
	chat.Ledger
	follows
	usage
	rooms
	Release(ctx context.Context) error
	AddSubscription(ctx context.Context, b chat.Subscription) (id int64, err error)
	RemoveSubscription(ctx context.Context, id int64) error
	Verdicts(ctx context.Context, answerID string) (helpful, not int, err error)
	Buried(ctx context.Context) ([]chat.Letter, error)
	Revive(ctx context.Context, ids ...int64) (int, error)
	Mark(ctx context.Context, name, value string) error
	Marked(ctx context.Context, name string) (string, error)
	Prune(ctx context.Context, before time.Time) error
}

// RunChat tests the stores that open makes: each new and empty, with the given clock, and
// closed by the test's cleanup.
func RunChat(t *testing.T, open func(t *testing.T, now func() time.Time) Chat) {
	for name, test := range map[string]func(t *testing.T, s Chat, c *clock){
		"an event is accepted once under all its keys":    acceptedOnce,
		"one of many that accept the same has it fresh":   acceptedSideBySide,
		"a bad event leaves nothing":                      badEvent,
		"an event comes back as it was accepted":          eventComesBack,
		"events are claimed in order, for a lease":        eventClaims,
		"a conversation has one event at a time":          conversationOrder,
		"an event is handed back":                         handedBack,
		"an event that is not due waits":                  dueEvent,
		"claims side by side share nothing":               claimsSideBySide,
		"leases of events are released, of messages not":  released,
		"settling keeps all that came of an event":        settled,
		"settling fails as a whole":                       settledNot,
		"settling twice does nothing":                     settledTwice,
		"the key of a message is used once":               messageKeys,
		"what was said before":                            history,
		"conversations are known by id and by message":    conversations,
		"a message comes back as it was given":            messageComesBack,
		"a channel has one message at a time":             channelOrder,
		"a message is doubtful until it is held back":     doubt,
		"a message knows the one whose thread it goes on": parents,
		"buried messages":                                 buried,
		"revived messages":                                revived,
		"what cannot be posted again":                     posted,
		"the backlog is counted":                          backlog,
		"the last verdict of each counts":                 verdicts,
		"subscriptions":                                   subscriptions,
		"subscriptions change with an event":              subscribedByEvent,
		"sources change with an event":                    followedByEvent,
		"a local date has one digest":                     digests,
		"a digest fails as a whole":                       digestNot,
		"marks":                                           marks,
		"modes of rooms":                                  modes,
		"a mode changes with an event":                    modeByEvent,
		"usage is counted by month, room and model":       usageCounted,
		"usage is limited":                                usageLimited,
		"what was killed does not stay set aside":         usageLapses,
		"many at once keep to a limit":                    usageSideBySide,
		"pruning forgets what is settled":                 pruned,
		"pruning keeps what is not settled":               prunedNot,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := &clock{at: seen}
			test(t, open(t, c.now), c)
		})
	}
}

// clock is a clock that stands still.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
	return c.at
}

const lease = time.Minute

var general = chat.Room{Platform: "slack", Channel: "C1"}

func event(key, conversation string) chat.Event {
	return chat.Event{
		Keys: []string{key}, Kind: chat.Ask, Text: "Asked in " + key + "?", User: "U1",
		To: chat.Address{Room: general}, Conversation: conversation, At: seen,
	}
}

func message(key string, room chat.Room) chat.Message {
	return chat.Message{Key: key, To: chat.Address{Room: room}, Body: json.RawMessage(fmt.Sprintf(`{"text":%q}`, key))}
}

func accept(t *testing.T, s Chat, events ...chat.Event) {
	t.Helper()
	for _, e := range events {
		if fresh, err := s.Accept(t.Context(), e); err != nil || !fresh {
			t.Fatalf("accept %v: fresh %v, %v", e.Keys, fresh, err)
		}
	}
}

// claim returns the events that are claimed, by key.
func claim(t *testing.T, s Chat, now time.Time, n int) map[string]chat.Event {
	t.Helper()
	events, err := s.NextEvents(t.Context(), now, lease, n)
	if err != nil {
		t.Fatal(err)
	}
	byKey := map[string]chat.Event{}
	for _, e := range events {
		byKey[e.Keys[0]] = e
	}
	return byKey
}

// wantEvents claims all events that can be and wants those of the keys, in order.
func wantEvents(t *testing.T, s Chat, what string, now time.Time, keys ...string) []chat.Event {
	t.Helper()
	events, err := s.NextEvents(t.Context(), now, lease, 100)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range events {
		got = append(got, e.Keys[0])
	}
	wantKeys(t, what, keys, got)
	return events
}

// wantMessages claims all messages that can be and wants those of the keys, in order.
func wantMessages(t *testing.T, s Chat, what string, now time.Time, keys ...string) []chat.Message {
	t.Helper()
	messages, err := s.NextMessages(t.Context(), now, lease, 100)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range messages {
		got = append(got, m.Key)
	}
	wantKeys(t, what, keys, got)
	return messages
}

func wantKeys(t *testing.T, what string, want, got []string) {
	t.Helper()
	if !slices.Equal(want, got) {
		t.Fatalf("%s: %q, want %q", what, got, want)
	}
}

func settle(t *testing.T, s Chat, id int64, o chat.Outcome) {
	t.Helper()
	if err := s.Settle(t.Context(), id, o); err != nil {
		t.Fatal(err)
	}
}

// deliver puts the messages into the outbox, as those of a digest.
func deliver(t *testing.T, s Chat, messages ...chat.Message) {
	t.Helper()
	id, err := s.AddSubscription(t.Context(), chat.Subscription{Room: general, Topic: messages[0].Key})
	must(t, err)
	if fresh, err := s.PostDigest(t.Context(), id, "2026-03-01", seen, messages); err != nil || !fresh {
		t.Fatalf("post %s: fresh %v, %v", messages[0].Key, fresh, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
