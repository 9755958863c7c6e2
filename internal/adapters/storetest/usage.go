package storetest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"briefbot/internal/briefing"
)

// usage is what a store can do that counts what models use. See package sqlite for what each
// method promises.
type usage interface {
	Reserve(ctx context.Context, room, model string, most briefing.Tokens, limits briefing.Limits) (id int64, err error)
	SettleUsage(ctx context.Context, reservation int64, used briefing.Tokens) error
	Usage(ctx context.Context, month string) ([]briefing.Usage, error)
}

const march = "2026-03" // of seen

func reserve(t *testing.T, s Chat, room string, most briefing.Tokens, limits briefing.Limits) int64 {
	t.Helper()
	id, err := s.Reserve(t.Context(), room, "m", most, limits)
	must(t, err)
	return id
}

// use has a room use tokens of the model m.
func use(t *testing.T, s Chat, room string, prompt, output int) {
	t.Helper()
	id := reserve(t, s, room, briefing.Tokens{Prompt: 1}, briefing.Limits{})
	must(t, s.SettleUsage(t.Context(), id, briefing.Tokens{Prompt: prompt, Output: output}))
}

func used(month, room string, requests, prompt, output int) briefing.Usage {
	return briefing.Usage{Month: month, Room: room, Model: "m", Requests: requests, Tokens: briefing.Tokens{Prompt: prompt, Output: output}}
}

func wantUsage(t *testing.T, s Chat, what, month string, want ...briefing.Usage) {
	t.Helper()
	got, err := s.Usage(t.Context(), month)
	must(t, err)
	wantDiff(t, what, want, got)
}

func wantSpent(t *testing.T, what string, err error, want briefing.SpentError) {
	t.Helper()
	got, ok := errors.AsType[*briefing.SpentError](err)
	if !ok || *got != want {
		t.Errorf("%s: error %v, want %v", what, err, &want)
	}
}

func usageCounted(t *testing.T, s Chat, c *clock) {
	wantUsage(t, s, "at first", march)
	use(t, s, "slack:C1", 1000, 200)
	use(t, s, "slack:C1", 500, 50)
	use(t, s, "cli", 10, 1)
	use(t, s, "cli", 0, 0) // refused
	id, err := s.Reserve(t.Context(), "cli", "another", briefing.Tokens{Prompt: 7, Output: 9}, briefing.Limits{})
	must(t, err)
	another := used(march, "cli", 1, 5, 0)
	another.Model = "another"
	wantUsage(t, s, "while one is under way", march, used(march, "cli", 1, 10, 1), used(march, "slack:C1", 2, 1500, 250))
	for range 2 { // the second time for nothing
		must(t, s.SettleUsage(t.Context(), id, briefing.Tokens{Prompt: 5}))
	}
	march1 := []briefing.Usage{another, used(march, "cli", 1, 10, 1), used(march, "slack:C1", 2, 1500, 250)}
	wantUsage(t, s, "settled", march, march1...)

	// A request that began in March counts there; April begins anew.
	over := reserve(t, s, "cli", briefing.Tokens{Prompt: 1}, briefing.Limits{})
	c.pass(time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC).Sub(c.now()))
	must(t, s.SettleUsage(t.Context(), over, briefing.Tokens{Prompt: 90}))
	use(t, s, "slack:C1", 3, 0)
	march1[1] = used(march, "cli", 2, 100, 1)
	wantUsage(t, s, "March", march, march1...)
	wantUsage(t, s, "April", "2026-04", used("2026-04", "slack:C1", 1, 3, 0))
}

func usageLimited(t *testing.T, s Chat, c *clock) {
	limits := briefing.Limits{All: 1000, Room: 400}
	allowed := func(what, room string, want *briefing.SpentError) {
		t.Helper()
		id, err := s.Reserve(t.Context(), room, "m", briefing.Tokens{Prompt: 1}, limits)
		if want != nil {
			wantSpent(t, what, err, *want)
			return
		}
		must(t, err)
		must(t, s.SettleUsage(t.Context(), id, briefing.Tokens{}))
	}
	use(t, s, "slack:C1", 300, 99)
	allowed("below the room's limit", "slack:C1", nil)
	use(t, s, "slack:C1", 1, 0)
	allowed("at the room's limit", "slack:C1", &briefing.SpentError{Room: "slack:C1", Used: 400, Limit: 400})
	allowed("another room", "slack:C2", nil)
	use(t, s, briefing.Indexing, 500, 0)
	allowed("indexing is no room", briefing.Indexing, nil)

	// What is under way counts as much as it may use, until it is settled.
	id := reserve(t, s, "slack:C2", briefing.Tokens{Prompt: 60, Output: 40}, limits)
	allowed("with a request under way", "cli", &briefing.SpentError{Used: 1000, Limit: 1000})
	must(t, s.SettleUsage(t.Context(), id, briefing.Tokens{Prompt: 60, Output: 39}))
	allowed("settled for less", "cli", nil)
	use(t, s, "cli", 1, 0)
	allowed("all used up", "cli", &briefing.SpentError{Used: 1000, Limit: 1000})
	allowed("indexing too", briefing.Indexing, &briefing.SpentError{Used: 1000, Limit: 1000})
	c.pass(31 * 24 * time.Hour)
	allowed("in the next month", "slack:C1", nil)
}

// usageLapses: what was killed is not set aside for ever, and its prompt counts.
func usageLapses(t *testing.T, s Chat, c *clock) {
	limits := briefing.Limits{All: 100}
	id := reserve(t, s, "cli", briefing.Tokens{Prompt: 40, Output: 60}, limits)
	c.pass(time.Minute)
	_, err := s.Reserve(t.Context(), "cli", "m", briefing.Tokens{Prompt: 1}, limits)
	wantSpent(t, "under way", err, briefing.SpentError{Used: 100, Limit: 100})
	wantUsage(t, s, "under way", march)
	c.pass(5 * time.Minute)
	wantUsage(t, s, "lapsed", march, used(march, "cli", 1, 40, 0))
	use(t, s, "cli", 1, 1)
	wantUsage(t, s, "counted", march, used(march, "cli", 2, 41, 1))
	must(t, s.SettleUsage(t.Context(), id, briefing.Tokens{Prompt: 40, Output: 60}))
	wantUsage(t, s, "settled too late", march, used(march, "cli", 2, 41, 1))
}

// usageSideBySide: many that ask at once pass a limit by one request at most.
func usageSideBySide(t *testing.T, s Chat, _ *clock) {
	const limit, each = 1000, 70
	SpendTogether(t, limit, each, s)
	const most = (limit + each - 1) / each
	wantUsage(t, s, "used", march, used(march, "cli", most, most*each, 0))
}

// SpendTogether has many askers of each store reserve and use so many tokens each at once, as
// long as all of them together may use as many as the limit says.
func SpendTogether(t *testing.T, limit, each int, stores ...Chat) {
	t.Helper()
	const askers = 40
	var wg sync.WaitGroup
	for _, s := range stores {
		for range askers {
			wg.Go(func() {
				id, err := s.Reserve(t.Context(), "cli", "m", briefing.Tokens{Prompt: each}, briefing.Limits{All: limit})
				if _, spent := errors.AsType[*briefing.SpentError](err); spent {
					return
				}
				if err == nil {
					err = s.SettleUsage(t.Context(), id, briefing.Tokens{Prompt: each})
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
}
