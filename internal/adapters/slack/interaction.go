package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"briefbot/internal/adapters/chat"
)

// takeCommand has the intake take a slash command. Answers go to the channel, where all can
// see them; what is about the bot itself goes to the one who asked.
func (a *Adapter) takeCommand(ctx context.Context, c slack.SlashCommand) error {
	if c.ChannelID == "" || cmp.Or(c.TriggerID, c.ResponseURL) == "" {
		return fmt.Errorf("slack: read command %s: %w", c.Command, errMalformed)
	}
	now := time.Now()
	e := chat.Event{
		Keys: []string{"slack:trigger:" + cmp.Or(c.TriggerID, c.ResponseURL)},
		Text: cleanText(c.Text, ""), User: c.UserID, At: now,
		Conversation: "slack:" + c.TeamID + ":command:" + cmp.Or(c.TriggerID, c.ResponseURL),
		To: chat.Address{
			Room: chat.Room{Platform: "slack", Channel: c.ChannelID}, User: c.UserID, Handle: newHandle(c.ResponseURL, now),
		},
	}
	e.Kind = map[string]chat.Kind{"/ask": chat.Ask, "/fact": chat.Fact, "/digest": chat.Digest, "/brief": chat.Brief}[c.Command]
	if e.Kind == "" || e.Kind != chat.Digest && e.Text == "" {
		e.Kind, e.Text = chat.Brief, "help"
	}
	e.To.Private = e.Kind == chat.Brief
	return a.intake.Accept(ctx, e)
}

// The buttons under an answer.
const (
	actionQuotes     = "quotes"
	actionHelpful    = "helpful"
	actionNotHelpful = "not_helpful"
)

// press is the press of a button
// (https://docs.slack.dev/reference/interaction-payloads/block_actions-payload).
type press struct {
	Type        string `json:"type"`
	TriggerID   string `json:"trigger_id"`
	ResponseURL string `json:"response_url"`
	Team        struct {
		ID string `json:"id"`
	} `json:"team"`
	User struct {
		ID string `json:"id"`
	} `json:"user"`
	Channel struct {
		ID string `json:"id"`
	} `json:"channel"`
	Message struct {
		ThreadTS string `json:"thread_ts"`
	} `json:"message"`
	Actions []struct {
		ID    string `json:"action_id"`
		Value string `json:"value"`
		TS    string `json:"action_ts"`
	} `json:"actions"`
}

// takePress has the intake take what the press of a button asks. Other interactions ask
// nothing.
func (a *Adapter) takePress(ctx context.Context, payload []byte) error {
	var p press
	if err := json.Unmarshal(payload, &p); err != nil {
		return fmt.Errorf("slack: read interaction: %w: %w", errMalformed, err)
	}
	if p.Type != "block_actions" {
		return nil
	}
	now := time.Now()
	for _, action := range p.Actions {
		e := chat.Event{Answer: action.Value, Helpful: action.ID == actionHelpful, User: p.User.ID, At: now}
		switch action.ID {
		case actionQuotes:
			e.Kind = chat.Quotes
		case actionHelpful, actionNotHelpful:
			e.Kind = chat.Verdict
		default:
			continue
		}
		if p.TriggerID != "" {
			e.Keys = append(e.Keys, "slack:trigger:"+p.TriggerID+":"+action.ID)
		}
		if action.TS != "" {
			e.Keys = append(e.Keys, strings.Join([]string{"slack:press", p.Team.ID, p.Channel.ID, p.User.ID, action.ID, action.TS}, ":"))
		}
		e.To = chat.Address{
			Room: chat.Room{Platform: "slack", Channel: p.Channel.ID, Thread: p.Message.ThreadTS},
			User: p.User.ID, Private: true, Handle: newHandle(p.ResponseURL, now),
		}
		if err := e.Validate(); err != nil {
			return fmt.Errorf("slack: read press of %s: %w: %w", action.ID, errMalformed, err)
		}
		if err := a.intake.Accept(ctx, e); err != nil {
			return err
		}
	}
	return nil
}
