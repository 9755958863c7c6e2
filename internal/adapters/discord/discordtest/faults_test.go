package discordtest_test

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/internal/adapters/discord/discordtest"
)

// These tests hold the server to reproducing what discordgo cannot take: discordgo alone, as
// it comes. A session that is locked stays so; its goroutines end with the process.

// session is discordgo at the server. Its addresses are global, so its calls are sent there.
func session(t *testing.T, s *discordtest.Server) *discordgo.Session {
	t.Helper()
	d, err := discordgo.New("Bot " + discordtest.DefaultToken)
	if err != nil {
		t.Fatal(err)
	}
	d.LogLevel = discordgo.LogError - 1
	d.Client = &http.Client{Transport: redirect{s}, Timeout: 5 * time.Second}
	d.Identify.Compress = false
	d.Compress = false
	d.Identify.Intents = discordgo.IntentsGuilds
	return d
}

type redirect struct{ server *discordtest.Server }

func (r redirect) RoundTrip(req *http.Request) (*http.Response, error) {
	base, err := url.Parse(r.server.URL())
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(req.URL.Path, "/gateway") { // with the version, and without discordgo's
		body := fmt.Sprintf(`{"url":"ws://%s/?v=10&encoding=json#/"}`, base.Host)
		return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(body)), Request: req}, nil
	}
	_, path, _ := strings.Cut(req.URL.Path, "/api/v9")
	req.URL.Scheme, req.URL.Host, req.URL.Path = base.Scheme, base.Host, base.Path+path
	return http.DefaultTransport.RoundTrip(req)
}

func newServer(t *testing.T, o discordtest.Options) *discordtest.Server {
	t.Helper()
	s := discordtest.New(o)
	t.Cleanup(s.Close)
	return s
}

// returns reports whether a call returns within a time.
func returns(within time.Duration, call func() error) bool {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = call() // that it returns is enough
	}()
	select {
	case <-done:
		return true
	case <-time.After(within):
		return false
	}
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !holds(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s did not come within 20 s", what)
		}
	}
}

func TestDiscordgoOpens(t *testing.T) {
	t.Parallel()
	s := newServer(t, discordtest.Options{})
	d := session(t, s)
	if err := d.Open(); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "its close code", func() bool { return len(s.Stats().CloseCodes) == 1 })
}

// TestDiscordgoLocks is faults 1 and 2.
func TestDiscordgoLocks(t *testing.T) {
	t.Parallel()
	for _, fault := range []discordtest.Fault{
		discordtest.ReconnectInOpen, discordtest.AckInOpen, discordtest.Silent, discordtest.SilentAfterHello,
	} {
		t.Run(string(fault), func(t *testing.T) {
			t.Parallel()
			s := newServer(t, discordtest.Options{})
			s.Fail(fault)
			d := session(t, s)
			if returns(3*time.Second, d.Open) {
				t.Fatal("Open returns")
			}
			if fault == discordtest.ReconnectInOpen && returns(3*time.Second, d.Close) {
				t.Error("Close returns")
			}
		})
	}
}

// TestDiscordgoMissesSilence is fault 3.
func TestDiscordgoMissesSilence(t *testing.T) {
	t.Parallel()
	const interval = 100 * time.Millisecond
	s := newServer(t, discordtest.Options{Heartbeat: interval})
	d := session(t, s)
	d.ShouldReconnectOnError = false
	if err := d.Open(); err != nil {
		t.Fatal(err)
	}
	s.Deafen()
	start := time.Now()
	eventually(t, "the end of the connection", func() bool { return len(s.Stats().CloseCodes) > 0 })
	if took := time.Since(start); took < 4*interval {
		t.Errorf("noticed after %s", took)
	}
	if codes := s.Stats().CloseCodes; !slices.Equal(codes, []int{1000}) {
		t.Errorf("closed with %v", codes)
	}
}

// TestDiscordgoIdentifiesAtOnce is fault 4.
func TestDiscordgoIdentifiesAtOnce(t *testing.T) {
	t.Parallel()
	s := newServer(t, discordtest.Options{})
	d := session(t, s)
	if err := d.Open(); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	s.Invalidate()
	eventually(t, "another session", func() bool { return s.Stats().Identifies == 2 })
	if took := time.Since(start); took > time.Second || s.Stats().Connections != 1 {
		t.Errorf("identified again after %s over %d connections", took, s.Stats().Connections)
	}
	s.Cut()
	eventually(t, "another connection", func() bool { return s.Stats().Connections > 1 })
	if path := s.Stats().Path; path != "/" {
		t.Errorf("resumed at %s", path)
	}
}

// TestDiscordgoRepeats is fault 5.
func TestDiscordgoRepeats(t *testing.T) {
	t.Parallel()
	s := newServer(t, discordtest.Options{Failures: 1})
	if _, err := session(t, s).ChannelMessageSend(discordtest.General, "once"); err == nil {
		t.Fatal("sent")
	}
	if n := len(s.Requests()); n < 3 {
		t.Errorf("%d calls, want 3 or more", n)
	}
}

// TestMain runs many tests at once: most of their time they wait.
func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", "16"); err != nil {
		panic(err)
	}
	m.Run()
}
