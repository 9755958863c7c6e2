package slack

import (
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/chat/adaptertest"
	"briefbot/internal/adapters/slack/slacktest"
	"briefbot/internal/adapters/sqlite"
)

// TestSuite runs what all chat adapters are held to, over Socket Mode.
func TestSuite(t *testing.T) {
	t.Parallel()
	adaptertest.Run(t, *update, func(t *testing.T) (adaptertest.Stage, adaptertest.Store) { return newStage(t), newStore(t) })
}

// stage is a Slack with people in it.
type stage struct {
	t     *testing.T
	slack *slacktest.Server
	mu    sync.Mutex
	last  *slacktest.Delivery
}

func newStage(t *testing.T) *stage {
	return &stage{t: t, slack: newSlack(t, slacktest.Options{Now: func() time.Time { return adaptertest.Morning }})}
}

func newStore(t *testing.T) adaptertest.Store {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "bot.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

func (s *stage) Open(intake *chat.Intake) adaptertest.Adapter {
	return newAdapter(s.t, config(s.slack), intake)
}

// did waits until the bot has what a user did.
func (s *stage) did(d *slacktest.Delivery) (message string) {
	s.t.Helper()
	if !d.Acked() {
		s.t.Errorf("not acknowledged: %+v", d)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = d
	return d.TS
}

func (s *stage) Mention(user, text string) string {
	return s.did(s.slack.Mention(slacktest.General, id(user), text))
}

func (s *stage) Direct(user, text string) string { return s.did(s.slack.Direct(id(user), text)) }

func (s *stage) FollowUp(user, message, text string) {
	s.did(s.slack.Say(slacktest.General, message, id(user), text))
}

func (s *stage) Command(user, name, text string) {
	text = links.ReplaceAllString(escape(text), "<$0|$0>")
	s.did(s.slack.Command(slacktest.General, id(user), "/"+name, text))
}

// links are what Slack makes links of in what people type.
var links = regexp.MustCompile(`https?://\S+`)

func (s *stage) Press(user, message, button string) {
	s.t.Helper()
	for _, m := range s.slack.Posted() {
		if m.Thread != message {
			continue
		}
		if d, err := s.slack.Press(m, id(user), button); err == nil {
			s.did(d)
			return
		}
	}
	s.t.Fatalf("no answer to %s has a button %q", message, button)
}

func (s *stage) Repeat() { s.did(s.slack.Repeat(s.last)) }

func (s *stage) Noise() {
	in := slacktest.General
	s.did(s.slack.Say(in, "", id("bob"), "who is in the Russian delegation?"))
	for _, more := range []map[string]any{
		{"bot_id": "B0OTHER", "user": "U0OTHER"},
		{"bot_id": slacktest.BotID, "user": slacktest.Bot},
		{"subtype": "message_changed"},
		{"subtype": "message_deleted"},
		{"subtype": "channel_join"},
	} {
		event := map[string]any{"type": "message", "channel": in, "channel_type": "channel", "text": asksMe + "who is it?", "user": id("bob"), "ts": "1755327999.000100", "event_ts": "1755327999.000100"}
		for name, v := range more {
			event[name] = v
		}
		s.did(s.slack.Event(event))
	}
}

func (s *stage) ID(user string) string { return id(user) }

func (s *stage) Channel() chat.Room { return chat.Room{Platform: "slack", Channel: slacktest.General} }

func (s *stage) Sent() []adaptertest.Sent {
	var out []adaptertest.Sent
	for _, m := range s.slack.Posted() {
		where := m.Via + " to " + m.Channel
		if m.Thread != "" {
			where += " under " + m.Thread
		}
		if m.For != "" {
			where += " for " + m.For
		}
		out = append(out, adaptertest.Sent{Where: where, Body: m.Sent})
	}
	return out
}

// id is the Slack id of a user.
func id(user string) string { return "U0" + strings.ToUpper(user) }
