package discord

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"time"
)

// The names of the marks.
const (
	markSeen   = "discord seen"   // until when everything was seen, as RFC 3339
	markDirect = "discord direct" // the channels of direct conversations, latest first, as JSON
)

// maxDirect is how many direct conversations are looked through after an outage: one call
// each.
const maxDirect = 200

// seen knows until when everything that was written to the bot has been seen: the time of the
// last message of the gateway, but none after an event that is not committed, and none while
// the messages of an outage are being read. All times are Discord's.
type seen struct {
	mu      sync.Mutex
	until   time.Time // the zero time when nothing is known
	heard   time.Time
	pending map[string]time.Time // events in progress: by id, when they were written
	holds   int
	direct  []string
}

// load reads the marks.
func (s *seen) load(ctx context.Context, marks Marks) error {
	until, err := marks.Marked(ctx, markSeen)
	if err != nil {
		return err
	}
	direct, err := marks.Marked(ctx, markDirect)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if until != "" {
		s.until, err = time.Parse(time.RFC3339Nano, until)
	}
	if direct != "" {
		err = errors.Join(err, json.Unmarshal([]byte(direct), &s.direct))
	}
	return err
}

// hear takes note of a sign of life.
func (s *seen) hear(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard = now
}

// begin and end enclose the time in which a message is not committed.
func (s *seen) begin(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pending == nil {
		s.pending = map[string]time.Time{}
	}
	s.pending[id] = created(id)
}

func (s *seen) end(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.pending, id)
}

// hold keeps the time from going on until release is called.
func (s *seen) hold() (release func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.holds++
	return sync.OnceFunc(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.holds--
	})
}

// time returns until when everything was seen.
func (s *seen) time() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.holds > 0 {
		return s.until
	}
	until := s.heard
	for _, written := range s.pending {
		if written.Before(until) {
			until = written
		}
	}
	if until.After(s.until) {
		s.until = until
	}
	return s.until
}

// last is the time without what was heard since it was last asked for: of a session that has
// just begun, the end of the one before.
func (s *seen) last() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.until
}

// addDirect keeps a direct conversation's channel, and returns all when it is new.
func (s *seen) addDirect(channel string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if slices.Contains(s.direct, channel) {
		return nil
	}
	s.direct = append([]string{channel}, s.direct[:min(len(s.direct), maxDirect-1)]...)
	return s.direct
}

func (s *seen) directs() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.direct
}

// heard takes note of a message of the gateway: of a session that is there, since before that
// there may be some to come of the time before.
func (a *Adapter) heard() {
	if a.Connected() {
		a.seen.hear(a.rest.gate.now())
	}
}

// markArrival keeps when the bot came for the first time, at once: a process that is killed
// before the first mark has missed what was written since.
func (a *Adapter) markArrival(ctx context.Context) {
	now := a.rest.gate.now()
	a.seen.mu.Lock()
	a.seen.until = now
	a.seen.mu.Unlock()
	if err := a.marks.Mark(ctx, markSeen, now.Format(time.RFC3339Nano)); err != nil {
		a.log.Error("time of arrival not kept", "error", err)
	}
}

// keepMarks writes until when everything was seen.
func (a *Adapter) keepMarks(ctx context.Context) {
	ticker := time.NewTicker(a.timing.mark)
	defer ticker.Stop()
	for last := (time.Time{}); ; {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		now := a.seen.time()
		if now.Equal(last) || now.IsZero() {
			continue
		}
		if err := a.marks.Mark(ctx, markSeen, now.Format(time.RFC3339Nano)); err != nil {
			a.log.Error("last healthy time not kept", "error", err)
			continue
		}
		last = now
	}
}

// rememberDirect keeps the channel of a direct conversation: nobody tells the bot of it again.
func (a *Adapter) rememberDirect(ctx context.Context, m inbound) {
	all := a.seen.addDirect(m.Channel)
	if all == nil {
		return
	}
	raw, err := json.Marshal(all)
	if err == nil {
		err = a.marks.Mark(ctx, markDirect, string(raw))
	}
	if err != nil {
		a.log.Error("direct conversation not kept", "error", err)
	}
}
