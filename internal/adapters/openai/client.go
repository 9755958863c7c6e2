package openai

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	sdk "github.com/sashabaranov/go-openai"
	"github.com/sony/gobreaker/v2"

	"briefbot/internal/briefing"
	"briefbot/prompts"
)

// Config says which model is asked, and where.
type Config struct {
	BaseURL string // with the version: "https://api.openai.com/v1"; "" for that
	Key     string
	Model   string
	Meter   Meter // nil to count nothing
}

// Client asks one model for one room. It may be used by several goroutines.
type Client struct {
	*endpoint
	room string
}

// In returns what asks the same model for a room: "slack:C0123456789".
func (c *Client) In(room string) *Client { return &Client{c.endpoint, room} }

// endpoint is what the clients of all rooms share.
type endpoint struct {
	config  Config
	api     *sdk.Client
	breaker *gobreaker.CircuitBreaker[briefing.Completion]
	timing  timing

	mu      sync.Mutex
	dialect dialect
}

// timing is how long what takes.
type timing struct {
	first   time.Duration // until the first word of a reply
	backoff time.Duration // before the second try; doubled before the next
	open    time.Duration // that a failing endpoint is left alone
}

const (
	firstTime   = 4 * time.Second
	backoffTime = 300 * time.Millisecond
	openTime    = 30 * time.Second
	// maxRetries is how often a request is made again that the endpoint could not take.
	maxRetries = 2
	// maxFailures is how many exchanges in a row fail before the endpoint is left alone.
	maxFailures = 5
)

// New returns a Client, of no room. It asks nothing yet.
func New(c Config) *Client {
	return newClient(c, timing{first: firstTime, backoff: backoffTime, open: openTime})
}

func newClient(c Config, t timing) *Client {
	config := sdk.DefaultConfig(c.Key)
	config.BaseURL = strings.TrimRight(cmp.Or(c.BaseURL, config.BaseURL), "/")
	c.BaseURL = config.BaseURL
	config.HTTPClient = newDoer(c.Key)
	return &Client{endpoint: &endpoint{
		config: c, api: sdk.NewClientWithConfig(config), timing: t,
		breaker: newBreaker[briefing.Completion](t.open),
	}}
}

// newBreaker returns what leaves an endpoint alone that keeps failing.
func newBreaker[T any](open time.Duration) *gobreaker.CircuitBreaker[T] {
	return gobreaker.NewCircuitBreaker[T](gobreaker.Settings{
		MaxRequests: 1, Timeout: open,
		ReadyToTrip: func(n gobreaker.Counts) bool { return n.ConsecutiveFailures >= maxFailures },
		IsExcluded: func(err error) bool {
			_, unasked := errors.AsType[unreserved](err)
			return unasked || errors.Is(err, context.Canceled)
		},
	})
}

// Write returns what the model writes to a prompt, whole. It implements compose.Model.
func (c *Client) Write(ctx context.Context, p prompts.Prompt) (briefing.Completion, error) {
	done, err := c.breaker.Execute(func() (briefing.Completion, error) { return c.persist(ctx, p) })
	switch {
	case errors.Is(err, gobreaker.ErrOpenState), errors.Is(err, gobreaker.ErrTooManyRequests):
		err = fmt.Errorf("it failed %d times in a row and is left alone for %v; bot doctor says what is wrong", maxFailures, c.timing.open)
	case errors.Is(err, context.DeadlineExceeded):
		err = errors.New("no whole reply in time")
	}
	if err != nil {
		return briefing.Completion{}, fmt.Errorf("openai: ask %s at %s: %w", c.config.Model, c.config.BaseURL, err)
	}
	return done, nil
}

// persist tries again what the endpoint could not take, and says otherwise what it does not
// understand.
func (c *Client) persist(ctx context.Context, p prompts.Prompt) (briefing.Completion, error) {
	for tries := 0; ; {
		spoken := c.speak()
		done, err := c.try(ctx, p, spoken)
		f, isFault := errors.AsType[*fault](err)
		switch {
		case err == nil:
			return done, nil
		case !isFault:
			return done, err
		case c.learn(spoken, f):
			continue
		case !f.again || tries == maxRetries || !wait(ctx, max(f.after, c.timing.backoff<<tries)):
			return done, err
		}
		tries++
	}
}

// wait waits, unless so little time would be left that trying again is of no use.
func wait(ctx context.Context, d time.Duration) bool {
	if end, ok := ctx.Deadline(); ok && time.Until(end) <= d {
		return false
	}
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
