package fetch_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"briefbot/internal/adapters/fetch"
	"briefbot/internal/briefing/sources"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// pipes is a network of one server, of whatever name it is called, whose connections live in
// memory: so that time can be the test's.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case p.conns <- server:
		return client, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// timed runs a test in a time of its own, with a client of the handler's server.
func timed(t *testing.T, o fetch.Options, h http.HandlerFunc, test func(t *testing.T, c *fetch.Client)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		p := &pipes{conns: make(chan net.Conn), closed: make(chan struct{})}
		server := &http.Server{Handler: h}
		go func() { _ = server.Serve(p) }()
		c := fetch.New(o)
		c.SetDial(p.dial)
		test(t, c)
		if err := server.Shutdown(t.Context()); err != nil { // waits for the handlers
			t.Error(err)
		}
	})
}

// page serves a text everywhere but at /robots.txt.
func page(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(text))
	}
}

// get fetches an address.
func get(t *testing.T, c *fetch.Client, address string) (*sources.Response, error) {
	t.Helper()
	return c.Fetch(t.Context(), sources.Request{URL: address})
}

// mustGet fetches an address that can be.
func mustGet(t *testing.T, c *fetch.Client, address string) *sources.Response {
	t.Helper()
	got, err := get(t, c, address)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestEndsWhatIsSlow(t *testing.T) {
	t.Parallel()
	hang := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	for _, c := range []struct {
		name  string
		serve http.HandlerFunc
	}{
		{"nothing comes", hang},
		{"half a body comes", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write(make([]byte, 50))
			_ = http.NewResponseController(w).Flush()
			hang(w, r)
		}},
		{"a body drips", func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write([]byte("a")); err != nil {
					return
				}
				_ = http.NewResponseController(w).Flush()
				time.Sleep(time.Second)
			}
		}},
		{"slow redirects", func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(3 * time.Second)
			http.Redirect(w, r, r.URL.Path+"a", http.StatusFound)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			serve := func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					http.NotFound(w, r)
					return
				}
				c.serve(w, r)
			}
			timed(t, fetch.Options{Delay: 1}, serve, func(t *testing.T, c *fetch.Client) {
				start := time.Now()
				_, err := get(t, c, "http://news.example/")
				f := wantFault(t, err, sources.Broken)
				if want := "no whole answer within 10s"; f.Reason != want {
					t.Errorf("reason %q, want %q", f.Reason, want)
				}
				if took := time.Since(start).Round(time.Millisecond); took != fetch.RequestTime {
					t.Errorf("took %v, want %v", took, fetch.RequestTime)
				}
			})
		})
	}
}

// TestEndsWithItsContext: whatever it waits for.
func TestEndsWithItsContext(t *testing.T) {
	t.Parallel()
	serve := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	timed(t, fetch.Options{}, serve, func(t *testing.T, c *fetch.Client) {
		var all sync.WaitGroup
		for _, address := range []string{"http://news.example/", "http://news.example/", "http://news.example:443/", "http://other.example/"} {
			all.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
				defer cancel()
				start := time.Now()
				_, err := c.Fetch(ctx, sources.Request{URL: address})
				if !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("error %v, want that of the context", err)
				}
				if _, fault := err.(*sources.Fault); fault {
					t.Errorf("error %v is a fault of the site", err)
				}
				if took := time.Since(start); took != 2*time.Second {
					t.Errorf("ended after %v, want 2s", took)
				}
			})
		}
		all.Wait()
	})
}

// visits notes when requests start and end.
type visits struct {
	mu    sync.Mutex
	now   map[string]int
	most  map[string]int
	start []time.Duration // since the first, of all hosts
	paths []string
	first time.Time
}

func (v *visits) serve(next http.HandlerFunc) http.HandlerFunc {
	v.now, v.most = map[string]int{}, map[string]int{}
	return func(w http.ResponseWriter, r *http.Request) {
		v.mu.Lock()
		if v.first.IsZero() {
			v.first = time.Now()
		}
		v.start = append(v.start, time.Since(v.first))
		v.paths = append(v.paths, r.URL.Path)
		v.now[r.Host]++
		v.most[r.Host] = max(v.most[r.Host], v.now[r.Host])
		v.mu.Unlock()
		next(w, r)
		v.mu.Lock()
		v.now[r.Host]--
		v.mu.Unlock()
	}
}

func TestWaitsBetweenRequests(t *testing.T) {
	t.Parallel()
	slow := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(500 * time.Millisecond)
			page(text)(w, r)
		}
	}
	crawlDelay := func(seconds string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			time.Sleep(500 * time.Millisecond)
			_, _ = w.Write([]byte("User-agent: *\nCrawl-delay: " + seconds + "\n"))
		}
	}
	second := time.Second
	for _, c := range []struct {
		name  string
		o     fetch.Options
		serve http.HandlerFunc
		hosts []string
		want  []time.Duration // when requests come; the first is for robots.txt
	}{
		{"without a delay", fetch.Options{}, slow("a"), []string{"a.example", "a.example"}, []time.Duration{0, 500 * time.Millisecond, second}},
		{"as the options say", fetch.Options{Delay: 4 * second}, slow("a"), []string{"a.example", "a.example"}, []time.Duration{0, 4500 * time.Millisecond, 9 * second}},
		{"as robots.txt says", fetch.Options{}, crawlDelay("7"), []string{"a.example", "a.example"}, []time.Duration{0, 7500 * time.Millisecond, 15 * second}},
		{"as robots.txt says, less than the options", fetch.Options{Delay: second}, crawlDelay(".1"), []string{"a.example"}, []time.Duration{0, 1500 * time.Millisecond}},
		{"as robots.txt says, at most half a minute", fetch.Options{}, crawlDelay("3600"), []string{"a.example"}, []time.Duration{0, 30500 * time.Millisecond}},
		{"other hosts do not wait", fetch.Options{Delay: second}, slow("a"), []string{"a.example", "b.example"}, []time.Duration{0, 0, 1500 * time.Millisecond, 1500 * time.Millisecond}},
		{"one host of two schemes", fetch.Options{Delay: second}, slow("a"), []string{"a.example", "a.example:443"}, []time.Duration{0, 1500 * time.Millisecond, 3 * second, 4500 * time.Millisecond}},
		{"loopback does not wait", fetch.Options{Loopback: true, Delay: second}, slow("a"), []string{"127.0.0.1:81", "127.0.0.1:81"}, []time.Duration{0, 500 * time.Millisecond, second}},
		{"loopback that is not open waits for nothing either, it is refused", fetch.Options{}, slow("a"), []string{"127.0.0.1:80"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var v visits
			timed(t, c.o, v.serve(c.serve), func(t *testing.T, client *fetch.Client) {
				var all sync.WaitGroup
				for _, host := range c.hosts {
					all.Go(func() {
						if _, err := get(t, client, "http://"+host+"/"); err != nil && c.want != nil {
							t.Error(err)
						}
					})
				}
				all.Wait()
				if len(v.start) != len(c.want) {
					t.Fatalf("requests %v at %v, want them at %v", v.paths, v.start, c.want)
				}
				for i := range c.want {
					if v.start[i] != c.want[i] {
						t.Errorf("requests %v at %v, want them at %v", v.paths, v.start, c.want)
						break
					}
				}
				for host, most := range v.most {
					if most > 1 {
						t.Errorf("%d requests at a time to %s", most, host)
					}
				}
			})
		})
	}
}

// TestForgetsHosts: memory does not grow with the hosts, and those that somebody has to wait
// for are kept.
func TestForgetsHosts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var h fetch.Hosts
		for i := range 3 * fetch.ManyHosts {
			h.Visit(t, fmt.Sprint(i), time.Second)
			time.Sleep(fetch.MaxCrawlDelay / fetch.ManyHosts * 2)
		}
		if n := h.Len(); n > fetch.ManyHosts {
			t.Errorf("%d hosts are remembered, want at most %d", n, fetch.ManyHosts)
		}
		start := time.Now()
		h.Visit(t, "0", time.Second)
		h.Visit(t, "0", time.Second)
		if took := time.Since(start); took != time.Second {
			t.Errorf("two visits took %v, want 1s", took)
		}
	})
}
