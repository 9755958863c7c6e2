package slack

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/slack/slacktest"
)

// newHandler is the handler of an adapter that knows who it is.
func newHandler(t testing.TB, in *intake) http.Handler {
	t.Helper()
	a := newAdapter(t, Config{SigningSecret: slacktest.SigningSecret}, in)
	a.self.Store(&identity{team: slacktest.Team, user: slacktest.Bot, bot: slacktest.BotID})
	return a.Handler()
}

const (
	mention = `{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"app_mention","user":"U1","text":"<@U0BRIEFBOT> who?","ts":"1755327600.000001","channel":"C1"}}`
	command = "team_id=T1&channel_id=C1&user_id=U1&command=%2Fask&text=who%3F&trigger_id=1.2&response_url=http%3A%2F%2F127.0.0.1%2Fr"
	pressed = `{"type":"block_actions","trigger_id":"1.3","team":{"id":"T1"},"user":{"id":"U1"},"channel":{"id":"C1"},"response_url":"http://127.0.0.1/r","actions":[{"action_id":"quotes","value":"a1","action_ts":"1"}]}`
	form    = "application/x-www-form-urlencoded"
)

// TestSignatures sends requests that Slack signed and others.
func TestSignatures(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		secret string
		age    time.Duration
		change func(*http.Request)
		want   int
	}{
		{name: "good", want: http.StatusOK},
		{name: "four minutes old", age: 4 * time.Minute, want: http.StatusOK},
		{name: "stale", age: 6 * time.Minute, want: http.StatusUnauthorized},
		{name: "of the future", age: -6 * time.Minute, want: http.StatusUnauthorized},
		{name: "another's secret", secret: "other", want: http.StatusUnauthorized},
		{name: "another body", change: func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader(mention + " ")) }, want: http.StatusUnauthorized},
		{name: "another time", change: func(r *http.Request) { r.Header.Set("X-Slack-Request-Timestamp", "1") }, want: http.StatusUnauthorized},
		{name: "no time", change: func(r *http.Request) { r.Header.Del("X-Slack-Request-Timestamp") }, want: http.StatusUnauthorized},
		{name: "time that is none", change: func(r *http.Request) { r.Header.Set("X-Slack-Request-Timestamp", "now") }, want: http.StatusUnauthorized},
		{name: "no signature", change: func(r *http.Request) { r.Header.Del("X-Slack-Signature") }, want: http.StatusUnauthorized},
		{name: "cut signature", change: func(r *http.Request) {
			r.Header.Set("X-Slack-Signature", r.Header.Get("X-Slack-Signature")[:20])
		}, want: http.StatusUnauthorized},
		{name: "another version", change: func(r *http.Request) {
			r.Header.Set("X-Slack-Signature", "v1"+r.Header.Get("X-Slack-Signature")[2:])
		}, want: http.StatusUnauthorized},
		{name: "a retry", change: func(r *http.Request) { r.Header.Set("X-Slack-Retry-Num", "3") }, want: http.StatusOK},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := &intake{}
			secret := c.secret
			if secret == "" {
				secret = slacktest.SigningSecret
			}
			r := sign(t, "/slack/events", "application/json", mention, secret, time.Now().Add(-c.age))
			if c.change != nil {
				c.change(r)
			}
			w := httptest.NewRecorder()
			newHandler(t, in).ServeHTTP(w, r)
			taken := 0
			if c.want == http.StatusOK {
				taken = 1
			}
			if w.Code != c.want || len(in.taken()) != taken {
				t.Errorf("status %d, %d taken; want %d and %d", w.Code, len(in.taken()), c.want, taken)
			}
		})
	}
}

func sign(t testing.TB, path, contentType, body, secret string, at time.Time) *http.Request {
	t.Helper()
	r, err := slacktest.Sign(path, contentType, []byte(body), secret, at)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestReplay sends each request again and again: it is taken once, and answered 200.
func TestReplay(t *testing.T) {
	t.Parallel()
	in := &intake{}
	handler := newHandler(t, in)
	for i, c := range []struct{ path, contentType, body string }{
		{"/slack/events", "application/json", mention},
		{"/slack/commands", form, command},
		{"/slack/interactive", form, url.Values{"payload": {pressed}}.Encode()},
	} {
		at := time.Now()
		for range 3 {
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, sign(t, c.path, c.contentType, c.body, slacktest.SigningSecret, at))
			if w.Code != http.StatusOK || w.Body.Len() != 0 {
				t.Errorf("%s: %d %q", c.path, w.Code, w.Body)
			}
		}
		if got := in.taken(); len(got) != i+1 {
			t.Errorf("%s: %d taken, want %d", c.path, len(got), i+1)
		}
	}
}

// TestHandler sends what is no event, and what cannot be taken.
func TestHandler(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, path, contentType, body string
		fails                         bool
		want                          int
		answer                        string
	}{
		{name: "url_verification", path: "/slack/events", body: `{"type":"url_verification","challenge":"abc"}`, want: http.StatusOK, answer: "abc"},
		{name: "app_rate_limited", path: "/slack/events", body: `{"type":"app_rate_limited"}`, want: http.StatusOK},
		{name: "no JSON", path: "/slack/events", body: `{`, want: http.StatusBadRequest},
		{name: "no event", path: "/slack/events", body: `{"type":"event_callback"}`, want: http.StatusBadRequest},
		{name: "empty", path: "/slack/events", want: http.StatusBadRequest},
		{name: "too long", path: "/slack/events", body: strings.Repeat(" ", maxBodyBytes+1), want: http.StatusRequestEntityTooLarge},
		{name: "no command", path: "/slack/commands", contentType: form, body: "x=%zz", want: http.StatusBadRequest},
		{name: "empty command", path: "/slack/commands", contentType: form, want: http.StatusBadRequest},
		{name: "no payload", path: "/slack/interactive", contentType: form, want: http.StatusBadRequest},
		{name: "other interaction", path: "/slack/interactive", contentType: form, body: "payload=" + url.QueryEscape(`{"type":"view_closed"}`), want: http.StatusOK},
		{name: "other button", path: "/slack/interactive", contentType: form, body: "payload=" + url.QueryEscape(strings.ReplaceAll(pressed, "quotes", "x")), want: http.StatusOK},
		{name: "button without an answer", path: "/slack/interactive", contentType: form, body: "payload=" + url.QueryEscape(strings.ReplaceAll(pressed, "a1", "")), want: http.StatusBadRequest},
		{name: "event not taken", path: "/slack/events", body: mention, fails: true, want: http.StatusInternalServerError},
		{name: "command not taken", path: "/slack/commands", contentType: form, body: command, fails: true, want: http.StatusInternalServerError},
		{name: "unknown path", path: "/slack", body: mention, want: http.StatusNotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := &intake{}
			if c.fails {
				in.fail = func(chat.Event) error { return errors.New("the store is away") }
			}
			w := httptest.NewRecorder()
			newHandler(t, in).ServeHTTP(w, sign(t, c.path, c.contentType, c.body, slacktest.SigningSecret, time.Now()))
			if w.Code != c.want || c.want == http.StatusOK && w.Body.String() != c.answer {
				t.Errorf("%d %q, want %d %q", w.Code, w.Body, c.want, c.answer)
			}
			if len(in.taken()) != 0 {
				t.Errorf("taken: %+v", in.taken())
			}
		})
	}
}

// TestNoSecret has no signing secret: nothing is taken, least of all what is signed with none.
func TestNoSecret(t *testing.T) {
	t.Parallel()
	in := &intake{}
	w := httptest.NewRecorder()
	newAdapter(t, Config{}, in).Handler().ServeHTTP(w, sign(t, "/slack/events", "", mention, "", time.Now()))
	if w.Code != http.StatusInternalServerError || len(in.taken()) != 0 {
		t.Errorf("status %d, %d taken", w.Code, len(in.taken()))
	}
}

// FuzzHandler sends signed bodies of any form: none may end the bot, and what is taken is
// whole.
func FuzzHandler(f *testing.F) {
	f.Add(0, mention)
	f.Add(0, `{"type":"event_callback","event":{"type":"message","user":{},"text":1}}`)
	f.Add(0, `{"type":"url_verification","challenge":"x"}`)
	f.Add(1, command)
	f.Add(2, "payload="+url.QueryEscape(pressed))
	f.Add(2, `payload={"type":"block_actions","actions":[{"action_id":"quotes"}]}`)
	in := &intake{}
	handler := newHandler(f, in)
	f.Fuzz(func(t *testing.T, way int, body string) {
		paths := []string{"/slack/events", "/slack/commands", "/slack/interactive"}
		path := paths[uint(way)%3]
		contentType := form
		if path == paths[0] {
			contentType = "application/json"
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, sign(t, path, contentType, body, slacktest.SigningSecret, time.Now()))
		switch w.Code {
		case http.StatusOK, http.StatusBadRequest, http.StatusRequestEntityTooLarge:
		default:
			t.Errorf("status %d for %q", w.Code, body)
		}
		w = httptest.NewRecorder()
		handler.ServeHTTP(w, sign(t, path, contentType, body, "other", time.Now()))
		if w.Code != http.StatusUnauthorized && w.Code != http.StatusRequestEntityTooLarge {
			t.Errorf("status %d for %q, signed by another", w.Code, body)
		}
	})
}
