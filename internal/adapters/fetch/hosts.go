package fetch

import (
	"context"
	"sync"
	"time"
)

// manyHosts is how many hosts are remembered before those are forgotten that nobody has to
// wait for.
const manyHosts = 1000

// hosts lets one request at a time to each host, in the order in which they come.
type hosts struct {
	keep time.Duration // how long one is remembered: the longest delay

	mu  sync.Mutex
	all map[string]*host
}

// host is one that was asked not long ago.
type host struct {
	users int           // who hold the turn or wait for it; guarded by hosts.mu
	turn  chan struct{} // holds one while there is a request
	ended time.Time     // when the last one was over; belongs to who has the turn
}

func newHosts(keep time.Duration) *hosts { return &hosts{keep: keep, all: map[string]*host{}} }

// enter waits for a turn that starts the delay after the end of the one before. The caller
// ends it with leave.
func (h *hosts) enter(ctx context.Context, name string, delay time.Duration) (leave func(), err error) {
	one := h.join(name)
	select {
	case one.turn <- struct{}{}:
	case <-ctx.Done():
		h.part(one)
		return nil, context.Cause(ctx)
	}
	end := func() {
		<-one.turn
		h.part(one)
	}
	if err := sleep(ctx, time.Until(one.ended.Add(delay))); err != nil {
		end()
		return nil, err
	}
	return func() {
		one.ended = time.Now()
		end()
	}, nil
}

// join counts the caller in among those who want a host.
func (h *hosts) join(name string) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	one := h.all[name]
	if one == nil {
		h.forget()
		one = &host{turn: make(chan struct{}, 1)}
		h.all[name] = one
	}
	one.users++
	return one
}

func (h *hosts) part(one *host) {
	h.mu.Lock()
	defer h.mu.Unlock()
	one.users--
}

// forget drops the hosts that can be asked at once, when there are many. The lock is held.
func (h *hosts) forget() {
	if len(h.all) < manyHosts {
		return
	}
	for name, one := range h.all {
		if one.users == 0 && time.Since(one.ended) > h.keep {
			delete(h.all, name)
		}
	}
}

// sleep waits for a time, or until ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
