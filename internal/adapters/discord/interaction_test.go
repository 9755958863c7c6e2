package discord

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/discord/discordtest"
)

func TestCommandsBecomeEvents(t *testing.T) {
	t.Parallel()
	b := running(t, discordtest.Options{})
	direct := b.server.DirectChannel(user)
	thread := b.server.AddThread(general, b.server.Say(general, user, "a topic"))
	for _, c := range []struct {
		name, channel      string
		options            map[string]any
		kind               chat.Kind
		text, conversation string
		private            bool
	}{
		{"ask", general, map[string]any{"question": "who  is <@1> it?"}, chat.Ask, "who is it?", "discord:" + general + ":ID", false},
		{"ask", direct, map[string]any{"question": "who?"}, chat.Ask, "who?", "discord:" + direct, false},
		{"ask", thread, map[string]any{"question": "who?"}, chat.Ask, "who?", "discord:" + thread, false},
		{"fact", general, map[string]any{"name": "New START"}, chat.Fact, "New START", "discord:" + general + ":ID", false},
		{"digest", general, nil, chat.Digest, "", "discord:" + general + ":ID", false},
		{"digest", general, map[string]any{"topic": "trade"}, chat.Digest, "trade", "discord:" + general + ":ID", false},
		{"brief help", general, nil, chat.Brief, "help", "", true},
		{"brief subscribe", general, map[string]any{"at": "08:00", "zone": "Europe/Berlin", "topic": "arms control"}, chat.Brief, "subscribe 08:00 Europe/Berlin arms control", "", true},
		{"brief subscribe", general, map[string]any{"at": "08:00"}, chat.Brief, "subscribe 08:00", "", true},
		{"brief unsubscribe", general, map[string]any{"id": 12}, chat.Brief, "unsubscribe 12", "", true},
		{"brief subscriptions", general, nil, chat.Brief, "subscriptions", "", true},
		{"brief mode", general, nil, chat.Brief, "mode", "", true},
		{"brief mode", general, map[string]any{"mode": "llm"}, chat.Brief, "mode llm", "", true},
		{"brief usage", general, nil, chat.Brief, "usage", "", true},
		{"brief sources list", general, nil, chat.Brief, "sources list", "", true},
		{"brief sources add", general, map[string]any{"address": "https://example.org/feed?a=1&b=2"}, chat.Brief, "sources add https://example.org/feed?a=1&b=2", "", true},
		{"brief sources add", general, map[string]any{"address": "example.org", "every": "30m", "name": "Demo Wire"}, chat.Brief, "sources add example.org every 30m Demo Wire", "", true},
		{"brief sources remove", general, map[string]any{"source": "Demo Wire"}, chat.Brief, "sources remove Demo Wire", "", true},
		{"of-an-earlier-version", general, nil, chat.Brief, "help", "", true},
		{"ask", general, map[string]any{"question": "<@1>"}, chat.Brief, "help", "", true},
	} {
		id := b.server.Command(c.channel, user, c.name, c.options)
		got := b.await(t, "discord:interaction:"+id)
		want := chat.Event{
			Keys: []string{"discord:interaction:" + id}, Kind: c.kind, Text: c.text, User: user,
			To:           chat.Address{Room: room(c.channel), User: user, Private: c.private, Handle: got.To.Handle},
			Conversation: replaceID(c.conversation, id), At: created(id),
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("/%s (-want +got):\n%s", c.name, diff)
		}
		var h handle
		if err := json.Unmarshal(got.To.Handle, &h); err != nil || h.Application != discordtest.App || time.Until(h.Expires) > tokenLife || time.Until(h.Expires) < tokenLife-time.Minute {
			t.Errorf("/%s: handle %+v, %v", c.name, h, err)
		}
		eventually(t, "an acknowledgement", func() bool { return b.server.Interaction(id).Answered })
		if original := b.server.Interaction(id).Original; original.Private != c.private || !original.Loading {
			t.Errorf("/%s is acknowledged as %+v", c.name, original)
		}
	}
}

func TestButtonsBecomeEvents(t *testing.T) {
	t.Parallel()
	b := running(t, discordtest.Options{})
	posted, err := b.Post(t.Context(), b.message(t, general, "k"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		button  string
		kind    chat.Kind
		helpful bool
	}{{"quotes", chat.Quotes, false}, {"helpful", chat.Verdict, true}, {"not_helpful", chat.Verdict, false}} {
		id := b.server.Press(user, posted, c.button+":")
		e := b.await(t, "discord:interaction:"+id)
		if e.Kind != c.kind || e.Answer != "a1" || e.Helpful != c.helpful || !e.To.Private || e.User != user {
			t.Errorf("%s became %+v", c.button, e)
		}
		eventually(t, "an acknowledgement", func() bool { return b.server.Interaction(id).Answered })
		m := b.message(t, general, "k-"+c.button[:1])
		m.To = e.To
		if _, err := b.Post(t.Context(), m); err != nil {
			t.Errorf("%s: %v", c.button, err)
		}
		m.Parent, m.Key = m.Key, m.Key+"-2"
		if _, err := b.Post(t.Context(), m); err != nil {
			t.Errorf("%s: second part: %v", c.button, err)
		}
		if i := b.server.Interaction(id); !i.Original.Private || i.Original.Loading || len(i.FollowUp) != 1 {
			t.Errorf("%s is answered as %+v", c.button, i)
		}
	}
	if all := b.server.Messages(general); len(all) != 1 {
		t.Errorf("everybody sees %d messages, want 1", len(all))
	}
}

func TestForeignButtonIsLeftAlone(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"", "quotes", "quotes:", "other:1", ":1"} {
		if kind, _, _ := press(id); kind != "" {
			t.Errorf("press(%q) = %s", id, kind)
		}
	}
}

// TestNotCommittedNotAcknowledged breaks the store: the person has to see the command fail.
func TestNotCommittedNotAcknowledged(t *testing.T) {
	t.Parallel()
	b := newBot(t, newServer(t, discordtest.Options{}), newLedger())
	stop := b.start(t)
	eventually(t, "a session", b.connectedBoth)
	b.ledger.fail(errDisk)
	id := b.server.Command(general, user, "ask", map[string]any{"question": "one"})
	eventually(t, "the command to be looked at", func() bool { return b.ledger.times("discord:interaction:"+id) == 1 })
	stop()
	if b.server.Interaction(id).Answered {
		t.Error("a command was acknowledged that is not committed")
	}
}

func TestRegistersOnlyWhatDiffers(t *testing.T) {
	t.Parallel()
	for _, guild := range []string{"", discordtest.Guild} {
		b := idle(t, discordtest.Options{})
		b.config.GuildID = guild
		writes := func() (n int) {
			for _, r := range b.server.Requests() {
				if r.Method != "GET" {
					n++
				}
			}
			return n
		}
		for _, want := range []int{4, 4} { // the second time nothing differs
			if err := b.register(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := writes(); got != want {
				t.Errorf("guild %q: %d commands written, want %d", guild, got, want)
			}
		}
		path, todo, err := b.outdated(t.Context())
		if err != nil || len(todo) != 0 {
			t.Fatalf("outdated: %v, %v", todo, err)
		}
		if err := b.rest.call(t.Context(), "POST", path, map[string]any{"name": "fact", "description": "of an earlier version"}, nil); err != nil {
			t.Fatal(err)
		}
		if err := b.register(t.Context()); err != nil {
			t.Fatal(err)
		}
		if last := b.server.Requests()[len(b.server.Requests())-1]; writes() != 6 || last.Method != "PATCH" {
			t.Errorf("guild %q: %d commands written, the last by %s; want 6 and PATCH", guild, writes(), last.Method)
		}
	}
}

// TestRegistersWhereNothingCanBeListed has another server than Discord.
func TestRegistersWhereNothingCanBeListed(t *testing.T) {
	t.Parallel()
	written := make(chan []slashCommand, 1)
	mux := http.NewServeMux()
	mux.HandleFunc("PUT /applications/{app}/commands", func(w http.ResponseWriter, r *http.Request) {
		var all []slashCommand
		_ = json.NewDecoder(r.Body).Decode(&all) // none is an error too
		written <- all
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	a := New(Config{Token: "x", AppID: "1", APIURL: server.URL}, nil, nil, slog.New(slog.DiscardHandler))
	t.Cleanup(a.rest.session.Client.CloseIdleConnections)
	if err := a.register(t.Context()); err != nil {
		t.Fatal(err)
	}
	if all := <-written; len(all) != 4 {
		t.Errorf("%d commands registered, want 4", len(all))
	}
}
