package chat_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/chat"
)

// inbox keeps events as a store does, in memory; what intake does not call panics.
type inbox struct {
	chat.Inbox
	known  map[string]bool
	events []chat.Event
	err    error
}

func (i *inbox) Accept(_ context.Context, e chat.Event) (bool, error) {
	if i.err != nil {
		return false, i.err
	}
	for _, k := range e.Keys {
		if i.known[k] {
			return false, nil
		}
	}
	for _, k := range e.Keys {
		i.known[k] = true
	}
	i.events = append(i.events, e)
	return true, nil
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func newIntake(now *time.Time) (*chat.Intake, *inbox) {
	box := &inbox{known: map[string]bool{}}
	return &chat.Intake{
		Inbox: box, UserRate: 10, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: func() time.Time { return *now },
	}, box
}

func question(n int, user, channel string) chat.Event {
	return chat.Event{
		Keys: []string{fmt.Sprintf("fake:%s:%s:%d", channel, user, n)}, Kind: chat.Ask, Text: "who?", User: user,
		To: chat.Address{Room: chat.Room{Platform: "fake", Channel: channel}, User: user},
	}
}

// TestIntakeDelaysNeverDrops asks faster than one user may: everything is kept, the first
// five at once, then one each 6 s, and the user is told once a minute.
func TestIntakeDelaysNeverDrops(t *testing.T) {
	t.Parallel()
	now := noon
	in, box := newIntake(&now)
	for n := range 10 {
		if err := in.Accept(t.Context(), question(n, "u1", fmt.Sprint("c", n))); err != nil {
			t.Fatal(err)
		}
	}
	var delays []time.Duration
	told := 0
	for _, e := range box.events {
		if e.Kind == chat.Busy {
			told++
			continue
		}
		delays = append(delays, e.Due.Sub(noon).Round(time.Second))
	}
	s := time.Second
	if diff := cmp.Diff([]time.Duration{0, 0, 0, 0, 0, 6 * s, 12 * s, 18 * s, 24 * s, 30 * s}, delays); diff != "" {
		t.Errorf("delays (-want +got):\n%s", diff)
	}
	if told != 1 {
		t.Errorf("told to wait %d times, want once", told)
	}
	if err := in.Accept(t.Context(), question(0, "u2", "c0")); err != nil {
		t.Fatal(err)
	}
	if e := box.events[len(box.events)-1]; !e.Due.Equal(noon) {
		t.Errorf("another user waits until %v", e.Due)
	}
}

// TestIntakeRepeatsCostNothing sends one event a hundred times: it is kept once, and the
// next one of its user does not wait.
func TestIntakeRepeatsCostNothing(t *testing.T) {
	t.Parallel()
	now := noon
	in, box := newIntake(&now)
	for range 100 {
		if err := in.Accept(t.Context(), question(1, "u1", "c1")); err != nil {
			t.Fatal(err)
		}
	}
	if err := in.Accept(t.Context(), question(2, "u1", "c1")); err != nil {
		t.Fatal(err)
	}
	if len(box.events) != 2 || !box.events[1].Due.Equal(noon) {
		t.Errorf("kept %d events, the last due %v; want 2, at once", len(box.events), box.events[len(box.events)-1].Due)
	}
}

func TestIntakeWithoutLimit(t *testing.T) {
	t.Parallel()
	now := noon
	in, box := newIntake(&now)
	in.UserRate = 0
	for n := range 100 {
		if err := in.Accept(t.Context(), question(n, "u1", "c1")); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range box.events {
		if !e.Due.Equal(noon) {
			t.Fatalf("due %v without a limit", e.Due)
		}
	}
}

func TestIntakeRefuses(t *testing.T) {
	t.Parallel()
	now := noon
	in, box := newIntake(&now)
	ok := question(1, "u1", "c1")
	for _, c := range []struct {
		name string
		with func(*chat.Event)
	}{
		{"no key", func(e *chat.Event) { e.Keys = nil }},
		{"no kind", func(e *chat.Event) { e.Kind = "" }},
		{"no room", func(e *chat.Event) { e.To.Room.Channel = "" }},
		{"no answer", func(e *chat.Event) { e.Kind = chat.Quotes }},
	} {
		e := ok
		c.with(&e)
		if err := in.Accept(t.Context(), e); err == nil {
			t.Errorf("%s: accepted", c.name)
		}
	}
	box.err = errors.New("disk full")
	if err := in.Accept(t.Context(), ok); !errors.Is(err, box.err) {
		t.Errorf("a store that fails gives %v", err)
	}
	box.err = nil
	long := ok
	long.Text = strings.Repeat("é", 10_000)
	if err := in.Accept(t.Context(), long); err != nil || len(box.events[0].Text) > 4000 {
		t.Errorf("a text of 20,000 bytes: %v, %d bytes kept", err, len(box.events[0].Text))
	}
}

func TestParseRoom(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]chat.Room{
		"slack:C123":                   {Platform: "slack", Channel: "C123"},
		"discord:1234":                 {Platform: "discord", Channel: "1234"},
		"slack:C123:1712345678.000100": {Platform: "slack", Channel: "C123", Thread: "1712345678.000100"},
	} {
		got, err := chat.ParseRoom(text)
		if err != nil || got != want || got.String() != text {
			t.Errorf("ParseRoom(%q) = %+v, %v; String %q", text, got, err, got.String())
		}
	}
	for _, text := range []string{"", "slack", "slack:", ":C1", "slack:C1:", "slack:C 1", "a:b:c:d", "slack:C1/2"} {
		if got, err := chat.ParseRoom(text); err == nil {
			t.Errorf("ParseRoom(%q) = %+v, want an error", text, got)
		}
	}
}
