package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"briefbot/internal/adapters/chat"
)

// errMalformed is the error of what is not in Slack's form: sending it again is of no use.
var errMalformed = errors.New("not in Slack's form")

// callback is the envelope of an event (https://docs.slack.dev/apis/events-api). Only what
// is used is read, and what may be of another type only once it is known to be a message:
// slack-go's own types fail on events that they do not know all of.
type callback struct {
	Type      string          `json:"type"`
	Challenge string          `json:"challenge"`
	TeamID    string          `json:"team_id"`
	EventID   string          `json:"event_id"`
	Event     json.RawMessage `json:"event"`
}

// said is an event of the types message and app_mention.
type said struct {
	Subtype     string `json:"subtype"`
	User        string `json:"user"`
	BotID       string `json:"bot_id"`
	Text        string `json:"text"`
	TS          string `json:"ts"`
	ThreadTS    string `json:"thread_ts"`
	Channel     string `json:"channel"`
	ChannelType string `json:"channel_type"`
	ClientMsgID string `json:"client_msg_id"`
}

// takeEvent has the intake take what an event asks of the bot. An event that asks nothing is
// no error.
func (a *Adapter) takeEvent(ctx context.Context, c callback) error {
	var kind struct {
		Type string `json:"type"`
	}
	if err := json.Unmarshal(c.Event, &kind); err != nil {
		return fmt.Errorf("slack: read event %s: %w: %w", c.EventID, errMalformed, err)
	}
	if kind.Type != "message" && kind.Type != "app_mention" {
		return nil
	}
	var s said
	if err := json.Unmarshal(c.Event, &s); err != nil {
		return fmt.Errorf("slack: read event %s: %w: %w", c.EventID, errMalformed, err)
	}
	self, err := a.identify(ctx)
	if err != nil {
		return err
	}
	if !s.isPersons(self) {
		return nil
	}
	mentioned, others := mentions(s.Text, self.user)
	e, follows, err := a.event(ctx, c, s, self)
	switch {
	case err != nil:
		return err
	case kind.Type == "app_mention" || mentioned || s.isDirect():
	case !follows || others || e.Text == "":
		return nil
	}
	return a.intake.Accept(ctx, e)
}

// isPersons reports whether somebody has written the message now: not a bot, not this one,
// not an edit, a deletion or a notice of the channel.
func (s said) isPersons(self *identity) bool {
	switch s.Subtype {
	case "", "thread_broadcast", "file_share":
	default:
		return false
	}
	return s.User != "" && s.User != self.user && s.User != "USLACKBOT" && s.BotID == "" && s.Channel != "" && s.TS != ""
}

// isDirect reports whether the message is in a direct conversation with the bot.
func (s said) isDirect() bool {
	return s.ChannelType == "im" || s.ChannelType == "" && strings.HasPrefix(s.Channel, "D")
}

// event makes the event of a message, and says whether it is in a conversation of the bot's.
// Both events of a message that mentions the bot become the same.
func (a *Adapter) event(ctx context.Context, c callback, s said, self *identity) (e chat.Event, follows bool, err error) {
	e = chat.Event{
		Keys: []string{"slack:msg:" + c.TeamID + ":" + s.Channel + ":" + s.TS},
		Kind: chat.Ask, Text: cleanText(s.Text, self.user), User: s.User, At: timeOf(s.TS),
		To: chat.Address{Room: chat.Room{Platform: "slack", Channel: s.Channel, Thread: s.ThreadTS}, ReplyTo: s.TS, User: s.User},
	}
	if c.EventID != "" {
		e.Keys = append(e.Keys, "slack:event:"+c.EventID)
	}
	if s.ClientMsgID != "" {
		e.Keys = append(e.Keys, "slack:client:"+s.ClientMsgID)
	}
	if !s.isDirect() {
		e.To.Room.Thread = cmp.Or(s.ThreadTS, s.TS)
	}
	if e.Text == "" || strings.EqualFold(e.Text, "help") {
		e.Kind = chat.Brief
	}
	if e.Kind == chat.Brief && e.Text != "" {
		e.Text = "help"
	}
	e.Conversation, follows, err = a.conversation(ctx, c.TeamID, s)
	return e, follows, err
}

// conversation names what the message belongs to, and says whether the bot has spoken there.
// A thread under a message that the bot posted goes on with what that message belongs to.
func (a *Adapter) conversation(ctx context.Context, team string, s said) (name string, follows bool, err error) {
	name = "slack:" + team + ":" + s.Channel
	if s.ThreadTS == "" {
		if !s.isDirect() {
			name += ":" + s.TS
		}
		return name, false, nil
	}
	name += ":" + s.ThreadTS
	if follows, err = a.intake.Follows(ctx, name); err != nil || follows {
		return name, follows, err
	}
	above, err := a.intake.ConversationOf(ctx, chat.Room{Platform: "slack", Channel: s.Channel}, s.ThreadTS)
	if err != nil || above == "" {
		return name, false, err
	}
	return above, true, nil
}

// timeOf is when a message was posted: its ts is that time, made unique.
func timeOf(ts string) time.Time {
	seconds, err := strconv.ParseFloat(ts, 64)
	if err != nil || seconds < 0 || seconds > 1e11 {
		return time.Now()
	}
	return time.UnixMicro(int64(seconds * 1e6)).UTC()
}
