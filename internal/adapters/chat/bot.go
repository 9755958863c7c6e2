package chat

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"briefbot/internal/briefing"
)

// Bot answers the events of its intake and posts what is to be said.
type Bot struct {
	Intake  *Intake
	Inbox   Inbox
	Outbox  Outbox
	Ledger  Ledger
	Sources SourceList
	Rooms   Rooms
	Admins  []string // who may change the sources and the modes of rooms, with the platform: "slack:U123"
	Service *briefing.Service
	// Model returns what answers in a room, which is no thread, in the words of a model; nil
	// where none is set up.
	Model     func(Room) *briefing.Service
	Mode      Mode            // of rooms that none was set for; "" for Auto
	Limits    briefing.Limits // of what may be used of models
	Platforms []Platform
	Metrics   *Metrics
	Log       *slog.Logger
	Now       func() time.Time
}

// grace is how long what is under way may take when the bot is told to stop. A process is
// given 10 s in all.
const grace = 5 * time.Second

// Run works until ctx ends. Then it takes nothing new, finishes what is under way or hands
// it back, and returns within grace and the time of a store's call.
func (b *Bot) Run(ctx context.Context) {
	work, cancel := linger(ctx, grace)
	defer cancel()
	posting := &signal{}
	desk := &desk{Bot: b, posting: posting}
	courier := &courier{Bot: b, posting: posting}
	clock := newClock(b, posting)
	var loops sync.WaitGroup
	loops.Go(func() { desk.run(ctx, work) })
	loops.Go(func() { courier.run(ctx, work) })
	loops.Go(func() { clock.run(ctx, work) })
	loops.Wait()
}

func (b *Bot) platform(name string) (Platform, bool) {
	for _, p := range b.Platforms {
		if p.Name() == name {
			return p, true
		}
	}
	return nil, false
}
