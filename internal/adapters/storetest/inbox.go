package storetest

import (
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/sources"
)

func acceptedOnce(t *testing.T, s Chat, c *clock) {
	first := event("a", "")
	first.Keys = []string{"event 1", "message 1", "client 1", "client 1"}
	accept(t, s, first)
	for _, again := range [][]string{
		{"event 1"},
		{"event 2", "message 1"},
		{"event 3", "event 2"}, // known since the one before
		{"client 1", "message 2"},
		{"message 2"},
	} {
		e := event("", "")
		e.Keys = again
		if fresh, err := s.Accept(t.Context(), e); err != nil || fresh {
			t.Errorf("again as %v: fresh %v, %v", again, fresh, err)
		}
	}
	accept(t, s, event("event 4", ""))
	wantEvents(t, s, "events", c.now(), "event 1", "event 4")
}

func acceptedSideBySide(t *testing.T, s Chat, c *clock) {
	const events, each = 20, 8
	var fresh [events]atomic.Int32
	var g errgroup.Group
	for n := range events * each {
		g.Go(func() error {
			e := event(fmt.Sprint(n%events), "")
			is, err := s.Accept(t.Context(), e)
			if is {
				fresh[n%events].Add(1)
			}
			return err
		})
	}
	must(t, g.Wait())
	for n := range fresh {
		if got := fresh[n].Load(); got != 1 {
			t.Errorf("event %d was fresh %d times", n, got)
		}
	}
	if got := claim(t, s, c.now(), 10*events); len(got) != events {
		t.Errorf("%d events, want %d", len(got), events)
	}
}

func badEvent(t *testing.T, s Chat, c *clock) {
	noKey, noRoom, emptyKey := event("a", ""), event("b", ""), event("c", "")
	noKey.Keys, noRoom.To, emptyKey.Keys = nil, chat.Address{}, []string{"c", ""}
	for _, e := range []chat.Event{noKey, noRoom, emptyKey} {
		if _, err := s.Accept(t.Context(), e); err == nil {
			t.Errorf("event %+v: no error", e)
		}
	}
	wantEvents(t, s, "events", c.now())
	accept(t, s, event("c", ""))
}

func eventComesBack(t *testing.T, s Chat, c *clock) {
	want := chat.Event{
		Keys: []string{"'; DROP TABLE events; --", "🙂"}, Kind: chat.Verdict, Text: "Who’s \"in\"\nthe <team> & why?\t🙂",
		Answer: "answer1", Helpful: true, User: "U1", Conversation: "slack:C1:100%_", At: seen.Add(-time.Second),
		Due: seen.Add(-time.Minute),
		To: chat.Address{
			Room: chat.Room{Platform: "slack", Channel: "C1", Thread: "12.34"}, ReplyTo: "56.78", User: "U1", Private: true,
			Handle: json.RawMessage(`{"url":"https://example.org/a?b=c"}`),
		},
	}
	accept(t, s, want)
	got := wantEvents(t, s, "events", c.now(), want.Keys[0])
	want.ID, want.Attempts = got[0].ID, 1
	wantDiff(t, "event", want, got[0])
}

func eventClaims(t *testing.T, s Chat, c *clock) {
	accept(t, s, event("a", ""), event("b", ""), event("c", ""))
	two := claim(t, s, c.now(), 2)
	if len(two) != 2 || two["a"].ID == 0 || two["b"].ID <= two["a"].ID {
		t.Fatalf("claimed %v, want a and b with rising ids", two)
	}
	wantEvents(t, s, "the rest", c.now(), "c")
	wantEvents(t, s, "under their leases", c.pass(lease-time.Microsecond))
	again := wantEvents(t, s, "after the leases", c.pass(time.Microsecond), "a", "b", "c")
	for i, e := range again {
		if e.Attempts != 2 {
			t.Errorf("event %d was claimed %d times, want 2", i, e.Attempts)
		}
	}
	settle(t, s, two["b"].ID, chat.Outcome{})
	wantEvents(t, s, "after one is settled", c.pass(lease), "a", "c")
}

func conversationOrder(t *testing.T, s Chat, c *clock) {
	accept(t, s, event("a1", "a"), event("a2", "a"), event("b1", "b"), event("a3", "a"), event("free1", ""), event("free2", ""))
	first := claim(t, s, c.now(), 100)
	if len(first) != 4 {
		t.Errorf("claimed %d, want the first of a and of b and those without a conversation", len(first))
	}
	wantEvents(t, s, "while the first is claimed", c.now())
	must(t, s.HandBack(t.Context(), first["a1"].ID, c.now().Add(time.Hour), "later"))
	wantEvents(t, s, "while the first is not due", c.now())
	settle(t, s, first["a1"].ID, chat.Outcome{})
	second := wantEvents(t, s, "after the first", c.now(), "a2")
	accept(t, s, event("a4", "a"))
	wantEvents(t, s, "while the second is claimed", c.now())
	settle(t, s, second[0].ID, chat.Outcome{})
	third := wantEvents(t, s, "after the second", c.now(), "a3")
	settle(t, s, third[0].ID, chat.Outcome{Failed: "broken"})
	settle(t, s, third[0].ID, chat.Outcome{})
	fourth := wantEvents(t, s, "after the third", c.now(), "a4")
	settle(t, s, fourth[0].ID, chat.Outcome{})
	accept(t, s, event("a5", "a"))
	wantEvents(t, s, "after all", c.now(), "a5")
}

func handedBack(t *testing.T, s Chat, c *clock) {
	accept(t, s, event("a", ""))
	e := wantEvents(t, s, "events", c.now(), "a")[0]
	due := c.now().Add(time.Second)
	must(t, s.HandBack(t.Context(), e.ID, due, "the index is not ready"))
	must(t, s.HandBack(t.Context(), e.ID, c.now(), "it is not claimed any more"))
	wantEvents(t, s, "before it is due", c.now())
	again := wantEvents(t, s, "when it is due", due, "a")[0]
	if again.Attempts != 2 || !again.Due.Equal(due) {
		t.Errorf("claimed %d times, due %v; want 2, %v", again.Attempts, again.Due, due)
	}
	settle(t, s, e.ID, chat.Outcome{})
	must(t, s.HandBack(t.Context(), e.ID, c.now(), "too late"))
	wantEvents(t, s, "after it is settled", c.pass(time.Hour))
}

func dueEvent(t *testing.T, s Chat, c *clock) {
	e := event("a", "")
	e.Due = c.now().Add(time.Second)
	accept(t, s, e)
	wantEvents(t, s, "before it is due", c.now())
	wantEvents(t, s, "when it is due", c.pass(time.Second), "a")
}

func claimsSideBySide(t *testing.T, s Chat, c *clock) {
	const n = 60
	for i := range n {
		accept(t, s, event(fmt.Sprint(i), ""))
		room := chat.Room{Platform: "slack", Channel: fmt.Sprint(i)}
		deliver(t, s, message(fmt.Sprintf("m%d", i), room))
	}
	var events, messages sync.Map
	var g errgroup.Group
	for range 4 {
		g.Go(func() error {
			for range n {
				claimed, err := s.NextEvents(t.Context(), c.now(), lease, 2)
				if err != nil {
					return err
				}
				for _, e := range claimed {
					if _, twice := events.LoadOrStore(e.ID, true); twice {
						return fmt.Errorf("event %d is claimed twice", e.ID)
					}
				}
				posts, err := s.NextMessages(t.Context(), c.now(), lease, 1)
				if err != nil {
					return err
				}
				for _, m := range posts {
					if _, twice := messages.LoadOrStore(m.ID, true); twice {
						return fmt.Errorf("message %d is claimed twice", m.ID)
					}
				}
			}
			return nil
		})
	}
	must(t, g.Wait())
	for what, claimed := range map[string]*sync.Map{"events": &events, "messages": &messages} {
		count := 0
		claimed.Range(func(_, _ any) bool { count++; return true })
		if want := map[string]int{"events": n, "messages": n}[what]; count != want {
			t.Errorf("%d %s claimed, want %d", count, what, want)
		}
	}
}

func released(t *testing.T, s Chat, c *clock) {
	accept(t, s, event("a", "a"), event("b", "a"))
	deliver(t, s, message("m", general))
	wantEvents(t, s, "events", c.now(), "a")
	wantMessages(t, s, "messages", c.now(), "m")
	must(t, s.Release(t.Context()))
	again := wantEvents(t, s, "events released", c.now(), "a")
	if again[0].Attempts != 2 {
		t.Errorf("claimed %d times, want 2", again[0].Attempts)
	}
	wantMessages(t, s, "messages not released", c.now())
}

func settled(t *testing.T, s Chat, c *clock) {
	d := document("a", "Text of a.")
	put(t, s, d)
	accept(t, s, event("a", ""), event("b", ""))
	e := wantEvents(t, s, "events", c.now(), "a", "b")
	want := record("answer1", d)
	settle(t, s, e[0].ID, chat.Outcome{
		Record:   &want,
		Messages: []chat.Message{message("m1", general), message("m2", general)},
		Verdict:  &chat.Feedback{Answer: "answer1", User: "slack:U1", Helpful: true, At: seen},
	})
	got, err := s.Answer(t.Context(), "answer1")
	must(t, err)
	wantDiff(t, "record", want, got)
	if helpful, not, err := s.Verdicts(t.Context(), "answer1"); helpful != 1 || not != 0 || err != nil {
		t.Errorf("verdicts %d, %d, %v; want 1, 0", helpful, not, err)
	}
	m := wantMessages(t, s, "messages", c.now(), "m1")
	must(t, s.Posted(t.Context(), m[0].ID, "1"))
	wantMessages(t, s, "messages", c.now(), "m2")
	wantEvents(t, s, "events left", c.pass(lease), "b")
	wantNotFound(t, "settling an unknown event", s.Settle(t.Context(), e[1].ID+100, chat.Outcome{}))
}

func settledNot(t *testing.T, s Chat, c *clock) {
	accept(t, s, event("a", ""))
	e := wantEvents(t, s, "events", c.now(), "a")[0]
	unknown := record("answer1", document("a", "A text never put."))
	known := record("answer2")
	for what, o := range map[string]chat.Outcome{
		"an answer without its text": {Record: &unknown},
		"a key used twice":           {Record: &known, Messages: []chat.Message{message("m", general), message("m", general)}},
		"a message without a key":    {Record: &known, Messages: []chat.Message{message("", general)}},
		"a source without a name":    {Record: &known, Messages: []chat.Message{message("m", general)}, Source: &chat.SourceChange{Add: &sources.Source{Address: "https://example.org"}}},
	} {
		o.Verdict = &chat.Feedback{Answer: "answer1", User: "slack:U1", At: seen}
		o.Subscribe = &chat.Subscription{Room: general, At: "08:00", Zone: "UTC"}
		o.Mode = chat.LLM
		if o.Source == nil {
			followed := source("a")
			o.Source = &chat.SourceChange{Add: &followed}
		}
		if err := s.Settle(t.Context(), e.ID, o); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
	for _, id := range []string{"answer1", "answer2"} {
		_, err := s.Answer(t.Context(), id)
		wantNotFound(t, "answer", err)
	}
	if helpful, not, err := s.Verdicts(t.Context(), "answer1"); helpful+not != 0 || err != nil {
		t.Errorf("verdicts %d, %d, %v; want none", helpful, not, err)
	}
	if got, err := s.Subscriptions(t.Context()); len(got) != 0 || err != nil {
		t.Errorf("subscriptions %v, %v; want none", got, err)
	}
	wantSources(t, s, "sources")
	wantModes(t, s, "modes")
	wantMessages(t, s, "messages", c.now())
	wantEvents(t, s, "the event", c.pass(lease), "a")
}

func settledTwice(t *testing.T, s Chat, c *clock) {
	accept(t, s, event("a", ""))
	e := wantEvents(t, s, "events", c.now(), "a")[0]
	first, second := record("answer1"), record("answer2")
	settle(t, s, e.ID, chat.Outcome{Record: &first, Messages: []chat.Message{message("m1", general)}})
	settle(t, s, e.ID, chat.Outcome{
		Record: &second, Messages: []chat.Message{message("m2", chat.Room{Platform: "slack", Channel: "C2"})},
		Verdict:   &chat.Feedback{Answer: "answer1", User: "slack:U1", At: seen},
		Subscribe: &chat.Subscription{Room: general, At: "08:00", Zone: "UTC"},
	})
	_, err := s.Answer(t.Context(), "answer2")
	wantNotFound(t, "the second answer", err)
	wantMessages(t, s, "messages", c.now(), "m1")
	if _, not, err := s.Verdicts(t.Context(), "answer1"); not != 0 || err != nil {
		t.Errorf("%d verdicts, %v; want none", not, err)
	}
	if got, err := s.Subscriptions(t.Context()); len(got) != 0 || err != nil {
		t.Errorf("subscriptions %v, %v; want none", got, err)
	}
}

// messageKeys: the same message again is no error and not there twice; the key of a message
// elsewhere is one.
func messageKeys(t *testing.T, s Chat, c *clock) {
	accept(t, s, event("a", ""), event("b", ""))
	e := wantEvents(t, s, "events", c.now(), "a", "b")
	settle(t, s, e[0].ID, chat.Outcome{Messages: []chat.Message{message("m1", general)}})
	again := message("m1", general)
	again.Body = json.RawMessage(`{"text":"another"}`)
	elsewhere := message("m1", chat.Room{Platform: "slack", Channel: "C2"})
	if err := s.Settle(t.Context(), e[1].ID, chat.Outcome{Messages: []chat.Message{message("m2", general), elsewhere}}); err == nil {
		t.Error("the key of a message in another channel: no error")
	}
	settle(t, s, e[1].ID, chat.Outcome{Messages: []chat.Message{again, message("m3", general)}})
	got := wantMessages(t, s, "messages", c.now(), "m1")
	if string(got[0].Body) != string(message("m1", general).Body) {
		t.Errorf("body %s, want the first", got[0].Body)
	}
	must(t, s.Posted(t.Context(), got[0].ID, "1"))
	last := wantMessages(t, s, "messages", c.now(), "m3")
	must(t, s.Posted(t.Context(), last[0].ID, "2"))
	deliver(t, s, again)
	wantMessages(t, s, "messages after the first is posted", c.now())
}

func history(t *testing.T, s Chat, c *clock) {
	card := event("card", "a")
	card.Kind, card.Text = chat.Fact, "A name"
	click := event("click", "a")
	click.Kind, click.Answer = chat.Verdict, "answer1"
	old := event("old", "a")
	old.At = seen.Add(-time.Hour)
	const odd = "'\"\\ \x00 <b> 🙂"
	first := event("first", "a")
	first.Text = odd
	accept(t, s, old, first, event("other", "b"), card, click, event("refused", "a"), event("now", "a"), event("after", "a"))
	var now chat.Event
	for n := 0; now.ID == 0; n++ {
		for key, e := range claim(t, s, c.now(), 1) {
			if key == "now" {
				now = e
				break
			}
			r := record("answer-" + key)
			r.Answer.Text = "Answer to " + key
			o := chat.Outcome{Record: &r}
			switch key {
			case "refused":
				r.Answer.Text, r.Answer.Status = "", briefing.NotFound
			case "card", "click":
				o.Record = nil
			}
			settle(t, s, e.ID, o)
		}
		if n > 10 {
			t.Fatal("the event is not claimed")
		}
	}
	all := []briefing.Turn{
		{Role: "user", Text: "Asked in old?"},
		{Role: "bot", Text: "Answer to old"},
		{Role: "user", Text: odd},
		{Role: "bot", Text: "Answer to first"},
		{Role: "user", Text: "A name"},
		{Role: "user", Text: "Asked in refused?"},
	}
	for _, test := range []struct {
		what  string
		since time.Time
		n     int
		want  []briefing.Turn
	}{
		{"all", time.Time{}, 100, all},
		{"the last three", time.Time{}, 3, all[3:]},
		{"the last", time.Time{}, 1, all[5:]},
		{"none", time.Time{}, 0, nil},
		{"since", seen, 100, all[2:]},
	} {
		got, err := s.History(t.Context(), now, test.since, test.n)
		must(t, err)
		wantDiff(t, test.what, test.want, got)
	}
	now.Conversation = ""
	got, err := s.History(t.Context(), now, time.Time{}, 100)
	must(t, err)
	wantDiff(t, "without a conversation", []briefing.Turn{}, got)
}

func conversations(t *testing.T, s Chat, c *clock) {
	accept(t, s, event("a", "thread"), event("b", ""))
	for conversation, want := range map[string]bool{"thread": true, "thread2": false, "": false} {
		if got, err := s.Follows(t.Context(), conversation); got != want || err != nil {
			t.Errorf("follows %q: %v, %v; want %v", conversation, got, err, want)
		}
	}
	m := message("m", chat.Room{Platform: "slack", Channel: "C1", Thread: "1"})
	m.Conversation = "thread"
	deliver(t, s, m, message("n", general))
	wantConversation := func(room chat.Room, posted, want string) {
		t.Helper()
		if got, err := s.ConversationOf(t.Context(), room, posted); got != want || err != nil {
			t.Errorf("conversation of %q in %s: %q, %v; want %q", posted, room, got, err, want)
		}
	}
	wantConversation(general, "", "")
	must(t, s.Posted(t.Context(), wantMessages(t, s, "first", c.now(), "m")[0].ID, "17"))
	must(t, s.Posted(t.Context(), wantMessages(t, s, "second", c.now(), "n")[0].ID, "18"))
	wantConversation(general, "17", "thread")
	wantConversation(general, "18", "")
	wantConversation(general, "19", "")
	wantConversation(chat.Room{Platform: "slack", Channel: "C2"}, "17", "")
	wantConversation(chat.Room{Platform: "discord", Channel: "C1"}, "17", "")
}
