package discord

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// relay is one connection to the gateway, as discordgo should see it. discordgo dials the
// relay and the relay has the gateway's connection, so that it can
//
//   - keep back what discordgo cannot take: a request to reconnect (opcode 7) or an
//     acknowledgement (11) while it opens locks it for ever, an invalid session (9) makes it
//     identify at once;
//   - end a connection on which nothing comes, in time and with a close code that lets the
//     session be resumed, which discordgo's own (1000) does not.
//
// A relay ends once, with a cause; it can be ended from any goroutine and never blocks there.
type relay struct {
	gateway *websocket.Conn
	near    net.Conn        // what discordgo dials
	far     net.Conn        // the other end of it
	client  *websocket.Conn // far, once discordgo has said hello; written by down alone
	timing  timing
	heard   func() // called at each message of the gateway

	watch *time.Timer
	over  chan struct{}
	once  sync.Once
	cause error

	mu       sync.Mutex
	interval time.Duration // of heartbeats, as the gateway asked for
	ready    bool
	resume   string // where the session can be resumed
}

// The opcodes of the gateway.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
const (
	opDispatch       = 0
	opIdentify       = 2
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

const (
	// closeResumable is a close code other than 1000 and 1001, which end the session.
	closeResumable = 4000
	// writeTimeout bounds a write to a connection that nobody reads.
	writeTimeout = 10 * time.Second
	// maxPayload is far more than the description of the largest guild, in bytes.
	maxPayload = 64 << 20
)

// Why a relay ended, where it is not the error of a connection.
var (
	errStopped   = errors.New("stopped")
	errReconnect = errors.New("the gateway asked to reconnect")
	errInvalid   = errors.New("the gateway ended the session")
	errSilent    = errors.New("the gateway was silent for too long")
	errIdentify  = errors.New("discordgo identified twice")
)

// dialRelay connects to the gateway.
func dialRelay(ctx context.Context, address string, t timing, heard func()) (*relay, error) {
	ctx, cancel := context.WithTimeout(ctx, min(t.open, requestTimeout))
	defer cancel()
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment}
	gateway, resp, err := dialer.DialContext(ctx, address, nil)
	if err != nil {
		if resp != nil {
			err = fmt.Errorf("%w: HTTP %s", err, resp.Status)
		}
		return nil, err
	}
	gateway.SetReadLimit(maxPayload)
	r := &relay{
		gateway: gateway, timing: t, heard: heard,
		watch: time.NewTimer(t.open), over: make(chan struct{}), interval: t.open,
	}
	r.near, r.far = net.Pipe()
	return r, nil
}

// run relays until the relay ends, and returns the cause.
func (r *relay) run() error {
	var others sync.WaitGroup
	others.Go(r.guard)
	if err := r.greet(); err != nil {
		r.end(err)
	} else {
		others.Go(func() { r.end(r.up()) })
		r.end(r.down())
	}
	others.Wait()
	return r.cause
}

// guard ends the relay when the gateway is silent for too long.
func (r *relay) guard() {
	defer r.watch.Stop()
	select {
	case <-r.watch.C:
		r.end(errSilent)
	case <-r.over:
	}
}

// end ends the relay with its cause, unless it has ended.
func (r *relay) end(cause error) {
	r.once.Do(func() {
		r.cause = cause
		code := closeResumable
		if errors.Is(cause, errStopped) {
			code = websocket.CloseNormalClosure
		}
		goodbye := websocket.FormatCloseMessage(code, "")
		r.gateway.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(time.Second)) // it may be gone
		r.gateway.Close()
		r.far.Close()
		close(r.over)
	})
	<-r.over
}

// greet answers discordgo's handshake.
func (r *relay) greet() error {
	reader := bufio.NewReader(r.far)
	req, err := http.ReadRequest(reader)
	if err != nil {
		return fmt.Errorf("greet discordgo: %w", err)
	}
	var upgrader websocket.Upgrader
	if r.client, err = upgrader.Upgrade(&hijacked{conn: r.far, reader: reader}, req, nil); err != nil {
		return fmt.Errorf("greet discordgo: %w", err)
	}
	r.client.SetReadLimit(maxPayload)
	return nil
}

// payload is what the relay reads of a message.
type payload struct {
	Op   int             `json:"op"`
	Type string          `json:"t"`
	Data json.RawMessage `json:"d"`
}

// down relays from the gateway to discordgo.
func (r *relay) down() error {
	for {
		kind, raw, err := r.gateway.ReadMessage()
		if err != nil {
			return err
		}
		var p payload
		if err := json.Unmarshal(raw, &p); err != nil {
			return fmt.Errorf("read from the gateway: %w", err)
		}
		r.heard()
		pass, err := r.look(p)
		if err != nil {
			return err
		}
		if !pass {
			continue
		}
		if err := r.client.WriteMessage(kind, raw); err != nil {
			return err
		}
	}
}

// look learns from a message of the gateway and says whether discordgo is to have it, or that
// the relay has to end.
func (r *relay) look(p payload) (pass bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch p.Op {
	case opReconnect:
		return false, errReconnect
	case opInvalidSession:
		return false, errInvalid
	case opHello:
		var hello struct {
			Interval float64 `json:"heartbeat_interval"` // ms
		}
		if err := json.Unmarshal(p.Data, &hello); err != nil || hello.Interval <= 0 {
			return false, errors.New("the gateway's hello has no heartbeat interval")
		}
		r.interval = duration(hello.Interval / 1000)
	case opHeartbeatAck:
		r.watch.Reset(r.patience())
		return r.ready, nil
	case opDispatch:
		if p.Type == "READY" {
			var ready struct {
				Resume string `json:"resume_gateway_url"`
			}
			if err := json.Unmarshal(p.Data, &ready); err != nil {
				return false, fmt.Errorf("read READY: %w", err)
			}
			r.resume = ready.Resume
		}
		if !r.ready { // READY, RESUMED or the first of what was missed
			r.ready = true
			r.watch.Reset(r.patience())
		}
	}
	return true, nil
}

// patience is how long the next acknowledgement may take: discordgo sends a heartbeat within
// the interval. The gateway's documents say to act when one is not acknowledged by the next;
// that is 82 s with the usual interval, and a mention should wait less.
func (r *relay) patience() time.Duration { return r.interval + r.timing.ackGrace }

// up relays from discordgo to the gateway.
func (r *relay) up() error {
	identified := false
	for {
		kind, raw, err := r.client.ReadMessage()
		if err != nil {
			return err
		}
		var p payload
		if err := json.Unmarshal(raw, &p); err != nil {
			return fmt.Errorf("read from discordgo: %w", err)
		}
		if p.Op == opIdentify {
			if identified {
				return errIdentify
			}
			identified = true
			// discordgo writes its properties as API version 6 wanted them: "$os".
			raw = bytes.ReplaceAll(raw, []byte(`"$`), []byte(`"`))
		}
		if err := r.gateway.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
			return err
		}
		if err := r.gateway.WriteMessage(kind, raw); err != nil {
			return err
		}
	}
}

// resumeAt is where the session can be resumed; "" when the gateway did not say.
func (r *relay) resumeAt() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.resume
}

// wasReady reports whether the session was there.
func (r *relay) wasReady() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ready
}

// hijacked is a connection whose request was read already, as an http.Hijacker.
type hijacked struct {
	http.ResponseWriter // is not used: an upgrade that fails says so
	conn                net.Conn
	reader              *bufio.Reader
}

// Hijack gives the connection away.
func (h *hijacked) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return h.conn, bufio.NewReadWriter(h.reader, bufio.NewWriter(h.conn)), nil
}
