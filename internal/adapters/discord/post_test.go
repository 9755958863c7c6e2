package discord

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/discord/discordtest"
)

// bodyOf renders a page of one sentence.
func bodyOf(t *testing.T, a *Adapter, key string) json.RawMessage {
	t.Helper()
	bodies, err := a.Render(chat.Page{Tone: chat.Answers, Key: key, Answer: "a1", Items: []chat.Item{{Style: chat.Paragraph, Text: "It is so."}}}, chat.Address{})
	if err != nil {
		t.Fatal(err)
	}
	return bodies[0]
}

// message makes a message to a channel.
func (b *bot) message(t *testing.T, channel, key string) chat.Message {
	t.Helper()
	return chat.Message{Key: key, To: chat.Address{Room: room(channel)}, Body: bodyOf(t, b.Adapter, key), Created: time.Now()}
}

func idle(t *testing.T, o discordtest.Options) *bot {
	t.Helper()
	return newBot(t, newServer(t, o), newLedger())
}

func TestPostReplies(t *testing.T) {
	t.Parallel()
	b := idle(t, discordtest.Options{})
	m := b.message(t, general, "k1")
	m.To.ReplyTo = b.server.Say(general, user, "a question")
	posted, err := b.Post(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	all := b.server.Messages(general)
	got := all[len(all)-1]
	if got.ID != posted || got.ReplyTo != m.To.ReplyTo || got.Nonce != "k1" || got.Embeds[0].Description != "It is so." {
		t.Errorf("posted %s, stands as %+v", posted, got)
	}
	again, err := b.Post(t.Context(), m)
	if err != nil || again != posted || len(b.server.Messages(general)) != 2 {
		t.Errorf("posted again: %s, %v, %d messages; want the same one", again, err, len(b.server.Messages(general)))
	}
	found, err := b.Find(t.Context(), m)
	if err != nil || found != posted {
		t.Errorf("Find = %q, %v; want %q", found, err, posted)
	}
	m.Key = "k"
	if found, err := b.Find(t.Context(), m); err != nil || found != "" {
		t.Errorf("Find of another key = %q, %v", found, err)
	}
}

func TestPostWhereTheQuestionIsGone(t *testing.T) {
	t.Parallel()
	b := idle(t, discordtest.Options{})
	m := b.message(t, general, "k1")
	m.To.ReplyTo = "99"
	if _, err := b.Post(t.Context(), m); err != nil {
		t.Error(err)
	}
}

// TestOutcomes holds every way in which a post can fail to what is to become of the message.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	refused := func(err error) bool { _, ok := errors.AsType[*chat.Refused](err); return ok }
	notTaken := func(err error) bool { _, ok := errors.AsType[*chat.NotTaken](err); return ok }
	doubtful := func(err error) bool { return err != nil && !refused(err) && !notTaken(err) }
	for _, c := range []struct {
		name    string
		options discordtest.Options
		channel string
		spoil   func(*bot)
		want    func(error) bool
	}{
		{"unknown channel", discordtest.Options{}, "1", nil, refused},
		{"no right to write", discordtest.Options{}, discordtest.ReadOnly, nil, refused},
		{"no right to read", discordtest.Options{}, discordtest.Hidden, nil, refused},
		{"wrong token", discordtest.Options{Token: "another"}, general, nil, notTaken},
		{"nobody there", discordtest.Options{}, general, func(b *bot) { b.server.Close() }, notTaken},
		{"out of order", discordtest.Options{}, general, func(b *bot) { b.server.SetDown(true) }, doubtful},
		{"bad gateway", discordtest.Options{Failures: 1}, general, nil, doubtful},
		{"lost reply", discordtest.Options{LoseReplies: 1}, general, nil, doubtful},
		{"too slow", discordtest.Options{Latency: 200 * time.Millisecond}, general, func(b *bot) { b.rest.session.Client.Timeout = 50 * time.Millisecond }, doubtful},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := idle(t, c.options)
			m := b.message(t, c.channel, "k1")
			if c.spoil != nil {
				c.spoil(b)
			}
			if _, err := b.Post(t.Context(), m); !c.want(err) {
				t.Errorf("Post: %v (%T)", err, err)
			} else if !strings.HasPrefix(err.Error(), "discord: post to discord:"+c.channel+": ") {
				t.Errorf("the error does not say what was being done: %v", err)
			}
		})
	}
}

func TestRateLimitIsKept(t *testing.T) {
	t.Parallel()
	b := idle(t, discordtest.Options{MessageRate: 2})
	post := func(key string) error {
		_, err := b.Post(t.Context(), b.message(t, general, key))
		return err
	}
	for _, key := range []string{"k1", "k2"} {
		if err := post(key); err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range []string{"k3", "k4"} {
		limit, ok := errors.AsType[*chat.NotTaken](post(key))
		if !ok || limit.After <= 0 || limit.After > 5*time.Second {
			t.Errorf("%s: %v, want to be told to wait up to 5 s", key, limit)
		}
	}
	calls := 0
	for _, r := range b.server.Requests() {
		if r.Status == http.StatusTooManyRequests {
			calls++
		}
	}
	if calls != 1 {
		t.Errorf("%d calls were refused, want 1: the second is known to be", calls)
	}
	other := b.server.AddChannel()
	if _, err := b.Post(t.Context(), b.message(t, other, "k5")); err != nil {
		t.Errorf("another channel: %v", err)
	}
}

func TestFindAfterLostReply(t *testing.T) {
	t.Parallel()
	server := newServer(t, discordtest.Options{LoseReplies: 0.5, Seed: 7, MessageRate: -1, PageSize: 3})
	b := newBot(t, server, newLedger())
	lost := 0
	for n := range 20 {
		m := b.message(t, general, chat.PartKey("k", n+1))
		posted, err := b.Post(t.Context(), m)
		if err == nil {
			continue
		}
		lost++
		for posted == "" {
			if posted, err = b.Find(t.Context(), m); err == nil && posted == "" {
				t.Fatalf("message %d was posted and is not found", n)
			}
		}
	}
	if lost == 0 {
		t.Fatal("no reply was lost")
	}
	if all := server.Messages(general); len(all) != 20 {
		t.Errorf("%d messages, want 20", len(all))
	}
}

func TestContinuationGoesToAThread(t *testing.T) {
	t.Parallel()
	b := idle(t, discordtest.Options{})
	first, err := b.Post(t.Context(), b.message(t, general, "k"))
	if err != nil {
		t.Fatal(err)
	}
	for n := 2; n <= 3; n++ {
		m := b.message(t, general, chat.PartKey("k", n))
		m.Parent, m.ParentID, m.To.ReplyTo = "k", first, "99"
		posted, err := b.Post(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		thread := b.server.Messages(first)
		if len(thread) != n-1 || thread[n-2].ID != posted || thread[n-2].ReplyTo != "" {
			t.Errorf("part %d is not the last in the thread: %+v", n, thread)
		}
		if found, err := b.Find(t.Context(), m); err != nil || found != posted {
			t.Errorf("Find of part %d = %q, %v; want %q", n, found, err, posted)
		}
	}
}

func TestContinuationWithoutThreads(t *testing.T) {
	t.Parallel()
	b := idle(t, discordtest.Options{})
	thread := b.server.AddThread(general, b.server.Say(general, user, "a topic"))
	for _, channel := range []string{b.server.DirectChannel(user), thread} {
		first, err := b.Post(t.Context(), b.message(t, channel, "k"))
		if err != nil {
			t.Fatal(err)
		}
		m := b.message(t, channel, "k-2")
		m.Parent, m.ParentID = "k", first
		posted, err := b.Post(t.Context(), m)
		if all := b.server.Messages(channel); err != nil || all[len(all)-1].ID != posted {
			t.Errorf("second part: %v, not the last of %+v", err, all)
		}
	}
}

// asked has a person type a command, and returns it acknowledged.
func (b *bot) asked(t *testing.T, name string, options map[string]any) chat.Event {
	t.Helper()
	id := b.server.Command(general, user, name, options)
	e := b.await(t, "discord:interaction:"+id)
	eventually(t, "an acknowledgement", func() bool { return b.server.Interaction(id).Answered })
	return e
}

func TestInteractionIsAnsweredThroughItself(t *testing.T) {
	t.Parallel()
	b := running(t, discordtest.Options{})
	e := b.asked(t, "ask", map[string]any{"question": "who?"})
	m := b.message(t, general, "k")
	m.To = e.To
	first, err := b.Post(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := b.Post(t.Context(), m); err != nil || again != first {
		t.Errorf("answered again: %q, %v; want %q", again, err, first)
	}
	if found, err := b.Find(t.Context(), m); err != nil || found != first {
		t.Errorf("Find = %q, %v; want %q", found, err, first)
	}
	next := b.message(t, general, "k-2")
	next.To, next.Parent, next.ParentID = e.To, "k", first
	second, err := b.Post(t.Context(), next)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := b.Find(t.Context(), next); err != nil || found != second {
		t.Errorf("Find of the follow-up = %q, %v; want %q", found, err, second)
	}
	all := b.server.Messages(general)
	if len(all) != 2 || all[0].ID != first || all[0].Loading || all[1].ID != second || all[1].Private {
		t.Errorf("stands as %+v", all)
	}
}

func TestInteractionThatIsOverIsAnsweredInTheChannel(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]discordtest.Options{
		"token over":         {Tokens: time.Nanosecond},
		"never acknowledged": {AckWithin: time.Nanosecond},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := running(t, o)
			e := b.await(t, "discord:interaction:"+b.server.Command(general, user, "ask", map[string]any{"question": "who?"}))
			m := b.message(t, general, "k")
			m.To = e.To
			posted, err := b.Post(t.Context(), m)
			if err != nil {
				t.Fatal(err)
			}
			all := b.server.Messages(general)
			if last := all[len(all)-1]; last.ID != posted || last.Nonce != "k" {
				t.Errorf("stands as %+v", last)
			}
			m.To.Private = true
			if _, err := b.Post(t.Context(), m); err == nil || !strings.Contains(err.Error(), "nobody else may see it") {
				t.Errorf("what only one may see: %v", err)
			} else if _, ok := errors.AsType[*chat.Refused](err); !ok {
				t.Errorf("what only one may see: %T, want refused", err)
			}
		})
	}
}

func TestExpiredHandleIsNotTried(t *testing.T) {
	t.Parallel()
	b := idle(t, discordtest.Options{})
	m := b.message(t, general, "k")
	m.To.Handle = json.RawMessage(`{"token":"secret-of-the-interaction","application":"1","expires":"2020-01-01T00:00:00Z"}`)
	if _, err := b.Post(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	for _, r := range b.server.Requests() {
		if strings.Contains(r.Path, "webhooks") {
			t.Errorf("called %s", r.Path)
		}
	}
}

// TestErrorsHoldNoToken fails calls whose addresses hold an interaction's token.
func TestErrorsHoldNoToken(t *testing.T) {
	t.Parallel()
	b := idle(t, discordtest.Options{})
	b.server.Close()
	m := b.message(t, general, "k")
	m.To.Handle, _ = json.Marshal(handle{Token: "secret-of-the-interaction", Application: "1", Expires: time.Now().Add(time.Hour)})
	_, posting := b.Post(t.Context(), m)
	_, finding := b.Find(t.Context(), m)
	acking := b.acknowledge(canceled(t), interaction{ID: "1", Token: "secret-of-the-interaction"}, false)
	for _, err := range []error{posting, finding, acking} {
		if err == nil || strings.Contains(err.Error(), "secret-of-the-interaction") || strings.Contains(err.Error(), discordtest.DefaultToken) {
			t.Errorf("error holds a token, or is none: %v", err)
		}
	}
}

func canceled(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	t.Cleanup(cancel)
	return ctx
}

func TestAnswerWaitsForTheAcknowledgement(t *testing.T) {
	t.Parallel()
	var d deferring
	done := d.begin("token")
	if err := d.wait(canceled(t), "token"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("wait before the acknowledgement: %v", err)
	}
	d.begin("token")() // the event came twice
	done()
	if err := d.wait(t.Context(), "token"); err != nil {
		t.Errorf("wait after the acknowledgement: %v", err)
	}
}
