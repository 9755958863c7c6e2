package storetest

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/sources"
)

func verdicts(t *testing.T, s Chat, c *clock) {
	for i, f := range []struct {
		user    string
		helpful bool
		at      time.Duration
	}{
		{"slack:U1", true, 0},
		{"slack:U2", true, 1},
		{"slack:U1", false, 2},
		{"slack:U1", true, 1}, // said before, settled after
		{"discord:U1", true, 3},
	} {
		accept(t, s, event(fmt.Sprint(i), ""))
		e := wantEvents(t, s, "events", c.now(), fmt.Sprint(i))[0]
		settle(t, s, e.ID, chat.Outcome{Verdict: &chat.Feedback{
			Answer: "answer1", User: f.user, Helpful: f.helpful, At: seen.Add(f.at * time.Second),
		}})
	}
	for answer, want := range map[string][2]int{"answer1": {2, 1}, "answer2": {0, 0}} {
		if helpful, not, err := s.Verdicts(t.Context(), answer); [2]int{helpful, not} != want || err != nil {
			t.Errorf("%s: %d helpful, %d not, %v; want %v", answer, helpful, not, err, want)
		}
	}
}

func subscribe(t *testing.T, s Chat, b chat.Subscription) int64 {
	t.Helper()
	id, err := s.AddSubscription(t.Context(), b)
	must(t, err)
	return id
}

func wantSubscriptions(t *testing.T, s Chat, what string, want ...chat.Subscription) {
	t.Helper()
	got, err := s.Subscriptions(t.Context())
	must(t, err)
	wantDiff(t, what, want, got)
}

func subscriptions(t *testing.T, s Chat, c *clock) {
	a := chat.Subscription{
		Room: chat.Room{Platform: "slack", Channel: "C1", Thread: "12.34"}, At: "08:00", Zone: "Europe/Berlin",
		Topic: "talks", By: "slack:U1", Created: seen.Add(-time.Hour),
	}
	b := chat.Subscription{Room: general, At: "08:00", Zone: "UTC"}
	a.ID, b.ID = subscribe(t, s, a), subscribe(t, s, b)
	b.Created = c.now()
	wantSubscriptions(t, s, "added", a, b)

	again := a
	again.ID, again.By, again.Created = 0, "slack:U2", c.now()
	if id := subscribe(t, s, again); id != a.ID {
		t.Errorf("the same again has id %d, want %d", id, a.ID)
	}
	wantSubscriptions(t, s, "the same again", a, b)

	must(t, s.RemoveSubscription(t.Context(), b.ID))
	wantNotFound(t, "remove again", s.RemoveSubscription(t.Context(), b.ID))
	if id := subscribe(t, s, b); id <= b.ID {
		t.Errorf("id %d is given after %d", id, b.ID)
	}
}

func subscribedByEvent(t *testing.T, s Chat, c *clock) {
	mine := chat.Subscription{Room: chat.Room{Platform: "slack", Channel: "C1", Thread: "1"}, At: "08:00", Zone: "UTC", Created: seen}
	others := chat.Subscription{Room: chat.Room{Platform: "slack", Channel: "C2"}, At: "08:00", Zone: "UTC", Created: seen}
	accept(t, s, event("a", ""), event("b", ""), event("c", ""), event("d", ""))
	e := wantEvents(t, s, "events", c.now(), "a", "b", "c", "d")
	settle(t, s, e[0].ID, chat.Outcome{Subscribe: &mine})
	settle(t, s, e[1].ID, chat.Outcome{Subscribe: &others})
	got, err := s.Subscriptions(t.Context())
	must(t, err)
	if len(got) != 2 {
		t.Fatalf("%d subscriptions, want 2", len(got))
	}
	mine.ID, others.ID = got[0].ID, got[1].ID
	wantDiff(t, "subscriptions", []chat.Subscription{mine, others}, got)
	settle(t, s, e[2].ID, chat.Outcome{Unsubscribe: others.ID})
	wantSubscriptions(t, s, "another channel's is not removed", mine, others)
	settle(t, s, e[3].ID, chat.Outcome{Unsubscribe: mine.ID})
	wantSubscriptions(t, s, "the channel's own is removed", others)
}

func followedByEvent(t *testing.T, s Chat, c *clock) {
	settleWith := func(key string, change chat.SourceChange) {
		t.Helper()
		accept(t, s, event(key, ""))
		e := wantEvents(t, s, key, c.now(), key)[0]
		settle(t, s, e.ID, chat.Outcome{Source: &change})
		settle(t, s, e.ID, chat.Outcome{Source: &chat.SourceChange{Add: &sources.Source{Name: "twice", Address: "https://twice.example"}, Remove: 1}})
	}
	one, two := source("a"), source("b")
	two.Name = "a"
	settleWith("add", chat.SourceChange{Add: &one})
	settleWith("add another", chat.SourceChange{Add: &two})
	one.ID, two.ID, two.Name = 1, 2, "a (2)"
	wantSources(t, s, "added", one, two)

	settleWith("pause", chat.SourceChange{Pause: one.ID})
	one.Paused = true
	wantSources(t, s, "paused", one, two)
	settleWith("resume", chat.SourceChange{Resume: one.ID})
	one.Paused = false
	wantSources(t, s, "resumed", one, two)
	settleWith("pause again", chat.SourceChange{Pause: one.ID})
	one.Every = time.Hour
	settleWith("add again", chat.SourceChange{Add: &one})
	wantSources(t, s, "added again", one, two)

	settleWith("remove", chat.SourceChange{Remove: two.ID})
	wantSources(t, s, "removed", one)
	for key, gone := range map[string]chat.SourceChange{
		"remove what is gone": {Remove: two.ID}, "pause what is gone": {Pause: two.ID}, "resume what is gone": {Resume: two.ID}, "nothing": {},
	} {
		settleWith(key, gone)
		wantSources(t, s, key, one)
	}
}

func wantDigest(t *testing.T, s Chat, subscription int64, date string, has bool, until time.Time) {
	t.Helper()
	if got, err := s.HasDigest(t.Context(), subscription, date); got != has || err != nil {
		t.Errorf("digest of %s: %v, %v; want %v", date, got, err, has)
	}
	if got, err := s.LastDigest(t.Context(), subscription); !got.Equal(until) || err != nil {
		t.Errorf("last digest until %v, %v; want %v", got, err, until)
	}
}

func digests(t *testing.T, s Chat, c *clock) {
	id := subscribe(t, s, chat.Subscription{Room: general, At: "08:00", Zone: "UTC"})
	other := subscribe(t, s, chat.Subscription{Room: general, At: "09:00", Zone: "UTC"})
	post := func(date string, until time.Time, want bool, messages ...chat.Message) {
		t.Helper()
		if fresh, err := s.PostDigest(t.Context(), id, date, until, messages); fresh != want || err != nil {
			t.Errorf("digest of %s: fresh %v, %v; want %v", date, fresh, err, want)
		}
	}
	wantDigest(t, s, id, "2026-03-01", false, time.Time{})
	post("2026-03-01", seen, true, message("d1", general), message("d1-2", general))
	wantDigest(t, s, id, "2026-03-01", true, seen)
	wantDigest(t, s, id, "2026-03-02", false, seen)
	wantDigest(t, s, other, "2026-03-01", false, time.Time{})
	post("2026-03-01", seen.Add(time.Hour), false, message("d2", general))
	wantDigest(t, s, id, "2026-03-01", true, seen)
	post("2026-03-02", seen.Add(24*time.Hour), true)
	wantDigest(t, s, id, "2026-03-02", true, seen.Add(24*time.Hour))
	for _, key := range []string{"d1", "d1-2"} {
		must(t, s.Posted(t.Context(), wantMessages(t, s, "messages", c.now(), key)[0].ID, key))
	}
	wantMessages(t, s, "messages left", c.now())

	must(t, s.RemoveSubscription(t.Context(), id))
	_, err := s.PostDigest(t.Context(), id, "2026-03-03", seen, []chat.Message{message("d3", general)})
	wantNotFound(t, "the digest of a removed subscription", err)
	wantMessages(t, s, "messages of a removed subscription", c.now())
}

func digestNot(t *testing.T, s Chat, c *clock) {
	id := subscribe(t, s, chat.Subscription{Room: general, At: "08:00", Zone: "UTC"})
	messages := []chat.Message{message("d1", general), message("", general)}
	if fresh, err := s.PostDigest(t.Context(), id, "2026-03-01", seen, messages); fresh || err == nil {
		t.Errorf("fresh %v, error %v; want an error", fresh, err)
	}
	wantDigest(t, s, id, "2026-03-01", false, time.Time{})
	wantMessages(t, s, "messages", c.now())
}

func marks(t *testing.T, s Chat, _ *clock) {
	want := func(name, want string) {
		t.Helper()
		if got, err := s.Marked(t.Context(), name); got != want || err != nil {
			t.Errorf("mark %q: %q, %v; want %q", name, got, err, want)
		}
	}
	want("a", "")
	must(t, s.Mark(t.Context(), "a", "1"))
	must(t, s.Mark(t.Context(), "b", "2"))
	must(t, s.Mark(t.Context(), "a", "3\n’"))
	want("a", "3\n’")
	want("b", "2")
}

func pruned(t *testing.T, s Chat, c *clock) {
	a := event("a", "thread")
	a.Keys = []string{"a", "a2"}
	child, m := message("m-2", general), message("m", general)
	child.Parent, m.Conversation = "m", "thread"
	accept(t, s, a)
	r := record("answer1")
	settle(t, s, wantEvents(t, s, "events", c.now(), "a")[0].ID, chat.Outcome{Record: &r, Messages: []chat.Message{m, child}})
	must(t, s.Posted(t.Context(), wantMessages(t, s, "messages", c.now(), "m")[0].ID, "17"))

	must(t, s.Prune(t.Context(), c.pass(10*time.Minute)))
	if fresh, err := s.Accept(t.Context(), a); fresh || err != nil {
		t.Errorf("after ten minutes: fresh %v, %v; want known keys", fresh, err)
	}
	must(t, s.Prune(t.Context(), c.pass(time.Second)))
	now := event("now", "thread")
	accept(t, s, a, now)
	if follows, err := s.Follows(t.Context(), "thread"); !follows || err != nil {
		t.Errorf("the conversation is not known: %v, %v", follows, err)
	}
	if conversation, err := s.ConversationOf(t.Context(), general, "17"); conversation != "thread" || err != nil {
		t.Errorf("the message's conversation is %q, %v", conversation, err)
	}
	again := wantEvents(t, s, "events", c.now(), "a")[0]
	got, err := s.History(t.Context(), again, time.Time{}, 100)
	must(t, err)
	wantDiff(t, "history", []briefing.Turn{}, got)
	if _, err := s.Answer(t.Context(), "answer1"); err != nil {
		t.Error(err)
	}
	if got := wantMessages(t, s, "messages", c.now(), "m-2")[0].ParentID; got != "17" {
		t.Errorf("parent %q, want 17", got)
	}
}

func prunedNot(t *testing.T, s Chat, c *clock) {
	lost := message("lost", general)
	lost.To.Handle = json.RawMessage(`"token"`)
	accept(t, s, event("a", "a"), event("b", "a"))
	deliver(t, s, lost, message("m", general), message("n", general))
	want := wantEvents(t, s, "events", c.now(), "a")
	bury := func() (handle string) {
		t.Helper()
		m := wantMessages(t, s, "messages", c.now(), "lost")[0]
		must(t, s.Bury(t.Context(), m.ID, "refused"))
		return string(m.To.Handle)
	}
	bury()
	must(t, s.Prune(t.Context(), c.now()))
	if n, err := s.Revive(t.Context()); n != 1 || err != nil {
		t.Errorf("revived %d, %v; want 1", n, err)
	}
	if handle := bury(); handle != `"token"` {
		t.Errorf("handle %q after pruning at once, want it still", handle)
	}
	wantMessages(t, s, "messages", c.now(), "m")
	must(t, s.Prune(t.Context(), c.pass(time.Hour)))
	got := wantEvents(t, s, "events after pruning", c.now(), "a")
	want[0].Attempts = 2
	wantDiff(t, "event", want[0], got[0])
	if fresh, err := s.Accept(t.Context(), event("b", "")); fresh || err != nil {
		t.Errorf("the key of an unsettled event: fresh %v, %v", fresh, err)
	}
	m := wantMessages(t, s, "messages after pruning", c.now(), "m")[0]
	wantDiff(t, "body", message("m", general).Body, m.Body)
	must(t, s.Posted(t.Context(), m.ID, "1"))
	letters, err := s.Buried(t.Context())
	must(t, err)
	wantDiff(t, "buried", []chat.Letter{{ID: m.ID - 1, Room: general, Why: "refused", Attempts: 1, Created: seen}}, letters)
	if n, err := s.Revive(t.Context()); n != 1 || err != nil {
		t.Errorf("revived %d, %v; want 1", n, err)
	}
	revived := wantMessages(t, s, "revived", c.now(), "lost")[0]
	if len(revived.To.Handle) != 0 || string(revived.Body) != string(lost.Body) {
		t.Errorf("handle %s, body %s; want none and the body", revived.To.Handle, revived.Body)
	}
}
