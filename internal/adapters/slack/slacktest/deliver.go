package slacktest

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Delivery is something that the bot is told: an event, a command, the press of a button.
type Delivery struct {
	Channel, TS string // of the message, when it is one
	kind        string // of the envelope: "events_api", "slash_commands", "interactive"
	payload     map[string]any
	done        chan struct{}
	acked       bool // read after done is closed
}

// Done is closed when the bot has acknowledged it or Slack has given up.
func (d *Delivery) Done() <-chan struct{} { return d.done }

// Acked waits until it is done and reports whether the bot has acknowledged it.
func (d *Delivery) Acked() bool {
	<-d.done
	return d.acked
}

// Say has a user write to a channel; in a thread when thread is not "". A text that mentions
// the bot ("<@"+Bot+">") comes as two events, as in Slack: app_mention and message.
func (s *Server) Say(channel, thread, user, text string) *Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[channel]
	if c == nil {
		panic("slacktest: there is no channel " + channel)
	}
	m := &Message{Channel: c.id, TS: s.ts(c.id), Thread: thread, User: user, Text: text}
	s.add(c, m)
	more := map[string]any{"client_msg_id": s.id("client-")}
	if strings.Contains(text, "<@"+Bot+">") && c.kind != "im" {
		s.deliverEvent(c, m, "app_mention", maps.Clone(more))
	}
	return s.deliverEvent(c, m, "message", more)
}

// Mention has a user mention the bot in a channel.
func (s *Server) Mention(channel, user, text string) *Delivery {
	return s.Say(channel, "", user, "<@"+Bot+"> "+text)
}

// DM returns the direct conversation of a user with the bot.
func (s *Server) DM(user string) string {
	id := "D0" + strings.TrimPrefix(user, "U")
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.channels[id] == nil {
		s.channels[id] = &channel{id: id, kind: "im", member: true}
	}
	return id
}

// Direct has a user write to the bot directly.
func (s *Server) Direct(user, text string) *Delivery { return s.Say(s.DM(user), "", user, text) }

// deliverEvent tells the bot of a message. The lock is held.
func (s *Server) deliverEvent(c *channel, m *Message, kind string, more map[string]any) *Delivery {
	event := map[string]any{
		"type": kind, "user": m.User, "text": m.Text, "ts": m.TS, "event_ts": m.TS, "channel": c.id, "team": Team,
		"blocks": []any{map[string]any{"type": "rich_text", "block_id": "x", "elements": []any{}}},
	}
	if kind == "message" {
		event["channel_type"] = c.kind
	}
	if m.Thread != "" {
		event["thread_ts"] = m.Thread
	}
	maps.Copy(event, more)
	return s.sendEvent(event)
}

// Event tells the bot of any event of the Events API.
func (s *Server) Event(event map[string]any) *Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sendEvent(event)
}

// sendEvent wraps an event and sends it, twice when it is doubled. The lock is held.
func (s *Server) sendEvent(event map[string]any) *Delivery {
	ts, _ := event["ts"].(string)
	channel, _ := event["channel"].(string)
	d := &Delivery{Channel: channel, TS: ts, kind: "events_api", payload: s.callback(event)}
	s.deliver(d)
	if s.chance(s.faults.Doubled, "double", ts) {
		s.deliver(&Delivery{kind: "events_api", payload: s.callback(event)})
	}
	return d
}

// callback is the outer event (https://docs.slack.dev/apis/events-api#callback-field).
func (s *Server) callback(event map[string]any) map[string]any {
	return map[string]any{
		"type": "event_callback", "token": "deprecated", "team_id": Team, "api_app_id": App, "event": event,
		"event_id": s.id("Ev"), "event_time": s.options.Now().Unix(), "event_context": "4-test", "is_ext_shared_channel": false,
		"authorizations": []any{map[string]any{"enterprise_id": nil, "team_id": Team, "user_id": Bot, "is_bot": true, "is_enterprise_install": false}},
	}
}

// Repeat tells the bot of the same once more: an event under another event id, as Slack has
// been seen to (https://github.com/slackapi/node-slack-sdk/issues/2141), anything else as it
// was.
func (s *Server) Repeat(d *Delivery) *Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	again := &Delivery{Channel: d.Channel, TS: d.TS, kind: d.kind, payload: maps.Clone(d.payload)}
	if d.kind == "events_api" {
		again.payload["event_id"] = s.id("Ev")
	}
	s.deliver(again)
	return again
}

// Command has a user type a slash command in a channel: Command(General, "U1", "/ask", "who?").
func (s *Server) Command(channel, user, name, text string) *Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := &Delivery{Channel: channel, kind: "slash_commands", payload: map[string]any{
		"token": "deprecated", "team_id": Team, "team_domain": "briefing", "channel_id": channel, "channel_name": strings.ToLower(channel),
		"user_id": user, "user_name": strings.ToLower(user), "command": name, "text": text, "api_app_id": App,
		"is_enterprise_install": "false", "response_url": s.responseURL(channel, user), "trigger_id": s.id("trigger-"),
	}}
	s.deliver(d)
	return d
}

// Press has a user press the button of a message of the bot. There is no delivery when the
// message has no such button.
func (s *Server) Press(m Message, user, actionID string) (*Delivery, error) {
	var blocks []struct {
		ID       string `json:"block_id"`
		Elements []struct {
			ActionID string `json:"action_id"`
			Value    string `json:"value"`
			Text     any    `json:"text"`
		} `json:"elements"`
	}
	if err := json.Unmarshal(m.Blocks, &blocks); err != nil {
		return nil, err
	}
	for _, b := range blocks {
		for _, e := range b.Elements {
			if e.ActionID == actionID {
				return s.press(m, user, map[string]any{
					"action_id": actionID, "block_id": cmp.Or(b.ID, "b0"), "value": e.Value, "text": e.Text, "type": "button",
				}), nil
			}
		}
	}
	return nil, fmt.Errorf("slacktest: message %s has no button %q", m.TS, actionID)
}

func (s *Server) press(m Message, user string, action map[string]any) *Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	action["action_ts"] = s.ts("action of " + m.Channel)
	container := map[string]any{"type": "message", "message_ts": m.TS, "channel_id": m.Channel, "is_ephemeral": m.For != ""}
	if m.Thread != "" {
		container["thread_ts"] = m.Thread
	}
	d := &Delivery{Channel: m.Channel, kind: "interactive", payload: map[string]any{
		"type": "block_actions", "token": "deprecated", "api_app_id": App, "trigger_id": s.id("trigger-"), "enterprise": nil,
		"team": map[string]any{"id": Team, "domain": "briefing"}, "is_enterprise_install": false,
		"user":      map[string]any{"id": user, "username": strings.ToLower(user), "name": strings.ToLower(user), "team_id": Team},
		"channel":   map[string]any{"id": m.Channel, "name": strings.ToLower(m.Channel)},
		"container": container, "message": m.shown(false), "state": map[string]any{"values": map[string]any{}},
		"response_url": s.responseURL(m.Channel, user), "actions": []any{action},
	}}
	s.deliver(d)
	return d
}

// responseURL makes a way back. The lock is held.
func (s *Server) responseURL(channel, user string) string {
	id := s.id("response-")
	s.responders[id] = &responder{channel: channel, user: user, made: s.options.Now()}
	return s.http.URL + "/response/" + id
}

// deliver sends a delivery until it is acknowledged or given up. The lock is held.
func (s *Server) deliver(d *Delivery) {
	d.done = make(chan struct{})
	var late time.Duration
	if s.chance(s.faults.Late, "late", d.TS) {
		late = time.Duration(s.draw("lateness", d.TS) * float64(s.faults.Lateness))
	}
	if s.ctx.Err() != nil {
		close(d.done)
		return
	}
	s.open++
	s.run(func() {
		ok := wait(s.ctx, late) && s.attempts(d)
		s.mu.Lock()
		defer s.mu.Unlock()
		d.acked = ok
		s.open--
		if !ok {
			s.lost++
		}
		close(d.done)
		s.change()
	})
}

// attempts sends a delivery as often as Slack does: events again, commands and presses once.
// An event whose socket was cut is sent on the next one at once.
func (s *Server) attempts(d *Delivery) bool {
	for retry := 0; ; {
		s.mu.Lock()
		botURL := s.botURL
		s.mu.Unlock()
		var how ended
		if botURL != "" {
			how = s.request(s.ctx, botURL, d, retry)
		} else {
			how = s.sendEnvelope(s.ctx, d.kind, d.payload, retry)
		}
		switch how {
		case acknowledged:
			return true
		case stopped:
			return false
		case unanswered:
			s.mu.Lock()
			s.missed++
			s.mu.Unlock()
		}
		if d.kind != "events_api" {
			return false
		}
		if how == cut {
			continue
		}
		if retry >= len(s.options.Retries) && !s.options.Patient {
			return false
		}
		if !wait(s.ctx, s.options.Retries[min(retry, len(s.options.Retries)-1)]) {
			return false
		}
		retry++
	}
}

// request sends a delivery over HTTP, signed. Any answer but 200 in time is none.
func (s *Server) request(ctx context.Context, botURL string, d *Delivery, retry int) ended {
	path, contentType, body := d.form()
	r, err := Sign(strings.TrimSuffix(botURL, "/")+path, contentType, body, SigningSecret, time.Now())
	if err != nil {
		return unanswered
	}
	if retry > 0 {
		r.Header.Set("X-Slack-Retry-Num", strconv.Itoa(retry))
		r.Header.Set("X-Slack-Retry-Reason", "http_timeout")
	}
	within, cancel := context.WithTimeout(ctx, s.options.AckTime)
	defer cancel()
	answer, err := s.client.Do(r.WithContext(within))
	if err != nil {
		if ctx.Err() != nil {
			return stopped
		}
		return unanswered
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
	if answer.StatusCode != http.StatusOK {
		return unanswered
	}
	return acknowledged
}

// form is a delivery as it goes over HTTP.
func (d *Delivery) form() (path, contentType string, body []byte) {
	if d.kind == "events_api" {
		body, _ = json.Marshal(d.payload)
		return "/slack/events", "application/json", body
	}
	values := url.Values{}
	if d.kind == "interactive" {
		payload, _ := json.Marshal(d.payload)
		values.Set("payload", string(payload))
		return "/slack/interactive", "application/x-www-form-urlencoded", []byte(values.Encode())
	}
	for name, v := range d.payload {
		values.Set(name, fmt.Sprint(v))
	}
	return "/slack/commands", "application/x-www-form-urlencoded", []byte(values.Encode())
}

// Sign makes a request as Slack signs it
// (https://docs.slack.dev/authentication/verifying-requests-from-slack).
func Sign(url, contentType string, body []byte, secret string, at time.Time) (*http.Request, error) {
	r, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	timestamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", timestamp, body)
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("X-Slack-Request-Timestamp", timestamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	return r, nil
}

// wait waits; false when ctx ended first.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}
