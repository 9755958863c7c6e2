package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/slack/slacktest"
)

// messageTo is a message that shows the page.
func messageTo(t testing.TB, to chat.Address, key string, p chat.Page) chat.Message {
	t.Helper()
	p.Key = key
	return chat.Message{Key: key, To: to, Body: render(t, p)[0], Created: time.Now()}
}

func room(channel, thread string) chat.Address {
	return chat.Address{Room: chat.Room{Platform: "slack", Channel: channel, Thread: thread}, User: alice}
}

var hello = chat.Page{Tone: chat.Informs, Title: "Hello", Items: []chat.Item{{Style: chat.Paragraph, Text: "All is <well> & good."}}, Answer: "a1"}

// TestPost posts everywhere and looks at what Slack got: what Render made.
func TestPost(t *testing.T) {
	t.Parallel()
	s := newSlack(t, slacktest.Options{})
	a := newAdapter(t, config(s), &intake{})
	head := s.Say(slacktest.General, "", alice, "hi")
	back := responseURLOf(t, s, a, slacktest.Foreign)
	old := chat.Address{Room: chat.Room{Platform: "slack", Channel: slacktest.General}, User: alice, Private: true, Handle: newHandle("http://127.0.0.1:1/", time.Now().Add(-time.Hour))}
	for i, c := range []struct {
		name       string
		to         chat.Address
		parent     string
		via        string
		thread     string
		only       string
		responding string
	}{
		{name: "channel", to: room(slacktest.General, ""), via: "chat.postMessage"},
		{name: "thread", to: room(slacktest.General, head.TS), via: "chat.postMessage", thread: head.TS},
		{name: "going on", to: room(slacktest.General, ""), parent: head.TS, via: "chat.postMessage", thread: head.TS},
		{name: "going on in a thread", to: room(slacktest.General, head.TS), parent: "1.1", via: "chat.postMessage", thread: head.TS},
		{name: "direct", to: room(s.DM(alice), ""), via: "chat.postMessage"},
		{name: "private", to: with(room(slacktest.Foreign, ""), back, true), via: "response_url", only: alice, responding: "ephemeral"},
		{name: "where the bot is not", to: with(room(slacktest.Foreign, ""), back, false), via: "response_url", responding: "in_channel"},
		{name: "in another's conversation", to: with(room("D0OTHERS", ""), back, false), via: "response_url", responding: "in_channel"},
		{name: "private, too late", to: old, via: "chat.postEphemeral", only: alice},
	} {
		key := fmt.Sprintf("key%d", i)
		m := messageTo(t, c.to, key, hello)
		m.ParentID = c.parent
		posted, err := a.Post(t.Context(), m)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		all := s.Posted()
		got := all[len(all)-1]
		if got.Via != c.via || got.Thread != c.thread || got.For != c.only || (posted == got.TS) == (c.via == "response_url") {
			t.Errorf("%s: posted %q as %+v", c.name, posted, got)
		}
		var body, sent map[string]any
		if json.Unmarshal(m.Body, &body) != nil || json.Unmarshal(got.Sent, &sent) != nil {
			t.Fatalf("%s: bodies: %s %s", c.name, m.Body, got.Sent)
		}
		if c.responding != "" {
			body["response_type"], body["replace_original"] = c.responding, false
			delete(body, "metadata")
		} else {
			body["channel"] = c.to.Room.Channel
			for _, flag := range []string{"mrkdwn", "link_names", "unfurl_links", "unfurl_media"} {
				body[flag] = "false" // in a form
			}
		}
		if c.thread != "" {
			body["thread_ts"] = c.thread
		}
		if c.via == "chat.postEphemeral" {
			body["user"] = alice
		}
		if diff := cmp.Diff(body, sent); diff != "" {
			t.Errorf("%s: rendered and sent differ (-rendered +sent):\n%s", c.name, diff)
		}
	}
}

func with(to chat.Address, back string, private bool) chat.Address {
	to.Handle, to.Private = newHandle(back, time.Now()), private
	return to
}

// responseURLOf is the way back that a command in the channel gives.
func responseURLOf(t *testing.T, s *slacktest.Server, a *Adapter, channel string) string {
	t.Helper()
	bot := httptest.NewServer(a.Handler())
	defer bot.Close()
	s.SetBotURL(bot.URL)
	if !s.Command(channel, alice, "/brief", "help").Acked() {
		t.Fatal("command not acknowledged")
	}
	events := a.intake.(*intake).taken()
	return responseURL(events[len(events)-1].To)
}

// verdicts name what an error tells the courier.
func verdictOf(err error) string {
	_, refused := errors.AsType[*chat.Refused](err)
	notTaken, held := errors.AsType[*chat.NotTaken](err)
	switch {
	case err == nil:
		return "posted"
	case refused:
		return "refused"
	case held:
		return fmt.Sprintf("not taken, %s", notTaken.After)
	}
	return "in doubt"
}

// TestPostErrors has posts fail in every way, and looks at what the courier is told.
func TestPostErrors(t *testing.T) {
	t.Parallel()
	long := make([]map[string]any, 0, 51)
	for range 51 {
		long = append(long, map[string]any{"type": "divider"})
	}
	big := []map[string]any{}
	for range 5 {
		big = append(big, map[string]any{"type": "section", "text": map[string]any{"type": "plain_text", "text": strings.Repeat("x", 2900)}})
	}
	body := func(blocks any) json.RawMessage {
		raw, err := json.Marshal(map[string]any{"text": "x", "blocks": blocks, "metadata": map[string]any{"event_type": eventType, "event_payload": map[string]any{"key": "k"}}})
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	for _, c := range []struct {
		name    string
		options slacktest.Options
		set     func(*Config)
		to      chat.Address
		body    json.RawMessage
		want    string
	}{
		{name: "unknown channel", to: room("C0NOWHERE", ""), want: "refused"},
		{name: "not a member", to: room(slacktest.Foreign, ""), want: "refused"},
		{name: "archived", to: room(slacktest.Archived, ""), want: "refused"},
		{name: "unknown thread", to: room(slacktest.General, "1.000001"), want: "refused"},
		{name: "too many blocks", body: body(long), want: "refused"},
		{name: "blocks too long", body: body(big), want: "refused"},
		{name: "unknown block", body: body([]map[string]any{{"type": "hologram"}}), want: "refused"},
		{name: "no body", body: json.RawMessage(`{`), want: "refused"},
		{name: "wrong token", set: func(c *Config) { c.BotToken = "xoxb-other" }, want: "not taken, 5m0s"},
		{name: "no token", set: func(c *Config) { c.BotToken = "" }, want: "not taken, 5m0s"},
		{name: "no scope", options: slacktest.Options{Scopes: []string{"commands"}}, want: "not taken, 5m0s"},
		{name: "too many", options: slacktest.Options{Faults: slacktest.Faults{TooMany: 1}}, want: "not taken, 1s"},
		{name: "wrong address", set: func(c *Config) { c.APIURL = strings.TrimSuffix(c.APIURL, "api/") + "no/" }, want: "not taken, 30s"},
		{name: "nobody there", set: func(c *Config) { c.APIURL = nobody(t) }, want: "not taken, 0s"},
		{name: "server error", options: slacktest.Options{Faults: slacktest.Faults{Failures: 1}}, want: "in doubt"},
		{name: "lost reply", options: slacktest.Options{Faults: slacktest.Faults{LostReplies: 1}}, want: "in doubt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSlack(t, c.options)
			config := config(s)
			if c.set != nil {
				c.set(&config)
			}
			m := messageTo(t, room(slacktest.General, ""), "k", hello)
			if c.to.Room.Channel != "" {
				m.To = c.to
			}
			if c.body != nil {
				m.Body = c.body
			}
			_, err := newAdapter(t, config, &intake{}).Post(t.Context(), m)
			if got := verdictOf(err); got != c.want {
				t.Errorf("verdict of %v: %s, want %s", err, got, c.want)
			}
			if strings.Contains(fmt.Sprint(err), "xoxb-") {
				t.Errorf("the error tells the token: %v", err)
			}
		})
	}
}

// nobody is an address where nobody listens.
func nobody(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return "http://" + l.Addr().String() + "/api/"
}

// TestPostTimeout has Slack take longer than a request may: nobody knows what came of it.
func TestPostTimeout(t *testing.T) {
	t.Parallel()
	stop := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-stop:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(slow.Close)
	t.Cleanup(func() { close(stop) })
	a := newAdapter(t, Config{BotToken: "xoxb-1", APIURL: slow.URL}, &intake{})
	a.http.Timeout = 50 * time.Millisecond
	if _, err := a.Post(t.Context(), messageTo(t, room("C1", ""), "k", hello)); verdictOf(err) != "in doubt" {
		t.Errorf("verdict of %v: %s", err, verdictOf(err))
	}
	back := with(room("C1", ""), slow.URL+"/secret", true)
	_, err := a.Post(t.Context(), messageTo(t, back, "k", hello))
	if verdictOf(err) != "in doubt" || strings.Contains(err.Error(), "secret") {
		t.Errorf("verdict of %v: %s", err, verdictOf(err))
	}
}

// TestResponseURLIsOver uses a way back up.
func TestResponseURLIsOver(t *testing.T) {
	t.Parallel()
	s := newSlack(t, slacktest.Options{})
	a := newAdapter(t, config(s), &intake{})
	for _, c := range []struct {
		channel string
		private bool
		want    string // of the sixth
	}{
		{slacktest.General, true, "posted"}, // to the person, otherwise
		{slacktest.Foreign, true, "refused"},
		{slacktest.Foreign, false, "refused"},
	} {
		m := messageTo(t, with(room(c.channel, ""), responseURLOf(t, s, a, c.channel), c.private), "k", hello)
		for i := range 5 {
			if _, err := a.Post(t.Context(), m); err != nil {
				t.Fatalf("%s, use %d: %v", c.channel, i+1, err)
			}
		}
		if _, err := a.Post(t.Context(), m); verdictOf(err) != c.want {
			t.Errorf("%s, private %t: the sixth is %s (%v), want %s", c.channel, c.private, verdictOf(err), err, c.want)
		}
	}
}

// TestFind looks for messages that were posted, in channels and threads, among many others.
func TestFind(t *testing.T) {
	t.Parallel()
	s := newSlack(t, slacktest.Options{Seed: 1, Faults: slacktest.Faults{LostReplies: 1}})
	a := newAdapter(t, config(s), &intake{})
	head := s.Say(slacktest.General, "", alice, "hi")
	for i, to := range []chat.Address{room(slacktest.General, ""), room(slacktest.General, head.TS), room(slacktest.Private, ""), room(s.DM(alice), "")} {
		m := messageTo(t, to, fmt.Sprintf("key%d", i), hello)
		if found, err := a.Find(t.Context(), m); found != "" || err != nil {
			t.Errorf("%s: found %q before it was posted, %v", to.Room, found, err)
		}
		if _, err := a.Post(t.Context(), m); verdictOf(err) != "in doubt" {
			t.Fatalf("%s: %v", to.Room, err)
		}
		posted := s.Posted()[i].TS
		for n := range 2*pageLimit + 5 { // more than two pages came after
			s.Say(to.Room.Channel, to.Room.Thread, bob, fmt.Sprintf("message %d", n))
		}
		if found, err := a.Find(t.Context(), m); found != posted || err != nil {
			t.Errorf("%s: found %q, want %q: %v", to.Room, found, posted, err)
		}
		m.Key = "other"
		if found, err := a.Find(t.Context(), m); found != "" || err != nil {
			t.Errorf("%s: found %q for another key, %v", to.Room, found, err)
		}
		private := m
		private.Key, private.To.Private = fmt.Sprintf("key%d", i), true
		if found, err := a.Find(t.Context(), private); found != "" || err != nil {
			t.Errorf("%s: found %q for one person only, %v", to.Room, found, err)
		}
	}
}

// TestFindErrors has history not be readable, for now or for ever.
func TestFindErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		options slacktest.Options
		channel string
		want    string
	}{
		{"no scope", slacktest.Options{Scopes: []string{"chat:write"}}, slacktest.General, "posted"},
		{"not a member", slacktest.Options{}, slacktest.Foreign, "posted"},
		{"unknown", slacktest.Options{}, "C0NOWHERE", "posted"},
		{"server error", slacktest.Options{Faults: slacktest.Faults{Failures: 1}}, slacktest.General, "in doubt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSlack(t, c.options)
			found, err := newAdapter(t, config(s), &intake{}).Find(t.Context(), messageTo(t, room(c.channel, ""), "k", hello))
			if found != "" || verdictOf(err) != c.want {
				t.Errorf("found %q, %v", found, err)
			}
		})
	}
}

// TestFindIsOwn reads histories that others wrote, with what slack-go cannot read.
func TestFindIsOwn(t *testing.T) {
	t.Parallel()
	messages := []string{
		`{"ts":"1.1","user":"U0OTHER","metadata":{"event_type":"briefbot_message","event_payload":{"key":"k"}}}`,
		`{"ts":"1.2","user":"U0OTHER","bot_id":"B0OTHER","blocks":[{"type":"rich_text","block_id":"k"}]}`,
		`{"ts":"1.3","user":"U0OTHER","blocks":[{"type":"actions","elements":[{"type":"new_in_2030"}]}],"metadata":{}}`,
		`{"ts":"1.4","user":"U0BRIEFBOT","bot_id":"B0BRIEFBOT","blocks":[{"type":"rich_text","block_id":"other"},{"type":"x","block_id":"k"}]}`,
		`{"ts":"1.5","user":"U0BRIEFBOT","bot_id":"B0BRIEFBOT","blocks":[{"type":"header","block_id":"k"}]}`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "auth.test") {
			fmt.Fprint(w, `{"ok":true,"user_id":"U0BRIEFBOT","bot_id":"B0BRIEFBOT","team_id":"T1"}`)
			return
		}
		fmt.Fprintf(w, `{"ok":true,"messages":[%s],"response_metadata":{"next_cursor":""}}`, strings.Join(messages, ","))
	}))
	t.Cleanup(server.Close)
	a := newAdapter(t, Config{BotToken: "xoxb-1", APIURL: server.URL}, &intake{})
	if found, err := a.Find(context.Background(), messageTo(t, room("C1", ""), "k", hello)); found != "1.5" || err != nil {
		t.Errorf("found %q, %v", found, err)
	}
}
