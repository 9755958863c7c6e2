package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/slack-go/slack"
)

// Handler takes what Slack sends over HTTP: events at /slack/events, slash commands at
// /slack/commands, presses of buttons at /slack/interactive. It answers 200 once the intake
// has taken it, 401 to what Slack has not signed in the last five minutes, and 500 when it
// could not be taken: Slack sends events again. A request that comes again is taken once, by
// its keys. Without a signing secret it answers 500 to everything.
func (a *Adapter) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /slack/events", a.signed(a.serveEvent))
	mux.Handle("POST /slack/commands", a.signed(a.serveCommand))
	mux.Handle("POST /slack/interactive", a.signed(a.serveInteractive))
	return mux
}

// signed calls take with the body of a request that Slack has signed, and answers as it
// returns.
func (a *Adapter) signed(take func(w http.ResponseWriter, r *http.Request, body []byte) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBodyBytes))
		if err != nil {
			status := http.StatusBadRequest
			if _, tooLong := errors.AsType[*http.MaxBytesError](err); tooLong {
				status = http.StatusRequestEntityTooLarge
			}
			http.Error(w, http.StatusText(status), status)
			return
		}
		if err := verify(r.Header, a.config.SigningSecret, body); err != nil {
			a.refuse(w, r, err)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), acceptTime)
		defer cancel()
		switch err := take(w, r.WithContext(ctx), body); {
		case errors.Is(err, errMalformed):
			a.log.Warn("request is not in slack's form", "path", r.URL.Path, "error", err)
			http.Error(w, "not in Slack's form", http.StatusBadRequest)
		case err != nil:
			a.log.Error("request not taken; slack sends events again", "path", r.URL.Path, "error", err)
			http.Error(w, "not taken", http.StatusInternalServerError)
		}
	})
}

// verify checks that Slack has signed the body: HMAC-SHA256 over it and its time, compared in
// constant time, not older than five minutes
// (https://docs.slack.dev/authentication/verifying-requests-from-slack).
func verify(header http.Header, secret string, body []byte) error {
	verifier, err := slack.NewSecretsVerifier(header, secret)
	if err != nil {
		return err
	}
	if _, err := verifier.Write(body); err != nil {
		return err
	}
	return verifier.Ensure()
}

// refuse answers a request that is not signed.
func (a *Adapter) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, slack.ErrInvalidConfiguration) {
		a.log.Error("no slack signing secret is set; set SLACK_SIGNING_SECRET", "path", r.URL.Path)
		http.Error(w, "no signing secret is set", http.StatusInternalServerError)
		return
	}
	a.log.Warn("request is not signed by slack", "path", r.URL.Path, "error", err)
	http.Error(w, "not signed", http.StatusUnauthorized)
}

func (a *Adapter) serveEvent(w http.ResponseWriter, r *http.Request, body []byte) error {
	var c callback
	if err := json.Unmarshal(body, &c); err != nil {
		return fmt.Errorf("slack: read event: %w: %w", errMalformed, err)
	}
	switch c.Type {
	case "url_verification":
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, err := io.WriteString(w, c.Challenge)
		return err
	case "event_callback":
		return a.takeEvent(r.Context(), c)
	case "app_rate_limited":
		a.log.Warn("slack holds back events: too many an hour", "team", c.TeamID)
	}
	return nil
}

func (a *Adapter) serveCommand(_ http.ResponseWriter, r *http.Request, body []byte) error {
	r.Body = io.NopCloser(bytes.NewReader(body))
	c, err := slack.SlashCommandParse(r)
	if err != nil {
		return fmt.Errorf("slack: read command: %w: %w", errMalformed, err)
	}
	return a.takeCommand(r.Context(), c)
}

func (a *Adapter) serveInteractive(_ http.ResponseWriter, r *http.Request, body []byte) error {
	r.Body = io.NopCloser(bytes.NewReader(body))
	if err := r.ParseForm(); err != nil {
		return fmt.Errorf("slack: read interaction: %w: %w", errMalformed, err)
	}
	return a.takePress(r.Context(), []byte(r.PostForm.Get("payload")))
}
