package adaptertest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing"
)

// Morning is when a session begins: after the demo corpus, on the minute.
var Morning = time.Date(2025, 8, 16, 7, 0, 0, 0, time.UTC)

// broken is a question whose search fails.
const broken = "what breaks the search?"

// play is a bot at work on a stage.
type play struct {
	Stage
	t      *testing.T
	bot    *chat.Bot
	store  Store
	clock  *clock
	seen   int
	script txtar.Archive
	stop   func()

	answers atomic.Int32
	mu      sync.Mutex
	keys    []string // of the messages that answer events, in order
}

// clock is the bot's: it runs, and can be put forward.
type clock struct {
	mu    sync.Mutex
	begun time.Time
	ahead time.Duration
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Morning.Add(c.ahead + time.Since(c.begun))
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
}

// Run runs the suite. The session is held to testdata/session.txtar beside the test, which
// update writes anew.
func Run(t *testing.T, update bool, open func(t *testing.T) (Stage, Store)) {
	for name, part := range map[string]func(t *testing.T, p *play){
		"session": func(t *testing.T, p *play) { session(t, p, update) },
		"repeats": repeats,
		"noise":   noise,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			stage, store := open(t)
			part(t, start(t, stage, store))
		})
	}
}

// start has a bot at work on the stage until the test ends.
func start(t *testing.T, stage Stage, store Store) *play {
	t.Helper()
	c := &clock{begun: time.Now()}
	docs := Documents(t, Morning.Add(-time.Hour))
	if _, err := store.Put(t.Context(), docs); err != nil {
		t.Fatal(err)
	}
	p := &play{Stage: stage, t: t, store: store, clock: c}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	service := Service(t, docs)
	service.Searcher = faulty{service.Searcher}
	inbox := &watched{Inbox: store, play: p}
	intake := &chat.Intake{Inbox: inbox, Log: log, Now: c.now}
	adapter := stage.Open(intake)
	p.bot = &chat.Bot{
		Intake: intake, Inbox: inbox, Outbox: store, Ledger: store, Sources: store, Rooms: store, Service: service,
		Admins:    []string{stage.Channel().Platform + ":" + stage.ID("alice")},
		Platforms: []chat.Platform{adapter}, Log: log, Now: c.now,
	}
	ctx, cancel := context.WithCancel(context.Background())
	p.run()
	var running sync.WaitGroup
	running.Go(func() {
		if err := adapter.Run(ctx); err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("the adapter ended: %v", err)
		}
	})
	t.Cleanup(func() {
		p.stop()
		cancel()
		running.Wait()
	})
	return p
}

// run has the bot at work until stop.
func (p *play) run() {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { p.bot.Run(ctx); close(done) }()
	p.stop = func() { cancel(); <-done }
}

// faulty is a searcher that fails on one question.
type faulty struct{ briefing.Searcher }

func (f faulty) Search(ctx context.Context, q briefing.Query, k int) (briefing.Evidence, error) {
	if strings.Contains(q.Question.Text, broken) {
		return briefing.Evidence{}, errors.New("the search is broken")
	}
	return f.Searcher.Search(ctx, q, k)
}

// watched counts the answers, and notes the keys of messages: where a platform's ids come
// from the clock, they differ from run to run.
type watched struct {
	chat.Inbox
	play *play
}

func (w *watched) Settle(ctx context.Context, id int64, o chat.Outcome) error {
	if o.Record != nil {
		w.play.answers.Add(1)
	}
	w.play.mu.Lock()
	for _, m := range o.Messages {
		w.play.keys = append(w.play.keys, m.Key)
	}
	w.play.mu.Unlock()
	return w.Inbox.Settle(ctx, id, o)
}

// patience is how long a step may take.
const patience = 20 * time.Second

// step does something and adds to the script what the bot has shown because of it, once
// nothing more is to come.
func (p *play) step(name string, do func()) {
	p.t.Helper()
	do()
	shown := p.settle(name, 1)
	p.script.Files = append(p.script.Files, txtar.File{Name: name, Data: p.normal(shown)})
}

// settle waits until the bot has shown at least so many things more and has nothing left to
// do, and returns them.
func (p *play) settle(name string, atLeast int) []Sent {
	p.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		backlog, err := p.store.Backlog(p.t.Context())
		if err != nil {
			p.t.Fatal(err)
		}
		sent := p.Sent()
		if len(sent)-p.seen >= atLeast && backlog.Events == 0 && backlog.Messages == 0 {
			shown := sent[p.seen:]
			p.seen = len(sent)
			return shown
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("%s: %d things shown, %+v left after %s", name, len(sent)-p.seen, backlog, patience)
		}
		if backlog.Events > 0 && name == "failure" {
			p.clock.forward(time.Second) // past the pauses between the tries
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// What differs from run to run.
var (
	incident  = regexp.MustCompile(`incident [a-z2-7]{8}`)
	timeOfDay = regexp.MustCompile(`(since \d+ \w+), \d\d:\d\d`)
)

// normal writes what was shown as it is the same in each run.
func (p *play) normal(shown []Sent) []byte {
	var b bytes.Buffer
	for _, s := range shown {
		fmt.Fprintf(&b, "# %s\n", s.Where)
		var body any
		if err := json.Unmarshal(s.Body, &body); err != nil {
			p.t.Fatalf("%s: what was sent is not JSON: %v\n%s", s.Where, err, s.Body)
		}
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(body); err != nil {
			p.t.Fatal(err)
		}
	}
	text := incident.ReplaceAllString(b.String(), "incident xxxxxxxx")
	text = timeOfDay.ReplaceAllString(text, "$1, hh:mm")
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, key := range p.keys {
		text = strings.ReplaceAll(text, key, fmt.Sprintf("key%03d", i+1))
	}
	return []byte(text)
}

// session goes through everything that a person can do.
func session(t *testing.T, p *play, update bool) {
	const alice, bob = "alice", "bob"
	var roster, refused string
	p.step("mention", func() { roster = p.Mention(alice, "who is in the Russian delegation?") })
	p.step("follow-up in the thread", func() { p.FollowUp(bob, roster, "and the American one?") })
	p.step("direct message", func() { p.Direct(alice, "where do the presidents meet?") })
	p.step("disagreement", func() { p.Mention(bob, "what time does the summit start?") })
	p.step("refusal", func() { refused = p.Mention(bob, "who won the chess world cup?") })
	p.step("mention without a question", func() { p.Mention(bob, "") })
	p.step("command ask", func() { p.Command(alice, "ask", "who is the Russian foreign minister?") })
	p.step("command fact", func() { p.Command(alice, "fact", "New START") })
	p.step("command digest", func() { p.Command(alice, "digest", "") })
	p.step("command brief help", func() { p.Command(alice, "brief", "help") })
	p.step("command brief subscribe", func() { p.Command(alice, "brief", "subscribe 09:30 Europe/Berlin") })
	p.step("command brief subscribe badly", func() { p.Command(alice, "brief", "subscribe 25:00") })
	p.step("command brief subscriptions", func() { p.Command(alice, "brief", "subscriptions") })
	for _, text := range []string{"mode", "mode better", "mode llm", "mode", "mode default", "usage"} {
		p.step("command brief "+text, func() { p.Command(alice, "brief", text) })
	}

	p.step("command brief mode extractive by another", func() { p.Command(bob, "brief", "mode extractive") })
	for _, text := range []string{
		"list", "add https://example.org/feed?a=1&key=secret every 90m Demo Wire", "add /etc", "add example.net", "list",
		"pause 1", "resume Demo Wire", "remove 2", "remove 2",
	} {
		p.step("command brief sources "+text, func() { p.Command(alice, "brief", "sources "+text) })
	}
	p.step("command brief sources list by another", func() { p.Command(bob, "brief", "sources list") })
	p.step("button quotes", func() { p.Press(bob, roster, "quotes") })
	p.step("button helpful", func() { p.Press(bob, roster, "helpful") })
	p.step("button not helpful", func() { p.Press(bob, refused, "not_helpful") })
	p.step("failure", func() { p.Mention(alice, broken) })
	p.step("daily digest", func() { // 09:30 in Berlin is 07:30 in UTC; a bot that starts looks at once
		p.stop()
		p.clock.forward(time.Hour)
		p.run()
	})
	p.step("command brief unsubscribe", func() { p.Command(alice, "brief", "unsubscribe 1") })
	Golden(t, "testdata/session.txtar", &p.script, update)
}

// Golden holds what was got to a file of the test's folder, which update writes anew.
func Golden(t *testing.T, path string, got *txtar.Archive, update bool) {
	t.Helper()
	if update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(txtar.Format(got))); diff != "" {
		t.Errorf("%s (-want +got), go test -update writes it anew:\n%s", path, diff)
	}
}

// repeats sends everything several times: it is answered once.
func repeats(t *testing.T, p *play) {
	again := func() {
		for range 3 {
			p.Repeat()
		}
	}
	message := p.Mention("alice", "who is in the Russian delegation?")
	again()
	p.settle("mention", 1)
	p.FollowUp("alice", message, "and the American one?")
	again()
	p.settle("follow-up", 1)
	p.Direct("alice", "where do the presidents meet?")
	again()
	p.settle("direct", 1)
	p.Mention("bob", "what time does the summit start?") // after it, repeats would have come
	p.settle("another", 1)
	if n := p.answers.Load(); n != 4 {
		t.Errorf("%d answers to 4 questions, each sent 4 times", n)
	}
}

// noise fills the channel with what is not for the bot: nothing of it is answered.
func noise(t *testing.T, p *play) {
	message := p.Mention("alice", "who is in the Russian delegation?")
	p.settle("mention", 1)
	p.Noise()
	p.FollowUp("alice", message, "and the American one?")
	if shown := p.settle("follow-up after noise", 1); len(shown) != 1 {
		t.Errorf("%d things shown after noise and a follow-up, want 1: %s", len(shown), p.normal(shown))
	}
	if n := p.answers.Load(); n != 2 {
		t.Errorf("%d answers to 2 questions among noise", n)
	}
}
