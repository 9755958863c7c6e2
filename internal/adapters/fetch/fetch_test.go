package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/fetch"
	"briefbot/internal/briefing/sources"
)

var _ sources.Fetcher = (*fetch.Client)(nil)

// open returns a client and a site on loopback that has no robots.txt.
func open(t *testing.T, serve http.HandlerFunc) (*fetch.Client, string) {
	t.Helper()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		serve(w, r)
	}))
	t.Cleanup(site.Close)
	return fetch.New(fetch.Options{Loopback: true}), site.URL
}

// zipped compresses.
func zipped(t testing.TB, text []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// noise cannot be compressed.
func noise(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{}).Read(b)
	return b
}

func TestFetch(t *testing.T) {
	t.Parallel()
	var header http.Header
	client, site := open(t, func(w http.ResponseWriter, r *http.Request) {
		header = r.Header
		w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		w.Header().Set("ETag", `W/"1"`)
		w.Header().Set("Last-Modified", "Sun, 01 Jun 2025 13:00:00 GMT")
		w.Header().Set("Cache-Control", "max-age=600")
		fmt.Fprint(w, "hello")
	})
	want := &sources.Response{
		URL: site + "/feed?a=b", Body: []byte("hello"), ContentType: "application/rss+xml; charset=utf-8",
		ETag: `W/"1"`, LastModified: "Sun, 01 Jun 2025 13:00:00 GMT", Fresh: 10 * time.Minute,
	}
	if diff := cmp.Diff(want, mustGet(t, client, site+"/feed?a=b#top")); diff != "" {
		t.Errorf("response (-want +got):\n%s", diff)
	}
	for name, want := range map[string]string{
		"User-Agent": fetch.DefaultAgent, "Accept-Encoding": "gzip", "If-None-Match": "", "Cookie": "", "Referer": "", "Connection": "close",
	} {
		if got := header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestConditionalRequests(t *testing.T) {
	t.Parallel()
	client, site := open(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `W/"2"`)
		switch {
		case r.URL.Path == "/moved":
			http.Redirect(w, r, "/feed", http.StatusFound)
		case r.URL.Path == "/never", r.Header.Get("If-None-Match") == `W/"1"`, r.Header.Get("If-Modified-Since") == "Sun, 01 Jun 2025 13:00:00 GMT":
			w.WriteHeader(http.StatusNotModified)
		default:
			fmt.Fprint(w, "new")
		}
	})
	for _, c := range []struct {
		name    string
		request sources.Request
		want    *sources.Response // nil for a fault
	}{
		{"nothing at hand", sources.Request{URL: "/feed"}, &sources.Response{URL: "/feed", Body: []byte("new")}},
		{"by ETag", sources.Request{URL: "/feed", ETag: `W/"1"`}, &sources.Response{URL: "/feed", NotModified: true}},
		{"by date", sources.Request{URL: "/feed", LastModified: "Sun, 01 Jun 2025 13:00:00 GMT"}, &sources.Response{URL: "/feed", NotModified: true}},
		{"changed", sources.Request{URL: "/feed", ETag: `"0"`}, &sources.Response{URL: "/feed", Body: []byte("new")}},
		{"after a redirect", sources.Request{URL: "/moved", ETag: `W/"1"`}, &sources.Response{URL: "/feed", NotModified: true}},
		{"not asked", sources.Request{URL: "/never"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.request.URL = site + c.request.URL
			got, err := client.Fetch(t.Context(), c.request)
			if c.want == nil {
				wantFault(t, err, sources.Broken)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			c.want.URL, c.want.ETag = site+c.want.URL, `W/"2"`
			got.ContentType = ""
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("response (-want +got):\n%s", diff)
			}
		})
	}
}

// TestDropsLongValidators: or every later request would carry them.
func TestDropsLongValidators(t *testing.T) {
	t.Parallel()
	client, site := open(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"`+strings.Repeat("a", len(r.URL.RawQuery))+`"`)
	})
	for n, kept := range map[int]bool{0: true, 1000: true, 2000: false} {
		if got := mustGet(t, client, site+"/?"+strings.Repeat("a", n)); (got.ETag != "") != kept {
			t.Errorf("an ETag of %d bytes is %q", n, got.ETag)
		}
	}
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	client, site := open(t, func(w http.ResponseWriter, r *http.Request) {
		var code int
		fmt.Sscanf(r.URL.Path, "/%d", &code)
		w.Header().Set("Retry-After", "30")
		w.WriteHeader(code)
	})
	for code, kind := range map[int]sources.FaultKind{
		200: "", 202: sources.Broken, 203: "", 204: sources.Broken, 206: sources.Broken, 300: sources.Broken, 301: sources.Broken, 302: sources.Broken,
		304: sources.Broken, 400: sources.Refused, 401: sources.Refused, 402: sources.Refused, 403: sources.Refused, 404: sources.Missing, 406: sources.Refused,
		408: sources.Broken, 410: sources.Gone, 418: sources.Refused, 429: sources.Busy, 451: sources.Refused, 500: sources.Broken, 502: sources.Broken,
		503: sources.Busy, 504: sources.Broken, 599: sources.Broken, 700: sources.Broken,
	} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			t.Parallel()
			_, err := get(t, client, fmt.Sprintf("%s/%d", site, code))
			if kind == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			f := wantFault(t, err, kind)
			if wait := f.RetryAfter; (wait == 30*time.Second) != (kind == sources.Busy) {
				t.Errorf("retry after %v", wait)
			}
			if strings.ContainsAny(err.Error(), "\n") || !strings.HasPrefix(err.Error(), "fetch: get "+site) {
				t.Errorf("error %q", err)
			}
		})
	}
}

func TestRedirects(t *testing.T) {
	t.Parallel()
	// A path is a list of statuses: each redirects to the rest of it.
	client, site := open(t, func(w http.ResponseWriter, r *http.Request) {
		code, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		var status int
		if _, err := fmt.Sscanf(code, "%d", &status); err != nil {
			fmt.Fprint(w, "here")
			return
		}
		w.Header().Set("Location", "/"+rest)
		w.WriteHeader(status)
	})
	for _, c := range []struct{ path, url, moved string }{
		{"/", "/", ""},
		{"/301/", "/", "/"},
		{"/308/", "/", "/"},
		{"/302/", "/", ""},
		{"/303/", "/", ""},
		{"/307/", "/", ""},
		{"/301/308/", "/", "/"},
		{"/301/302/301/", "/", "/302/301/"},
		{"/302/301/", "/", ""},
		{"/301/301/301/301/301/", "/", "/"},
	} {
		got := mustGet(t, client, site+c.path)
		if moved := strings.TrimPrefix(got.Moved, site); got.URL != site+c.url || moved != c.moved || string(got.Body) != "here" {
			t.Errorf("%s: found at %s, moved to %q; want %s, %q", c.path, got.URL, moved, c.url, c.moved)
		}
	}
	_, err := get(t, client, site+"/302/302/302/302/302/302/")
	wantFault(t, err, sources.Broken)
}

// TestRedirectsBetweenSchemes: up to https, and never down again.
func TestRedirectsBetweenSchemes(t *testing.T) {
	t.Parallel()
	var plain, safe *httptest.Server
	serve := func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/up":
			http.Redirect(w, r, safe.URL+"/down?token=hush", http.StatusMovedPermanently)
		case r.URL.Path == "/down":
			http.Redirect(w, r, plain.URL+"/here?token=hush", http.StatusMovedPermanently)
		case r.URL.Path != "/robots.txt":
			t.Errorf("%s was asked for", r.URL)
		}
	}
	plain, safe = httptest.NewServer(http.HandlerFunc(serve)), httptest.NewUnstartedServer(http.HandlerFunc(serve))
	safe.Config.ErrorLog = log.New(io.Discard, "", 0)
	safe.StartTLS()
	t.Cleanup(plain.Close)
	t.Cleanup(safe.Close)
	client := fetch.New(fetch.Options{Loopback: true})
	client.Trust(safe.Certificate())
	_, err := get(t, client, plain.URL+"/up")
	f := wantFault(t, err, sources.Unsafe)
	if strings.Contains(f.Error(), "hush") || !strings.Contains(f.Error(), "https") {
		t.Errorf("error %q", f)
	}

	_, err = get(t, fetch.New(fetch.Options{Loopback: true}), safe.URL+"/")
	if f := wantFault(t, err, sources.Broken); !strings.Contains(f.Reason, "certificate") {
		t.Errorf("reason %q, want one that names the certificate", f.Reason)
	}
}

func TestBodies(t *testing.T) {
	t.Parallel()
	text := []byte(strings.Repeat("news ", 100))
	large := bytes.Repeat([]byte("a"), fetch.MaxBodyBytes)
	full := noise(fetch.MaxWireBytes)
	send := func(encoding string, body []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			if encoding != "" {
				w.Header().Set("Content-Encoding", encoding)
			}
			_, _ = w.Write(body)
		}
	}
	sized := func(length int, encoding string, body []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(length))
			send(encoding, body)(w, r)
		}
	}
	raw := func(head string, body []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			defer conn.Close()
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n"+head+"\r\n\r\n")
			_, _ = conn.Write(body)
		}
	}
	endless := func(encoding string, chunk []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", encoding)
			for r.Context().Err() == nil {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		}
	}
	for _, c := range []struct {
		name  string
		serve http.HandlerFunc
		want  []byte
		kind  sources.FaultKind
	}{
		{"plain", send("", text), text, ""},
		{"identity", send("identity", text), text, ""},
		{"gzip", send("gzip", zipped(t, text)), text, ""},
		{"x-gzip in capitals", send("X-GZIP", zipped(t, text)), text, ""},
		{"gzip of two members", send("gzip", append(zipped(t, text), zipped(t, text)...)), append(text, text...), ""},
		{"nothing", send("", nil), nil, ""},
		{"nothing in gzip", send("gzip", nil), nil, ""},
		{"gzip of nothing", send("gzip", zipped(t, nil)), nil, ""},
		{"as much as may be", send("", full), full, ""},
		{"as much as may be inflated", send("gzip", zipped(t, large)), large, ""},
		{"ended with the connection", raw("Content-Type: text/html", text), text, ""},
		{"too long", send("", append(full, 'a')), nil, sources.Unfit},
		{"too long as announced", sized(fetch.MaxWireBytes+1, "", text), nil, sources.Unfit},
		{"too long inflated", send("gzip", zipped(t, append(large, 'a'))), nil, sources.Unfit},
		{"a bomb of members", send("gzip", bytes.Repeat(zipped(t, large[:10_000_000]), 10)), nil, sources.Unfit},
		{"empty members without end", endless("gzip", bytes.Repeat(zipped(t, nil), 1000)), nil, sources.Unfit},
		{"no end", endless("", full[:100_000]), nil, sources.Unfit},
		{"no end of zeros", endless("", make([]byte, 100_000)), nil, sources.Unfit},
		{"cut short", sized(1000, "", text), nil, sources.Broken},
		{"cut short in gzip", send("gzip", zipped(t, text)[:20]), nil, sources.Broken},
		{"cut short in gzip's head", send("gzip", zipped(t, text)[:5]), nil, sources.Broken},
		{"cut short in gzip's end", send("gzip", zipped(t, text)[:len(zipped(t, text))-2]), nil, sources.Broken},
		{"cut short in a chunk", raw("Transfer-Encoding: chunked", []byte("64\r\nnews")), nil, sources.Broken},
		{"cut short before the last chunk", raw("Transfer-Encoding: chunked", []byte("4\r\nnews\r\n")), nil, sources.Broken},
		{"cut short in the header", raw("Content-", nil), nil, sources.Broken},
		{"damaged gzip", send("gzip", append(zipped(t, text)[:12], bytes.Repeat([]byte{0xff}, 100)...)), nil, sources.Broken},
		{"a wrong checksum", send("gzip", append(zipped(t, text)[:len(zipped(t, text))-8], make([]byte, 8)...)), nil, sources.Broken},
		{"not gzip", send("gzip", text), nil, sources.Unfit},
		{"an end after gzip", send("gzip", append(zipped(t, text), text...)), nil, sources.Unfit},
		{"not asked for", send("br", text), nil, sources.Unfit},
		{"twice", send("gzip, gzip", zipped(t, zipped(t, text))), nil, sources.Unfit},
		{"two lengths", raw("Content-Length: 4\r\nContent-Length: 5", []byte("news")), nil, sources.Broken},
		{"a length that is none", raw("Content-Length: -4", []byte("news")), nil, sources.Broken},
		{"a long header", raw("X-A: "+strings.Repeat("a", 100_000), nil), nil, sources.Broken},
		{"not HTTP", func(w http.ResponseWriter, _ *http.Request) {
			conn, _, _ := http.NewResponseController(w).Hijack()
			_, _ = io.WriteString(conn, "220 mail.example ESMTP\r\n")
			_ = conn.Close()
		}, nil, sources.Broken},
		{"reset", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, nil, sources.Broken},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			client, site := open(t, c.serve)
			got, err := get(t, client, site+"/")
			if c.kind != "" {
				wantFault(t, err, c.kind)
			} else if err != nil || !bytes.Equal(got.Body, c.want) {
				t.Errorf("error %v, or another body than was sent", err)
			}
		})
	}
}

func TestTypes(t *testing.T) {
	t.Parallel()
	client, site := open(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header()["Content-Type"] = []string{r.URL.Query().Get("type")}
		fmt.Fprint(w, "hello")
	})
	for kind, ok := range map[string]bool{
		"": true, "text/html": true, "application/rss+xml": true, "application/octet-stream": true, "text/plain; charset=x": true, "nonsense": true, "text/html;;": true,
		"application/pdf": false, "IMAGE/PNG": false, "video/mp4; codecs=a": false, "audio/mpeg": false, "font/woff2": false, "application/zip": false, "application/gzip": false,
	} {
		_, err := get(t, client, site+"/?type="+url.QueryEscape(kind))
		if ok && err != nil {
			t.Errorf("%s: %v", kind, err)
		} else if !ok {
			wantFault(t, err, sources.Unfit)
		}
	}
}

// TestBombsTakeLittleMemory: what a client allocates for a bomb is bounded, however often.
// It does not run beside others, whose memory would be counted.
func TestBombsTakeLittleMemory(t *testing.T) {
	bomb := zipped(t, make([]byte, 100_000_000)) // about 440 kB as sent
	if len(bomb) > fetch.MaxWireBytes {
		t.Fatalf("the bomb has %d bytes, too many to get off", len(bomb))
	}
	client, site := open(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb)
	})
	var most atomic.Uint64
	ctx, stop := context.WithCancel(t.Context())
	watched := make(chan struct{})
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	go func() {
		defer close(watched)
		for ctx.Err() == nil {
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			most.Store(max(most.Load(), now.HeapAlloc-min(now.HeapAlloc, before.HeapAlloc)))
			time.Sleep(time.Millisecond)
		}
	}()
	for range 3 {
		_, err := get(t, client, site+"/")
		wantFault(t, err, sources.Unfit)
	}
	stop()
	<-watched
	if limit := uint64(8 * fetch.MaxBodyBytes); most.Load() > limit {
		t.Errorf("%d MB were taken, want at most %d", most.Load()>>20, limit>>20)
	}
}

func FuzzBody(f *testing.F) {
	f.Add("gzip", zipped(f, []byte("news")))
	f.Add("", []byte("news"))
	f.Add("gzip", bytes.Repeat(zipped(f, nil), 3))
	f.Fuzz(func(t *testing.T, encoding string, sent []byte) {
		body, err := fetch.ReadPage(&http.Response{
			Header: http.Header{"Content-Encoding": {encoding}}, ContentLength: -1, Body: io.NopCloser(bytes.NewReader(sent)),
		})
		if err == nil && encoding == "" && !bytes.Equal(body, sent) {
			t.Errorf("read %q of %q", body, sent)
		}
		if len(body) > fetch.MaxBodyBytes {
			t.Errorf("%d bytes of %d", len(body), len(sent))
		}
	})
}
