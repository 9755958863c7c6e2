package sources

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"
)

// Follower visits sources.
type Follower struct {
	Store   Store
	Fetcher Fetcher
	Log     *slog.Logger
	Now     func() time.Time
}

const (
	// Visitors is how many sources are visited at the same time: each may hold a feed of 20 MB.
	Visitors = 8
	// lookEvery is how often the store is asked for sources that are due: a query of some µs.
	lookEvery = time.Second
)

// Run visits the sources that are due until ctx ends, and waits for the visits under way.
func (f *Follower) Run(ctx context.Context) {
	var all sync.WaitGroup
	defer all.Wait()
	var under underway
	free := make(chan struct{}, Visitors)
	fault := ""
	for {
		due, err := f.Store.DueSources(ctx, f.Now())
		if err != nil && ctx.Err() == nil && err.Error() != fault {
			fault = err.Error()
			f.Log.Error("sources not found; tried again until they are", "error", err)
		} else if err == nil {
			fault = ""
		}
		for _, s := range due {
			if !under.begin(s.ID) {
				continue
			}
			select {
			case free <- struct{}{}:
			case <-ctx.Done():
				return
			}
			all.Go(func() {
				defer func() { <-free; under.end(s.ID) }()
				if _, err := f.Visit(ctx, s, false); err != nil && ctx.Err() == nil {
					f.Log.Error("source not visited; tried again until it can be", "source", s.Name, "error", err)
				}
			})
		}
		select {
		case <-time.After(lookEvery):
		case <-ctx.Done():
			return
		}
	}
}

// underway knows which sources are being visited.
type underway struct {
	mu  sync.Mutex
	ids map[int64]bool
}

func (u *underway) begin(id int64) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.ids[id] {
		return false
	}
	if u.ids == nil {
		u.ids = map[int64]bool{}
	}
	u.ids[id] = true
	return true
}

func (u *underway) end(id int64) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.ids, id)
}

// Report is what a visit brought.
type Report struct {
	Added, Revised, Updated int
	Fault                   error // what is wrong with the source; nil when all is well
}

// Visit visits a source once: what is due of it, or with all set its feed and the pages of
// all stories that are still watched. What is wrong with the source is in the report and
// kept; the error is one of the store's or of ctx.
func (f *Follower) Visit(ctx context.Context, s Source, all bool) (Report, error) {
	v := &visit{Follower: f, source: s, now: f.Now().UTC(), all: all}
	err := v.run(ctx)
	return v.report, errors.Join(err, ctx.Err())
}

// scatter moves a time on by a part of the wait that is left to chance.
func scatter(now, due time.Time) time.Time {
	return due.Add(time.Duration(jitter * rand.Float64() * float64(due.Sub(now))))
}
