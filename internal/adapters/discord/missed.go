package discord

import (
	"context"
	"sync"
	"time"
)

const (
	// maxMissed is how far back messages are looked for: older questions have been asked
	// again or forgotten.
	maxMissed = 24 * time.Hour
	// maxReaders is how many channels are read at once, of the 50 calls that Discord allows a
	// second: https://discord.com/developers/docs/topics/rate-limits#global-rate-limit
	maxReaders = 4
	// maxReads is how often a channel is tried to be read.
	maxReads = 8
)

// catchUp is the reading of what was missed before a session.
type catchUp struct {
	since   string // the smallest id that may have been missed; "" when nothing can
	readers chan struct{}

	mu      sync.Mutex
	waiting map[string]bool // guilds that were not described yet
	release func()          // lets the time go on when all guilds are described
}

// missed begins to read what was written since everything was seen, in direct conversations
// at once, in each guild when it is described.
func (s *supervisor) missed(ctx context.Context, r ready) {
	c := &catchUp{readers: make(chan struct{}, maxReaders), waiting: map[string]bool{}, release: s.seen.hold()}
	if until := s.seen.last(); !until.IsZero() {
		from := until.Add(-s.timing.overlap)
		if oldest := s.rest.gate.now().Add(-maxMissed); from.Before(oldest) {
			from = oldest
		}
		c.since = snowflake(from)
	} else {
		s.markArrival(ctx)
	}
	for _, g := range r.Guilds {
		c.waiting[g.ID] = true
	}
	if s.missing != nil {
		s.missing.release()
	}
	s.missing = c
	if len(r.Guilds) == 0 {
		c.release()
	}
	s.tasks.Go(func() { // a guild that is out of order may never be described
		_ = sleep(ctx, s.timing.guilds)
		c.release()
	})
	var directs []place
	for _, channel := range s.seen.directs() {
		directs = append(directs, place{ID: channel, Last: c.since})
	}
	s.read(ctx, c, directs)
}

// takeGuild learns a guild and reads what was missed in it.
func (s *supervisor) takeGuild(ctx context.Context, g guild) {
	places := s.learnPlaces(g)
	c := s.missing
	if c == nil {
		return
	}
	s.read(ctx, c, places)
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.waiting, g.ID)
	if len(c.waiting) == 0 {
		c.release()
	}
}

// read reads the places in which something was written since. Until that is done the time
// does not go on.
func (s *supervisor) read(ctx context.Context, c *catchUp, places []place) {
	if c.since == "" {
		return
	}
	release := s.seen.hold()
	s.tasks.Go(func() {
		defer release()
		for _, p := range places {
			if p.Last == "" || compare(p.Last, c.since) < 0 {
				continue
			}
			select {
			case c.readers <- struct{}{}:
			case <-ctx.Done():
				return
			}
			s.readPlace(ctx, p, c.since)
			<-c.readers
		}
	})
}

// readPlace queues the messages of a place since an id.
func (a *Adapter) readPlace(ctx context.Context, p place, since string) {
	defer a.recoverPanic("missed messages")
	wait := a.timing.minPause
	for range maxReads {
		err := pages(ctx, a.rest, p.ID, since, func(page []history) bool {
			for _, m := range page {
				m.Guild = p.Guild // what history leaves out
				a.queue(ctx, m.inbound)
				since = m.ID
			}
			return ctx.Err() == nil
		})
		if err == nil || missing(err) || ctx.Err() != nil {
			return
		}
		a.log.Warn("missed messages not read; to be tried again", "channel", p.ID, "error", err, "pause", wait)
		if sleep(ctx, wait) != nil {
			return
		}
		wait = min(2*wait, a.timing.maxPause)
	}
	a.log.Error("missed messages not read", "channel", p.ID)
}
