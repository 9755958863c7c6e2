package chat_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	_ "time/tzdata" // the same zones on every machine

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/digest"
)

// made is a digest that a ledger took.
type made struct {
	subscription int64
	date         string
	at, until    time.Time
	messages     []chat.Message
}

// morning is a bot's clock with a real store, in a test's own time: the time of the zone in
// the tests is the bubble's, put forward.
type morning struct {
	*sqlite.Store // the ledger, which remembers what it took
	t             *testing.T
	log           bytes.Buffer
	bot           *chat.Bot
	stop          func()

	mu      sync.Mutex
	ahead   time.Duration
	made    []made
	periods []briefing.Period
	fail    func(topic string) error // of making a digest
}

// PostDigest keeps the digest and remembers it.
func (m *morning) PostDigest(ctx context.Context, subscription int64, date string, until time.Time, messages []chat.Message) (bool, error) {
	fresh, err := m.Store.PostDigest(ctx, subscription, date, until, messages)
	if at := m.now(); fresh {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.made = append(m.made, made{subscription, date, at, until, messages})
	}
	return fresh, err
}

func (m *morning) now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return time.Now().Add(m.ahead)
}

// forward sets the bot's clock.
func (m *morning) forward(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ahead += d
}

// failing has the making of digests fail as said; nil for not at all.
func (m *morning) failing(how func(topic string) error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fail = how
}

// Between implements briefing.Archive: there is always news.
func (m *morning) Between(_ context.Context, from, until time.Time) ([]*briefing.Document, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.periods = append(m.periods, briefing.Period{From: from, Until: until})
	return []*briefing.Document{{Article: briefing.Article{ID: "a"}}}, nil
}

// End implements briefing.Archive.
func (m *morning) End(_ context.Context, now time.Time) (time.Time, error) { return now, nil }

// Stories implements briefing.Editor.
func (m *morning) Stories(_ context.Context, docs []*briefing.Document, topic string) ([]briefing.DraftStory, int, error) {
	m.mu.Lock()
	fail := m.fail
	m.mu.Unlock()
	if fail != nil {
		if err := fail(topic); err != nil {
			return nil, 0, err
		}
	}
	return nil, len(docs), nil
}

// inMorning runs a test that starts at a time.
func inMorning(t *testing.T, start string, test func(t *testing.T, m *morning)) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "bot.db"))
		if err != nil {
			t.Fatal(err)
		}
		m := &morning{Store: store, t: t}
		m.ahead = time.Until(m.time(start))
		m.bot = &chat.Bot{
			Ledger: m, Service: &briefing.Service{Archive: m, Editor: m, Gate: parrot{}, Now: m.now},
			Platforms: []chat.Platform{&platform{}}, Log: slog.New(slog.NewTextHandler(&m.log, nil)), Now: m.now,
		}
		m.start()
		test(t, m)
		m.stop()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
}

// start has a new clock take up the work, as a new process would.
func (m *morning) start() {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { m.bot.RunClock(ctx); close(done) }()
	m.stop = func() { cancel(); <-done }
	synctest.Wait() // for its first round
}

func (m *morning) time(s string) time.Time {
	m.t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		m.t.Fatal(err)
	}
	return at
}

// until lets time pass.
func (m *morning) until(s string) {
	m.t.Helper()
	time.Sleep(m.time(s).Sub(m.now()))
	synctest.Wait()
}

func (m *morning) subscribe(at, zone, topic string) chat.Subscription {
	m.t.Helper()
	s := chat.Subscription{Room: chat.Room{Platform: "fake", Channel: "c" + at + zone + topic}, At: at, Zone: zone, Topic: topic, Created: m.now()}
	var err error
	if s.ID, err = m.AddSubscription(m.t.Context(), s); err != nil {
		m.t.Fatal(err)
	}
	return s
}

// days are the digests of a subscription: "2025-03-30 08:00" with the time in UTC, and
// "missed" for one that was closed.
func (m *morning) days(s chat.Subscription) []string {
	var out []string
	for _, d := range m.made {
		if d.subscription == s.ID {
			line := d.date + " " + d.at.UTC().Format("2006-01-02T15:04")
			if len(d.messages) == 0 {
				line += " missed"
			}
			out = append(out, line)
		}
	}
	return out
}

func (m *morning) want(s chat.Subscription, days ...string) {
	m.t.Helper()
	if diff := cmp.Diff(days, m.days(s)); diff != "" {
		m.t.Errorf("digests of %d (-want +got):\n%s", s.ID, diff)
	}
}

// TestDigestOfEveryDay has the process end and start again at random for some days, with the
// changes of the clocks in three countries among them, and holds that each local date has one
// digest in time.
func TestDigestOfEveryDay(t *testing.T) {
	for start, days := range map[string]int{"2025-03-07T12:00:00Z": 4, "2025-03-28T12:00:00Z": 4, "2025-04-23T12:00:00Z": 4, "2025-10-24T12:00:00Z": 11} {
		t.Run(start, func(t *testing.T) {
			inMorning(t, start, func(t *testing.T, m *morning) {
				random := rand.New(rand.NewPCG(5, 6))
				subscriptions := []chat.Subscription{
					m.subscribe("08:00", "Europe/Berlin", ""), m.subscribe("02:30", "Europe/Berlin", ""), m.subscribe("02:30", "America/New_York", "ice"),
					m.subscribe("00:00", "Asia/Kathmandu", ""), m.subscribe("23:59", "UTC", ""), m.subscribe("00:00", "Africa/Cairo", ""),
				}
				since := m.now()
				for m.now().Before(since.AddDate(0, 0, days)) {
					time.Sleep(time.Duration(random.Int64N(int64(20 * time.Hour))))
					m.stop()
					time.Sleep(time.Duration(random.Int64N(int64(11 * time.Hour))))
					m.start()
				}
				time.Sleep(time.Minute)
				m.stop()
				m.checkAll(since, subscriptions)
				m.start()
			})
		})
	}
}

// checkAll checks that each subscription has a digest of each local date since a time, once,
// in time and in order, each going on where the last one ended.
func (m *morning) checkAll(since time.Time, subscriptions []chat.Subscription) {
	m.t.Helper()
	keys := map[string]bool{}
	for _, s := range subscriptions {
		schedule, err := digest.ParseSchedule(s.At, s.Zone)
		if err != nil {
			m.t.Fatal(err)
		}
		due := schedule.Due(since, m.now())
		var got []made
		for _, d := range m.made {
			if d.subscription == s.ID {
				got = append(got, d)
			}
		}
		if len(got) != len(due) {
			m.t.Fatalf("%s %s has %d digests, want %d: %v", s.At, s.Zone, len(got), len(due), m.days(s))
		}
		for i, d := range got {
			if late := d.at.Sub(due[i].At); d.date != due[i].Date || late < 0 || late > 12*time.Hour || len(d.messages) != 1 {
				m.t.Errorf("%s %s: digest of %s at %s with %d messages, want %v", s.At, s.Zone, d.date, d.at, len(d.messages), due[i])
			}
			for _, message := range d.messages {
				if keys[message.Key] || message.To.Room != s.Room {
					m.t.Errorf("message %q to %s doubles a key or goes astray", message.Key, message.To.Room)
				}
				keys[message.Key] = true
			}
		}
	}
}

// TestDigestIsPunctual holds that a digest comes when it is due and not at the next round.
func TestDigestIsPunctual(t *testing.T) {
	inMorning(t, "2025-03-01T07:59:30Z", func(t *testing.T, m *morning) {
		time.Sleep(time.Second)
		s := m.subscribe("08:01", "UTC", "")
		m.until("2025-03-01T08:05:00Z")
		if len(m.made) != 1 || !m.made[0].at.Equal(m.time("2025-03-01T08:01:00Z")) {
			t.Fatalf("digests %v, want one at 08:01:00", m.days(s))
		}
		d := m.made[0]
		if want := fmt.Sprintf("d%d-20250301", s.ID); d.messages[0].Key != want || !d.until.Equal(d.at) {
			t.Errorf("key %q until %s, want %q until %s", d.messages[0].Key, d.until, want, d.at)
		}
	})
}

func TestFirstDigestIsTomorrow(t *testing.T) {
	inMorning(t, "2025-03-01T09:00:00Z", func(t *testing.T, m *morning) {
		s := m.subscribe("08:00", "UTC", "")
		m.until("2025-03-02T07:59:00Z")
		m.want(s)
		m.until("2025-03-02T08:01:00Z")
		m.want(s, "2025-03-02 2025-03-02T08:00")
	})
}

// TestPeriods holds that a digest covers a day at first, then what is new since the last one,
// days without a digest included, and never more than a week.
func TestPeriods(t *testing.T) {
	inMorning(t, "2025-03-01T07:00:00Z", func(t *testing.T, m *morning) {
		s := m.subscribe("08:00", "UTC", "")
		m.until("2025-03-02T09:00:00Z")
		m.stop()
		m.until("2025-03-05T21:00:00Z") // 13 hours late
		m.start()
		m.until("2025-03-06T09:00:00Z")
		m.stop()
		m.until("2025-03-26T19:00:00Z")
		m.start()
		m.until("2025-03-26T20:00:00Z")
		m.want(s, "2025-03-01 2025-03-01T08:00", "2025-03-02 2025-03-02T08:00",
			"2025-03-03 2025-03-05T21:00 missed", "2025-03-04 2025-03-05T21:00 missed", "2025-03-05 2025-03-05T21:00 missed",
			"2025-03-06 2025-03-06T08:00",
			"2025-03-20 2025-03-26T19:00 missed", "2025-03-21 2025-03-26T19:00 missed", "2025-03-22 2025-03-26T19:00 missed",
			"2025-03-23 2025-03-26T19:00 missed", "2025-03-24 2025-03-26T19:00 missed", "2025-03-25 2025-03-26T19:00 missed",
			"2025-03-26 2025-03-26T19:00")
		var got []string
		for _, p := range m.periods {
			got = append(got, p.From.UTC().Format("02T15:04")+" "+p.Until.UTC().Format("02T15:04"))
		}
		want := []string{"28T08:00 01T08:00", "01T08:00 02T08:00", "02T08:00 06T08:00", "19T19:00 26T19:00"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("periods (-want +got):\n%s", diff)
		}
		if n := strings.Count(m.log.String(), "digest missed"); n != 9 {
			t.Errorf("%d lines on missed digests, want 9", n)
		}
	})
}

// TestFailingSubscription holds that what fails keeps no other from its digest, is logged
// once, and is made up for when it works again.
func TestFailingSubscription(t *testing.T) {
	inMorning(t, "2025-03-01T07:00:00Z", func(t *testing.T, m *morning) {
		m.failing(func(topic string) error {
			switch topic {
			case "panic":
				panic("a poisonous article")
			case "error":
				return errors.New("a broken index")
			}
			return nil
		})
		panics, fails := m.subscribe("08:00", "UTC", "panic"), m.subscribe("08:00", "UTC", "error")
		nowhere := chat.Subscription{Room: chat.Room{Platform: "pager", Channel: "c"}, At: "08:00", Zone: "UTC", Created: m.now()}
		lost := chat.Subscription{Room: chat.Room{Platform: "fake", Channel: "c"}, At: "08:00", Zone: "Mars/Olympus", Created: m.now()}
		for _, s := range []chat.Subscription{nowhere, lost} {
			if _, err := m.AddSubscription(t.Context(), s); err != nil {
				t.Fatal(err)
			}
		}
		works := m.subscribe("08:00", "UTC", "")
		m.until("2025-03-01T09:00:00Z")
		m.want(works, "2025-03-01 2025-03-01T08:00")
		if len(m.made) != 1 {
			t.Errorf("digests %+v, want one", m.made)
		}
		for _, cause := range []string{"a poisonous article", "a broken index", "the platform is not set up", "Mars/Olympus"} {
			if !strings.Contains(m.log.String(), cause) {
				t.Errorf("%q is not in the log", cause)
			}
		}
		if n := strings.Count(m.log.String(), "level=ERROR"); n != 4 {
			t.Errorf("%d errors are logged, want 4", n)
		}
		m.failing(nil)
		m.until("2025-03-01T09:02:00Z")
		m.want(panics, "2025-03-01 2025-03-01T09:01")
		m.want(fails, "2025-03-01 2025-03-01T09:01")
	})
}

// TestSubscriptionsComeAndGo holds that a subscription that another process adds or removes
// is noticed within a minute.
func TestSubscriptionsComeAndGo(t *testing.T) {
	inMorning(t, "2025-03-01T07:00:20Z", func(t *testing.T, m *morning) {
		m.until("2025-03-01T07:58:50Z")
		s := m.subscribe("08:00", "UTC", "")
		m.until("2025-03-02T07:59:59Z")
		m.want(s, "2025-03-01 2025-03-01T08:00")
		if err := m.RemoveSubscription(t.Context(), s.ID); err != nil {
			t.Fatal(err)
		}
		m.until("2025-03-03T09:00:00Z")
		m.want(s, "2025-03-01 2025-03-01T08:00")
		if strings.Contains(m.log.String(), "ERROR") {
			t.Errorf("the log has\n%s", m.log.String())
		}
	})
}

// TestClockIsSet holds that no digest comes twice when the clock is set back, that one comes
// late when it was put forward over its time, and that all goes on after both.
func TestClockIsSet(t *testing.T) {
	inMorning(t, "2025-03-01T07:00:00Z", func(t *testing.T, m *morning) {
		s := m.subscribe("08:00", "UTC", "")
		days := []string{"2025-03-01 2025-03-01T08:00"}
		m.until("2025-03-01T08:10:00Z")
		m.forward(-3 * time.Hour) // 05:10
		m.until("2025-03-01T09:00:00Z")
		m.stop()
		m.start()
		m.until("2025-03-01T10:00:00Z")
		m.want(s, days...)
		m.forward(24 * time.Hour) // 10:00 the next day
		m.until("2025-03-02T10:05:00Z")
		days = append(days, "2025-03-02 2025-03-02T10:01")
		m.want(s, days...)
		m.until("2025-03-03T10:00:00Z")
		days = append(days, "2025-03-03 2025-03-03T08:00")
		m.want(s, days...)
		if len(m.periods) != len(days) {
			t.Errorf("%d digests were made, want %d", len(m.periods), len(days))
		}
	})
}

// TestClockRanAhead has a clock that was days ahead put right: the dates that it closed have
// had their digests, and those of the others cover a day each.
func TestClockRanAhead(t *testing.T) {
	inMorning(t, "2025-03-01T07:00:00Z", func(t *testing.T, m *morning) {
		s := m.subscribe("08:00", "UTC", "")
		m.forward(10 * 24 * time.Hour)
		m.until("2025-03-11T08:30:00Z")
		m.stop()
		m.made, m.periods = nil, nil
		m.forward(-(10*24*time.Hour + time.Hour)) // 1 March, 07:30
		m.start()
		m.until("2025-03-05T09:00:00Z")
		m.want(s, "2025-03-01 2025-03-01T08:00", "2025-03-02 2025-03-02T08:00", "2025-03-03 2025-03-03T08:00")
		for _, p := range m.periods {
			if length := p.Until.Sub(p.From); length != 24*time.Hour {
				t.Errorf("a digest covers %s, want a day", length)
			}
		}
	})
}

// TestRemovedMeanwhile holds that it is no failure when a subscription is removed while its
// digest is made.
func TestRemovedMeanwhile(t *testing.T) {
	inMorning(t, "2025-03-01T07:00:00Z", func(t *testing.T, m *morning) {
		s := m.subscribe("08:00", "UTC", "")
		m.failing(func(string) error { return m.RemoveSubscription(t.Context(), s.ID) })
		m.until("2025-03-01T09:00:00Z")
		m.want(s)
		if strings.Contains(m.log.String(), "ERROR") {
			t.Errorf("the log has\n%s", m.log.String())
		}
	})
}

// TestTwoClocks holds that a second process posts nothing twice.
func TestTwoClocks(t *testing.T) {
	inMorning(t, "2025-03-01T07:00:00Z", func(t *testing.T, m *morning) {
		first := m.stop
		m.start()
		s := m.subscribe("08:00", "UTC", "")
		m.until("2025-03-04T09:00:00Z")
		first()
		m.want(s, "2025-03-01 2025-03-01T08:00", "2025-03-02 2025-03-02T08:00", "2025-03-03 2025-03-03T08:00", "2025-03-04 2025-03-04T08:00")
	})
}

// TestDigestIsDelivered holds that a whole bot posts what its clock makes.
func TestDigestIsDelivered(t *testing.T) {
	inWorld(t, &platform{}, func(t *testing.T, w *world) {
		w.stop()
		m := &morning{}
		w.bot.Service.Archive, w.bot.Service.Editor = m, m
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { w.bot.Run(ctx); close(done) }()
		w.stop = func() { cancel(); <-done }
		at := time.Now().Add(3 * time.Minute).UTC()
		_, err := w.store.AddSubscription(t.Context(), chat.Subscription{
			Room: chat.Room{Platform: "fake", Channel: "c"}, At: at.Format("15:04"), Zone: "UTC", Created: time.Now(),
		})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Minute)
		if len(w.platform.posts) != 1 || !strings.HasPrefix(w.platform.posts[0].page.Title, "Digest of ") {
			t.Fatalf("posted %+v, want one digest", w.platform.posts)
		}
		if late := w.platform.posts[0].at.Sub(at.Truncate(time.Minute)); late < 0 || late > 2*time.Second {
			t.Errorf("posted %s after it was due", late)
		}
	})
}
