package discordtest

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Written is a message that somebody writes.
type Written struct {
	Channel, User, Text string
	MentionsBot         bool // by name; the text is not looked at
	MentionsRole        bool // the bot's role
	ReplyTo             string
	Bot, Webhook        bool
	Type                int // 0, or 19 with ReplyTo, unless it is given
}

// Write puts a message into a channel, tells the bot, and returns its id.
func (s *Server) Write(w Written) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[w.Channel]
	m := &message{
		Message: Message{ID: s.id(), Channel: ch.id, Author: w.User, Content: w.Text, ReplyTo: w.ReplyTo, Bot: w.Bot},
		kind:    w.Type, webhook: w.Webhook, at: time.Now(),
	}
	if w.MentionsBot {
		m.mentions = []string{App}
	}
	if w.MentionsRole {
		m.roles = []string{BotRole}
	}
	if w.ReplyTo != "" && w.Type == 0 {
		m.kind = 19
	}
	s.deliver(ch, m)
	return m.ID
}

// Edit changes a message and tells the bot.
func (s *Server) Edit(channelID, id, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[channelID]
	m := find(ch, id)
	m.Content = text
	s.dispatch("MESSAGE_UPDATE", s.event(ch, m))
}

// Mention writes a message that mentions the bot.
func (s *Server) Mention(channelID, user, text string) string {
	return s.Write(Written{Channel: channelID, User: user, Text: "<@" + App + "> " + text, MentionsBot: true})
}

// Say writes a message that mentions nobody.
func (s *Server) Say(channelID, user, text string) string {
	return s.Write(Written{Channel: channelID, User: user, Text: text})
}

// Reply writes a reply to a message, which pings its author or does not.
func (s *Server) Reply(channelID, user, to, text string, ping bool) string {
	return s.Write(Written{Channel: channelID, User: user, Text: text, ReplyTo: to, MentionsBot: ping})
}

// Direct writes a message to the bot alone.
func (s *Server) Direct(user, text string) string { return s.Say(s.DirectChannel(user), user, text) }

// DirectChannel returns the channel in which a user writes to the bot alone.
func (s *Server) DirectChannel(user string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id, ok := s.directs[user]; ok {
		return id
	}
	c := &channel{id: s.id(), kind: typeDM, users: []string{user}, write: true, read: true}
	s.channels[c.id], s.directs[user] = c, c.id
	return c.id
}

// Command types a slash command: "ask", "brief subscribe" with its subcommand, or "brief sources
// add" with its group and subcommand. Options are texts and whole numbers. It returns the
// interaction's id.
func (s *Server) Command(channelID, user, name string, options map[string]any) string {
	name, sub, _ := strings.Cut(name, " ")
	given := []any{}
	for option, value := range options {
		kind := 3 // text
		if _, number := value.(int); number {
			kind = 4
		}
		given = append(given, map[string]any{"name": option, "type": kind, "value": value})
	}
	subs := strings.Fields(sub)
	for level, name := range slices.Backward(subs) { // type 1 is a subcommand, type 2 a group of them
		given = []any{map[string]any{"name": name, "type": len(subs) - level, "options": given}}
	}
	return s.interact(channelID, user, 2, map[string]any{"id": "1", "type": 1, "name": name, "options": given})
}

// Press presses the button of a message whose custom id begins with a name. It returns the
// interaction's id; "" when there is no such button.
func (s *Server) Press(user, messageID, name string) string {
	for _, m := range s.Posted() {
		if m.ID != messageID {
			continue
		}
		var rows []struct {
			Components []struct {
				ID string `json:"custom_id"`
			} `json:"components"`
		}
		_ = json.Unmarshal(m.Components, &rows) // it was looked at when it came
		for _, row := range rows {
			for _, b := range row.Components {
				if strings.HasPrefix(b.ID, name) {
					return s.interact(m.Channel, user, 3, map[string]any{"component_type": 2, "custom_id": b.ID})
				}
			}
		}
	}
	return ""
}

// interact tells the bot of an interaction.
func (s *Server) interact(channelID, user string, kind int, data map[string]any) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[channelID]
	i := &interaction{id: s.id(), channel: channelID, at: time.Now()}
	i.token = Token(i.id)
	s.interactions[i.token] = i
	who := map[string]any{"id": user, "username": "name"}
	event := map[string]any{
		"id": i.id, "application_id": App, "type": kind, "token": i.token, "version": 1,
		"channel_id": channelID, "channel": ch.object(), "data": data,
	}
	if slices.Contains(ch.users, user) {
		event["user"] = who
	} else {
		event["guild_id"], event["member"] = Guild, map[string]any{"user": who}
	}
	s.dispatch("INTERACTION_CREATE", event)
	return i.id
}

// Repeat tells the bot once more of the last message or interaction, its own messages too.
func (s *Server) Repeat() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last()
}
