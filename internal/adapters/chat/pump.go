package chat

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

const (
	// idle is how often a pump looks for work that nobody told it of: work that falls due,
	// work of another process.
	idle = time.Second
	// lease is how long work is claimed for. A request to a platform ends well before
	// (requests have 10 s), so that no two are under way for one message.
	lease = 30 * time.Second
)

// pump claims work and has it done, at most limit pieces at once, until ctx ends; then it
// waits for what is under way.
type pump[T any] struct {
	limit int
	wake  *signal
	claim func(ctx context.Context, n int) ([]T, error)
	do    func(T)
	log   *slog.Logger
}

func (p pump[T]) run(ctx context.Context) {
	var running sync.WaitGroup
	defer running.Wait()
	slots := make(chan struct{}, p.limit)
	for ctx.Err() == nil {
		var got []T
		var err error
		if free := p.limit - len(slots); free > 0 {
			got, err = p.claim(ctx, free)
		}
		if err != nil && ctx.Err() == nil {
			p.log.Error("work not claimed", "error", err)
		}
		for _, work := range got {
			slots <- struct{}{}
			running.Go(func() {
				p.do(work)
				<-slots
				p.wake.send()
			})
		}
		select {
		case <-ctx.Done():
		case <-p.wake.wait():
		case <-time.After(idle):
		}
	}
}

// linger returns a context that ends the given time after ctx does: for work that is to be
// finished when no more is taken.
func linger(ctx context.Context, extra time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		select {
		case <-longer.Done():
		case <-time.After(extra):
			cancel()
		}
	})
	return longer, func() { stop(); cancel() }
}

// backoff is how long to wait after the nth attempt: 1 s, 2 s, 4 s, … at most a minute.
func backoff(attempts int) time.Duration {
	return min(time.Second<<min(max(attempts-1, 0), 6), time.Minute)
}
