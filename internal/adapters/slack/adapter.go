package slack

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/slack-go/slack"

	"briefbot/internal/adapters/chat"
)

// Config is what the adapter needs to know. It prints without its secrets.
type Config struct {
	BotToken      string // xoxb-…
	AppToken      string // xapp-…; with it events come over Socket Mode
	SigningSecret string // for events over HTTP; see Handler
	APIURL        string // base of the Web API; "" for Slack's own
}

// String hides the secrets.
func (c Config) String() string { return "slack at " + c.base() }

// GoString hides the secrets.
func (c Config) GoString() string { return c.String() }

// base is the address that method names are added to.
func (c Config) base() string {
	return strings.TrimSuffix(cmp.Or(c.APIURL, slack.APIURL), "/") + "/"
}

// Intake takes events and knows the conversations.
type Intake interface {
	// Accept keeps the event: durably when it returns nil. A repeat is no error.
	Accept(ctx context.Context, e chat.Event) error
	// Follows reports whether an event of the conversation was accepted.
	Follows(ctx context.Context, conversation string) (bool, error)
	// ConversationOf returns the conversation of a message that was posted in the channel
	// under the id, or "".
	ConversationOf(ctx context.Context, room chat.Room, posted string) (string, error)
}

// Adapter is the bot in a Slack workspace.
type Adapter struct {
	config    Config
	intake    Intake
	log       *slog.Logger
	api       *slack.Client
	http      *http.Client
	tempo     tempo
	self      atomic.Pointer[identity]
	connected atomic.Int32 // sockets that Slack greeted
}

var _ chat.Platform = (*Adapter)(nil)

// identity is who the bot is.
type identity struct{ team, user, bot string }

// New returns an adapter. It connects to nothing before Run.
func New(c Config, intake Intake, log *slog.Logger) *Adapter {
	client := &http.Client{Timeout: requestTime, Transport: http.DefaultTransport.(*http.Transport).Clone()}
	return &Adapter{
		config: c, intake: intake, log: log, http: client, tempo: steady,
		api: slack.New(c.BotToken, slack.OptionAppLevelToken(c.AppToken), slack.OptionAPIURL(c.base()), slack.OptionHTTPClient(client)),
	}
}

// Name is the first part of Slack's rooms.
func (a *Adapter) Name() string { return "slack" }

// Connected reports whether events can come: over HTTP once Slack knows the token, over
// Socket Mode while there is a socket.
func (a *Adapter) Connected() bool {
	if a.config.AppToken == "" {
		return a.self.Load() != nil
	}
	return a.connected.Load() > 0
}

// Run finds out who the bot is and, with an app token, takes events over Socket Mode. It
// returns nil when ctx ends and all is drained, and an error when Slack will not have the
// bot: no token that it takes.
func (a *Adapter) Run(ctx context.Context) error {
	defer a.http.CloseIdleConnections()
	if err := a.identifyPatiently(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	if a.config.AppToken == "" {
		<-ctx.Done()
		return nil
	}
	return a.runSockets(ctx)
}

// identifyPatiently asks Slack who the bot is until it says so, ctx ends or it will never.
func (a *Adapter) identifyPatiently(ctx context.Context) error {
	for failures := 0; ; failures++ {
		_, err := a.identify(ctx)
		switch {
		case err == nil || ctx.Err() != nil:
			return nil
		case isFatal(err):
			return fmt.Errorf("%w; set SLACK_BOT_TOKEN to the Bot User OAuth Token (xoxb-…) of the installed app", err)
		}
		a.log.Warn("slack does not say who the bot is; trying again", "error", err)
		if !a.tempo.retry.wait(ctx, failures, err) {
			return nil
		}
	}
}

// identify returns who the bot is. It asks Slack once.
func (a *Adapter) identify(ctx context.Context) (*identity, error) {
	if self := a.self.Load(); self != nil {
		return self, nil
	}
	r, err := a.api.AuthTestContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("slack: auth.test: %w", err)
	}
	self := &identity{team: r.TeamID, user: r.UserID, bot: r.BotID}
	a.self.Store(self)
	a.log.Info("slack knows the bot", "team", self.team, "user", self.user)
	return self, nil
}

// isFatal reports whether an error is one that trying again cannot mend: the token is none.
// slack-go gives up on the first four and repeats the others for ever.
func isFatal(err error) bool {
	e, ok := errors.AsType[slack.SlackErrorResponse](err)
	return ok && slices.Contains([]string{
		"invalid_auth", "account_inactive", "not_authed", "token_revoked", "token_expired", "not_allowed_token_type",
	}, e.Err)
}
