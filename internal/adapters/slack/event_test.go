package slack

import (
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/slack/slacktest"
)

const (
	alice  = "U0ALICE"
	bob    = "U0BOB"
	asksMe = "<@" + slacktest.Bot + "> "
)

// ways are how events come.
var ways = []struct {
	name  string
	start func(*testing.T, *slacktest.Server, *Adapter)
}{
	{"socket", func(t *testing.T, s *slacktest.Server, a *Adapter) {
		run(t, a)
		eventually(t, "sockets", func() bool { return s.Sockets() == sockets && a.Connected() })
	}},
	{"http", func(t *testing.T, s *slacktest.Server, a *Adapter) {
		a.config.AppToken = ""
		run(t, a)
		bot := httptest.NewServer(a.Handler())
		t.Cleanup(bot.Close)
		s.SetBotURL(bot.URL)
		eventually(t, "connection", a.Connected)
	}},
}

// TestEvents has people do everything, over both ways, and looks at what the intake gets.
func TestEvents(t *testing.T) {
	t.Parallel()
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			clock := time.Date(2025, 8, 16, 7, 0, 0, 0, time.UTC)
			s, in := newSlack(t, slacktest.Options{Now: func() time.Time { return clock }}), &intake{}
			a := newAdapter(t, config(s), in)
			way.start(t, s, a)
			do := func(d *slacktest.Delivery) *slacktest.Delivery {
				t.Helper()
				if !d.Acked() {
					t.Fatalf("not acknowledged: %+v", d)
				}
				if err := s.Settle(t.Context()); err != nil {
					t.Fatal(err)
				}
				return d
			}
			head := do(s.Mention(slacktest.General, alice, "who leads &lt;it&gt;?"))
			do(s.Say(slacktest.General, head.TS, bob, "and the deputy?"))
			do(s.Say(slacktest.General, head.TS, bob, "<@"+alice+"> do you know?")) // to somebody else
			do(s.Say(slacktest.General, "", bob, "just talking"))
			do(s.Say(slacktest.General, "", bob, asksMe))
			do(s.Direct(alice, "where is it?"))
			do(s.Say(s.DM(alice), "1755327600.000001", alice, "and when?"))
			do(s.Command(slacktest.General, alice, "/ask", "who &amp; why?"))
			do(s.Command(slacktest.General, alice, "/ask", ""))
			do(s.Command(slacktest.General, alice, "/digest", ""))
			do(s.Command(slacktest.General, alice, "/brief", "subscribe 08:00"))
			do(s.Command(slacktest.General, alice, "/unknown", "x"))
			pressButton(t, s, a, bob, actionQuotes)
			pressButton(t, s, a, bob, actionNotHelpful)

			thread := func(ts string) chat.Address {
				return chat.Address{Room: chat.Room{Platform: "slack", Channel: slacktest.General, Thread: ts}}
			}
			room := chat.Address{Room: chat.Room{Platform: "slack", Channel: slacktest.General}}
			private := func(a chat.Address) chat.Address { a.Private = true; return a }
			in5, dm := "1755327600.000005", "D00ALICE"
			want := []chat.Event{
				{Kind: chat.Ask, Text: "who leads <it>?", User: alice, To: thread(head.TS), Conversation: "slack:T0BRIEFING:C0GENERAL:" + head.TS},
				{Kind: chat.Ask, Text: "and the deputy?", User: bob, To: thread(head.TS), Conversation: "slack:T0BRIEFING:C0GENERAL:" + head.TS},
				{Kind: chat.Brief, Text: "", User: bob, To: thread(in5), Conversation: "slack:T0BRIEFING:C0GENERAL:" + in5},
				{Kind: chat.Ask, Text: "where is it?", User: alice, To: chat.Address{Room: chat.Room{Platform: "slack", Channel: dm}}, Conversation: "slack:T0BRIEFING:D00ALICE"},
				{Kind: chat.Ask, Text: "and when?", User: alice, To: chat.Address{Room: chat.Room{Platform: "slack", Channel: dm, Thread: "1755327600.000001"}}, Conversation: "slack:T0BRIEFING:D00ALICE:1755327600.000001"},
				{Kind: chat.Ask, Text: "who & why?", User: alice, To: room, Conversation: "slack:T0BRIEFING:command:trigger-00000001"},
				{Kind: chat.Brief, Text: "help", User: alice, To: private(room), Conversation: "slack:T0BRIEFING:command:trigger-00000002"},
				{Kind: chat.Digest, User: alice, To: room, Conversation: "slack:T0BRIEFING:command:trigger-00000003"},
				{Kind: chat.Brief, Text: "subscribe 08:00", User: alice, To: private(room), Conversation: "slack:T0BRIEFING:command:trigger-00000004"},
				{Kind: chat.Brief, Text: "help", User: alice, To: private(room), Conversation: "slack:T0BRIEFING:command:trigger-00000005"},
				{Kind: chat.Quotes, Answer: "answer1", User: bob, To: private(thread(head.TS))},
				{Kind: chat.Verdict, Answer: "answer1", User: bob, To: private(thread(head.TS))},
			}
			got := in.taken()
			diff := cmp.Diff(want, got, cmpopts.IgnoreFields(chat.Event{}, "Keys", "At"), cmpopts.IgnoreFields(chat.Address{}, "ReplyTo", "User", "Handle"))
			if diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
			if in.repeats != 2 {
				t.Errorf("%d repeats, want 2: the second event of each mention", in.repeats)
			}
			checkAddresses(t, got)
		})
	}
}

// pressButton has a button pressed under a message that the bot posts in the thread of the first
// event.
func pressButton(t *testing.T, s *slacktest.Server, a *Adapter, user, action string) {
	t.Helper()
	in := a.intake.(*intake)
	m := messageTo(t, in.taken()[0].To, "key1", chat.Page{Items: []chat.Item{{Text: "x"}}, Answer: "answer1"})
	if _, err := a.Post(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	posted := s.Posted()
	d, err := s.Press(posted[len(posted)-1], user, action)
	if err != nil {
		t.Fatal(err)
	}
	if !d.Acked() {
		t.Errorf("press of %s not acknowledged", action)
	}
}

// checkAddresses checks what differs from run to run.
func checkAddresses(t *testing.T, events []chat.Event) {
	t.Helper()
	for i, e := range events {
		name := fmt.Sprintf("event %d, %s %q", i, e.Kind, e.Text)
		if e.To.User != e.User {
			t.Errorf("%s: answers %q, asked by %q", name, e.To.User, e.User)
		}
		if by := responseURL(e.To) != ""; by != (e.To.ReplyTo == "") {
			t.Errorf("%s: response_url %t, reply to %q", name, by, e.To.ReplyTo)
		}
		if time.Since(e.At) > time.Minute && e.At.Year() != 2025 {
			t.Errorf("%s: at %s", name, e.At)
		}
	}
}

// TestUnheard has the bot hear what is not for it.
func TestUnheard(t *testing.T) {
	t.Parallel()
	s, in := newSlack(t, slacktest.Options{}), &intake{}
	a := newAdapter(t, config(s), in)
	ways[0].start(t, s, a)
	said := func(more map[string]any) map[string]any {
		e := map[string]any{
			"type": "message", "channel": "D0X", "channel_type": "im", "user": alice, "text": "who?", "ts": "1755327600.000001", "event_ts": "1755327600.000001",
		}
		for name, v := range more {
			e[name] = v
		}
		return e
	}
	for _, e := range []map[string]any{
		said(map[string]any{"bot_id": "B1"}),
		said(map[string]any{"user": slacktest.Bot}),
		said(map[string]any{"user": "USLACKBOT"}),
		said(map[string]any{"subtype": "message_changed", "message": map[string]any{"text": "x"}}),
		said(map[string]any{"subtype": "message_deleted"}),
		said(map[string]any{"subtype": "channel_join"}),
		said(map[string]any{"subtype": "bot_message", "user": nil}),
		said(map[string]any{"channel_type": "mpim", "channel": "G1"}),
		said(map[string]any{"channel_type": "channel", "channel": "C1"}),
		said(map[string]any{"channel_type": "channel", "channel": "C1", "thread_ts": "1755327500.000001"}),
		said(map[string]any{"type": "app_mention", "bot_id": "B1"}),
		{"type": "user_change", "user": map[string]any{"id": alice}},
		{"type": "channel_created", "channel": map[string]any{"id": "C1"}},
		{"type": "message", "user": map[string]any{"id": alice}}, // of another form
	} {
		if !s.Event(e).Acked() {
			t.Errorf("not acknowledged: %v", e)
		}
	}
	if got := in.taken(); len(got) != 0 {
		t.Errorf("taken: %+v", got)
	}
	for _, e := range []map[string]any{
		said(map[string]any{"ts": "1755327600.000002", "subtype": "file_share"}),
		said(map[string]any{"ts": "1755327600.000003", "channel": "C1", "channel_type": "channel", "subtype": "thread_broadcast", "text": asksMe + "who?"}),
		said(map[string]any{"ts": "1755327600.000004", "channel": "C1", "channel_type": "", "type": "app_mention", "text": asksMe + "who?"}),
		said(map[string]any{"ts": "1755327600.000005", "blocks": []any{map[string]any{"type": "actions", "elements": []any{map[string]any{"type": "new_in_2030"}}}}}),
	} {
		s.Event(e).Acked()
	}
	if got := in.taken(); len(got) != 4 {
		t.Errorf("%d taken, want 4: %+v", len(got), got)
	}
}

// TestThreadUnderAnswer goes on in the thread under what a command had posted.
func TestThreadUnderAnswer(t *testing.T) {
	t.Parallel()
	s := newSlack(t, slacktest.Options{})
	in := &intake{conversations: map[string]string{slacktest.General + " 1755327600.000007": "slack:T:command:1"}}
	ways[0].start(t, s, newAdapter(t, config(s), in))
	s.Say(slacktest.General, "1755327600.000007", alice, "and the deputy?").Acked()
	s.Say(slacktest.General, "1755327600.000008", alice, "and the deputy?").Acked()
	got := in.taken()
	if len(got) != 1 || got[0].Conversation != "slack:T:command:1" || got[0].To.Room.Thread != "1755327600.000007" {
		t.Errorf("taken: %+v", got)
	}
}

// TestRepeats has events doubled, late and out of order: each is taken once.
func TestRepeats(t *testing.T) {
	t.Parallel()
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			s, in := newSlack(t, slacktest.Options{Seed: 7, Faults: slacktest.Faults{Doubled: .5, Late: .5, Lateness: 50 * time.Millisecond}}), &intake{}
			way.start(t, s, newAdapter(t, config(s), in))
			const n = 200
			for i := range n {
				s.Mention(slacktest.General, alice, fmt.Sprintf("question %d?", i))
			}
			d := s.Command(slacktest.General, alice, "/ask", "question 200?")
			for range 3 {
				s.Repeat(d)
			}
			if err := s.Settle(t.Context()); err != nil {
				t.Fatal(err)
			}
			texts := map[string]int{}
			for _, e := range in.taken() {
				texts[e.Text]++
			}
			for i := range n + 1 {
				if text := fmt.Sprintf("question %d?", i); texts[text] != 1 {
					t.Errorf("%q taken %d times", text, texts[text])
				}
			}
			if in.repeats < n+n/3 || s.Missed() != 0 {
				t.Errorf("%d repeats, %d missed: the faults were not there", in.repeats, s.Missed())
			}
		})
	}
}
