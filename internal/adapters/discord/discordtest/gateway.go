package discordtest

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// Fault is what is wrong with a connection to the gateway.
type Fault string

// The faults. Each but None has been seen, or locks a client that does not expect it.
const (
	None             Fault = ""
	Silent           Fault = "silent"             // not even a hello
	DropAtOnce       Fault = "drop at once"       // the connection ends before the hello
	SilentAfterHello Fault = "silent after hello" // no answer to IDENTIFY or RESUME
	ReconnectInOpen  Fault = "reconnect in open"  // opcode 7 instead of READY
	AckInOpen        Fault = "ack in open"        // opcode 11 before READY
	InvalidInOpen    Fault = "invalid in open"    // opcode 9 instead of READY or RESUMED
	DropInOpen       Fault = "drop in open"       // the connection ends instead of READY
	Deaf             Fault = "deaf"               // after READY neither events nor acknowledgements
)

// Stats count what came to the gateway.
type Stats struct {
	Connections, Identifies, Resumes, Resumed int
	Intents                                   int    // of the last IDENTIFY
	Path, Query                               string // of the last connection
	CloseCodes                                []int  // that the bot ended connections with
}

// The opcodes of the gateway.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opAck            = 11
)

// Some of its close codes (the same page).
const (
	closeUnknownOpcode  = 4001
	closeDecode         = 4002
	closeNotIdentified  = 4003
	closeAuthentication = 4004
	closeTwice          = 4005
	closeVersion        = 4012
	closeIntents        = 4014
)

// The intents that the server knows.
// https://discord.com/developers/docs/events/gateway#list-of-intents
const (
	intentGuilds         = 1 << 0
	intentGuildMessages  = 1 << 9
	intentDirectMessages = 1 << 12
	intentContent        = 1 << 15
)

// packet is a message of the gateway.
type packet struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  int             `json:"s,omitempty"`
	Type string          `json:"t,omitempty"`
}

// session is what outlives a connection and can be resumed.
type session struct {
	id      string
	intents int
	events  []packet
	link    *link // nil while there is no connection
}

// link is a connection.
type link struct {
	conn    *websocket.Conn
	out     chan packet
	fault   Fault
	session *session
}

const (
	resumePath = "/resume"
	queue      = 10000 // packets that a bot may be behind
	// maxPayload is how long a message to the gateway may be, in bytes.
	// https://discord.com/developers/docs/events/gateway#sending-events
	maxPayload = 4096
)

func (s *Server) gatewayURL() string { return "ws" + strings.TrimPrefix(s.http.URL, "http") }

// Fail gives the next connections to the gateway a fault each, in order.
func (s *Server) Fail(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, faults...)
}

// Stats returns what came to the gateway so far.
func (s *Server) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	stats := s.stats
	stats.CloseCodes = slices.Clone(stats.CloseCodes)
	return stats
}

// Connected reports whether the bot has a session and a connection on which it hears.
func (s *Server) Connected() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.links {
		if l.session != nil && l.fault != Deaf {
			return true
		}
	}
	return false
}

// Cut ends all connections without a word.
func (s *Server) Cut() {
	s.each(func(l *link) { l.conn.Close() })
}

// Deafen makes all connections Deaf.
func (s *Server) Deafen() {
	s.each(func(l *link) { l.fault = Deaf })
}

// AskReconnect asks the bot to reconnect, and then ends the connections.
func (s *Server) AskReconnect() {
	s.each(func(l *link) { l.out <- packet{Op: opReconnect} })
}

// Invalidate ends all sessions: they cannot be resumed.
func (s *Server) Invalidate() {
	s.each(func(l *link) {
		if l.session != nil {
			delete(s.sessions, l.session.id)
			l.session = nil
		}
		l.out <- packet{Op: opInvalidSession, Data: json.RawMessage("false")}
	})
}

// CloseWith ends all connections with a close code.
func (s *Server) CloseWith(code int) {
	s.each(func(l *link) { l.close(code, "") })
}

func (s *Server) each(do func(*link)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.links {
		do(l)
	}
}

// close ends a connection with a close code.
func (l *link) close(code int, why string) {
	_ = l.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, why), time.Now().Add(time.Second)) // it may be gone
	l.conn.Close()
}

// gateway has a connection until it ends.
func (s *Server) gateway(w http.ResponseWriter, r *http.Request) {
	upgrader := websocket.Upgrader{}
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	l := &link{conn: conn, out: make(chan packet, queue)}
	s.mu.Lock()
	s.stats.Connections++
	s.stats.Path, s.stats.Query = r.URL.Path, r.URL.RawQuery
	if len(s.faults) > 0 {
		l.fault, s.faults = s.faults[0], s.faults[1:]
	}
	fault := l.fault
	s.links[l] = true
	s.mu.Unlock()

	// https://discord.com/developers/docs/events/gateway#connecting
	if q := r.URL.Query(); q.Get("v") != "10" || q.Get("encoding") != "json" {
		l.close(closeVersion, "Invalid API version.")
	}
	go write(conn, l.out)
	switch fault {
	case Silent:
	case DropAtOnce:
		conn.Close()
	default:
		hello, _ := json.Marshal(map[string]any{"heartbeat_interval": s.heartbeat().Milliseconds()})
		l.out <- packet{Op: opHello, Data: hello}
	}
	s.listen(l)

	s.mu.Lock()
	defer s.mu.Unlock()
	conn.Close()
	delete(s.links, l)
	if l.session != nil && l.session.link == l {
		l.session.link = nil
	}
	close(l.out)
	l.out = nil
}

func (s *Server) heartbeat() time.Duration { return cmp.Or(s.options.Heartbeat, heartbeatInterval) }

// write writes what is to be sent until there is no more.
func write(conn *websocket.Conn, out <-chan packet) {
	for p := range out {
		_ = conn.WriteJSON(p) // the reader learns of it
	}
}

// listen reads what the bot sends until the connection ends.
func (s *Server) listen(l *link) {
	l.conn.SetReadLimit(maxPayload)
	for {
		// https://discord.com/developers/docs/events/gateway#sending-heartbeats
		_ = l.conn.SetReadDeadline(time.Now().Add(2*s.heartbeat() + time.Second))
		var p packet
		switch err := l.conn.ReadJSON(&p); err.(type) {
		case nil:
		case *json.SyntaxError:
			l.close(closeDecode, "Error while decoding payload.")
			return
		default:
			s.ended(err)
			return
		}
		if code, why := s.take(l, p); code != 0 {
			l.close(code, why)
			return
		}
	}
}

// ended keeps how a bot ended its connection, if it said so.
func (s *Server) ended(err error) {
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.stats.CloseCodes = append(s.stats.CloseCodes, closed.Code)
	}
}

// take takes a message of the bot's; it returns a close code when it is a wrong one.
func (s *Server) take(l *link, p packet) (code int, why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch p.Op {
	case opHeartbeat:
		if l.fault != Deaf {
			l.out <- packet{Op: opAck}
		}
	case opIdentify:
		return s.identify(l, p)
	case opResume:
		return s.resume(l, p)
	case 3, 4, 8: // presence, voice, members
		if l.session == nil {
			return closeNotIdentified, "Not authenticated."
		}
	default:
		return closeUnknownOpcode, "Unknown opcode."
	}
	return 0, ""
}

// opens reports whether a connection gets no further, by its fault.
func (l *link) stuck() bool {
	switch l.fault {
	case SilentAfterHello:
	case ReconnectInOpen:
		l.out <- packet{Op: opReconnect}
	case InvalidInOpen:
		l.out <- packet{Op: opInvalidSession, Data: json.RawMessage("false")}
	case DropInOpen:
		l.conn.Close()
	case AckInOpen:
		l.out <- packet{Op: opAck}
		return false
	default:
		return false
	}
	return true
}

// identify begins a session.
// https://discord.com/developers/docs/events/gateway-events#identify
func (s *Server) identify(l *link, p packet) (code int, why string) {
	var id struct {
		Token      string `json:"token"`
		Intents    *int   `json:"intents"`
		Properties struct {
			OS      string `json:"os"`
			OldName string `json:"$os"` // is taken until version 11
		} `json:"properties"`
	}
	s.stats.Identifies++
	switch err := json.Unmarshal(p.Data, &id); {
	case err != nil || id.Intents == nil || id.Properties.OS+id.Properties.OldName == "":
		s.violate("IDENTIFY without its fields: %s", p.Data)
		return closeDecode, "Error while decoding payload."
	case strings.TrimPrefix(id.Token, "Bot ") != s.options.Token:
		return closeAuthentication, "Authentication failed."
	case *id.Intents&intentContent != 0 && (!s.options.Content || s.options.RefuseContent):
		return closeIntents, "Disallowed intent(s)."
	case l.session != nil:
		return closeTwice, "Already authenticated."
	}
	s.stats.Intents = *id.Intents
	if l.stuck() {
		return 0, ""
	}
	l.session = &session{id: s.id(), intents: *id.Intents, link: l}
	clear(s.sessions) // a bot has one
	s.sessions[l.session.id] = l.session
	s.dispatch("READY", map[string]any{
		"v": 10, "user": me(), "session_id": l.session.id, "resume_gateway_url": s.gatewayURL() + resumePath,
		"application": s.application(), "guilds": []any{map[string]any{"id": Guild, "unavailable": true}},
	})
	if l.session.intents&intentGuilds != 0 {
		s.dispatch("GUILD_CREATE", s.guild())
	}
	return 0, ""
}

// guild is the guild as the gateway describes it.
// https://discord.com/developers/docs/events/gateway-events#guild-create
func (s *Server) guild() map[string]any {
	channels, threads := []any{}, []any{}
	for _, c := range s.channels {
		switch {
		case c.kind == typeText:
			channels = append(channels, c.object())
		case c.kind == typeThread:
			threads = append(threads, c.object())
		}
	}
	return map[string]any{
		"id": Guild, "name": "guild", "channels": channels, "threads": threads,
		"roles": []any{map[string]any{"id": BotRole, "name": "briefbot", "tags": map[string]any{"bot_id": App}}},
	}
}

// resume goes on with a session: what was missed is sent, and then RESUMED.
// https://discord.com/developers/docs/events/gateway-events#resume
func (s *Server) resume(l *link, p packet) (code int, why string) {
	var r struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int    `json:"seq"`
	}
	s.stats.Resumes++
	if err := json.Unmarshal(p.Data, &r); err != nil || strings.TrimPrefix(r.Token, "Bot ") != s.options.Token {
		return closeAuthentication, "Authentication failed."
	}
	if l.stuck() {
		return 0, ""
	}
	old := s.sessions[r.Session]
	if old == nil || r.Seq > len(old.events) {
		l.out <- packet{Op: opInvalidSession, Data: json.RawMessage("false")}
		return 0, ""
	}
	l.session, old.link = old, l
	s.stats.Resumed++
	for _, p := range old.events[r.Seq:] {
		l.send(p)
	}
	s.dispatch("RESUMED", map[string]any{})
	return 0, ""
}

// send sends an event unless nobody hears.
func (l *link) send(p packet) {
	if l.fault != Deaf || p.Type == "READY" || p.Type == "GUILD_CREATE" {
		l.out <- p
	}
}

// dispatch tells the bot of something, or keeps it for when it resumes its session. A bot
// without a session never hears of it.
func (s *Server) dispatch(name string, data map[string]any) {
	if name == "MESSAGE_CREATE" || name == "INTERACTION_CREATE" {
		s.last = func() { s.dispatch(name, data) }
	}
	for _, to := range s.sessions {
		if !to.wants(name, data) {
			continue
		}
		raw, _ := json.Marshal(to.reads(name, data))
		times := 1
		if name != "READY" && s.options.Doubled > 0 && s.chance.Float64() < s.options.Doubled {
			times = 2
		}
		for range times {
			p := packet{Op: opDispatch, Type: name, Seq: len(to.events) + 1, Data: raw}
			to.events = append(to.events, p)
			if to.link != nil && to.link.out != nil {
				to.link.send(p)
			}
		}
	}
}

// wants reports whether the bot asked for such events.
func (t *session) wants(name string, data map[string]any) bool {
	switch {
	case name == "MESSAGE_CREATE" && data["guild_id"] == nil:
		return t.intents&intentDirectMessages != 0
	case name == "MESSAGE_CREATE":
		return t.intents&intentGuildMessages != 0
	case slices.Contains([]string{"CHANNEL_CREATE", "THREAD_CREATE"}, name):
		return t.intents&intentGuilds != 0
	}
	return true
}

// reads is what the bot may read of an event: without the intent, no content that neither is
// its own nor mentions it nor was written to it.
// https://discord.com/developers/docs/events/gateway#message-content-intent
func (t *session) reads(name string, data map[string]any) map[string]any {
	if name != "MESSAGE_CREATE" || t.intents&intentContent != 0 || data["guild_id"] == nil || data["author"].(map[string]any)["id"] == App {
		return data
	}
	for _, m := range data["mentions"].([]any) {
		if m.(map[string]any)["id"] == App {
			return data
		}
	}
	blank := map[string]any{}
	for key, value := range data {
		blank[key] = value
	}
	blank["content"], blank["embeds"], blank["components"] = "", []any{}, []any{}
	return blank
}
