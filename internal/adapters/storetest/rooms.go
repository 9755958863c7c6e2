package storetest

import (
	"context"
	"testing"

	"briefbot/internal/adapters/chat"
)

// rooms is what a store can do that knows how rooms are answered. See package sqlite for what
// each method promises.
type rooms interface {
	chat.Rooms
	SetMode(ctx context.Context, room chat.Room, mode chat.Mode) error
	Modes(ctx context.Context) ([]chat.RoomMode, error)
}

func wantModes(t *testing.T, s Chat, what string, want ...chat.RoomMode) {
	t.Helper()
	got, err := s.Modes(t.Context())
	must(t, err)
	wantDiff(t, what, want, got)
	for _, m := range want {
		for _, thread := range []string{"", "12.34"} {
			m.Room.Thread = thread
			if mode, err := s.Mode(t.Context(), m.Room); mode != m.Mode || err != nil {
				t.Errorf("%s: the mode of %s is %q, %v; want %q", what, m.Room, mode, err, m.Mode)
			}
		}
	}
}

func modes(t *testing.T, s Chat, _ *clock) {
	other := chat.Room{Platform: "discord", Channel: "1"}
	if mode, err := s.Mode(t.Context(), general); mode != "" || err != nil {
		t.Errorf("at first: %q, %v", mode, err)
	}
	wantModes(t, s, "at first")
	must(t, s.SetMode(t.Context(), chat.Room{Platform: "slack", Channel: "C1", Thread: "1.2"}, chat.LLM))
	must(t, s.SetMode(t.Context(), other, chat.Auto))
	wantModes(t, s, "set", chat.RoomMode{Room: other, Mode: chat.Auto}, chat.RoomMode{Room: general, Mode: chat.LLM})
	must(t, s.SetMode(t.Context(), general, chat.Extractive))
	wantModes(t, s, "changed", chat.RoomMode{Room: other, Mode: chat.Auto}, chat.RoomMode{Room: general, Mode: chat.Extractive})
	for range 2 {
		must(t, s.SetMode(t.Context(), general, chat.ByDefault))
		wantModes(t, s, "ended", chat.RoomMode{Room: other, Mode: chat.Auto})
	}
	if mode, err := s.Mode(t.Context(), general); mode != "" || err != nil {
		t.Errorf("ended: %q, %v", mode, err)
	}
}

func modeByEvent(t *testing.T, s Chat, c *clock) {
	accept(t, s, event("a", ""), event("b", ""), event("c", ""))
	e := wantEvents(t, s, "events", c.now(), "a", "b", "c")
	settle(t, s, e[0].ID, chat.Outcome{Mode: chat.LLM})
	settle(t, s, e[0].ID, chat.Outcome{Mode: chat.Auto}) // settled already
	wantModes(t, s, "set", chat.RoomMode{Room: general, Mode: chat.LLM})
	settle(t, s, e[1].ID, chat.Outcome{})
	wantModes(t, s, "no change", chat.RoomMode{Room: general, Mode: chat.LLM})
	settle(t, s, e[2].ID, chat.Outcome{Mode: chat.ByDefault})
	wantModes(t, s, "ended")
}
