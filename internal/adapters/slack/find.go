package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"briefbot/internal/adapters/chat"

	"github.com/slack-go/slack"
)

const (
	// clockSkew is how far Slack's clock may be before ours when a message is looked for.
	clockSkew = 5 * time.Minute
	// pageLimit is how many messages of a history are asked for at once; Slack advises at most
	// 200 (https://docs.slack.dev/reference/methods/conversations.history).
	pageLimit = 200
	// maxPages bounds the search in a channel where thousands of messages came after.
	maxPages = 25
)

// Find looks for the message in the history of its channel or thread, by the key in its
// metadata or its first block. What only went through a response_url is in no history, and a
// history that the bot may not read holds nothing: then Find finds nothing, and the message
// may be posted a second time.
func (a *Adapter) Find(ctx context.Context, m chat.Message) (string, error) {
	if m.To.Private {
		return "", nil
	}
	self, err := a.identify(ctx)
	if err != nil {
		return "", verdict(err)
	}
	query := url.Values{
		"channel": {m.To.Room.Channel}, "limit": {strconv.Itoa(pageLimit)}, "include_all_metadata": {"true"},
		"oldest": {fmt.Sprintf("%d.000000", m.Created.Add(-clockSkew).Unix())},
	}
	method := "conversations.history"
	if ts := thread(m); ts != "" {
		method = "conversations.replies"
		query.Set("ts", ts)
	}
	for range maxPages {
		page, err := a.history(ctx, method, query)
		switch {
		case isCode(err, "missing_scope", "not_in_channel", "channel_not_found", "thread_not_found"):
			a.log.Warn("history cannot be read; a message may be posted twice", "channel", m.To.Room.Channel, "error", err)
			return "", nil
		case err != nil:
			return "", verdict(fmt.Errorf("slack: look for %s in %s: %w", m.Key, m.To.Room.Channel, err))
		}
		for _, old := range page.Messages {
			if old.is(m.Key, self) {
				return old.TS, nil
			}
		}
		if page.Metadata.NextCursor == "" {
			return "", nil
		}
		query.Set("cursor", page.Metadata.NextCursor)
	}
	a.log.Warn("history is too long to search; a message may be posted twice", "channel", m.To.Room.Channel)
	return "", nil
}

// historyPage is what of a page of history matters here.
type historyPage struct {
	slack.SlackResponse
	Messages []oldMessage `json:"messages"`
	Metadata struct {
		NextCursor string `json:"next_cursor"`
	} `json:"response_metadata"`
}

// oldMessage is a message in a history.
type oldMessage struct {
	TS       string          `json:"ts"`
	User     string          `json:"user"`
	BotID    string          `json:"bot_id"`
	Blocks   json.RawMessage `json:"blocks"`
	Metadata struct {
		EventType    string         `json:"event_type"`
		EventPayload map[string]any `json:"event_payload"`
	} `json:"metadata"`
}

// is reports whether the message is the bot's own and has the key.
func (m oldMessage) is(key string, self *identity) bool {
	if m.User != "" && m.User != self.user && (m.BotID == "" || m.BotID != self.bot) {
		return false
	}
	if m.Metadata.EventType == eventType && m.Metadata.EventPayload["key"] == key {
		return true
	}
	var blocks []struct {
		ID string `json:"block_id"`
	}
	return json.Unmarshal(m.Blocks, &blocks) == nil && len(blocks) > 0 && blocks[0].ID == key
}

// history asks for a page. Not through slack-go: that reads every block of every message of
// everybody, and has none of the page when it does not know one of them.
func (a *Adapter) history(ctx context.Context, method string, query url.Values) (historyPage, error) {
	var page historyPage
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, a.config.base()+method, strings.NewReader(query.Encode()))
	if err != nil {
		return page, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Authorization", "Bearer "+a.config.BotToken)
	response, err := a.http.Do(request)
	if err != nil {
		return page, err
	}
	defer response.Body.Close()
	if err := statusError(response); err != nil {
		return page, err
	}
	if err := json.NewDecoder(response.Body).Decode(&page); err != nil {
		return page, fmt.Errorf("read %s: %w", method, err)
	}
	if !page.Ok && page.Error == "" {
		return page, errors.New(method + " says neither ok nor why not")
	}
	return page, page.Err()
}
