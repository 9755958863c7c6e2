package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/ingest"
)

// booth is a platform in memory: what is said there goes to the intake, what is posted is kept.
type booth struct {
	intake *chat.Intake
	refuse error      // why it will not have the bot
	others []platform // that are served beside it

	mu     sync.Mutex
	posted []chat.Page
	away   bool
}

func (*booth) Name() string { return "booth" }

func (*booth) Render(p chat.Page, _ chat.Address) ([]json.RawMessage, error) {
	body, err := json.Marshal(p)
	return []json.RawMessage{body}, err
}

func (b *booth) Post(_ context.Context, m chat.Message) (string, error) {
	var p chat.Page
	if err := json.Unmarshal(m.Body, &p); err != nil {
		return "", &chat.Refused{Err: err}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.posted = append(b.posted, p)
	return m.Key, nil
}

func (*booth) Find(context.Context, chat.Message) (string, error) { return "", nil }

func (b *booth) Run(ctx context.Context) error {
	if b.refuse != nil {
		return b.refuse
	}
	<-ctx.Done()
	return nil
}

func (b *booth) Connected() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return !b.away
}

func (*booth) Check(context.Context) []chat.Finding { return nil }

func (b *booth) setAway(away bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.away = away
}

// ask asks in a room of its own and returns what is posted there.
func (b *booth) ask(t *testing.T, question string) chat.Page {
	t.Helper()
	b.mu.Lock()
	before := len(b.posted)
	b.mu.Unlock()
	return b.say(t, chat.Ask, fmt.Sprint(before), fmt.Sprint(before), question)
}

// say has a user say something of a kind in a room, and returns what is posted then.
func (b *booth) say(t *testing.T, kind chat.Kind, room, user, text string) chat.Page {
	t.Helper()
	b.mu.Lock()
	before := len(b.posted)
	b.mu.Unlock()
	e := chat.Event{
		Keys: []string{fmt.Sprintf("%s/%s/%d/%d", text, room, before, time.Now().UnixNano())}, Kind: kind, Text: text, User: user, At: time.Now(),
		To: chat.Address{Room: chat.Room{Platform: "booth", Channel: room}},
	}
	if err := b.intake.Accept(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	var page chat.Page
	eventually(t, "an answer to "+text, func() bool {
		b.mu.Lock()
		defer b.mu.Unlock()
		if len(b.posted) == before {
			return false
		}
		page = b.posted[before]
		return true
	})
	return page
}

// says reports whether the page says it.
func says(p chat.Page, text string) bool {
	return strings.Contains(fmt.Sprintf("%+v", p), text)
}

// eventually waits until it is so.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("never: %s", what)
		}
	}
}

// served is a bot serve in this process.
type served struct {
	servePlan
	booth *booth
	log   *lockedBuffer
	stop  context.CancelFunc
	ended chan error
}

type lockedBuffer struct {
	mu   sync.Mutex
	text strings.Builder
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// startServe serves the corpus as a plan has it.
func startServe(t *testing.T, plan servePlan, b *booth) *served {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	s := &served{servePlan: plan, booth: b, log: &lockedBuffer{}, stop: stop, ended: make(chan error, 1)}
	s.servePlan.log = slog.New(slog.NewTextHandler(s.log, nil))
	s.listen, s.watchEvery, s.followEvery = "127.0.0.1:0", 20*time.Millisecond, 10*time.Millisecond
	go func() {
		s.ended <- s.serve(ctx, func(intake *chat.Intake, _ *sqlite.Store, _ *slog.Logger) ([]platform, map[string]http.Handler) {
			b.intake = intake
			return append([]platform{b}, b.others...), map[string]http.Handler{"/booth/": http.NotFoundHandler()}
		})
	}()
	t.Cleanup(stop)
	return s
}

// address waits for the listener.
func (s *served) address(t *testing.T) string {
	t.Helper()
	var h holder
	eventually(t, "a listener", func() bool {
		h = readHolder(filepath.Join(s.dir, lockFile))
		return h.Listen != ""
	})
	return "http://" + h.Listen
}

// end stops it and returns how it ended.
func (s *served) end(t *testing.T) error {
	t.Helper()
	s.stop()
	select {
	case err := <-s.ended:
		return err
	case <-time.After(endTime):
		t.Fatal("serve goes on after its end")
		return nil
	}
}

// get asks without keeping the connection.
func get(t *testing.T, url string) (int, string) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}
	r, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(body)
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// A platform that will not have the bot does not take the others with it.
func TestServeGoesOnWithTheOthers(t *testing.T) {
	t.Parallel()
	b := &booth{others: []platform{&booth{refuse: errors.New("booth: no such token"), away: true}}}
	s := startServe(t, servePlan{dir: t.TempDir(), demo: true}, b)
	s.address(t)
	eventually(t, "a line in the log", func() bool { return strings.Contains(s.log.String(), "no such token") })
	if p := b.ask(t, "who is in the Russian delegation?"); !says(p, "Lavrov") {
		t.Errorf("the other platform is answered %+v", p)
	}
	if err := s.end(t); err != nil {
		t.Error(err)
	}
}

// TestServe runs bot serve from its start to its end. It is not parallel: it looks for
// goroutines that are left.
func TestServe(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	corpus, b := t.TempDir(), &booth{away: true}
	writeFile(t, filepath.Join(corpus, "pier.txt"), "Ada Quill, the harbour master, reopened the long pier on Tuesday.")
	s := startServe(t, servePlan{dir: filepath.Join(t.TempDir(), "data"), corpus: corpus}, b)
	address := s.address(t)

	if code, text := get(t, address+"/healthz"); code != http.StatusOK || text != "ok\n" {
		t.Errorf("/healthz: %d %s", code, text)
	}
	eventually(t, "an index", func() bool {
		_, text := get(t, address+"/readyz")
		return text == `{"ready":false,"index":{"ready":true,"articles":1,"passages":1},"platforms":{"booth":{"ready":false,"connected":false}}}`+"\n"
	})
	b.setAway(false)
	eventually(t, "readiness", func() bool { code, _ := get(t, address+"/readyz"); return code == http.StatusOK })
	b.setAway(true)
	if code, text := get(t, address+"/readyz"); code != http.StatusOK || !strings.Contains(text, `{"ready":true,"connected":false}`) {
		t.Errorf("/readyz in an outage: %d %s", code, text)
	}
	eventually(t, "the word ready", func() bool {
		return strings.Contains(s.log.String(), `msg=ready listen=`+strings.TrimPrefix(address, "http://")+` articles=1 passages=1`)
	})

	if p := b.ask(t, "who is the harbour master?"); !says(p, "Ada Quill") {
		t.Errorf("the corpus: %+v", p)
	}
	writeFile(t, filepath.Join(corpus, "pier.txt"), "Bo Marsh, the harbour master, reopened the long pier on Tuesday after a winter.")
	eventually(t, "a changed file", func() bool { return says(b.ask(t, "who is the harbour master?"), "Bo Marsh") })

	beside, err := sqlite.Open(t.Context(), filepath.Join(s.dir, storeFile))
	if err != nil {
		t.Fatal(err)
	}
	mill := ingest.Split(briefing.Article{ID: "mill", Text: "Cy Vane, the miller, sold the mill.", Revision: briefing.RevisionOf("Cy Vane, the miller, sold the mill.")})
	if _, err := beside.Put(t.Context(), []*briefing.Document{mill}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "an article of another process", func() bool { return says(b.ask(t, "who is the miller?"), "Cy Vane") })
	if err := errors.Join(beside.Remove(t.Context(), "mill"), beside.Close()); err != nil {
		t.Fatal(err)
	}
	eventually(t, "a removed article", func() bool { return !says(b.ask(t, "who is the miller?"), "Cy Vane") })

	_, metrics := get(t, address+"/metrics")
	for _, line := range []string{
		"briefbot_index_articles 1", `briefbot_platform_connected{platform="booth"} 0`, "briefbot_ready 1", "briefbot_backlog_events 0",
		"briefbot_dead_letters 0", `briefbot_events_total{kind="ask",platform="booth",result="new"} `, "go_goroutines ", "process_open_fds ",
	} {
		if !strings.Contains(metrics, "\n"+line) {
			t.Errorf("/metrics lacks %s", line)
		}
	}
	checkMetricsAreExplained(t, metrics)
	if err := s.end(t); err != nil {
		t.Errorf("serve = %v, want a clean end", err)
	}
	if _, held := serving(s.dir); held {
		t.Error("the data folder is still locked")
	}
}

// checkMetricsAreExplained holds docs/operating.md to the metrics.
func checkMetricsAreExplained(t *testing.T, metrics string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/operating.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(metrics) {
		name, of := strings.CutPrefix(line, "# HELP ")
		name, _, _ = strings.Cut(name, " ")
		if of && strings.HasPrefix(name, "briefbot_") && !strings.Contains(string(text), "`"+name) {
			t.Errorf("docs/operating.md lacks %s", name)
		}
	}
}

// What was asked while the bot was down is answered by the next start.
func TestServeAnswersWhatIsLeft(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	store, err := openIn(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	e := chat.Event{Keys: []string{"k"}, Kind: chat.Ask, Text: "who is in the Russian delegation?", To: chat.Address{Room: chat.Room{Platform: "booth", Channel: "1"}}, At: time.Now()}
	_, err = store.Accept(t.Context(), e)
	if err == nil { // claimed by a process that was killed
		_, err = store.NextEvents(t.Context(), time.Now(), time.Hour, 1)
	}
	if err = errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	b := &booth{}
	s := startServe(t, servePlan{dir: dir, demo: true}, b)
	eventually(t, "the answer", func() bool {
		b.mu.Lock()
		defer b.mu.Unlock()
		return len(b.posted) == 1 && says(b.posted[0], "Lavrov")
	})
	if err := s.end(t); err != nil {
		t.Error(err)
	}
}

func TestServeEnds(t *testing.T) {
	t.Parallel()
	refused := errors.New("booth: no such token")
	empty := t.TempDir()
	for name, c := range map[string]struct {
		plan  servePlan
		booth *booth
		want  string
	}{
		"refused by a platform":  {servePlan{dir: t.TempDir(), demo: true}, &booth{refuse: refused}, "booth: no such token"},
		"no articles":            {servePlan{dir: empty}, &booth{}, "serve from data folder " + empty + ": it holds no articles: name a folder of them with --corpus PATH, add some with bot ingest --data " + empty + " PATH, follow a source with bot sources add --data " + empty + " ADDRESS, or try --demo"},
		"a corpus that is not":   {servePlan{dir: t.TempDir(), corpus: filepath.Join(empty, "nowhere")}, &booth{}, "there is no such file or folder; check the path"},
		"a data folder that not": {servePlan{dir: "serve.go"}, &booth{}, "create data folder serve.go: "},
	} {
		s := startServe(t, c.plan, c.booth)
		select {
		case err := <-s.ended:
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v, want %s", name, err, c.want)
			}
		case <-time.After(20 * time.Second):
			t.Errorf("%s: serve goes on", name)
		}
	}
}

func TestServeOneADataFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := startServe(t, servePlan{dir: dir, demo: true}, &booth{})
	first.address(t)
	if h, held := serving(dir); !held || h.PID != os.Getpid() {
		t.Errorf("serving = %+v, %t", h, held)
	}
	second := startServe(t, servePlan{dir: dir, demo: true}, &booth{})
	want := fmt.Sprintf("lock data folder %s: another bot serve (process %d) has it; stop that one, or name another folder with --data DIR", dir, os.Getpid())
	if err := <-second.ended; err == nil || err.Error() != want {
		t.Errorf("the second: %v, want %s", err, want)
	}
	if err := first.end(t); err != nil {
		t.Error(err)
	}
	third := startServe(t, servePlan{dir: dir, demo: true}, &booth{})
	third.address(t)
	if err := third.end(t); err != nil {
		t.Errorf("the third: %v", err)
	}
}
