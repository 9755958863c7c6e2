package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
)

// rooms looks whether the modes of rooms can be kept to.
func (e *examination) rooms(ctx context.Context, store *sqlite.Store) {
	all, err := store.Modes(ctx)
	if err != nil {
		e.err("data: rooms", err)
		return
	}
	for _, m := range all {
		if m.Mode == chat.LLM && !e.settings.hasModel() {
			e.bad("data: room "+m.Room.String(), "its mode is llm and no model is set: answers are extractive",
				"set OPENAI_API_KEY and OPENAI_MODEL, or give it another mode: bot rooms mode "+m.Room.String()+" default")
		}
	}
	e.ok("data: rooms", "%d with a mode of their own", len(all))
}

// usage looks at what models were used for this month, and whose allowance is used up.
func (e *examination) usage(ctx context.Context, store *sqlite.Store) {
	month := briefing.Month(time.Now())
	all, err := store.Usage(ctx, month)
	if err != nil {
		e.err("data: usage", err)
		return
	}
	b, limits := newBill(month, all, e.settings.prices()), e.settings.limits()
	said := fmt.Sprintf("%s: %s, %d tokens", month, count(b.Total.Requests, "request"), b.Total.Sum())
	if limits.All > 0 {
		said += fmt.Sprintf(" of %d", limits.All)
	}
	if b.Total.Cost != nil {
		said += ", cost " + b.Total.cost()
	}
	e.ok("data: usage", "%s", said)
	if err := (briefing.Limits{All: limits.All}).Check("", b.Total.Sum(), 0); err != nil {
		e.err("data: usage of all rooms", spent(err))
	}
	rooms := map[string]int{}
	for _, u := range all {
		rooms[u.Room] += u.Sum()
	}
	for _, room := range slices.Sorted(maps.Keys(rooms)) {
		if err := (briefing.Limits{Room: limits.Room}).Check(room, 0, rooms[room]); err != nil {
			e.err("data: usage of "+room, spent(err))
		}
	}
}
