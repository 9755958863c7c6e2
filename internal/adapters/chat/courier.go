package chat

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"os"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// couriers is how many messages are on their way at once, those included that wait for
	// their channel's turn. No two are of one channel.
	couriers = 64
	// channelRate and channelBurst are what a channel takes: about one message a second, short
	// bursts are taken (https://docs.slack.dev/apis/web-api/rate-limits); Discord says five in
	// five seconds. Retry-After says when it is too much.
	channelRate  = 1
	channelBurst = 4
	// maxAge is how long a message is tried.
	maxAge = 24 * time.Hour
)

// courier posts messages.
type courier struct {
	*Bot
	posting *signal
	pace    pace
}

func (c *courier) run(ctx, work context.Context) {
	pump[Message]{
		limit: couriers, wake: c.posting, log: c.Log,
		claim: func(ctx context.Context, n int) ([]Message, error) {
			return c.Outbox.NextMessages(ctx, c.Now(), lease, n)
		},
		do: func(m Message) { c.deliver(work, m) },
	}.run(ctx)
}

// deliver posts a message, looking first for one that may have been posted already, and
// keeps how it ended.
func (c *courier) deliver(ctx context.Context, m Message) {
	log := c.Log.With("request_id", m.Key, "room", m.To.Room.String(), "attempts", m.Attempts)
	end := c.attempt(ctx, m, log)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := end(ctx); err != nil {
		log.Error("delivery not kept; its lease will run out", "error", err)
	}
}

// attempt returns how the attempt is to be kept.
func (c *courier) attempt(ctx context.Context, m Message, log *slog.Logger) (end func(context.Context) error) {
	holdBack := func(after time.Duration, doubtful bool, err error) func(context.Context) error {
		return func(ctx context.Context) error {
			return c.Outbox.HoldBack(ctx, m.ID, c.Now().Add(after), doubtful, err.Error())
		}
	}
	bury := func(err error) func(context.Context) error {
		c.Metrics.message(m, "buried")
		log.Error("message cannot be delivered; see bot doctor", "error", err)
		return func(ctx context.Context) error { return c.Outbox.Bury(ctx, m.ID, err.Error()) }
	}
	posted := func(id, result string) func(context.Context) error {
		c.Metrics.message(m, result)
		c.Metrics.posted(m, c.Now())
		log.Info("message "+result, "posted", id)
		return func(ctx context.Context) error { return c.Outbox.Posted(ctx, m.ID, id) }
	}
	platform, ok := c.platform(m.To.Room.Platform)
	switch {
	case !ok:
		return holdBack(time.Minute, false, fmt.Errorf("%s is not set up", m.To.Room.Platform))
	case c.Now().Sub(m.Created) > maxAge:
		return bury(fmt.Errorf("not delivered within %s", maxAge))
	}
	if err := c.pace.wait(ctx, m.To.Room); err != nil {
		return holdBack(0, false, errors.New("stopped"))
	}
	if m.Doubtful {
		id, err := platform.Find(ctx, m)
		if err == nil && id != "" {
			return posted(id, "found")
		}
		if err != nil {
			c.Metrics.message(m, "doubtful")
			log.Warn("message not looked up", "error", err)
			return holdBack(pause(m, err), true, err)
		}
	}
	id, err := platform.Post(ctx, m)
	if err == nil {
		return posted(id, "posted")
	}
	if _, never := errors.AsType[*Refused](err); never {
		return bury(err)
	}
	if _, surely := errors.AsType[*NotTaken](err); surely {
		c.Metrics.message(m, "delayed")
		log.Warn("message not taken", "error", err)
		return holdBack(pause(m, err), false, err)
	}
	c.Metrics.message(m, "doubtful")
	log.Warn("message in doubt", "error", err)
	return holdBack(pause(m, err), true, err)
}

// pause is how long a message waits after an error: as the platform says; until a request
// that may still be under way is over; or longer each time, so that all do not come at once.
func pause(m Message, err error) time.Duration {
	if e, ok := errors.AsType[*NotTaken](err); ok && e.After > 0 {
		return e.After
	}
	wait := backoff(m.Attempts)
	wait += time.Duration(rand.Int64N(int64(wait)/4 + 1))
	if timedOut(err) {
		return max(wait, lease)
	}
	return wait
}

// timedOut reports whether nobody knows what has become of a request.
func timedOut(err error) bool {
	var network net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) || errors.Is(err, os.ErrDeadlineExceeded) ||
		errors.As(err, &network) && network.Timeout()
}

// pace keeps the channels' rates.
type pace struct {
	mu       sync.Mutex
	channels map[string]*rate.Limiter
}

// wait returns when the channel may be posted to.
func (p *pace) wait(ctx context.Context, r Room) error {
	return p.channel(r.Platform + ":" + r.Channel).Wait(ctx)
}

func (p *pace) channel(name string) *rate.Limiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l, ok := p.channels[name]; ok {
		return l
	}
	if p.channels == nil || len(p.channels) >= maxRates {
		p.channels = map[string]*rate.Limiter{}
	}
	l := rate.NewLimiter(channelRate, channelBurst)
	p.channels[name] = l
	return l
}
