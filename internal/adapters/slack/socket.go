package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
	"golang.org/x/sync/errgroup"
)

const (
	// sockets is how many there are at once: slack-go drops what comes on a socket that Slack
	// asked to leave, and Slack sends it again on the other. Slack allows ten
	// (https://docs.slack.dev/apis/events-api/using-socket-mode).
	sockets = 2
	// takers is how many envelopes of a socket are committed at once. More wait in slack-go's
	// buffer of 50, and after it in Slack's.
	takers = 8
	// writeBuffer is slack-go's own: Slack ignores what comes in more than one frame.
	writeBuffer = 32 * 1024
)

// tempo is how the sockets are kept.
type tempo struct {
	retry   backoff       // after an error; for who the bot is, too
	stagger backoff       // between the sockets, which are not to be renewed at the same time
	settled time.Duration // how long a socket has to last for the next one to be opened at once
	ping    time.Duration // within how long Slack has to ping, which it does every few seconds
}

// steady keeps the bot from knocking too often where it is not let in, and has it back within
// a minute of when it would be.
var steady = tempo{
	retry:   backoff{500 * time.Millisecond, 20 * time.Second},
	stagger: backoff{3 * time.Second, 3 * time.Second},
	settled: 10 * time.Second,
	ping:    20 * time.Second,
}

// errFlapping ends a socket that Slack closes as soon as it is open.
var errFlapping = errors.New("slack closes the socket as soon as it is open")

// runSockets keeps the sockets until ctx ends or Slack will not have the bot.
func (a *Adapter) runSockets(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	for n := range sockets {
		group.Go(func() error {
			if n > 0 && !a.tempo.stagger.wait(ctx, 0, nil) {
				return nil
			}
			return a.keepSocket(ctx, n)
		})
	}
	return group.Wait()
}

// keepSocket opens a socket, and another whenever it is lost.
func (a *Adapter) keepSocket(ctx context.Context, n int) error {
	for failures := 0; ; failures++ {
		began := time.Now()
		err := a.serveSocket(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case isFatal(err):
			return fmt.Errorf("slack: open socket: %w; set SLACK_APP_TOKEN to an app-level token (xapp-…) with the scope connections:write", err)
		case time.Since(began) >= a.tempo.settled:
			failures = 0
		}
		a.log.Warn("socket lost; opening another", "socket", n, "failures", failures, "error", err)
		if !a.tempo.retry.wait(ctx, failures, err) {
			return nil
		}
	}
}

// socket is a connection of slack-go's, and the ones that it opens in its place when Slack
// asks for it.
type socket struct {
	*Adapter
	client  *socketmode.Client
	stop    context.CancelCauseFunc
	takers  errgroup.Group
	opened  time.Time
	greeted bool
}

// serveSocket takes what comes on a socket until it is lost: slack-go would wait up to five
// minutes before it opens another.
func (a *Adapter) serveSocket(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	s := &socket{Adapter: a, stop: stop, client: socketmode.New(a.api,
		socketmode.OptionPingInterval(a.tempo.ping), socketmode.OptionReadLimit(maxBodyBytes),
		socketmode.OptionDialer(&websocket.Dialer{
			Proxy: http.ProxyFromEnvironment, HandshakeTimeout: requestTime, WriteBufferSize: writeBuffer,
		}))}
	s.takers.SetLimit(takers)
	defer func() { _ = s.takers.Wait() }() // takers log their own errors
	defer s.greet(false)
	done := make(chan error, 1)
	go func() { done <- s.client.RunContext(ctx) }()
	for {
		select {
		case e := <-s.client.Events:
			s.handle(ctx, e)
		case err := <-done:
			for len(s.client.Events) > 0 { // received and not yet looked at
				s.handle(ctx, <-s.client.Events)
			}
			return cmp.Or(context.Cause(ctx), err)
		}
	}
}

// handle looks at an event of slack-go's.
func (s *socket) handle(ctx context.Context, e socketmode.Event) {
	switch data := e.Data.(type) {
	case *slack.ConnectingEvent:
		s.greet(false)
		if data.ConnectionCount > 0 && time.Since(s.opened) < s.tempo.settled {
			s.stop(errFlapping)
		}
	case *socketmode.ConnectedEvent:
		s.opened = time.Now()
	case *slack.ConnectionErrorEvent:
		s.stop(data.ErrorObj)
	case *socketmode.ErrorBadMessage: // slack-go does not know all of it; what is read here may be well
		var r socketmode.Request
		if json.Unmarshal(data.Message, &r) == nil && r.EnvelopeID != "" {
			s.take(ctx, r)
		}
	case *socketmode.ErrorWriteFailed:
		s.log.Warn("acknowledgement not sent; slack sends the event again", "error", data.Cause)
	}
	switch {
	case e.Type == socketmode.EventTypeHello:
		s.greet(true)
	case e.Request != nil && e.Request.EnvelopeID != "":
		s.take(ctx, *e.Request)
	}
}

// greet keeps whether Slack has greeted the socket.
func (s *socket) greet(greeted bool) {
	if greeted != s.greeted {
		s.greeted = greeted
		s.connected.Add(map[bool]int32{true: 1, false: -1}[greeted])
	}
}

// take has the intake take an envelope, then acknowledges it. What could not be taken is not
// acknowledged: Slack sends events again after three seconds.
func (s *socket) take(ctx context.Context, r socketmode.Request) {
	s.takers.Go(func() error {
		commit, cancel := context.WithTimeout(context.WithoutCancel(ctx), acceptTime)
		defer cancel()
		err := s.takeEnvelope(commit, r)
		switch {
		case errors.Is(err, errMalformed):
			s.log.Warn("envelope is not in slack's form", "type", r.Type, "error", err)
		case err != nil:
			s.log.Error("envelope not taken; slack sends events again", "type", r.Type, "retry", r.RetryAttempt, "error", err)
			return nil
		}
		if err := s.client.AckCtx(ctx, r.EnvelopeID, nil); err != nil {
			s.log.Warn("acknowledgement not sent; slack sends the event again", "error", err)
		}
		return nil
	})
}

func (a *Adapter) takeEnvelope(ctx context.Context, r socketmode.Request) error {
	switch r.Type {
	case socketmode.RequestTypeEventsAPI:
		var c callback
		if err := json.Unmarshal(r.Payload, &c); err != nil {
			return fmt.Errorf("slack: read event: %w: %w", errMalformed, err)
		}
		return a.takeEvent(ctx, c)
	case socketmode.RequestTypeSlashCommands:
		var c slack.SlashCommand
		if err := json.Unmarshal(r.Payload, &c); err != nil {
			return fmt.Errorf("slack: read command: %w: %w", errMalformed, err)
		}
		return a.takeCommand(ctx, c)
	case socketmode.RequestTypeInteractive:
		return a.takePress(ctx, r.Payload)
	}
	return nil
}
