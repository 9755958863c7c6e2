package slack

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/slack-go/slack"
)

// backoff is how long to wait after failures in a row.
type backoff struct{ first, most time.Duration }

// wait waits after an error that so many went before: longer each time, and as long as Slack
// says. It reports false when ctx ended first.
func (b backoff) wait(ctx context.Context, before int, err error) bool {
	pause := min(b.first<<min(before, 16), b.most)
	pause = pause/2 + rand.N(pause/2+1) // so that not all come at once
	if e, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		pause = max(pause, e.RetryAfter)
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
