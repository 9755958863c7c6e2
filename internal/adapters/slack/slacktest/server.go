package slacktest

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"time"
)

// The workspace and what is in it from the start.
const (
	Team  = "T0BRIEFING"
	BotID = "B0BRIEFBOT" // the bot's as an integration
	Bot   = "U0BRIEFBOT" // the bot's as a user
	App   = "A0BRIEFBOT"

	BotToken      = "xoxb-test-token"
	AppToken      = "xapp-test-token"
	SigningSecret = "0123456789abcdef"

	General  = "C0GENERAL" // the bot is a member
	Private  = "G0PRIVATE" // the bot is a member
	Foreign  = "C0FOREIGN" // the bot is no member
	Archived = "C0ARCHIVED"
)

// Options are how the Slack is. The zero value is one that does all as it should.
type Options struct {
	Seed   uint64           // of what goes wrong
	Now    func() time.Time // the clock of messages; nil for the machine's
	Scopes []string         // of the bot token; nil for those that it asks for in the manifest
	// BotURL is where events go, as signed HTTP requests; "" for Socket Mode.
	BotURL string
	// AckTime is how long an acknowledgement may take; 0 for Slack's three seconds.
	AckTime time.Duration
	// Retries are the pauses before an event is sent again; nil for Slack's: at once, after a
	// minute and after five (https://docs.slack.dev/apis/events-api#retries).
	Retries []time.Duration
	// Patient sends events with the last pause until they are acknowledged, which Slack does
	// not: for bots that are killed.
	Patient bool
	// Grace is how long a socket lives on after Slack has asked to leave it.
	Grace time.Duration
	// RateLimit answers 429 to more than a message a second in a channel, over a short burst
	// (https://docs.slack.dev/apis/web-api/rate-limits).
	RateLimit bool
	// Ping is how often sockets are pinged; 0 for every five seconds.
	Ping   time.Duration
	Faults Faults
}

// Faults are what goes wrong. Shares are of 1.
type Faults struct {
	LostReplies float64       // share of posts that are stored and whose reply is lost
	Failures    float64       // share of calls that are answered 503, with nothing done
	TooMany     float64       // share of posts that are answered 429
	Doubled     float64       // share of events that come twice, the second time under other ids
	Late        float64       // share of events that are held back, so that others overtake them
	Lateness    time.Duration // for up to so long
	Latency     time.Duration // of every answer, up to
	HungOpen    bool          // apps.connections.open does not answer
	Mute        bool          // nothing comes on sockets any more, not even pings
}

// scopes are what the bot token has unless the options say otherwise.
var scopes = []string{
	"app_mentions:read", "chat:write", "commands", "channels:history", "groups:history", "im:history", "mpim:history",
}

// Message is one in a channel.
type Message struct {
	Channel, TS, Thread string
	User, BotID         string
	At                  time.Time // when it came in, by the machine's clock
	Text                string
	Blocks, Metadata    json.RawMessage
	For                 string          // who alone sees it; "" for everybody
	Via                 string          // how the bot posted it: "chat.postMessage", "chat.postEphemeral", "response_url"
	Sent                json.RawMessage // of the bot's: all that it sent, but for the token
}

// channel is a conversation.
type channel struct {
	id, kind string // kind is as in the channel_type of events
	member   bool
	archived bool
	messages []*Message // in order
	tokens   float64    // of the rate limit
	filled   time.Time
}

// responder is what stands behind a response_url.
type responder struct {
	channel, user string
	uses          int
	made          time.Time
}

// Server is a Slack. Its methods may be called at the same time.
type Server struct {
	options Options
	http    *httptest.Server
	client  *http.Client // for events over HTTP
	ctx     context.Context
	stop    context.CancelFunc
	running sync.WaitGroup // deliveries and sockets

	mu         sync.Mutex
	faults     Faults
	botURL     string
	channels   map[string]*channel
	posted     []*Message // the bot's, in order
	responders map[string]*responder
	draws      map[string]uint64 // how often chance was asked of each
	last       map[string]int    // numbers of the last ids given, by prefix
	tickets    map[string]bool   // for sockets that may be opened
	sockets    []*socket
	turn       int            // whose turn it is among the sockets
	opened     int            // sockets so far
	open       int            // deliveries under way
	calls      map[string]int // of methods
	missed     int            // envelopes and requests that were not acknowledged in time
	lost       int            // deliveries given up
	changed    chan struct{}
}

// New starts a Slack.
func New(o Options) *Server {
	o.AckTime, o.Ping, o.Grace = cmp.Or(o.AckTime, 3*time.Second), cmp.Or(o.Ping, 5*time.Second), cmp.Or(o.Grace, 50*time.Millisecond)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Scopes == nil {
		o.Scopes = scopes
	}
	if o.Retries == nil {
		o.Retries = []time.Duration{0, time.Minute, 5 * time.Minute}
	}
	s := &Server{
		options: o, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}, faults: o.Faults, botURL: o.BotURL, responders: map[string]*responder{}, draws: map[string]uint64{},
		tickets: map[string]bool{}, last: map[string]int{}, calls: map[string]int{}, changed: make(chan struct{}),
		channels: map[string]*channel{
			General:  {id: General, kind: "channel", member: true},
			Private:  {id: Private, kind: "group", member: true},
			Foreign:  {id: Foreign, kind: "channel"},
			Archived: {id: Archived, kind: "channel", member: true, archived: true},
		},
	}
	s.ctx, s.stop = context.WithCancel(context.Background())
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", s.serveAPI)
	mux.HandleFunc("POST /response/{id}", s.serveResponse)
	mux.HandleFunc("/socket", s.serveSocket)
	s.http = httptest.NewServer(mux)
	return s
}

// URL is the base of the Web API.
func (s *Server) URL() string { return s.http.URL + "/api/" }

// Close ends the Slack, its sockets and its deliveries.
func (s *Server) Close() {
	s.mu.Lock()
	s.stop()
	s.mu.Unlock()
	s.Drop()
	s.http.CloseClientConnections()
	s.http.Close()
	s.running.Wait()
	s.client.CloseIdleConnections()
}

// run runs something that Close waits for; nothing is begun any more once it waits. The lock
// is held.
func (s *Server) run(f func()) {
	if s.ctx.Err() == nil {
		s.running.Go(f)
	}
}

// SetFaults changes what goes wrong from now on.
func (s *Server) SetFaults(f Faults) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = f
}

// mute reports whether nothing comes on sockets.
func (s *Server) mute() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.faults.Mute
}

// SetBotURL changes where events go: to an address, or to sockets with "".
func (s *Server) SetBotURL(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.botURL = url
	s.change()
}

// AddChannel makes a public channel that the bot is a member of.
func (s *Server) AddChannel(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channels[id] = &channel{id: id, kind: "channel", member: true}
}

// Posted returns what the bot has posted, in order.
func (s *Server) Posted() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, m := range s.posted {
		out = append(out, *m)
	}
	return out
}

// Calls is how often a method of the Web API was called, answered or not.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
}

// Missed is how many envelopes and requests were not acknowledged in time.
func (s *Server) Missed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.missed
}

// Lost is how many events, commands and presses were given up.
func (s *Server) Lost() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lost
}

// Open is how many events, commands and presses are neither acknowledged nor given up.
func (s *Server) Open() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.open
}

// Settle waits until nothing is open.
func (s *Server) Settle(ctx context.Context) error {
	return s.until(ctx, func() bool { return s.open == 0 })
}

// Until waits until the condition holds, which is looked at whenever something has happened.
func (s *Server) Until(ctx context.Context, holds func() bool) error {
	return s.until(ctx, func() bool {
		s.mu.Unlock()
		defer s.mu.Lock()
		return holds()
	})
}

// until waits until a condition holds that needs the lock.
func (s *Server) until(ctx context.Context, holds func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changed
		ok := holds()
		s.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		case <-s.ctx.Done():
			return context.Cause(s.ctx)
		}
	}
}

// change wakes those who wait for something to happen. The lock is held.
func (s *Server) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// id gives a number to something new, written as Slack's ids are. The lock is held.
func (s *Server) id(prefix string) string {
	s.last[prefix]++
	return fmt.Sprintf("%s%08d", prefix, s.last[prefix])
}

// ts is the time of a new message, and its id in the channel. The lock is held.
func (s *Server) ts(channel string) string {
	s.last[channel]++
	return fmt.Sprintf("%d.%06d", s.options.Now().Unix(), s.last[channel]%1_000_000)
}

// chance decides whether something goes wrong with the thing of the name: the same way for
// the same seed, whatever happens to others meanwhile. The lock is held.
func (s *Server) chance(share float64, what, name string) bool {
	return share > 0 && s.draw(what, name) < share
}

func (s *Server) draw(what, name string) float64 {
	key := what + "\x00" + name
	s.draws[key]++
	h := fnv.New64a()
	fmt.Fprint(h, key)
	return rand.New(rand.NewPCG(s.options.Seed^h.Sum64(), s.draws[key])).Float64()
}

// add puts a message into its channel, which need not be sorted by ts otherwise: each is
// later than the ones before. The lock is held.
func (s *Server) add(c *channel, m *Message) {
	m.At = time.Now()
	c.messages = append(c.messages, m)
	if m.BotID == BotID {
		s.posted = append(s.posted, m)
	}
	s.change()
}

// find returns the message of the channel with the ts. The lock is held.
func (c *channel) find(ts string) *Message {
	at := slices.IndexFunc(c.messages, func(m *Message) bool { return m.TS == ts })
	if at < 0 {
		return nil
	}
	return c.messages[at]
}
