package slack

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/slack/slacktest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// intake keeps events in memory.
type intake struct {
	mu            sync.Mutex
	events        []chat.Event
	repeats       int
	known         map[string]bool
	conversations map[string]string // of what was posted, by channel and ts
	fail          func(chat.Event) error
}

func (in *intake) Accept(_ context.Context, e chat.Event) error {
	if err := e.Validate(); err != nil {
		return err
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.fail != nil {
		if err := in.fail(e); err != nil {
			return err
		}
	}
	for _, key := range e.Keys {
		if in.known[key] {
			in.repeats++
			return nil
		}
	}
	if in.known == nil {
		in.known = map[string]bool{}
	}
	for _, key := range e.Keys {
		in.known[key] = true
	}
	in.events = append(in.events, e)
	return nil
}

func (in *intake) Follows(_ context.Context, conversation string) (bool, error) {
	for _, e := range in.taken() {
		if e.Conversation == conversation {
			return true, nil
		}
	}
	return false, nil
}

func (in *intake) ConversationOf(_ context.Context, room chat.Room, posted string) (string, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.conversations[room.Channel+" "+posted], nil
}

func (in *intake) taken() []chat.Event {
	in.mu.Lock()
	defer in.mu.Unlock()
	return append([]chat.Event(nil), in.events...)
}

// config is that of an adapter for the Slack.
func config(s *slacktest.Server) Config {
	return Config{BotToken: slacktest.BotToken, AppToken: slacktest.AppToken, SigningSecret: slacktest.SigningSecret, APIURL: s.URL()}
}

// newSlack is a Slack that ends with the test.
func newSlack(t testing.TB, o slacktest.Options) *slacktest.Server {
	t.Helper()
	s := slacktest.New(o)
	t.Cleanup(s.Close)
	return s
}

// newAdapter is an adapter that is quick to try again.
func newAdapter(t testing.TB, c Config, in Intake) *Adapter {
	t.Helper()
	a := New(c, in, slog.New(slog.NewTextHandler(t.Output(), nil)))
	a.tempo.retry, a.tempo.stagger = backoff{time.Millisecond, 20 * time.Millisecond}, backoff{time.Millisecond, time.Millisecond}
	t.Cleanup(a.http.CloseIdleConnections)
	return a
}

// run runs the adapter until the test ends.
func run(t testing.TB, a *Adapter) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := a.Run(ctx); err != nil {
			t.Errorf("the adapter ended: %v", err)
		}
	})
	t.Cleanup(func() { cancel(); running.Wait() })
}

// patience is how long a test waits for something that has to happen.
const patience = 30 * time.Second

// eventually waits until the condition holds.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !holds(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not within %s: %s", patience, what)
		}
	}
}
