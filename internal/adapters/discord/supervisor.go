package discord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"
)

// The close codes of the gateway after which the same session, or the same set-up, cannot go
// on. https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
const (
	closeAuthenticationFailed = 4004
	closeInvalidSequence      = 4007
	closeSessionTimedOut      = 4009
	closeInvalidShard         = 4010
	closeShardingRequired     = 4011
	closeInvalidVersion       = 4012
	closeInvalidIntents       = 4013
	closeDisallowedIntents    = 4014
)

const (
	// identifies is how many sessions may be begun in a day before Discord takes the token
	// away: https://discord.com/developers/docs/topics/gateway#sharding-session-start-limit
	// Some are left for processes that are started again.
	identifies     = 900
	identifyBurst  = 50
	maxResumeTries = 2
)

// supervisor owns the sessions of discordgo, one after the other.
type supervisor struct {
	*Adapter
	budget *rate.Limiter // of sessions begun
	// content says that the session asks for the content of messages that do not mention the
	// bot, withheld that Discord has refused it.
	content, withheld bool
	session           *discordgo.Session // nil when a new one has to be made
	closed            chan struct{}      // gets one at each end of session
	resume            string             // where to resume it; "" for the gateway's usual address
	tries             int                // to resume it
	missing           *catchUp           // of the session
}

// supervise keeps a session until ctx ends. Its error is one that no new attempt can mend.
func (a *Adapter) supervise(ctx context.Context) error {
	s := &supervisor{Adapter: a, budget: rate.NewLimiter(rate.Every(24*time.Hour/identifies), identifyBurst)}
	if err := a.seen.load(ctx, a.marks); err != nil {
		a.log.Error("last healthy time not read; messages of an outage are not looked for", "error", err)
	}
	for failures := 0; ctx.Err() == nil; {
		start := time.Now()
		err := s.connect(ctx)
		a.connected.Store(false)
		if ctx.Err() != nil {
			break
		}
		if why := fatal(err, s.content); why != "" {
			return fmt.Errorf("discord: keep a session: %s: %w", why, err)
		}
		if time.Since(start) > 2*a.timing.maxPause {
			failures = 0
		}
		wait := s.backoff(failures, err)
		failures++
		a.log.Warn("gateway session ended", "error", err, "resumes", s.session != nil, "pause", wait)
		if sleep(ctx, wait) != nil {
			break
		}
	}
	return nil
}

// fatal says how to mend an error that a new attempt cannot; "" for all others.
func fatal(err error, content bool) string {
	code := closeCode(err)
	switch {
	case code == closeAuthenticationFailed, status(err) == http.StatusUnauthorized:
		return "Discord does not know the token; set DISCORD_TOKEN to the bot's"
	case code == closeDisallowedIntents && !content:
		return "Discord refuses the intents; look at the bot's page in the developer portal"
	case code == closeInvalidShard, code == closeShardingRequired:
		return "the bot is in more guilds than one session may serve"
	case code == closeInvalidVersion, code == closeInvalidIntents:
		return "Discord does not take this version of the protocol any more; update the bot"
	}
	return ""
}

// backoff is how long to wait before the next attempt: longer each time, by chance shorter or
// longer, so that many bots do not come back at once.
func (s *supervisor) backoff(failures int, err error) time.Duration {
	wait := min(s.timing.minPause<<min(failures, 10), s.timing.maxPause)
	if errors.Is(err, errInvalid) { // as the gateway's documents say: 1 to 5 s
		wait = max(wait, 3*s.timing.minPause)
	}
	wait = wait/2 + rand.N(wait)
	if limit, ok := errors.AsType[*limited](err); ok {
		wait = max(wait, limit.After)
	}
	return wait
}

// connect has a session until it ends, and returns why it did.
func (s *supervisor) connect(ctx context.Context) error {
	address, err := s.address(ctx)
	if err != nil {
		return err
	}
	fresh := s.session == nil
	if fresh {
		s.begin(ctx)
	} else {
		s.tries++
	}
	r, err := dialRelay(ctx, address, s.timing, s.heard)
	if err != nil {
		s.resume = "" // the usual address may do
		if s.tries >= maxResumeTries || fresh {
			s.session = nil
		}
		return fmt.Errorf("connect to the gateway: %w", err)
	}
	cause := s.open(ctx, r)
	if r.wasReady() {
		s.tries, s.resume = 0, cmp.Or(r.resumeAt(), s.resume)
	}
	if !s.resumable(r, cause) {
		s.session = nil
	}
	if closeCode(cause) == closeDisallowedIntents && s.content {
		s.withheld = true
		s.log.Warn("Discord does not grant the content of messages; see bot doctor")
	}
	return cause
}

// closeCode is the code that the gateway ended a connection with; 0 when it did not.
func closeCode(err error) int {
	if closed, ok := errors.AsType[*websocket.CloseError](err); ok {
		return closed.Code
	}
	return 0
}

// address is where the gateway is: for a new session after what Discord and the budget say.
func (s *supervisor) address(ctx context.Context) (string, error) {
	if s.session != nil && s.resume != "" {
		return s.gatewayURL(s.resume)
	}
	gateway, err := s.discover(ctx)
	if err != nil || s.session != nil {
		return gateway.address, err
	}
	if gateway.remaining == 0 {
		return "", fmt.Errorf("no session may be begun: %w", &limited{After: gateway.anew})
	}
	if err := s.budget.Wait(ctx); err != nil {
		return "", err
	}
	return gateway.address, s.learn(ctx)
}

// gateway is what Discord says of the gateway.
type gateway struct {
	address   string
	remaining int           // sessions that may be begun
	anew      time.Duration // until they are counted anew
}

// discover asks Discord for the gateway.
// https://discord.com/developers/docs/events/gateway#get-gateway-bot
func (s *supervisor) discover(ctx context.Context) (gateway, error) {
	answer := struct {
		URL   string `json:"url"`
		Limit struct {
			Remaining  int     `json:"remaining"`
			ResetAfter float64 `json:"reset_after"` // ms
		} `json:"session_start_limit"`
	}{}
	answer.Limit.Remaining = identifies // where nothing is said
	err := s.rest.get(ctx, "/gateway/bot", &answer)
	if missing(err) {
		err = s.rest.get(ctx, "/gateway", &answer)
	}
	if err != nil {
		return gateway{}, fmt.Errorf("ask for the gateway: %w", err)
	}
	address, err := s.gatewayURL(answer.URL)
	return gateway{address, max(0, answer.Limit.Remaining), duration(answer.Limit.ResetAfter / 1000)}, err
}

// gatewayURL adds to the gateway's address the version, which is the one of the REST API.
func (s *supervisor) gatewayURL(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "", fmt.Errorf("the gateway's address %q is none", address)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	version := regexp.MustCompile(`^v(\d+)$`).FindStringSubmatch(path.Base(s.rest.base))
	if version == nil {
		version = []string{"", "10"}
	}
	u.RawQuery = url.Values{"v": {version[1]}, "encoding": {"json"}}.Encode()
	return u.String(), nil
}

// The flags of an application whose bot may read the content of messages.
// https://discord.com/developers/docs/resources/application#application-object-application-flags
const (
	flagMessageContent        = 1 << 18
	flagMessageContentLimited = 1 << 19
)

// application is what Discord says of the bot's application.
type application struct {
	ID    string `json:"id"`
	Flags int    `json:"flags"`
}

func (p application) readsContent() bool {
	return p.Flags&(flagMessageContent|flagMessageContentLimited) != 0
}

// learn asks which application this is, and whether it may read what does not mention it.
func (s *supervisor) learn(ctx context.Context) error {
	var app application
	err := s.rest.get(ctx, "/applications/@me", &app)
	if missing(err) {
		return nil // mentions do without
	}
	if err != nil {
		return fmt.Errorf("ask for the application: %w", err)
	}
	s.self.set("", app.ID)
	s.content = app.readsContent() && !s.withheld
	return nil
}

// begin makes a new session of discordgo.
func (s *supervisor) begin(ctx context.Context) {
	session := newSession(s.config.Token)
	session.ShouldReconnectOnError = false
	session.StateEnabled = false
	session.SyncEvents = true // in order, and only while the session is there
	session.Compress = false  // the relay reads along
	session.Identify.Compress = false
	session.Identify.Intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages
	if s.content {
		session.Identify.Intents |= discordgo.IntentMessageContent
	}
	// discordgo asks for the gateway itself, and gets the relay.
	session.Client = &http.Client{Transport: roundTrip(relayAddress)}
	closed := make(chan struct{}, 8)
	session.AddHandler(func(_ *discordgo.Session, _ *discordgo.Disconnect) {
		select {
		case closed <- struct{}{}:
		default:
		}
	})
	session.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) {
		defer s.recoverPanic(e.Type)
		if ctx.Err() == nil {
			s.dispatch(ctx, e)
		}
	})
	s.session, s.closed, s.resume, s.tries = session, closed, "", 0
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func relayAddress(req *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{}, Request: req,
		Body: io.NopCloser(strings.NewReader(`{"url":"ws://relay/"}`)),
	}, nil
}

// open has discordgo open its session over the relay and waits until it is over. discordgo is
// done with a session when it says Disconnect, a second after it has lost it.
func (s *supervisor) open(ctx context.Context, r *relay) (cause error) {
	s.session.Dialer = &websocket.Dialer{NetDialContext: func(context.Context, string, string) (net.Conn, error) {
		return r.near, nil
	}}
	stop := context.AfterFunc(ctx, func() { r.end(errStopped) })
	defer stop()
	for len(s.closed) > 0 { // of the session before it was resumed
		<-s.closed
	}
	opened := make(chan error, 1)
	session := s.session
	go func() {
		err := session.Open()
		if err != nil {
			r.end(err)
		}
		opened <- err
	}()
	cause = r.run()
	r.near.Close()
	over := time.NewTimer(s.timing.linger)
	defer over.Stop()
	select {
	case err := <-opened:
		if err != nil {
			return cause
		}
	case <-over.C:
		s.log.Error("discordgo hangs; its session is left behind")
		s.session = nil
		return cause
	}
	select {
	case <-s.closed:
	case <-over.C:
		s.log.Error("discordgo does not end its session, which is left behind")
		s.session = nil
	}
	return cause
}

// resumable reports whether the session can go on over another connection.
func (s *supervisor) resumable(r *relay, cause error) bool {
	if s.session == nil || errors.Is(cause, errInvalid) || errors.Is(cause, errIdentify) {
		return false
	}
	switch closeCode(cause) {
	case closeAuthenticationFailed, closeInvalidSequence, closeSessionTimedOut, closeInvalidShard,
		closeShardingRequired, closeInvalidVersion, closeInvalidIntents, closeDisallowedIntents:
		return false
	}
	return r.wasReady() || (s.tries > 0 && s.tries < maxResumeTries && !errors.Is(cause, errSilent))
}

// recoverPanic keeps what goes wrong with one event from ending the process.
func (a *Adapter) recoverPanic(doing string) {
	if p := recover(); p != nil {
		a.log.Error("panic", "doing", doing, "panic", p, "stack", string(debug.Stack()))
	}
}
