package discord

import (
	"bufio"
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"briefbot/internal/adapters/chat"
)

// twin is discord-digital-twin, which others wrote for bots of discord.js, in a process of its
// own.
type twin struct {
	URL, Token                 string
	General, Direct, User, Bot string

	mu  sync.Mutex
	in  io.Writer
	out *bufio.Scanner
}

// newTwin starts the twin, where it is installed: npm ci in testdata/twin, or in a copy of it
// that BRIEFBOT_TWIN names.
func newTwin(t *testing.T) *twin {
	t.Helper()
	folder := os.Getenv("BRIEFBOT_TWIN")
	if folder == "" {
		folder = "testdata/twin"
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "discord-digital-twin")); err != nil {
		t.Skipf("discord-digital-twin is not installed: npm ci in %s, or BRIEFBOT_TWIN: %v", folder, err)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skipf("there is no node: %v", err)
	}
	run := exec.Command(node, "testdata/twin/run.mjs", folder)
	run.Stderr = os.Stderr
	in, err := run.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	w := &twin{in: in, out: bufio.NewScanner(out)}
	w.out.Buffer(nil, 1<<20)
	t.Cleanup(func() {
		in.Close()
		if err := run.Wait(); err != nil {
			t.Errorf("the twin: %v", err)
		}
	})
	if !w.out.Scan() || json.Unmarshal(w.out.Bytes(), w) != nil {
		t.Fatalf("the twin says %q: %v", w.out.Text(), w.out.Err())
	}
	return w
}

// call has the twin do something and reads what came of it.
func (w *twin) call(t *testing.T, name string, args map[string]any, into any) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	line := map[string]any{"call": name}
	for key, value := range args {
		line[key] = value
	}
	if err := json.NewEncoder(w.in).Encode(line); err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Result json.RawMessage
		Error  string
	}
	if !w.out.Scan() || json.Unmarshal(w.out.Bytes(), &answer) != nil || answer.Error != "" {
		t.Fatalf("the twin cannot %s: %s", name, w.out.Text())
	}
	if into != nil {
		if err := json.Unmarshal(answer.Result, into); err != nil {
			t.Fatalf("%s: %v in %s", name, err, answer.Result)
		}
	}
}

// does has the twin do something that makes a thing with an id.
func (w *twin) does(t *testing.T, name string, args map[string]any) (id string) {
	t.Helper()
	var made struct{ ID string }
	w.call(t, name, args, &made)
	return made.ID
}

// said is a message as the twin writes it.
type said struct {
	history
	Components []struct {
		Components []pressable `json:"components"`
	} `json:"components"`
}

type pressable struct {
	CustomID string `json:"custom_id"`
}

// last is the last message of a channel.
func (w *twin) last(t *testing.T, channel string) said {
	t.Helper()
	all := w.messages(t, channel)
	return all[len(all)-1]
}

func (w *twin) messages(t *testing.T, channel string) (all []said) {
	t.Helper()
	w.call(t, "messages", map[string]any{"channel": channel}, &all)
	return all
}

// twinBot is a bot at the twin.
type twinBot struct {
	*bot
	twin *twin
}

// TestTwin holds the adapter to a Discord that others wrote.
func TestTwin(t *testing.T) {
	t.Parallel()
	w := newTwin(t)
	l := newLedger()
	a := New(Config{Token: w.Token, APIURL: w.URL}, l, l, slog.New(slog.NewTextHandler(testWriter{t}, nil)))
	a.timing = quick
	t.Cleanup(a.rest.session.Client.CloseIdleConnections)
	b := twinBot{&bot{Adapter: a, ledger: l}, w}
	b.start(t)
	eventually(t, "a session", b.Connected)
	var registered []struct{ Name string }
	eventually(t, "the commands", func() bool {
		w.call(t, "commands", nil, &registered)
		return len(registered) == 4
	})
	b.answersMessages(t)
	pressed := b.answersCommand(t)
	b.answersButton(t, pressed)
	w.call(t, "cut", nil, nil)
	id := w.does(t, "say", map[string]any{"channel": w.General, "text": "<@" + w.Bot + "> still there?"})
	b.await(t, msgKey(w.General, id))
}

// answers posts an answer to an event, looks for it again, and keeps what it belongs to. Its
// parent is the key and the id of the message that it goes on from.
func (b twinBot) answers(t *testing.T, key string, e chat.Event, parent ...string) (posted string) {
	t.Helper()
	m := b.message(t, e.To.Room.Channel, key)
	m.To, m.Conversation = e.To, e.Conversation
	if len(parent) == 2 {
		m.Parent, m.ParentID = parent[0], parent[1]
	}
	posted, err := b.Post(t.Context(), m)
	if err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	b.ledger.belongs(posted, m.Conversation)
	return posted
}

// finds looks for a message that was posted.
func (b twinBot) finds(t *testing.T, key, posted string, e chat.Event) {
	t.Helper()
	m := b.message(t, e.To.Room.Channel, key)
	m.To = e.To
	if found, err := b.Find(t.Context(), m); err != nil || found != posted {
		t.Errorf("Find of %s = %q, %v; want %q", key, found, err, posted)
	}
}

// answersMessages has a mention, its answer, a thread that goes on with it, a reply to it and
// a direct message.
func (b twinBot) answersMessages(t *testing.T) {
	t.Helper()
	w := b.twin
	id := w.does(t, "say", map[string]any{"channel": w.General, "text": "<@" + w.Bot + "> who leads it?"})
	e := b.await(t, msgKey(w.General, id))
	if e.Text != "who leads it?" || e.User != w.User {
		t.Errorf("a mention became %+v", e)
	}
	first := b.answers(t, "k1", e)
	b.finds(t, "k1", first, e)
	if m := w.last(t, w.General); m.ID != first || m.Reference == nil || m.Reference.MessageID != id || !m.says("k1") {
		t.Errorf("the answer stands as %+v", m)
	}
	b.answers(t, "k1-2", e, "k1", first)
	var threads []struct{ ID string }
	w.call(t, "threads", map[string]any{"channel": w.General}, &threads)
	if len(threads) != 1 || !w.last(t, threads[0].ID).says("k1-2") {
		t.Errorf("threads %v do not go on with the answer", threads)
	}
	id = w.does(t, "say", map[string]any{"channel": w.General, "text": "and the other?", "replyTo": first})
	if reply := b.await(t, msgKey(w.General, id)); reply.Conversation != e.Conversation || reply.Text != "and the other?" {
		t.Errorf("a reply became %+v", reply)
	}
	id = w.does(t, "say", map[string]any{"channel": w.Direct, "text": "where?"})
	e = b.await(t, msgKey(w.Direct, id))
	if e.Conversation != "discord:"+w.Direct {
		t.Errorf("a direct message became %+v", e)
	}
	b.finds(t, "k2", b.answers(t, "k2", e), e)
}

// answersCommand has a command whose answer is deferred, filled and followed up.
func (b twinBot) answersCommand(t *testing.T) (answer said) {
	t.Helper()
	w := b.twin
	id := w.does(t, "command", map[string]any{"channel": w.General, "name": "ask", "options": []any{map[string]any{"name": "question", "type": 3, "value": "when?"}}})
	e := b.await(t, "discord:interaction:"+id)
	if e.Kind != chat.Ask || e.Text != "when?" {
		t.Errorf("a command became %+v", e)
	}
	b.acknowledged(t, id, 0)
	first := b.answers(t, "k3", e)
	b.finds(t, "k3", first, e)
	b.answers(t, "k3-2", e, "k3", first)
	all := w.messages(t, w.General)
	answer = all[len(all)-2]
	if !answer.says("k3") || !all[len(all)-1].says("k3-2") {
		t.Errorf("a command is answered with %+v", all[len(all)-2:])
	}
	return answer
}

// answersButton presses a button and has it answered for who pressed it alone.
func (b twinBot) answersButton(t *testing.T, under said) {
	t.Helper()
	w := b.twin
	at := slices.IndexFunc(under.Components[0].Components, func(c pressable) bool { return strings.HasPrefix(c.CustomID, "helpful:") })
	id := w.does(t, "press", map[string]any{"channel": w.General, "message": under.ID, "button": under.Components[0].Components[at].CustomID})
	e := b.await(t, "discord:interaction:"+id)
	if e.Kind != chat.Verdict || !e.Helpful || e.Answer != "a1" || !e.To.Private {
		t.Errorf("a button became %+v", e)
	}
	b.acknowledged(t, id, 64)
	b.answers(t, "k4", e)
}

// acknowledged waits until an interaction was deferred with the flags.
func (b twinBot) acknowledged(t *testing.T, id string, flags int) {
	t.Helper()
	var i struct {
		Acknowledged bool
		Type         int
		Data         string
	}
	eventually(t, "an acknowledgement", func() bool {
		b.twin.call(t, "interaction", map[string]any{"id": id}, &i)
		return i.Acknowledged
	})
	var data struct{ Flags int }
	if i.Data != "" && json.Unmarshal([]byte(i.Data), &data) != nil || i.Type != 5 || data.Flags != flags {
		t.Errorf("acknowledged as %+v", i)
	}
}
