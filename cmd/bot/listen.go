package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// listener answers health checks, hands out metrics and takes what platforms send over HTTP.
type listener struct {
	address string // as it was bound; "" without one
	server  *http.Server
	net     net.Listener
}

// The limits of a request: what is asked here is small and quick to answer.
const (
	headerTime     = 5 * time.Second
	requestTime    = 15 * time.Second
	idleTime       = 2 * time.Minute
	maxHeaderBytes = 32 << 10
	// drainTime is how long requests may take when the bot is told to stop.
	drainTime = 2 * time.Second
)

// listen binds the address, or nothing for "off".
func listen(ctx context.Context, address string, handler http.Handler, log *slog.Logger) (*listener, error) {
	if address == noListener {
		return &listener{}, nil
	}
	bound, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		if e, ok := errors.AsType[*net.OpError](err); ok {
			err = e.Err // the address is named
		}
		return nil, fmt.Errorf("listen on %s: %w; name another address with --listen, or off", address, err)
	}
	return &listener{
		address: bound.Addr().String(), net: bound,
		server: &http.Server{
			Handler: handler, ReadHeaderTimeout: headerTime, ReadTimeout: requestTime, WriteTimeout: requestTime,
			IdleTimeout: idleTime, MaxHeaderBytes: maxHeaderBytes, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		},
	}, nil
}

// run answers until ctx ends, and then what is under way.
func (l *listener) run(ctx context.Context) error {
	if l.server == nil {
		<-ctx.Done()
		return nil
	}
	drained := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(drained)
		late, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
		defer cancel()
		if l.server.Shutdown(late) != nil {
			_ = l.server.Close() // what is not done by now is sent again
		}
	})
	err := l.server.Serve(l.net)
	if !stop() {
		<-drained
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("listen on %s: %w", l.address, err)
}

// close lets go of the address of a listener that was not run.
func (l *listener) close() error {
	if l.net == nil {
		return nil
	}
	return l.net.Close()
}

// String is the address, or "off".
func (l *listener) String() string { return cmp.Or(l.address, noListener) }

// health says how the bot is.
type health struct {
	index     sized
	loaded    atomic.Bool // the index holds what the store and the corpus do
	platforms []*reachable
}

// sized is an index whose size can be asked.
type sized interface {
	Len() int
	Passages() int
	Vectors() int
}

// reachable is a platform that the bot can be reached through, or not yet.
type reachable struct {
	name string
	now  func() bool
	once atomic.Bool // it has been connected
}

func (r *reachable) connected() bool {
	if r.now() {
		r.once.Store(true)
		return true
	}
	return false
}

// state is what /readyz says.
type state struct {
	Ready bool `json:"ready"`
	Index struct {
		Ready    bool `json:"ready"`
		Articles int  `json:"articles"`
		Passages int  `json:"passages"`
		Vectors  int  `json:"vectors,omitempty"`
	} `json:"index"`
	Platforms map[string]platformState `json:"platforms"`
}

type platformState struct {
	Ready     bool `json:"ready"`     // it was connected since the start
	Connected bool `json:"connected"` // it is now
}

// state returns how the bot is. It is ready when it can answer, and every platform was
// connected once: an outage of a platform later on is nothing that a restart would mend.
func (h *health) state() state {
	s := state{Platforms: map[string]platformState{}}
	s.Index.Ready = h.loaded.Load()
	s.Ready = s.Index.Ready
	s.Index.Articles, s.Index.Passages, s.Index.Vectors = h.index.Len(), h.index.Passages(), h.index.Vectors()
	for _, p := range h.platforms {
		connected := p.connected()
		s.Platforms[p.name] = platformState{Ready: p.once.Load(), Connected: connected}
		s.Ready = s.Ready && p.once.Load()
	}
	return s
}

// handler answers under /healthz, /readyz and /metrics. Others may be added.
func (h *health) handler(metrics prometheus.Gatherer) *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		s := h.state()
		w.Header().Set("Content-Type", "application/json")
		if !s.Ready {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_ = json.NewEncoder(w).Encode(s) // whoever asked has gone
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(metrics, promhttp.HandlerOpts{}))
	return mux
}
