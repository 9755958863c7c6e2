package discordtest

import (
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"time"
)

// Options say what kind of Discord it is. The zero value is a good one.
type Options struct {
	Token   string // of the bot; "" for DefaultToken
	Spec    *Spec  // that all bodies have to agree with; nil for none
	Content bool   // the bot may read messages that do not mention it
	// RefuseContent makes the gateway refuse what Content promises.
	RefuseContent bool
	Sessions      int // that may be begun; 0 for Discord's own

	Heartbeat time.Duration // interval; 0 for Discord's own
	Tokens    time.Duration // life of an interaction's token; 0 for Discord's own
	AckWithin time.Duration // for an interaction to be answered; 0 for Discord's own
	PageSize  int           // messages that one call returns at most; 0 for Discord's own

	// Chance, between 0 and 1, falls by the seed.
	Seed        uint64
	LoseReplies float64 // calls that are done, but whose reply never comes
	Failures    float64 // calls that are answered 502 and not done
	Doubled     float64 // events that come twice
	Latency     time.Duration
	// MessageRate is how many messages a channel takes in messageWindow; 0 for Discord's own,
	// less than 0 for any number.
	MessageRate int
}

// What a server has from the beginning.
const (
	DefaultToken = "MTE0.token.of-the-bot"
	App          = "1140000000000000001" // the application, and the bot's user
	Guild        = "1140000000000000002"
	BotRole      = "1140000000000000003" // that Discord made for the bot
	General      = "1140000000000000010" // a text channel
	ReadOnly     = "1140000000000000011" // one that the bot may not write to
	Hidden       = "1140000000000000012" // one that the bot may not read
)

// Discord's own figures.
const (
	heartbeatInterval = 41250 * time.Millisecond // https://discord.com/developers/docs/events/gateway#heartbeat-interval
	tokenLife         = 15 * time.Minute         // https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response
	ackWithin         = 3 * time.Second          // the same
	historyPage       = 100                      // https://discord.com/developers/docs/resources/message#get-channel-messages
	messageRate       = 5                        // seen in X-RateLimit-Limit; Discord documents no figure
	messageWindow     = 5 * time.Second
	nonceWindow       = 5 * time.Minute // "the past few minutes": https://discord.com/developers/docs/resources/message#create-message
	sessions          = 1000            // a day: https://discord.com/developers/docs/events/gateway#session-start-limit
	basePath          = "/api/v10"
)

// Server is a Discord.
type Server struct {
	options Options
	http    *httptest.Server

	mu           sync.Mutex
	chance       *rand.Rand
	lastID       uint64
	channels     map[string]*channel
	directs      map[string]string // user -> channel
	interactions map[string]*interaction
	commands     map[string][]map[string]any // by path
	sessions     map[string]*session
	links        map[*link]bool
	faults       []Fault
	stats        Stats
	requests     []Request
	violations   []string
	down         bool
	last         func() // tells of the last message or interaction again
}

// channel is a place for messages.
type channel struct {
	id, parent string
	kind       int
	users      []string // of a direct conversation
	messages   []*message
	posts      []time.Time // of the bot's, within the window of the rate
	write      bool
	read       bool
}

// The types of channels.
// https://discord.com/developers/docs/resources/channel#channel-object-channel-types
const (
	typeText   = 0
	typeDM     = 1
	typeThread = 11
)

// New starts a server.
func New(o Options) *Server {
	if o.Token == "" {
		o.Token = DefaultToken
	}
	s := &Server{
		options: o, chance: rand.New(rand.NewPCG(o.Seed, 0)),
		channels: map[string]*channel{}, directs: map[string]string{}, interactions: map[string]*interaction{},
		commands: map[string][]map[string]any{}, sessions: map[string]*session{}, links: map[*link]bool{},
	}
	s.channels[General] = &channel{id: General, kind: typeText, write: true, read: true}
	s.channels[ReadOnly] = &channel{id: ReadOnly, kind: typeText, read: true}
	s.channels[Hidden] = &channel{id: Hidden, kind: typeText}
	s.http = httptest.NewServer(s.handler())
	return s
}

// Close stops the server and cuts all connections.
func (s *Server) Close() {
	s.Cut()
	s.http.CloseClientConnections()
	s.http.Close()
}

// URL is the base of the REST API, with its version.
func (s *Server) URL() string { return s.http.URL + basePath }

// id makes a new id, later than all before.
// https://discord.com/developers/docs/reference#snowflakes
func (s *Server) id() string {
	s.lastID = max(s.lastID+1, uint64(time.Now().UnixMilli()-1420070400000)<<22)
	return strconv.FormatUint(s.lastID, 10)
}

// falls reports whether chance falls on something of a probability.
func (s *Server) falls(probability float64) bool {
	if probability <= 0 {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.chance.Float64() < probability
}

// AddChannel makes a text channel and tells the bot.
func (s *Server) AddChannel() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &channel{id: s.id(), kind: typeText, write: true, read: true}
	s.channels[c.id] = c
	s.dispatch("CHANNEL_CREATE", c.object())
	return c.id
}

// AddThread makes a thread under a message of a channel, as a person does, and tells the bot.
// Its id is the message's.
func (s *Server) AddThread(channelID, message string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addThread(channelID, message).id
}

func (s *Server) addThread(parent, message string) *channel {
	c := &channel{id: message, parent: parent, kind: typeThread, write: true, read: true}
	s.channels[c.id] = c
	s.dispatch("THREAD_CREATE", c.object())
	return c
}

// object is the channel as Discord writes it.
func (c *channel) object() map[string]any {
	o := map[string]any{"id": c.id, "type": c.kind, "name": "channel", "last_message_id": nil}
	if n := len(c.messages); n > 0 {
		o["last_message_id"] = c.messages[n-1].ID
	}
	if c.kind != typeDM {
		o["guild_id"] = Guild
	}
	if c.parent != "" {
		o["parent_id"] = c.parent
	}
	return o
}

// SetDown makes every call fail with 503 and cuts the gateway, until it is set up again.
func (s *Server) SetDown(down bool) {
	s.mu.Lock()
	s.down = down
	s.mu.Unlock()
	if down {
		s.Cut()
	}
}

func (s *Server) serves() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.down
}

// handler routes calls: to the gateway what is to become a web socket, else to the API.
func (s *Server) handler() http.Handler {
	api := s.api()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !s.serves():
			http.Error(w, "upstream connect error", http.StatusServiceUnavailable)
		case r.Header.Get("Upgrade") == "websocket":
			s.gateway(w, r)
		default:
			api.ServeHTTP(w, r)
		}
	})
}
