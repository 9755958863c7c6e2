package slack

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/slack/slacktest"
)

// TestNotAcknowledgedBeforeTaken has the intake fail: nothing is acknowledged, Slack sends it
// again, and it is taken then.
func TestNotAcknowledgedBeforeTaken(t *testing.T) {
	t.Parallel()
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			s := newSlack(t, slacktest.Options{AckTime: 150 * time.Millisecond, Retries: []time.Duration{0, 10 * time.Millisecond}})
			failures := 0
			in := &intake{fail: func(chat.Event) error {
				if failures++; failures <= 2 {
					return errors.New("the store is away")
				}
				return nil
			}}
			way.start(t, s, newAdapter(t, config(s), in))
			if !s.Direct(alice, "who?").Acked() {
				t.Error("given up")
			}
			if got := in.taken(); len(got) != 1 || s.Missed() != 2 {
				t.Errorf("%d taken, %d acknowledgements missed; want 1 and 2", len(got), s.Missed())
			}
			failures = 0
			if d := s.Command(slacktest.General, alice, "/ask", "who?"); d.Acked() {
				t.Error("a command was acknowledged that was not taken")
			}
		})
	}
}

// TestStalledIntake has the intake stall on some events: the others are still acknowledged in
// time, far more of them than slack-go's buffer holds.
func TestStalledIntake(t *testing.T) {
	t.Parallel()
	s := newSlack(t, slacktest.Options{AckTime: 10 * time.Second})
	stall, in := make(chan struct{}), &intake{}
	a := newAdapter(t, config(s), in)
	a.intake = stalling{in, stall}
	ways[0].start(t, s, a)
	for range takers - 1 {
		s.Direct(bob, "stall")
	}
	for i := range 200 {
		if !s.Direct(alice, fmt.Sprintf("question %d?", i)).Acked() {
			t.Fatalf("question %d not acknowledged", i)
		}
	}
	close(stall)
	if err := s.Settle(t.Context()); err != nil || s.Lost() != 0 {
		t.Errorf("%d lost, %v", s.Lost(), err)
	}
}

type stalling struct {
	*intake
	stall chan struct{}
}

func (in stalling) Accept(ctx context.Context, e chat.Event) error {
	if e.Text == "stall" {
		<-in.stall
	}
	return in.intake.Accept(ctx, e)
}

// TestDisconnects has Slack ask the bot to leave a socket a hundred times, with all its
// reasons, and cut them all now and then, while people go on mentioning it: once with sockets
// that have lasted, for which slack-go opens others, once with such that have not.
func TestDisconnects(t *testing.T) {
	t.Parallel()
	for name, settled := range map[string]time.Duration{"lasting": 0, "flapping": time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			disconnect(t, settled)
		})
	}
}

func disconnect(t *testing.T, settled time.Duration) {
	s, in := newSlack(t, slacktest.Options{Seed: 3, AckTime: 300 * time.Millisecond, Retries: []time.Duration{0}, Patient: true, Grace: 5 * time.Millisecond}), &intake{}
	a := newAdapter(t, config(s), in)
	a.tempo.settled = settled
	ways[0].start(t, s, a)
	const disconnects = 100
	reasons := []string{"warning", "refresh_requested", "link_disabled"}
	for i := range disconnects {
		eventually(t, "a socket", func() bool { return s.Sockets() > 0 })
		s.Mention(slacktest.General, alice, fmt.Sprintf("before %d?", i))
		opened := s.Opened()
		if i%20 == 19 {
			s.Drop()
		} else {
			eventually(t, "a socket to leave", func() bool { return s.Disconnect(reasons[i%len(reasons)]) })
		}
		s.Mention(slacktest.General, alice, fmt.Sprintf("after %d?", i))
		eventually(t, "another socket", func() bool { return s.Opened() > opened })
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // back within 60 s
	defer cancel()
	if err := s.Settle(ctx); err != nil {
		t.Fatalf("%d events still open: %v", s.Open(), err)
	}
	texts := map[string]int{}
	for _, e := range in.taken() {
		texts[e.Text]++
	}
	for i := range disconnects {
		for _, when := range []string{"before", "after"} {
			if text := fmt.Sprintf("%s %d?", when, i); texts[text] != 1 {
				t.Errorf("%q taken %d times", text, texts[text])
			}
		}
	}
	if s.Opened() < disconnects {
		t.Errorf("%d sockets opened over %d disconnects", s.Opened(), disconnects)
	}
	eventually(t, "both sockets", func() bool { return s.Sockets() == sockets })
}

// TestMuteSocket has sockets go dead without being closed: the bot notices that no pings
// come, and opens others.
func TestMuteSocket(t *testing.T) {
	t.Parallel()
	s, in := newSlack(t, slacktest.Options{Ping: 20 * time.Millisecond, AckTime: 50 * time.Millisecond, Retries: []time.Duration{0}, Patient: true}), &intake{}
	a := newAdapter(t, config(s), in)
	a.tempo.ping = 200 * time.Millisecond
	ways[0].start(t, s, a)
	opened := s.Opened()
	s.SetFaults(slacktest.Faults{Mute: true})
	d := s.Direct(alice, "who?")
	eventually(t, "other sockets", func() bool { return s.Opened() >= opened+sockets })
	s.SetFaults(slacktest.Faults{})
	if !d.Acked() || len(in.taken()) != 1 {
		t.Errorf("%d taken", len(in.taken()))
	}
}

// TestHungOpen has apps.connections.open hang: the bot gives it up, and is back when Slack is.
func TestHungOpen(t *testing.T) {
	t.Parallel()
	s, in := newSlack(t, slacktest.Options{Faults: slacktest.Faults{HungOpen: true}}), &intake{}
	a := newAdapter(t, config(s), in)
	a.http.Timeout = 100 * time.Millisecond
	run(t, a)
	eventually(t, "the bot's name", func() bool { return a.self.Load() != nil })
	d := s.Direct(alice, "who?")
	eventually(t, "a third try", func() bool { return s.Calls("apps.connections.open") >= 3 })
	if a.Connected() || s.Sockets() != 0 {
		t.Error("connected to a Slack that hangs")
	}
	s.SetFaults(slacktest.Faults{})
	if !d.Acked() || !a.Connected() {
		t.Error("not back")
	}
}

// TestSlackAway starts the bot before Slack can be reached.
func TestSlackAway(t *testing.T) {
	t.Parallel()
	s, in := newSlack(t, slacktest.Options{Faults: slacktest.Faults{Failures: 1}}), &intake{}
	a := newAdapter(t, config(s), in)
	run(t, a)
	d := s.Direct(alice, "who?")
	eventually(t, "a third try", func() bool { return s.Calls("auth.test") >= 3 })
	if a.Connected() {
		t.Error("connected to a Slack that fails")
	}
	s.SetFaults(slacktest.Faults{})
	if !d.Acked() {
		t.Error("not back")
	}
}

// TestWrongTokens has Run end and say what to set.
func TestWrongTokens(t *testing.T) {
	t.Parallel()
	s := newSlack(t, slacktest.Options{})
	for _, c := range []struct {
		name string
		set  func(*Config)
		want string
	}{
		{"no bot token", func(c *Config) { c.BotToken = "" }, "SLACK_BOT_TOKEN"},
		{"wrong bot token", func(c *Config) { c.BotToken = "xoxb-other" }, "SLACK_BOT_TOKEN"},
		{"app token for bot token", func(c *Config) { c.BotToken = slacktest.AppToken }, "SLACK_BOT_TOKEN"},
		{"wrong app token", func(c *Config) { c.AppToken = "xapp-other" }, "SLACK_APP_TOKEN"},
		{"bot token for app token", func(c *Config) { c.AppToken = slacktest.BotToken }, "SLACK_APP_TOKEN"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			config := config(s)
			c.set(&config)
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			err := newAdapter(t, config, &intake{}).Run(ctx)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Run = %v, want an error that names %s", err, c.want)
			}
			for _, secret := range []string{"xoxb-other", "xapp-other", slacktest.AppToken, slacktest.BotToken} {
				if strings.Contains(fmt.Sprint(err), secret) {
					t.Errorf("the error tells a token: %v", err)
				}
			}
		})
	}
}

// TestConfigTellsNoSecret prints a configuration in every way.
func TestConfigTellsNoSecret(t *testing.T) {
	t.Parallel()
	c := Config{BotToken: "xoxb-1", AppToken: "xapp-1", SigningSecret: "hush"}
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		if got := fmt.Sprintf(format, c); strings.Contains(got, "-1") || strings.Contains(got, "hush") {
			t.Errorf("%s tells a secret: %s", format, got)
		}
	}
}
