package discord

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"briefbot/internal/adapters/chat"
)

// DefaultAPIURL is the base of Discord's REST API, with its version.
// https://discord.com/developers/docs/reference#api-versioning
const DefaultAPIURL = "https://discord.com/api/v10"

// Config says which bot this is and where.
type Config struct {
	Token   string // of the bot, without "Bot "
	AppID   string // the application's id; "" to ask Discord
	GuildID string // the only guild whose commands are registered; "" for all guilds
	APIURL  string // base of the REST API, with its version; "" for DefaultAPIURL
}

// String hides the token.
func (c Config) String() string { return "discord at " + cmp.Or(c.APIURL, DefaultAPIURL) }

// GoString hides the token.
func (c Config) GoString() string { return c.String() }

// Intake takes events. The error of Accept means that the event is not kept.
type Intake interface {
	Accept(ctx context.Context, e chat.Event) error
	Follows(ctx context.Context, conversation string) (bool, error)
	ConversationOf(ctx context.Context, room chat.Room, posted string) (string, error)
}

// Marks keeps small values under a name. One that is not kept is "".
type Marks interface {
	Mark(ctx context.Context, name, value string) error
	Marked(ctx context.Context, name string) (string, error)
}

// Adapter is the bot on Discord.
type Adapter struct {
	config Config
	rest   *rest
	intake Intake
	marks  Marks
	log    *slog.Logger
	timing timing

	self      self
	rooms     rooms
	seen      seen
	deferring deferring
	inbox     chan inbound // messages, in their order
	tasks     sync.WaitGroup
	connected atomic.Bool
}

// timing holds the times that tests shorten.
type timing struct {
	open     time.Duration // for a session to be there from the beginning of the attempt
	ackGrace time.Duration // for the answer to a heartbeat
	minPause time.Duration // before a new attempt; doubled each time
	maxPause time.Duration
	mark     time.Duration // between two marks
	overlap  time.Duration // what is read again of the time before an outage
	linger   time.Duration // for discordgo to end a session
	guilds   time.Duration // for the guilds to be described after a session's beginning
}

var _ chat.Platform = (*Adapter)(nil)

// New returns the bot on Discord. It calls nobody before Run, Post, Find or Check.
func New(c Config, intake Intake, marks Marks, log *slog.Logger) *Adapter {
	c.APIURL = cmp.Or(c.APIURL, DefaultAPIURL)
	return &Adapter{
		config: c, rest: newREST(c.Token, c.APIURL), intake: intake, marks: marks, log: log.With("platform", platform),
		timing: timing{
			open: 30 * time.Second, ackGrace: 10 * time.Second,
			minPause: time.Second, maxPause: 20 * time.Second,
			mark: 3 * time.Second, overlap: time.Minute, linger: 5 * time.Second, guilds: time.Minute,
		},
		inbox: make(chan inbound, 1000),
	}
}

const platform = "discord"

// Name is the first part of Discord's rooms.
func (a *Adapter) Name() string { return platform }

// Connected reports whether a session of the gateway is there.
func (a *Adapter) Connected() bool { return a.connected.Load() }

// Run takes what people write until ctx ends; then it returns nil. It returns an error only
// when Discord refuses the bot for good: a token that is none, a set-up that cannot work.
func (a *Adapter) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer a.tasks.Wait()
	defer cancel()
	a.tasks.Go(func() { a.takeMessages(ctx) })
	a.tasks.Go(func() { a.keepMarks(ctx) })
	a.tasks.Go(func() { a.keepCommands(ctx) })
	return a.supervise(ctx)
}
