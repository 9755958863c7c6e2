package discord

import (
	"context"
	"errors"
	"flag"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/discord/discordtest"
)

// TestMain runs many tests at once: most of their time they wait for discordgo, which takes a
// second to end a session. A fuzzer's inputs wait for nothing.
func TestMain(m *testing.M) {
	flag.Parse()
	if flag.Lookup("test.fuzz").Value.String() == "" {
		if err := flag.Set("test.parallel", "24"); err != nil {
			panic(err)
		}
	}
	goleak.VerifyTestMain(m)
}

// ledger is an intake and marks in memory. Its events are kept once a key.
type ledger struct {
	mu     sync.Mutex
	events []chat.Event
	posted map[string]string // conversation of a message's id
	marks  map[string]string
	broken error          // what Accept returns instead
	tried  map[string]int // how often an event came, by its first key
}

func newLedger() *ledger {
	return &ledger{posted: map[string]string{}, marks: map[string]string{}, tried: map[string]int{}}
}

func (l *ledger) Accept(_ context.Context, e chat.Event) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tried[e.Keys[0]]++
	if l.broken != nil {
		return l.broken
	}
	if err := e.Validate(); err != nil {
		return err
	}
	for _, old := range l.events {
		if slices.Equal(old.Keys, e.Keys) {
			return nil
		}
	}
	l.events = append(l.events, e)
	return nil
}

func (l *ledger) Follows(_ context.Context, conversation string) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.ContainsFunc(l.events, func(e chat.Event) bool { return e.Conversation == conversation }), nil
}

func (l *ledger) ConversationOf(_ context.Context, _ chat.Room, posted string) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.posted[posted], nil
}

func (l *ledger) Mark(_ context.Context, name, value string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.marks[name] = value
	return nil
}

func (l *ledger) Marked(_ context.Context, name string) (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.marks[name], nil
}

func (l *ledger) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.broken = err
}

func (l *ledger) belongs(posted, conversation string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.posted[posted] = conversation
}

// times says how often an event came.
func (l *ledger) times(key string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.tried[key]
}

// all returns the events so far.
func (l *ledger) all() []chat.Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.events)
}

// document is Discord's OpenAPI document; nil where there is none.
var document = sync.OnceValues(func() (*discordtest.Spec, error) {
	shared := os.Getenv("BRIEFBOT_SHARED")
	if shared == "" {
		return nil, nil
	}
	return discordtest.LoadSpec(filepath.Join(shared, "specs", "discord-openapi.json"))
})

func spec(t testing.TB) *discordtest.Spec {
	t.Helper()
	s, err := document()
	if err != nil {
		t.Fatal(err)
	}
	if s == nil {
		t.Log("BRIEFBOT_SHARED is unset: bodies are not validated against Discord's OpenAPI document")
	}
	return s
}

// bot is an adapter at a server.
type bot struct {
	*Adapter
	server *discordtest.Server
	ledger *ledger
}

// quick are the times of tests.
var quick = timing{
	open: 2 * time.Second, ackGrace: time.Second,
	minPause: 10 * time.Millisecond, maxPause: 100 * time.Millisecond,
	mark: 10 * time.Millisecond, overlap: time.Minute, linger: 3 * time.Second, guilds: 5 * time.Second,
}

func newServer(t *testing.T, o discordtest.Options) *discordtest.Server {
	t.Helper()
	o.Spec = spec(t)
	server := discordtest.New(o)
	t.Cleanup(func() {
		server.Close()
		for _, v := range server.Violations() {
			t.Errorf("the bot did what no bot should: %s", v)
		}
	})
	return server
}

// newBot returns a bot that is not running.
func newBot(t *testing.T, server *discordtest.Server, l *ledger) *bot {
	t.Helper()
	a := New(Config{Token: discordtest.DefaultToken, AppID: discordtest.App, APIURL: server.URL()}, l, l, slog.New(slog.NewTextHandler(testWriter{t}, nil)))
	a.timing = quick
	t.Cleanup(a.rest.session.Client.CloseIdleConnections)
	return &bot{Adapter: a, server: server, ledger: l}
}

// testWriter writes to the test's log while there is one.
type testWriter struct{ t *testing.T }

func (w testWriter) Write(line []byte) (int, error) {
	if w.t.Context().Err() != nil {
		return io.Discard.Write(line)
	}
	w.t.Log(string(line))
	return len(line), nil
}

// start runs the bot until the test ends or stop is called.
func (b *bot) start(t *testing.T) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Errorf("Run: %v", err)
			}
		case <-time.After(10 * time.Second):
			t.Error("Run did not return within 10 s")
		}
	})
	t.Cleanup(stop)
	return stop
}

// running is a bot that has a session.
func running(t *testing.T, o discordtest.Options) *bot {
	t.Helper()
	b := newBot(t, newServer(t, o), newLedger())
	b.start(t)
	eventually(t, "a session", b.connectedBoth)
	return b
}

func (b *bot) connectedBoth() bool { return b.Connected() && b.server.Connected() }

// eventually waits until something holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !holds(); {
		if time.Now().After(deadline) {
			t.Fatalf("%s did not come within 20 s", what)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// event waits for the event with the key.
func (b *bot) await(t *testing.T, key string) chat.Event {
	t.Helper()
	var found chat.Event
	eventually(t, key, func() bool {
		for _, e := range b.ledger.all() {
			if slices.Contains(e.Keys, key) {
				found = e
				return true
			}
		}
		return false
	})
	return found
}

func msgKey(channel, id string) string { return "discord:msg:" + channel + ":" + id }

func TestStopsWhileDiscordIsAway(t *testing.T) {
	t.Parallel()
	server := newServer(t, discordtest.Options{})
	server.SetDown(true)
	b := newBot(t, server, newLedger())
	stop := b.start(t)
	stop()
	if b.Connected() {
		t.Error("connected to a Discord that is away")
	}
}

func TestConfigPrintsNoToken(t *testing.T) {
	t.Parallel()
	for _, shown := range []string{Config{Token: "secret"}.String(), Config{Token: "secret"}.GoString()} {
		if shown != "discord at "+DefaultAPIURL {
			t.Errorf("prints %q", shown)
		}
	}
}

var errDisk = errors.New("disk full")
