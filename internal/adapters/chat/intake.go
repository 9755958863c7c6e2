package chat

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Intake takes the events of all platforms. Its fields are set before its first use.
type Intake struct {
	Inbox    Inbox
	UserRate float64 // questions a minute from one user; 0 for no limit
	Metrics  *Metrics
	Log      *slog.Logger
	Now      func() time.Time

	limits limits
	wake   signal
}

const (
	userBurst = 5  // questions that one user may ask at once
	roomRate  = 60 // questions a minute in one channel: what it can be posted
	roomBurst = 20
	// patience is how long an answer may wait for its turn without a word.
	patience = 10 * time.Second
	// maxText is how many bytes of an event's text are kept: more is no question.
	maxText = 4000
)

// Accept keeps the event: when it returns nil, the event will be answered, whatever
// happens, and may be acknowledged. A repeat is no error. Who asks faster than the limits
// allow gets every answer, later.
func (in *Intake) Accept(ctx context.Context, e Event) error {
	if err := e.Validate(); err != nil {
		return fmt.Errorf("chat: accept %s event in %s: %w", e.Kind, e.To.Room, err)
	}
	now := in.Now()
	e.Text, e.Due = shorten(e.Text), now
	turn := in.limits.turn(e, in.UserRate, now)
	if turn != nil {
		e.Due = now.Add(turn.delay)
	}
	fresh, err := in.Inbox.Accept(ctx, e)
	if err != nil || !fresh {
		turn.giveBack(now)
	}
	switch {
	case err != nil:
		in.Metrics.event(e, "failed")
		return fmt.Errorf("chat: accept %s event in %s: %w", e.Kind, e.To.Room, err)
	case !fresh:
		in.Metrics.event(e, "repeat")
		return nil
	}
	in.Metrics.event(e, "new")
	if turn != nil && turn.delay > patience && in.limits.tell(e, now) {
		in.sayBusy(ctx, e, turn.delay)
	}
	in.wake.send()
	return nil
}

// sayBusy has somebody told that the answer takes its time. That it fails is no reason not
// to take the event.
func (in *Intake) sayBusy(ctx context.Context, e Event, delay time.Duration) {
	seconds := int(math.Ceil(delay.Seconds()))
	busy := Event{
		Keys: []string{"busy:" + e.Keys[0]}, Kind: Busy, Text: fmt.Sprint(seconds), User: e.User, To: e.To, At: e.At, Due: in.Now(),
	}
	if _, err := in.Inbox.Accept(ctx, busy); err != nil {
		in.Log.Warn("busy notice not taken", "room", e.To.Room.String(), "error", err)
	}
}

// Follows reports whether the bot has taken an event of the conversation.
func (in *Intake) Follows(ctx context.Context, conversation string) (bool, error) {
	return in.Inbox.Follows(ctx, conversation)
}

// ConversationOf returns the conversation of a message that the bot posted, or "".
func (in *Intake) ConversationOf(ctx context.Context, room Room, posted string) (string, error) {
	return in.Inbox.ConversationOf(ctx, room, posted)
}

// shorten cuts a text to what is kept of it, at the end of a character.
func shorten(text string) string {
	text = strings.ToValidUTF8(text, "\ufffd")
	if len(text) <= maxText {
		return text
	}
	return strings.ToValidUTF8(text[:maxText], "")
}

// limits are the rates of users and rooms. They start anew with the process: they keep the
// peace, nothing depends on them.
type limits struct {
	mu    sync.Mutex
	rates map[string]*rate.Limiter // by user and by room
	told  map[string]time.Time     // when a user was last told to wait
}

// maxRates is how many users and rooms are remembered before those at rest are forgotten.
const maxRates = 10_000

// turn is a place in the row.
type turn struct {
	reserved []*rate.Reservation
	delay    time.Duration
}

// giveBack frees the place. A nil turn has none.
func (t *turn) giveBack(now time.Time) {
	if t == nil {
		return
	}
	for _, r := range t.reserved {
		r.CancelAt(now)
	}
}

// turn reserves when the event may be answered; nil for events that have no limit.
func (l *limits) turn(e Event, perMinute float64, now time.Time) *turn {
	if perMinute <= 0 || e.Kind == Verdict || e.Kind == Quotes {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	t := &turn{}
	for _, r := range []*rate.Limiter{
		l.rate("user:"+e.To.Room.Platform+":"+e.User, perMinute, userBurst, now),
		l.rate("room:"+e.To.Room.Platform+":"+e.To.Room.Channel, roomRate, roomBurst, now),
	} {
		reserved := r.ReserveN(now, 1)
		t.reserved = append(t.reserved, reserved)
		t.delay = max(t.delay, reserved.DelayFrom(now))
	}
	return t
}

func (l *limits) rate(name string, perMinute float64, burst int, now time.Time) *rate.Limiter {
	r, ok := l.rates[name]
	if ok {
		return r
	}
	if l.rates == nil {
		l.rates = map[string]*rate.Limiter{}
	}
	if len(l.rates) >= maxRates {
		for name, r := range l.rates {
			if r.TokensAt(now) >= float64(r.Burst()) {
				delete(l.rates, name)
			}
		}
	}
	r = rate.NewLimiter(rate.Limit(perMinute/60), burst)
	l.rates[name] = r
	return r
}

// tell reports whether a user is to be told to wait: once a minute.
func (l *limits) tell(e Event, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	who := e.To.Room.Platform + ":" + e.User
	if now.Sub(l.told[who]) < time.Minute {
		return false
	}
	if l.told == nil || len(l.told) >= maxRates {
		l.told = map[string]time.Time{}
	}
	l.told[who] = now
	return true
}

// signal wakes one waiter. The zero value is ready.
type signal struct {
	once sync.Once
	c    chan struct{}
}

func (s *signal) wait() <-chan struct{} {
	s.once.Do(func() { s.c = make(chan struct{}, 1) })
	return s.c
}

func (s *signal) send() {
	s.wait()
	select {
	case s.c <- struct{}{}:
	default:
	}
}
