package main

import (
	"context"
	"fmt"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing/digest"
)

// maxWait is how long an event or a message waits where all is well.
const maxWait = 10 * time.Minute

// backlog looks at what waits and what could not be delivered.
func (e *examination) backlog(ctx context.Context, store *sqlite.Store) {
	b, err := store.Backlog(ctx)
	if err != nil {
		e.err("data: backlog", err)
		return
	}
	waiting := fmt.Sprintf("%s and %s wait", count(b.Events, "question"), count(b.Messages, "message"))
	oldest := longest(b.OldestEvent, b.OldestMessage)
	switch {
	case b.Events+b.Messages == 0:
		e.ok("data: backlog", "nothing waits")
	case oldest < maxWait:
		e.ok("data: backlog", "%s, the oldest %s", waiting, ago(oldest))
	default:
		e.bad("data: backlog", fmt.Sprintf("%s, the oldest %s", waiting, ago(oldest)), "see that bot serve runs, and what its log says")
	}
	letters, err := store.Buried(ctx)
	if err != nil {
		e.err("data: dead letters", err)
		return
	}
	e.deadLetters(letters)
}

// maxLetters is how many dead letters are listed.
const maxLetters = 10

func (e *examination) deadLetters(letters []chat.Letter) {
	if len(letters) == 0 {
		e.ok("data: dead letters", "none")
		return
	}
	for _, l := range letters[:min(len(letters), maxLetters)] {
		e.bad(fmt.Sprintf("data: dead letter %d", l.ID), fmt.Sprintf("to %s, %s old: %s", l.Room, ago(time.Since(l.Created)), l.Why), "")
	}
	last := &e.found[len(e.found)-1]
	if more := len(letters) - maxLetters; more > 0 {
		last.Detail += fmt.Sprintf(" (and %d more)", more)
	}
	last.Mend = "mend what it says, then send them again with bot retry, or one with bot retry ID"
}

// subscriptions looks whether the daily digests can be posted.
func (e *examination) subscriptions(ctx context.Context, store *sqlite.Store) {
	all, err := store.Subscriptions(ctx)
	if err != nil {
		e.err("data: subscriptions", err)
		return
	}
	sound := 0
	for _, s := range all {
		_, err := digest.ParseSchedule(s.At, s.Zone)
		about := fmt.Sprintf("data: subscription %d", s.ID)
		end := fmt.Sprintf("bot subscriptions remove %d ends it", s.ID)
		switch {
		case err != nil:
			e.bad(about, err.Error(), end)
		case !e.settings.serves(s.Room.Platform):
			e.bad(about, fmt.Sprintf("it is for %s, and no token for %s is set", s.Room, s.Room.Platform), "set the token; "+end)
		default:
			sound++
		}
	}
	if sound > 0 || len(all) == 0 {
		e.ok("data: subscriptions", "%d", sound)
	}
}

// longest returns the age of the older of two times; the zero time has none.
func longest(a, b time.Time) time.Duration {
	var d time.Duration
	for _, t := range []time.Time{a, b} {
		if !t.IsZero() {
			d = max(d, time.Since(t))
		}
	}
	return d
}

// ago writes an age in its largest unit.
func ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	default:
		return fmt.Sprintf("%d days", int(d.Hours()/24))
	}
}
