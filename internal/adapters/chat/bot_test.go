package chat_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/chat/adaptertest"
	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
)

// post is a message as a platform has it.
type post struct {
	id, key, channel, parent string
	at                       time.Time
	page                     chat.Page
}

// platform is a chat platform that keeps what it is sent. fault may answer a request in its
// stead: stored says whether the message is kept all the same.
type platform struct {
	mu    sync.Mutex
	posts []post
	tries map[string]int // by key
	limit int            // of items in a message; 0 for none
	fault func(m chat.Message, try int) (stored bool, err error)
	find  func(m chat.Message) error
}

func (p *platform) Name() string { return "fake" }

func (p *platform) Render(page chat.Page, _ chat.Address) ([]json.RawMessage, error) {
	var out []json.RawMessage
	for _, part := range page.Split(func(part chat.Page) bool { return p.limit == 0 || len(part.Items) <= p.limit }) {
		b, err := json.Marshal(part)
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

func (p *platform) Post(_ context.Context, m chat.Message) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.tries == nil {
		p.tries = map[string]int{}
	}
	p.tries[m.Key]++
	var err error
	if p.fault != nil {
		stored := false
		if stored, err = p.fault(m, p.tries[m.Key]); err != nil && !stored {
			return "", err
		}
	}
	one := post{id: fmt.Sprint(len(p.posts) + 1), key: m.Key, channel: m.To.Room.Channel, parent: m.ParentID, at: time.Now()}
	if e := json.Unmarshal(m.Body, &one.page); e != nil {
		return "", e
	}
	p.posts = append(p.posts, one)
	if err != nil {
		return "", err
	}
	return one.id, nil
}

func (p *platform) Find(_ context.Context, m chat.Message) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.find != nil {
		if err := p.find(m); err != nil {
			return "", err
		}
	}
	for _, one := range p.posts {
		if one.key == m.Key {
			return one.id, nil
		}
	}
	return "", nil
}

// texts lists what was posted in a channel, one line a message.
func (p *platform) texts(channel string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []string
	for _, one := range p.posts {
		if channel == "" || one.channel == channel {
			text := one.page.Title
			for _, i := range one.page.Items {
				text += "|" + i.Text
			}
			out = append(out, text)
		}
	}
	return out
}

// parrot composes answers of a few words, without a corpus.
type parrot struct{ briefing.Composer }

func (parrot) Understand(_ context.Context, q briefing.Question) (briefing.Query, error) {
	return briefing.Query{Question: q}, nil
}

func (parrot) Search(_ context.Context, q briefing.Query, _ int) (briefing.Evidence, error) {
	switch text := q.Question.Text; {
	case strings.Contains(text, "panic"):
		panic("the search panics")
	case strings.Contains(text, "fail"):
		return briefing.Evidence{}, errors.New("the search fails")
	}
	return briefing.Evidence{Query: q}, nil
}

func (parrot) Compose(_ context.Context, e briefing.Evidence) (briefing.Draft, error) {
	var turns []string
	for _, t := range e.Query.Question.History {
		turns = append(turns, t.Role+" "+t.Text)
	}
	d := briefing.Draft{Claims: []briefing.DraftClaim{{Text: "to " + e.Query.Question.Text}}}
	if len(turns) > 0 {
		d.Claims = append(d.Claims, briefing.DraftClaim{Text: "after " + strings.Join(turns, ", ")})
	}
	return d, nil
}

func (parrot) Check(string, briefing.DraftClaim) error { return nil }

// world is a bot with a real store and a platform.
type world struct {
	t        *testing.T
	store    *sqlite.Store
	platform *platform
	bot      *chat.Bot
	stop     func()
	ahead    time.Duration // how far its bots' clocks are put forward
}

func newWorld(t *testing.T, p *platform) *world {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "bot.db"))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, store: store, platform: p}
	w.start()
	t.Cleanup(func() {
		w.stop()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// start has a new bot take up the work, as a new process would.
func (w *world) start() {
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	ahead := w.ahead
	now := func() time.Time { return time.Now().Add(ahead) }
	w.bot = &chat.Bot{
		Intake: &chat.Intake{Inbox: w.store, Log: log, Now: now},
		Inbox:  w.store, Outbox: w.store, Ledger: w.store,
		Rooms: w.store, Sources: w.store, Admins: []string{"fake:admin"},
		Service:   &briefing.Service{Searcher: parrot{}, Composer: parrot{}, Gate: parrot{}, Now: time.Now},
		Platforms: []chat.Platform{w.platform}, Log: log, Now: now,
	}
	w.resume()
}

// resume has the bot go on.
func (w *world) resume() {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { w.bot.Run(ctx); close(done) }()
	w.stop = func() { cancel(); <-done }
}

func (w *world) accept(e chat.Event) {
	w.t.Helper()
	if err := w.bot.Intake.Accept(w.t.Context(), e); err != nil {
		w.t.Fatal(err)
	}
}

// ask asks a question in a channel, in a conversation.
func (w *world) ask(n int, channel, conversation, text string) {
	w.t.Helper()
	e := question(n, "u1", channel)
	e.Text, e.Conversation, e.At = text, conversation, time.Now()
	w.accept(e)
}

func (w *world) backlog() chat.Backlog {
	w.t.Helper()
	b, err := w.store.Backlog(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return b
}

// pass lets time pass, and what it brings be done.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// inWorld runs a test in its own time.
func inWorld(t *testing.T, p *platform, test func(t *testing.T, w *world)) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, p)
		test(t, w)
	})
}

// TestLostRepliesAreNotAnsweredTwice has a platform lose a third of its replies, half of
// them after it has kept the message, and be busy now and then.
func TestLostRepliesAreNotAnsweredTwice(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	p := &platform{fault: func(chat.Message, int) (bool, error) {
		switch random.IntN(6) {
		case 0:
			return true, errors.New("connection reset")
		case 1:
			return false, fmt.Errorf("post: %w", context.DeadlineExceeded)
		case 2:
			return false, &chat.NotTaken{After: 2 * time.Second, Err: errors.New("too many")}
		}
		return true, nil
	}}
	inWorld(t, p, func(t *testing.T, w *world) {
		const channels, questions = 5, 8
		for n := range questions {
			for c := range channels {
				w.ask(n, fmt.Sprint("c", c), fmt.Sprint("c", c), fmt.Sprint("q", n))
			}
		}
		pass(20 * time.Minute)
		if b := w.backlog(); b.Events+b.Messages+b.Buried > 0 {
			t.Fatalf("left over: %+v", b)
		}
		for c := range channels {
			got := p.texts(fmt.Sprint("c", c))
			if len(got) != questions {
				t.Errorf("channel %d has %d answers to %d questions: %q", c, len(got), questions, got)
			}
			for n, text := range got {
				if !strings.HasPrefix(text, fmt.Sprint("|to q", n)) {
					t.Errorf("channel %d, message %d is %q: out of order", c, n, text)
				}
			}
		}
	})
}

// TestFollowUpHasTheConversation asks twice in one conversation and once beside it.
func TestFollowUpHasTheConversation(t *testing.T) {
	inWorld(t, &platform{}, func(t *testing.T, w *world) {
		w.ask(1, "c", "thread", "one")
		w.ask(2, "c", "thread", "two")
		w.ask(3, "c", "other", "three")
		pass(time.Minute)
		got := w.platform.texts("c")
		slices.Sort(got)
		if diff := cmp.Diff([]string{"|to one", "|to three", "|to two|after user one, bot to one "}, got); diff != "" {
			t.Errorf("posted (-want +got):\n%s", diff)
		}
	})
}

// TestPartsGoOnUnderTheFirst has a page that fills several messages.
func TestPartsGoOnUnderTheFirst(t *testing.T) {
	inWorld(t, &platform{limit: 1}, func(t *testing.T, w *world) {
		w.ask(1, "c", "thread", "one")
		w.ask(2, "c", "thread", "two")
		pass(time.Minute)
		posts := w.platform.posts
		if len(posts) != 3 || posts[1].parent != "" || posts[2].parent != posts[1].id || posts[2].key != posts[1].key+"-2" {
			t.Errorf("posted %+v", posts)
		}
	})
}

func TestRetryAfterIsKept(t *testing.T) {
	p := &platform{fault: func(m chat.Message, try int) (bool, error) {
		if m.To.Room.Channel == "slow" && try == 1 {
			return false, &chat.NotTaken{After: 90 * time.Second, Err: errors.New("too many")}
		}
		return true, nil
	}}
	inWorld(t, p, func(t *testing.T, w *world) {
		start := time.Now()
		w.ask(1, "slow", "", "one")
		w.ask(2, "quick", "", "two")
		pass(5 * time.Minute)
		for _, one := range p.posts {
			took := one.at.Sub(start)
			if one.channel == "slow" && (took < 90*time.Second || took > 93*time.Second) || one.channel == "quick" && took > 2*time.Second {
				t.Errorf("%s was posted after %s", one.channel, took)
			}
		}
		if len(p.posts) != 2 {
			t.Errorf("%d posts, want 2", len(p.posts))
		}
	})
}

// TestRefusedIsBuried has a platform refuse a message for good: it is kept for bot retry,
// and the next one of its channel goes out.
func TestRefusedIsBuried(t *testing.T) {
	var mended atomic.Bool
	p := &platform{fault: func(m chat.Message, _ int) (bool, error) {
		if !mended.Load() && strings.Contains(string(m.Body), `"Text":"to one"`) {
			return false, &chat.Refused{Err: errors.New("is_archived")}
		}
		return true, nil
	}}
	inWorld(t, p, func(t *testing.T, w *world) {
		w.ask(1, "c", "c", "one")
		w.ask(2, "c", "c", "two")
		pass(time.Minute)
		if got := p.texts("c"); len(got) != 1 || !strings.HasPrefix(got[0], "|to two") {
			t.Errorf("posted %q, want the second answer", got)
		}
		letters, err := w.store.Buried(t.Context())
		if err != nil || len(letters) != 1 || letters[0].Why != "is_archived" {
			t.Fatalf("buried %+v, %v", letters, err)
		}
		mended.Store(true)
		if n, err := w.store.Revive(t.Context()); n != 1 || err != nil {
			t.Fatalf("revived %d, %v", n, err)
		}
		pass(time.Minute)
		if got := p.texts("c"); len(got) != 2 {
			t.Errorf("posted %q after the retry", got)
		}
	})
}

// TestOldMessagesAreBuried has a platform that is out for longer than a message is tried.
func TestOldMessagesAreBuried(t *testing.T) {
	p := &platform{fault: func(chat.Message, int) (bool, error) {
		return false, &chat.NotTaken{Err: errors.New("connection refused")}
	}}
	inWorld(t, p, func(t *testing.T, w *world) {
		w.ask(1, "c", "", "one")
		pass(20 * time.Minute)
		w.stop()
		if b := w.backlog(); b.Messages != 1 {
			t.Errorf("after 20 minutes: %+v", b)
		}
		for _, n := range p.tries {
			if n < 16 || n > 28 { // soon a minute or a little more apart
				t.Errorf("tried %d times in 20 minutes", n)
			}
		}
		w.ahead = 24 * time.Hour
		w.start()
		pass(2 * time.Minute)
		if b := w.backlog(); b.Messages != 0 || b.Buried != 1 {
			t.Errorf("after a day: %+v", b)
		}
	})
}

// TestDoubtIsNotResolvedBlindly has the history unreadable after a lost reply: nothing is
// posted again until it can be read.
func TestDoubtIsNotResolvedBlindly(t *testing.T) {
	var readable atomic.Bool
	p := &platform{
		fault: func(_ chat.Message, try int) (bool, error) {
			if try == 1 {
				return true, errors.New("connection reset")
			}
			return true, nil
		},
		find: func(chat.Message) error {
			if !readable.Load() {
				return errors.New("history: 500")
			}
			return nil
		},
	}
	inWorld(t, p, func(t *testing.T, w *world) {
		w.ask(1, "c", "", "one")
		pass(10 * time.Minute)
		readable.Store(true)
		pass(2 * time.Minute)
		if b := w.backlog(); len(p.posts) != 1 || b.Messages != 0 {
			t.Errorf("%d posts, %+v left", len(p.posts), b)
		}
	})
}

// TestFailuresAreTold has a search that fails and one that panics: each ends with one
// message under an incident's number, and the others of the conversation are answered.
func TestFailuresAreTold(t *testing.T) {
	inWorld(t, &platform{}, func(t *testing.T, w *world) {
		w.ask(1, "c", "c", "fail")
		w.ask(2, "c", "c", "panic")
		w.ask(3, "c", "c", "three")
		pass(5 * time.Minute)
		got := w.platform.texts("c")
		if len(got) != 3 || !strings.Contains(got[0], "incident") || !strings.Contains(got[1], "incident") || !strings.HasPrefix(got[2], "|to three") {
			t.Errorf("posted %q", got)
		}
		if strings.Contains(strings.Join(got, " "), "search") {
			t.Errorf("a cause was told: %q", got)
		}
	})
}

// TestStopAndStart stops the bot in the middle of its work and starts another: everything
// is answered once.
func TestStopAndStart(t *testing.T) {
	inWorld(t, &platform{}, func(t *testing.T, w *world) {
		for n := range 30 {
			w.ask(n, "c", fmt.Sprint(n), fmt.Sprint("q", n))
			if n%10 == 5 {
				w.stop()
				w.start()
			}
		}
		pass(2 * time.Minute)
		got := w.platform.texts("c")
		slices.Sort(got)
		if b := w.backlog(); len(slices.Compact(got)) != 30 || len(w.platform.posts) != 30 || b.Events+b.Messages > 0 {
			t.Errorf("%d posts, left %+v: %q", len(w.platform.posts), b, got)
		}
	})
}

// TestStopIsQuick stops the bot while a platform does not answer.
func TestStopIsQuick(t *testing.T) {
	p := &hanging{platform: &platform{}}
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, p.platform)
		w.stop()
		w.bot.Platforms = []chat.Platform{p}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { w.bot.Run(ctx); close(done) }()
		w.ask(1, "c", "", "one")
		pass(time.Second)
		start := time.Now()
		cancel()
		<-done
		if took := time.Since(start); took > 8*time.Second {
			t.Errorf("stopping took %s", took)
		}
		if b := w.backlog(); b.Messages != 1 {
			t.Errorf("left %+v, want the message", b)
		}
	})
}

// hanging is a platform that answers nothing until the request is given up.
type hanging struct{ *platform }

func (hanging) Post(ctx context.Context, _ chat.Message) (string, error) {
	<-ctx.Done()
	return "", ctx.Err()
}

// TestDigestOfTheRoom asks for a digest in a room with one subscription, with and without a
// topic, and in a room with none.
func TestDigestOfTheRoom(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, &platform{})
		w.stop()
		w.bot.Service = adaptertest.Service(t, nil)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { w.bot.Run(ctx); close(done) }()
		w.stop = func() { cancel(); <-done }
		room := chat.Room{Platform: "fake", Channel: "c1"}
		if _, err := w.store.AddSubscription(t.Context(), chat.Subscription{Room: room, At: "08:00", Zone: "Asia/Tokyo", Topic: "bridges", Created: time.Now()}); err != nil {
			t.Fatal(err)
		}
		for n, c := range []struct{ channel, topic, want string }{
			{"c1", "", "Digest of Saturday, 1 January 2000: bridges|No new articles on bridges since 31 December, 09:00 JST."},
			{"c1", "ports", "Digest of Saturday, 1 January 2000: ports|No new articles on ports since 31 December, 09:00 JST."},
			{"c2", "", "Digest of Saturday, 1 January 2000|No new articles since 31 December, 00:00 UTC."},
		} {
			e := question(n, "u1", c.channel)
			e.Kind, e.Text = chat.Digest, c.topic
			w.accept(e)
			pass(5 * time.Second)
			if posts := w.platform.texts(""); len(posts) != n+1 || posts[n] != c.want {
				t.Fatalf("posted %q, want %q", posts[n:], c.want)
			}
		}
	})
}

// TestFeedbackAndQuotes presses the buttons of an answer.
func TestFeedbackAndQuotes(t *testing.T) {
	t.Parallel()
	docs := adaptertest.Documents(t, noon)
	service := adaptertest.Service(t, docs)
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, &platform{})
		if _, err := w.store.Put(t.Context(), docs); err != nil {
			t.Fatal(err)
		}
		w.bot.Service = service
		w.ask(1, "c", "c", "who is in the Russian delegation?")
		pass(10 * time.Second)
		id := w.platform.posts[0].page.Answer
		for n, press := range []chat.Event{
			{Kind: chat.Quotes}, {Kind: chat.Verdict, Helpful: true}, {Kind: chat.Verdict}, {Kind: chat.Verdict, Helpful: true, User: "u2"}, {Kind: chat.Quotes, Answer: "unknown"},
		} {
			e := question(100+n, "u1", "c")
			e.Kind, e.Helpful, e.Answer, e.Text = press.Kind, press.Helpful, id, ""
			if press.User != "" {
				e.User = press.User
			}
			if press.Answer != "" {
				e.Answer = press.Answer
			}
			w.accept(e)
			pass(10 * time.Second)
		}
		helpful, not, err := w.store.Verdicts(t.Context(), id)
		if err != nil || helpful != 1 || not != 1 {
			t.Errorf("%d helpful, %d not, %v; want the last word of each: 1 and 1", helpful, not, err)
		}
		got := w.platform.texts("c")
		for n, want := range []string{"", "Quotes|", "|Noted as helpful", "|Noted as not helpful", "|Noted as helpful", "|That answer is not kept"} {
			if len(got) != 6 || !strings.HasPrefix(got[n], want) {
				t.Fatalf("posted %q, message %d does not begin with %q", got, n, want)
			}
		}
	})
}
