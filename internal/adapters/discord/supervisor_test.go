package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/discord/discordtest"
)

// TestFaults breaks the gateway in every way that locks or blinds discordgo, has somebody
// mention the bot meanwhile, and waits for the bot to be back with the mention.
func TestFaults(t *testing.T) {
	t.Parallel()
	cutThen := func(faults ...discordtest.Fault) func(*discordtest.Server) {
		return func(s *discordtest.Server) {
			s.Fail(faults...)
			s.Cut()
		}
	}
	for _, c := range []struct {
		name       string
		fault      func(*discordtest.Server)
		identifies int // that it takes at most, the first one included
	}{
		{"1: reconnect asked for", (*discordtest.Server).AskReconnect, 1},
		{"1: reconnect while opening", cutThen(discordtest.ReconnectInOpen), 1},
		{"1: reconnect while opening a new session", cutThen(discordtest.InvalidInOpen, discordtest.ReconnectInOpen, discordtest.ReconnectInOpen), 4},
		{"1: acknowledgement while opening", cutThen(discordtest.AckInOpen), 1},
		{"1: invalid session while opening", cutThen(discordtest.InvalidInOpen, discordtest.InvalidInOpen), 3},
		{"2: silent gateway", cutThen(discordtest.Silent), 2},
		{"2: silent gateway for a new session", cutThen(discordtest.Silent, discordtest.Silent, discordtest.Silent), 2},
		{"2: silent after hello", cutThen(discordtest.SilentAfterHello, discordtest.SilentAfterHello), 3},
		{"2: ended while opening", cutThen(discordtest.DropInOpen), 1},
		{"3: no acknowledgements", (*discordtest.Server).Deafen, 1},
		{"4: session ended", (*discordtest.Server).Invalidate, 2},
		{"cut", (*discordtest.Server).Cut, 1},
		{"closed for an unknown error", func(s *discordtest.Server) { s.CloseWith(4000) }, 1},
		{"closed for a session that timed out", func(s *discordtest.Server) { s.CloseWith(4009) }, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := running(t, discordtest.Options{Heartbeat: 200 * time.Millisecond})
			before := b.server.Mention(general, user, "before")
			b.await(t, msgKey(general, before))
			connections := b.server.Stats().Connections
			c.fault(b.server)
			meanwhile := b.server.Mention(general, user, "meanwhile")
			eventually(t, "a new connection", func() bool { return b.server.Stats().Connections > connections && b.connectedBoth() })
			b.await(t, msgKey(general, meanwhile))
			after := b.server.Mention(general, user, "after")
			b.await(t, msgKey(general, after))
			stats := b.server.Stats()
			if stats.Identifies > c.identifies {
				t.Errorf("%d sessions begun, want %d at most", stats.Identifies, c.identifies)
			}
			if slices.Contains(stats.CloseCodes, websocket.CloseNormalClosure) {
				t.Errorf("connections closed with %v: 1000 ends the session", stats.CloseCodes)
			}
			if all := b.ledger.all(); len(all) != 3 {
				t.Errorf("%d events, want 3", len(all))
			}
		})
	}
}

// TestFaultFive: an answer of 502 is one call, not four.
func TestFaultFive(t *testing.T) {
	t.Parallel()
	b := idle(t, discordtest.Options{Failures: 1})
	if _, err := b.Post(t.Context(), b.message(t, general, "k")); err == nil {
		t.Fatal("posted")
	}
	if n := len(b.server.Requests()); n != 1 {
		t.Errorf("%d calls, want 1", n)
	}
}

// TestFaultSix: a handler that panics takes nothing else with it.
func TestFaultSix(t *testing.T) {
	t.Parallel()
	l := newLedger()
	b := newBot(t, newServer(t, discordtest.Options{}), l)
	b.intake = panicky{l}
	b.start(t)
	eventually(t, "a session", b.connectedBoth)
	b.server.Mention(general, user, "panic")
	b.server.Command(general, user, "ask", map[string]any{"question": "panic"})
	id := b.server.Mention(general, user, "go on")
	b.await(t, msgKey(general, id))
	eventually(t, "a mark that goes on", func() bool { return b.seen.inProgress() == 0 })
}

// panicky is an intake that cannot stand a question.
type panicky struct{ *ledger }

func (p panicky) Accept(ctx context.Context, e chat.Event) error {
	if e.Text == "panic" {
		panic("as asked")
	}
	return p.ledger.Accept(ctx, e)
}

// TestDefaultTimes holds the times that tests shorten to bringing the bot back within 60 s,
// with the interval of heartbeats that Discord uses.
func TestDefaultTimes(t *testing.T) {
	t.Parallel()
	timing := New(Config{}, nil, nil, slog.New(slog.DiscardHandler)).timing
	r := relay{interval: 41250 * time.Millisecond, timing: timing}
	firstPause := timing.minPause * 3 / 2
	for name, away := range map[string]time.Duration{
		"silent connection":             r.patience() + firstPause,
		"silent gateway":                timing.open + firstPause,
		"after an outage of any length": timing.maxPause*3/2 + requestTimeout,
	} {
		if away >= 60*time.Second {
			t.Errorf("%s: back after %s", name, away)
		}
	}
}

func TestResumesWhereTheGatewaySays(t *testing.T) {
	t.Parallel()
	b := running(t, discordtest.Options{})
	if stats := b.server.Stats(); stats.Query != "encoding=json&v=10" || stats.Path != "/" {
		t.Errorf("connected to %s?%s", stats.Path, stats.Query)
	}
	b.server.AskReconnect()
	eventually(t, "the session", func() bool { return b.server.Stats().Resumed == 1 && b.connectedBoth() })
	if stats := b.server.Stats(); stats.Path != "/resume" || stats.Query != "encoding=json&v=10" || stats.Identifies != 1 {
		t.Errorf("resumed at %s?%s with %d sessions begun", stats.Path, stats.Query, stats.Identifies)
	}
}

// TestOutage makes Discord fail for a while.
func TestOutage(t *testing.T) {
	t.Parallel()
	b := running(t, discordtest.Options{Content: true})
	b.server.SetDown(true)
	eventually(t, "the end of the session", func() bool { return !b.Connected() })
	id := b.server.Mention(general, user, "anybody?")
	b.server.SetDown(false)
	b.await(t, msgKey(general, id))
}

// TestReadsWhatItMissed stops the bot, writes to it everywhere, and starts it again.
func TestReadsWhatItMissed(t *testing.T) {
	t.Parallel()
	server := newServer(t, discordtest.Options{Content: true, Heartbeat: 200 * time.Millisecond})
	l := newLedger()
	first := newBot(t, server, l)
	stop := first.start(t)
	eventually(t, "a session", first.connectedBoth)
	topic := server.Say(general, user, "a topic")
	thread := server.AddThread(general, topic)
	direct := server.DirectChannel(user)
	first.await(t, msgKey(thread, server.Mention(thread, user, "one")))
	first.await(t, msgKey(direct, server.Direct(user, "two")))
	eventually(t, "the marks", func() bool {
		seen, _ := l.Marked(t.Context(), markSeen)
		return seen != "" && strings.Contains(l.mark(markDirect), direct)
	})
	stop()

	for n := range 250 {
		server.Say(general, user, fmt.Sprint("talk ", n))
	}
	var keys []string
	keys = append(keys, msgKey(general, server.Mention(general, user, "missed in a channel")))
	keys = append(keys, msgKey(thread, server.Say(thread, user, "missed in a thread")))
	keys = append(keys, msgKey(direct, server.Direct(user, "missed in a direct conversation")))
	other := server.AddChannel()
	keys = append(keys, msgKey(other, server.Mention(other, user, "missed in a new channel")))
	server.Mention(discordtest.Hidden, user, "not for the bot")

	second := newBot(t, server, l)
	second.start(t)
	for _, key := range keys {
		second.await(t, key)
	}
	if all := l.all(); len(all) != 2+len(keys) {
		t.Errorf("%d events, want %d", len(all), 2+len(keys))
	}
	eventually(t, "the mark to go on", func() bool {
		seen, err := time.Parse(time.RFC3339Nano, l.mark(markSeen))
		return err == nil && seen.After(created(strings.Split(keys[3], ":")[3]))
	})
}

func (l *ledger) mark(name string) string {
	value, _ := l.Marked(context.Background(), name)
	return value
}

// TestFirstStartAnswersNothingOld has no mark to begin from.
func TestFirstStartAnswersNothingOld(t *testing.T) {
	t.Parallel()
	server := newServer(t, discordtest.Options{})
	server.Mention(general, user, "long ago")
	b := newBot(t, server, newLedger())
	b.start(t)
	eventually(t, "a session", b.connectedBoth)
	id := server.Mention(general, user, "now")
	b.await(t, msgKey(general, id))
	if all := b.ledger.all(); len(all) != 1 {
		t.Errorf("%d events, want 1", len(all))
	}
}

// TestOldMarkReadsOneDay starts with a mark of last week.
func TestOldMarkReadsOneDay(t *testing.T) {
	t.Parallel()
	server := newServer(t, discordtest.Options{})
	l := newLedger()
	l.marks[markSeen] = time.Now().Add(-7 * 24 * time.Hour).Format(time.RFC3339Nano)
	id := server.Mention(general, user, "just now")
	b := newBot(t, server, l)
	b.start(t)
	b.await(t, msgKey(general, id))
	for _, r := range server.Requests() {
		_, after, ok := strings.Cut(r.Query, "after=")
		if age := time.Since(created(after)); ok && age > maxMissed+time.Minute {
			t.Errorf("read what is %s old", age)
		}
	}
}

// TestCutAgainAndAgain cuts the connection while people write; discordgo takes a second to
// see each.
func TestCutAgainAndAgain(t *testing.T) {
	t.Parallel()
	b := newBot(t, newServer(t, discordtest.Options{Doubled: 0.1, Seed: 3}), newLedger())
	b.start(t)
	eventually(t, "a session", b.connectedBoth)
	var keys []string
	for n := range 5 {
		for range 3 {
			keys = append(keys, msgKey(general, b.server.Mention(general, user, "again")))
		}
		connections := b.server.Stats().Connections
		if n%2 == 0 {
			b.server.Cut()
		} else {
			b.server.Invalidate()
		}
		keys = append(keys, msgKey(general, b.server.Mention(general, user, "meanwhile")))
		eventually(t, "a new connection", func() bool { return b.server.Stats().Connections > connections && b.connectedBoth() })
	}
	for _, key := range keys {
		b.await(t, key)
	}
	if all := b.ledger.all(); len(all) != len(keys) {
		t.Errorf("%d events, want %d", len(all), len(keys))
	}
}

func TestFatal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		options discordtest.Options
		spoil   func(*discordtest.Server)
		want    string
	}{
		{"token unknown to the API", discordtest.Options{Token: "another"}, nil, "DISCORD_TOKEN"},
		{"token unknown to the gateway", discordtest.Options{}, func(s *discordtest.Server) { s.CloseWith(4004) }, "DISCORD_TOKEN"},
		{"too many guilds", discordtest.Options{}, func(s *discordtest.Server) { s.CloseWith(4011) }, "more guilds"},
		{"intents", discordtest.Options{}, func(s *discordtest.Server) { s.CloseWith(4014) }, "developer portal"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := newBot(t, newServer(t, c.options), newLedger())
			done := make(chan error, 1)
			go func() { done <- b.Run(t.Context()) }()
			if c.spoil != nil {
				eventually(t, "a session", b.connectedBoth)
				c.spoil(b.server)
			}
			select {
			case err := <-done:
				if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), discordtest.DefaultToken) {
					t.Errorf("Run: %v, want it to say %q", err, c.want)
				}
			case <-time.After(20 * time.Second):
				t.Error("Run goes on")
			}
		})
	}
}

func TestDoesWithoutContentWhenItIsRefused(t *testing.T) {
	t.Parallel()
	b := running(t, discordtest.Options{Content: true, RefuseContent: true})
	id := b.server.Mention(general, user, "who?")
	b.await(t, msgKey(general, id))
	if stats := b.server.Stats(); stats.Intents&(1<<15) != 0 || stats.Identifies != 2 {
		t.Errorf("intents %b after %d sessions begun", stats.Intents, stats.Identifies)
	}
}

func TestBeginsNoSessionThatDiscordDoesNotAllow(t *testing.T) {
	t.Parallel()
	b := running(t, discordtest.Options{Sessions: 1})
	b.server.Invalidate()
	asked := func() (n int) {
		for _, r := range b.server.Requests() {
			if r.Path == "/gateway/bot" {
				n++
			}
		}
		return n
	}
	eventually(t, "a look at how many sessions are left", func() bool { return asked() == 2 })
	if stats := b.server.Stats(); stats.Identifies != 1 || stats.Connections != 1 {
		t.Errorf("%d sessions begun over %d connections, want one", stats.Identifies, stats.Connections)
	}
}

func TestSeen(t *testing.T) {
	t.Parallel()
	at := func(second int) time.Time { return time.Unix(1700000000+int64(second), 0).UTC() }
	id := func(second int) string { return snowflake(at(second)) }
	var s seen
	if !s.time().IsZero() {
		t.Error("something is seen before anything was heard")
	}
	s.hear(at(10))
	if got := s.time(); !got.Equal(at(10)) {
		t.Errorf("seen until %s", got)
	}
	s.begin(id(12))
	s.begin(id(11))
	s.hear(at(20))
	if got := s.time(); !got.Equal(at(11)) {
		t.Errorf("with two in progress seen until %s", got)
	}
	s.end(id(11))
	release := s.hold()
	if got := s.time(); !got.Equal(at(11)) {
		t.Errorf("held, seen until %s", got)
	}
	release()
	release()
	s.end(id(12))
	if got := s.time(); !got.Equal(at(20)) {
		t.Errorf("with nothing in progress seen until %s", got)
	}
	s.hear(at(5))
	if got := s.time(); !got.Equal(at(20)) {
		t.Errorf("it went back to %s", got)
	}
	s.direct = nil
	for n := range maxDirect + 10 {
		s.addDirect(fmt.Sprint(n))
	}
	if all := s.directs(); len(all) != maxDirect || all[0] != fmt.Sprint(maxDirect+9) || s.addDirect(all[0]) != nil {
		t.Errorf("%d direct conversations kept, the latest %s", len(all), all[0])
	}
}

func TestMarksThatCannotBeReadStopNothing(t *testing.T) {
	t.Parallel()
	l := newLedger()
	l.marks[markSeen], l.marks[markDirect] = "yesterday", "{"
	b := newBot(t, newServer(t, discordtest.Options{}), l)
	b.start(t)
	eventually(t, "a mark that can be read", func() bool {
		_, err := time.Parse(time.RFC3339Nano, l.mark(markSeen))
		return err == nil
	})
	b.await(t, msgKey(b.server.DirectChannel(user), b.server.Direct(user, "hello")))
	var channels []string
	if err := json.Unmarshal([]byte(l.mark(markDirect)), &channels); err != nil || len(channels) != 1 {
		t.Errorf("direct conversations %v, %v", channels, err)
	}
}

func TestBackoff(t *testing.T) {
	t.Parallel()
	s := &supervisor{Adapter: &Adapter{timing: timing{minPause: time.Second, maxPause: 20 * time.Second}}}
	for _, c := range []struct {
		failures    int
		err         error
		least, most time.Duration
	}{
		{0, errSilent, 500 * time.Millisecond, 1500 * time.Millisecond},
		{3, errSilent, 4 * time.Second, 12 * time.Second},
		{1000, errSilent, 10 * time.Second, 30 * time.Second},
		{0, errInvalid, time.Second, 5 * time.Second},
		{0, fmt.Errorf("x: %w", &limited{After: time.Hour}), time.Hour, time.Hour},
	} {
		for range 100 {
			if wait := s.backoff(c.failures, c.err); wait < c.least || wait > c.most {
				t.Errorf("after %d failures and %v: %s, want %s to %s", c.failures, c.err, wait, c.least, c.most)
			}
		}
	}
}

// TestDoesWithoutWhatOtherServersLeaveOut has a server that offers less than Discord: only
// the old way to the gateway, no application, no commands, no look at channels.
func TestDoesWithoutWhatOtherServersLeaveOut(t *testing.T) {
	t.Parallel()
	server := newServer(t, discordtest.Options{})
	base, err := url.Parse(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.Out.URL.Scheme, r.Out.URL.Host = base.Scheme, base.Host
	}}
	poor := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path := strings.TrimPrefix(r.URL.Path, base.Path); {
		case path == "/gateway/bot", strings.HasPrefix(path, "/applications/"), strings.HasPrefix(path, "/channels/"):
			http.NotFound(w, r)
		default:
			proxy.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(poor.Close)
	l := newLedger()
	a := New(Config{Token: discordtest.DefaultToken, APIURL: poor.URL + base.Path}, l, l, slog.New(slog.DiscardHandler))
	a.timing = quick
	t.Cleanup(a.rest.session.Client.CloseIdleConnections)
	b := &bot{Adapter: a, server: server, ledger: l}
	b.start(t)
	eventually(t, "a session", b.connectedBoth)
	b.rooms.drop(general)
	b.await(t, msgKey(general, server.Mention(general, user, "who?")))
}
