package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/slack-go/slack"

	"briefbot/internal/adapters/chat"
)

// handle is the way back that Slack gives with a command or the press of a button.
type handle struct {
	ResponseURL string    `json:"response_url"`
	Expires     time.Time `json:"expires"`
}

func newHandle(responseURL string, at time.Time) json.RawMessage {
	if responseURL == "" {
		return nil
	}
	h, err := json.Marshal(handle{responseURL, at.Add(responseLife)})
	if err != nil {
		return nil // strings and times always marshal
	}
	return h
}

// responseURL returns the way back of an address while it lasts, or "".
func responseURL(to chat.Address) string {
	var h handle
	if json.Unmarshal(to.Handle, &h) != nil || time.Now().After(h.Expires) {
		return ""
	}
	return h.ResponseURL
}

// Post posts the message: to its thread, to its channel, or through its response_url when
// only one person is to see it or the channel does not have the bot. Through a response_url
// it gets no id.
func (a *Adapter) Post(ctx context.Context, m chat.Message) (string, error) {
	posted, err := a.post(ctx, m)
	if err != nil {
		return "", verdict(fmt.Errorf("slack: post to %s: %w", m.To.Room.Channel, err))
	}
	return posted, nil
}

func (a *Adapter) post(ctx context.Context, m chat.Message) (string, error) {
	back := responseURL(m.To)
	if m.To.Private {
		err := errNoWayBack
		if back != "" {
			err = a.respond(ctx, back, m, slack.ResponseTypeEphemeral)
		}
		if !isOver(err) {
			return "", err
		}
		return a.send(ctx, m, slack.MsgOptionPostEphemeral(m.To.User))
	}
	posted, err := a.send(ctx, m)
	if back != "" && isCode(err, "not_in_channel", "channel_not_found") {
		return "", a.respond(ctx, back, m, slack.ResponseTypeInChannel)
	}
	return posted, err
}

// send posts the message to its channel and returns its ts.
func (a *Adapter) send(ctx context.Context, m chat.Message, options ...slack.MsgOption) (string, error) {
	var body struct {
		Text     string              `json:"text"`
		Blocks   []json.RawMessage   `json:"blocks"`
		Metadata slack.SlackMetadata `json:"metadata"`
	}
	if err := json.Unmarshal(m.Body, &body); err != nil {
		return "", &chat.Refused{Err: fmt.Errorf("read body of %s: %w", m.Key, err)}
	}
	options = append(options,
		slack.MsgOptionText(body.Text, false), slack.MsgOptionMetadata(body.Metadata),
		slack.MsgOptionParse(false), slack.MsgOptionDisableMarkdown(), slack.MsgOptionLinkNames(false),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	for _, raw := range body.Blocks { // as they are: slack-go's own types would drop what they do not know
		block, err := slack.BlockFromJSON(string(raw))
		if err != nil {
			return "", &chat.Refused{Err: fmt.Errorf("read block of %s: %w", m.Key, err)}
		}
		options = append(options, slack.MsgOptionBlocks(block))
	}
	if thread := thread(m); thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	_, ts, err := a.api.PostMessageContext(ctx, m.To.Room.Channel, options...)
	return ts, err
}

// thread is the thread that a message goes to: the room's, or the one under the message that
// it continues; "" for none.
func thread(m chat.Message) string {
	if m.To.Room.Thread != "" {
		return m.To.Room.Thread
	}
	return m.ParentID
}

// respond posts the message through a response_url. slack-go's own way leaves out the flags
// against unfurling.
func (a *Adapter) respond(ctx context.Context, url string, m chat.Message, visible string) error {
	body := map[string]any{}
	if err := json.Unmarshal(m.Body, &body); err != nil {
		return &chat.Refused{Err: fmt.Errorf("read body of %s: %w", m.Key, err)}
	}
	delete(body, "metadata") // of chat.postMessage only
	body["response_type"], body["replace_original"] = visible, false
	if m.To.Room.Thread != "" {
		body["thread_ts"] = m.To.Room.Thread
	}
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(text))
	if err != nil {
		return &chat.Refused{Err: errors.New("the response_url is none")} // without the address: it lets anyone answer
	}
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	response, err := a.http.Do(request)
	if err != nil {
		return withoutURL(err)
	}
	defer response.Body.Close()
	return responseError(response)
}

// responseError reads the answer to a response_url: "ok", {"ok":true}, or an error.
func responseError(r *http.Response) error {
	text, err := io.ReadAll(io.LimitReader(r.Body, maxBodyBytes))
	if err != nil {
		return err
	}
	var answer slack.SlackResponse
	if json.Unmarshal(text, &answer) == nil && answer.Err() != nil {
		return answer.Err()
	}
	if r.StatusCode == http.StatusNotFound || r.StatusCode == http.StatusGone {
		return errNoWayBack
	}
	return statusError(r)
}
