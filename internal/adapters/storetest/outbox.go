package storetest

import (
	"encoding/json"
	"testing"
	"time"

	"briefbot/internal/adapters/chat"
)

func messageComesBack(t *testing.T, s Chat, c *clock) {
	want := chat.Message{
		Key: "a1-2", Conversation: "slack:C1:1.2", Parent: "a1", Created: seen.Add(-time.Minute),
		To: chat.Address{
			Room: chat.Room{Platform: "slack", Channel: "C1", Thread: "12.34"}, ReplyTo: "56.78", User: "U1", Private: true,
			Handle: json.RawMessage(`{"url":"https://example.org/a?b=c"}`),
		},
		Body: json.RawMessage(`{"text":"’🙂\n<b>","blocks":[1, 2.50]}`),
	}
	unset := message("b", chat.Room{Platform: "discord", Channel: "C1"})
	deliver(t, s, want, unset)
	got := wantMessages(t, s, "messages", c.now(), "a1-2", "b")
	want.ID, want.Attempts = got[0].ID, 1
	wantDiff(t, "message", want, got[0])
	if !got[1].Created.Equal(c.now()) {
		t.Errorf("created %v, want %v", got[1].Created, c.now())
	}
}

func channelOrder(t *testing.T, s Chat, c *clock) {
	thread := chat.Room{Platform: "slack", Channel: "C1", Thread: "1"}
	deliver(
		t, s, message("a1", general), message("a2", thread), message("b1", chat.Room{Platform: "slack", Channel: "C2"}),
		message("c1", chat.Room{Platform: "discord", Channel: "C1"}),
	)
	first := wantMessages(t, s, "messages", c.now(), "a1", "b1", "c1")
	wantMessages(t, s, "while the first is claimed", c.now())
	must(t, s.HoldBack(t.Context(), first[0].ID, c.now().Add(time.Second), false, "429"))
	wantMessages(t, s, "while the first is not due", c.now())
	again := wantMessages(t, s, "when the first is due", c.pass(time.Second), "a1")
	if again[0].Attempts != 2 {
		t.Errorf("claimed %d times, want 2", again[0].Attempts)
	}
	must(t, s.Posted(t.Context(), first[0].ID, "1"))
	wantMessages(t, s, "when the first is posted", c.now(), "a2")
	deliver(t, s, message("a3", general))
	wantMessages(t, s, "under their leases", c.now())
	wantMessages(t, s, "after their leases", c.pass(lease), "a2", "b1", "c1")
	if got, err := s.NextMessages(t.Context(), c.pass(lease), lease, 2); err != nil || len(got) != 2 || got[0].Key != "a2" {
		t.Errorf("claiming two: %v, %v", got, err)
	}
}

func doubt(t *testing.T, s Chat, c *clock) {
	deliver(t, s, message("m", general))
	for i, step := range []struct {
		doubtful bool // as it is claimed
		end      string
	}{
		{false, "surely not"},
		{false, "surely not"},
		{false, "lease"},
		{true, "surely not"}, // this claim did not post it, but the one before may have
		{true, "doubtful"},
		{true, "surely not"},
		{true, "lease"},
		{true, "lease"},
	} {
		m := wantMessages(t, s, "messages", c.now(), "m")[0]
		if m.Doubtful != step.doubtful || m.Attempts != i+1 {
			t.Errorf("claim %d: doubtful %v, attempt %d; want %v", i+1, m.Doubtful, m.Attempts, step.doubtful)
		}
		switch step.end {
		case "lease":
			c.pass(lease)
		default:
			must(t, s.HoldBack(t.Context(), m.ID, c.now(), step.end == "doubtful", step.end))
			must(t, s.HoldBack(t.Context(), m.ID, c.now(), false, "again")) // it is not claimed any more
		}
	}
}

func parents(t *testing.T, s Chat, c *clock) {
	child, orphan := message("m-2", general), message("n-2", chat.Room{Platform: "slack", Channel: "C2"})
	child.Parent, orphan.Parent = "m", "n"
	deliver(t, s, message("m", general), child, orphan)
	got := wantMessages(t, s, "messages", c.now(), "m", "n-2")
	if got[0].ParentID != "" || got[1].ParentID != "" {
		t.Errorf("parents %q, %q; want none", got[0].ParentID, got[1].ParentID)
	}
	must(t, s.Posted(t.Context(), got[0].ID, "12.34"))
	if got := wantMessages(t, s, "messages", c.now(), "m-2"); got[0].Parent != "m" || got[0].ParentID != "12.34" {
		t.Errorf("parent %q %q, want m 12.34", got[0].Parent, got[0].ParentID)
	}
}

func buried(t *testing.T, s Chat, c *clock) {
	thread := chat.Room{Platform: "slack", Channel: "C1", Thread: "1"}
	deliver(t, s, message("a", thread), message("b", general))
	a := wantMessages(t, s, "messages", c.now(), "a")[0]
	must(t, s.Bury(t.Context(), a.ID, "channel_not_found"))
	b := wantMessages(t, s, "after the first is buried", c.now(), "b")[0]
	must(t, s.HoldBack(t.Context(), a.ID, c.now(), true, "too late"))
	must(t, s.Bury(t.Context(), a.ID, "too late"))
	must(t, s.Posted(t.Context(), b.ID, "1"))
	must(t, s.Bury(t.Context(), b.ID, "too late"))
	wantMessages(t, s, "messages", c.pass(time.Hour))
	got, err := s.Buried(t.Context())
	must(t, err)
	wantDiff(t, "buried", []chat.Letter{{ID: a.ID, Room: thread, Why: "channel_not_found", Attempts: 1, Created: seen}}, got)
	wantNotFound(t, "burying an unknown message", s.Bury(t.Context(), b.ID+100, ""))
	must(t, s.Posted(t.Context(), a.ID, "2")) // found in the history after all
	got, err = s.Buried(t.Context())
	must(t, err)
	wantDiff(t, "buried after it is posted", []chat.Letter{}, got)
}

func revived(t *testing.T, s Chat, c *clock) {
	other := chat.Room{Platform: "slack", Channel: "C2"}
	deliver(t, s, message("a", general), message("b", general), message("x", other), message("y", other))
	for range 2 {
		messages, err := s.NextMessages(t.Context(), c.now(), lease, 2)
		must(t, err)
		for _, m := range messages {
			must(t, s.Bury(t.Context(), m.ID, "refused"))
		}
	}
	letters, err := s.Buried(t.Context())
	must(t, err)
	if len(letters) != 4 {
		t.Fatalf("%d buried, want 4", len(letters))
	}
	revive := func(want int, ids ...int64) {
		t.Helper()
		if n, err := s.Revive(t.Context(), ids...); n != want || err != nil {
			t.Errorf("revived %d, %v; want %d", n, err, want)
		}
	}
	revive(0, letters[3].ID+100)
	c.pass(time.Hour)
	revive(1, letters[1].ID)
	b := wantMessages(t, s, "the second of the one channel", c.now(), "b")[0]
	if !b.Doubtful || b.Attempts != 1 || !b.Created.Equal(c.now()) {
		t.Errorf("doubtful %v, attempt %d, created %v; want true, 1, now", b.Doubtful, b.Attempts, b.Created)
	}
	revive(3)
	x := wantMessages(t, s, "the other channel, while b is claimed", c.now(), "x")[0]
	must(t, s.Posted(t.Context(), x.ID, "1"))
	must(t, s.HoldBack(t.Context(), b.ID, c.now(), true, "cut off"))
	got := wantMessages(t, s, "after the claim of b", c.pass(lease), "a", "y")
	must(t, s.Posted(t.Context(), got[0].ID, "2"))
	wantMessages(t, s, "after a", c.now(), "b")
	revive(0)
}

func posted(t *testing.T, s Chat, c *clock) {
	deliver(t, s, message("a", general))
	a := wantMessages(t, s, "messages", c.now(), "a")[0]
	must(t, s.Posted(t.Context(), a.ID, "1"))
	must(t, s.Posted(t.Context(), a.ID, "2"))
	must(t, s.HoldBack(t.Context(), a.ID, c.now(), true, "too late"))
	wantMessages(t, s, "messages", c.pass(time.Hour))
	child := message("a-2", general)
	child.Parent = "a"
	deliver(t, s, child)
	if got := wantMessages(t, s, "messages", c.now(), "a-2")[0].ParentID; got != "1" {
		t.Errorf("posted as %q, want the first id", got)
	}
	wantNotFound(t, "posting an unknown message", s.Posted(t.Context(), a.ID+100, "3"))
}

func backlog(t *testing.T, s Chat, c *clock) {
	want := func(what string, want chat.Backlog) {
		t.Helper()
		got, err := s.Backlog(t.Context())
		must(t, err)
		wantDiff(t, what, want, got)
	}
	want("empty", chat.Backlog{})
	accept(t, s, event("a", "a"))
	deliver(t, s, message("m", general))
	later := c.pass(time.Second)
	accept(t, s, event("b", "a"))
	deliver(t, s, message("n", general))
	want("full", chat.Backlog{Events: 2, Messages: 2, OldestEvent: seen, OldestMessage: seen})
	e := wantEvents(t, s, "events", c.now(), "a")
	settle(t, s, e[0].ID, chat.Outcome{})
	must(t, s.Bury(t.Context(), wantMessages(t, s, "messages", c.now(), "m")[0].ID, "refused"))
	want("half done", chat.Backlog{Events: 1, Messages: 1, Buried: 1, OldestEvent: later, OldestMessage: later})
	settle(t, s, wantEvents(t, s, "events", c.now(), "b")[0].ID, chat.Outcome{})
	must(t, s.Posted(t.Context(), wantMessages(t, s, "messages", c.now(), "n")[0].ID, "1"))
	want("done", chat.Backlog{Buried: 1})
}
