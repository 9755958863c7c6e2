package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
)

// rest makes the REST calls, through a discordgo session that is never opened: a session of
// the gateway can be stuck, and this one must not be.
//
// discordgo's rate limiter is not used: it sleeps without regard for the context, holds one
// call of a bucket back until the other has returned, and keeps a bucket for every
// interaction's token for ever. Each call has a limiter of its own; gate keeps the limits.
type rest struct {
	session *discordgo.Session
	gate    *gate
	base    string // without a slash at the end
}

func newREST(token, base string) *rest {
	session := newSession(token)
	g := &gate{next: http.DefaultTransport.(*http.Transport).Clone(), until: map[string]time.Time{}}
	session.Client = &http.Client{Transport: g, Timeout: requestTimeout}
	return &rest{session: session, gate: g, base: strings.TrimRight(base, "/")}
}

// newSession returns a session of discordgo that logs nothing: its errors come back as such,
// and are logged once.
func newSession(token string) *discordgo.Session {
	session, _ := discordgo.New("Bot " + token) // only fills a struct
	session.LogLevel = discordgo.LogError - 1
	return session
}

// call makes one call, once, and reads its answer into into unless that is nil. The error
// names neither the address, which may hold a token, nor the body.
func (r *rest) call(ctx context.Context, method, path string, send, into any) error {
	var raw []byte
	if send != nil {
		var err error
		if raw, err = json.Marshal(send); err != nil {
			return err
		}
	}
	answer, err := r.session.RequestWithLockedBucket(method, r.base+path, "application/json", raw,
		discordgo.NewRatelimiter().LockBucket(""), 0,
		discordgo.WithContext(ctx), discordgo.WithRestRetries(0), discordgo.WithRetryOnRatelimit(false))
	if err != nil {
		if e, ok := errors.AsType[*url.Error](err); ok {
			err = e.Err
		}
		return err
	}
	if into == nil || len(answer) == 0 {
		return nil
	}
	if err := json.Unmarshal(answer, into); err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	return nil
}

// get makes a call that reads, and makes it again when Discord says that it comes too soon.
func (r *rest) get(ctx context.Context, path string, into any) error {
	for {
		err := r.call(ctx, http.MethodGet, path, nil, into)
		limit, ok := errors.AsType[*limited](err)
		if !ok {
			return err
		}
		if err := sleep(ctx, limit.After); err != nil {
			return err
		}
	}
}

// limited is the error of a call that Discord did not take because there were too many.
type limited struct{ After time.Duration }

func (e *limited) Error() string { return fmt.Sprintf("rate limit, %s to wait", e.After) }

// gate is the transport of all calls. It holds back what Discord has announced to refuse, and
// knows what time Discord has.
type gate struct {
	next http.RoundTripper

	mu    sync.Mutex
	until map[string]time.Time // no call of the route before; of any where the route is ""

	ahead atomic.Int64 // nanoseconds that Discord's clock is ahead of ours
}

// RoundTrip makes the call unless its route is closed, and closes the route as the answer
// says: https://discord.com/developers/docs/topics/rate-limits
func (g *gate) RoundTrip(req *http.Request) (*http.Response, error) {
	route := req.Method + " " + req.URL.Path
	if wait := g.wait(route); wait > 0 {
		return nil, &limited{After: wait}
	}
	resp, err := g.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		g.ahead.Store(int64(time.Until(date)))
	}
	if resp.StatusCode == http.StatusTooManyRequests {
		after := retryAfter(resp)
		if resp.Header.Get("X-RateLimit-Global") != "" || resp.Header.Get("X-RateLimit-Scope") == "global" {
			route = ""
		}
		g.close(route, after)
		return nil, &limited{After: after}
	}
	if resp.Header.Get("X-RateLimit-Remaining") == "0" {
		g.close(route, seconds(resp.Header.Get("X-RateLimit-Reset-After")))
	}
	if resp.StatusCode >= http.StatusInternalServerError {
		return nil, errors.Join(fmt.Errorf("HTTP %s", resp.Status), resp.Body.Close()) // its body is some proxy's page
	}
	return resp, nil
}

// now is the time that Discord has.
func (g *gate) now() time.Time { return time.Now().Add(time.Duration(g.ahead.Load())) }

func (g *gate) wait(route string) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return max(time.Until(g.until[route]), time.Until(g.until[""]))
}

func (g *gate) close(route string, d time.Duration) {
	if d <= 0 {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for r, until := range g.until {
		if time.Until(until) <= 0 {
			delete(g.until, r)
		}
	}
	g.until[route] = time.Now().Add(d)
}

// retryAfter reads how long to wait from a refusal, and closes it. Its body is more exact
// than its header; a refusal by a proxy has no such body.
func retryAfter(resp *http.Response) time.Duration {
	defer resp.Body.Close()
	var answer struct {
		RetryAfter float64 `json:"retry_after"`
	}
	const enough = 1 << 16 // bytes
	raw, err := io.ReadAll(io.LimitReader(resp.Body, enough))
	if err == nil && json.NewDecoder(bytes.NewReader(raw)).Decode(&answer) == nil && answer.RetryAfter > 0 {
		return duration(answer.RetryAfter)
	}
	return max(seconds(resp.Header.Get("Retry-After")), time.Second)
}

func seconds(text string) time.Duration {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0
	}
	return duration(n)
}

// duration is a number of seconds, which an answer holds, as a time to wait.
func duration(seconds float64) time.Duration {
	const longest = 24 * time.Hour
	if !(seconds < longest.Seconds()) {
		return longest
	}
	return time.Duration(seconds * float64(time.Second))
}

// errorCode is Discord's number of an error; 0 when the error is none of Discord's.
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
func errorCode(err error) int {
	if e, ok := errors.AsType[*discordgo.RESTError](err); ok && e.Message != nil {
		return e.Message.Code
	}
	return 0
}

// status is the HTTP status that an error stands for; 0 when there was no answer.
func status(err error) int {
	if e, ok := errors.AsType[*discordgo.RESTError](err); ok {
		return e.Response.StatusCode
	}
	return 0
}

// missing reports whether there is nothing at an address, or nothing for the bot.
func missing(err error) bool {
	switch status(err) {
	case http.StatusForbidden, http.StatusNotFound, http.StatusMethodNotAllowed:
		return true
	}
	return false
}

// sleep waits, or returns the context's error.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
