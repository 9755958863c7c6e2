package slacktest

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	// maxSockets: https://docs.slack.dev/apis/events-api/using-socket-mode
	maxSockets = 10
	// maxAck is from which size on an acknowledgement is dropped (slack-go, socketmode.SendCtx).
	maxAck = 20 << 10
)

// socket is a connection of Socket Mode.
type socket struct {
	ws     *websocket.Conn
	write  sync.Mutex
	closed chan struct{}
	asked  bool                     // to leave; under the server's lock
	acks   map[string]chan struct{} // by envelope; under the server's lock
}

// send writes a message. A socket that cannot be written is lost, which its reader sees.
func (c *socket) send(v any) {
	c.write.Lock()
	defer c.write.Unlock()
	_ = c.ws.SetWriteDeadline(time.Now().Add(5 * time.Second))
	if c.ws.WriteJSON(v) != nil {
		_ = c.ws.Close()
	}
}

func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	ticket := r.URL.Query().Get("ticket")
	valid := s.tickets[ticket]
	delete(s.tickets, ticket) // good for one connection
	s.mu.Unlock()
	if !valid {
		http.Error(w, "no such ticket", http.StatusForbidden)
		return
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &socket{ws: ws, closed: make(chan struct{}), acks: map[string]chan struct{}{}}
	c.send(map[string]any{"type": "hello", "num_connections": s.Sockets() + 1, "connection_info": map[string]any{"app_id": App}, "debug_info": debugInfo()})
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx.Err() != nil {
		_ = ws.Close()
		return
	}
	s.sockets = append(s.sockets, c)
	s.opened++
	s.run(func() { s.ping(c) })
	s.run(func() { s.read(c) })
	if len(s.sockets) > maxSockets {
		s.ask(c, "too_many_websockets")
	}
	s.change()
}

// ping pings a socket, as Slack does, until it is closed.
func (s *Server) ping(c *socket) {
	for tick := time.NewTicker(s.options.Ping); ; {
		if !s.mute() && c.ws.WriteControl(websocket.PingMessage, []byte("Ping from slacktest"), time.Now().Add(time.Second)) != nil {
			_ = c.ws.Close()
		}
		select {
		case <-c.closed:
			tick.Stop()
			return
		case <-s.ctx.Done():
			tick.Stop()
			_ = c.ws.Close()
			return
		case <-tick.C:
		}
	}
}

// read takes acknowledgements until the socket is closed.
func (s *Server) read(c *socket) {
	for {
		_, text, err := c.ws.ReadMessage()
		if err != nil {
			break
		}
		var ack struct {
			EnvelopeID string `json:"envelope_id"`
		}
		if len(text) >= maxAck || json.Unmarshal(text, &ack) != nil {
			continue
		}
		s.mu.Lock()
		if acked := c.acks[ack.EnvelopeID]; acked != nil { // only on the socket that it came on
			close(acked)
			delete(c.acks, ack.EnvelopeID)
		}
		s.mu.Unlock()
	}
	_ = c.ws.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sockets = slices.DeleteFunc(s.sockets, func(other *socket) bool { return other == c })
	close(c.closed)
	s.change()
}

// Sockets is how many are open.
func (s *Server) Sockets() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sockets)
}

// Opened is how many there were so far.
func (s *Server) Opened() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opened
}

// Drop cuts every socket without a word.
func (s *Server) Drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.sockets {
		_ = c.ws.Close()
	}
}

// Disconnect asks the bot to leave its oldest socket, for a reason that Slack has: "warning",
// "refresh_requested" or "link_disabled". The socket lives on for the time of grace, and
// events still come on it. It reports whether there was one that was not asked yet.
func (s *Server) Disconnect(reason string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.sockets {
		if !c.asked {
			s.ask(c, reason)
			return true
		}
	}
	return false
}

// ask asks the bot to leave a socket. The lock is held.
func (s *Server) ask(c *socket, reason string) {
	c.asked = true
	s.run(func() {
		c.send(map[string]any{"type": "disconnect", "reason": reason, "debug_info": debugInfo()})
		s.leave(c)
	})
}

// leave closes a socket after the time of grace.
func (s *Server) leave(c *socket) {
	select {
	case <-time.After(s.options.Grace):
	case <-c.closed:
	case <-s.ctx.Done():
	}
	_ = c.ws.Close()
}

func debugInfo() map[string]any {
	return map[string]any{"host": "applink-test", "build_number": 1, "approximate_connection_time": 18060}
}

// nextSocket waits for a socket and takes them in turn.
func (s *Server) nextSocket(ctx context.Context) (c *socket, err error) {
	err = s.until(ctx, func() bool {
		if len(s.sockets) == 0 {
			return false
		}
		s.turn++
		c = s.sockets[s.turn%len(s.sockets)]
		return true
	})
	return c, err
}

// ended is how the sending of an envelope ended.
type ended int

const (
	acknowledged ended = iota
	unanswered         // not acknowledged in time
	cut                // the socket was closed before
	stopped
)

// sendEnvelope sends a payload on one of the sockets and waits for the acknowledgement.
func (s *Server) sendEnvelope(ctx context.Context, kind string, payload any, retry int) ended {
	c, err := s.nextSocket(ctx)
	if err != nil {
		return stopped
	}
	acked := make(chan struct{})
	s.mu.Lock()
	id := s.id("envelope-")
	c.acks[id] = acked
	s.mu.Unlock()
	envelope := map[string]any{"type": kind, "envelope_id": id, "payload": payload, "accepts_response_payload": kind != "events_api"}
	if kind == "events_api" {
		envelope["retry_attempt"], envelope["retry_reason"] = retry, ""
		if retry > 0 {
			envelope["retry_reason"] = "timeout"
		}
	}
	if !s.mute() {
		c.send(envelope)
	}
	timeout := time.NewTimer(s.options.AckTime)
	defer timeout.Stop()
	select {
	case <-acked:
		return acknowledged
	case <-timeout.C:
		return unanswered
	case <-c.closed:
		select {
		case <-acked:
			return acknowledged
		default:
			return cut
		}
	case <-ctx.Done():
		return stopped
	}
}
