package discordtest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Message is a message as it stands in a channel.
type Message struct {
	ID          string
	Channel     string
	Author      string
	Bot         bool
	Content     string
	Embeds      []Embed
	Components  json.RawMessage // as they were sent; null without
	ReplyTo     string          // id of the message that it replies to
	Interaction string          // id of the interaction that it answers
	Private     bool            // only who asked sees it
	Loading     bool            // says that the answer is under way
	Nonce       string
	Edits       int // how often it was changed
}

// Embed is what a test reads of an embed.
type Embed struct {
	Title, Description string
	Color              int
	Footer             struct{ Text string }
	Fields             []struct{ Name, Value string }
}

// message is a Message with what others see of it.
type message struct {
	Message
	kind     int
	raw      json.RawMessage // its embeds as they were sent
	mentions []string
	roles    []string
	webhook  bool
	at       time.Time
}

// sent is a message as a bot sends it.
// https://discord.com/developers/docs/resources/message#create-message
type sent struct {
	Content         string          `json:"content"`
	Embeds          json.RawMessage `json:"embeds"`
	Components      json.RawMessage `json:"components"`
	AllowedMentions *struct {
		Parse       []string `json:"parse"`
		Users       []string `json:"users"`
		Roles       []string `json:"roles"`
		RepliedUser bool     `json:"replied_user"`
	} `json:"allowed_mentions"`
	Nonce        string `json:"nonce"`
	EnforceNonce bool   `json:"enforce_nonce"`
	Flags        int    `json:"flags"`
	Reference    *struct {
		ID        string `json:"message_id"`
		MustExist *bool  `json:"fail_if_not_exists"`
	} `json:"message_reference"`

	embeds []Embed
}

const flagEphemeral = 1 << 6 // https://discord.com/developers/docs/resources/message#message-object-message-flags

// What a message may hold, in code points.
// https://discord.com/developers/docs/resources/message#embed-object-embed-limits
const (
	maxContent     = 2000
	maxEmbeds      = 10
	maxEmbedsTotal = 6000
	maxTitle       = 256
	maxDescription = 4096
	maxFields      = 25
	maxFieldName   = 256
	maxFieldValue  = 1024
	maxFooter      = 2048
	maxCustomID    = 100 // https://discord.com/developers/docs/components/reference#button
	maxNonce       = 25
)

// takes reads a message that the bot sends and refuses what is too large.
func (s *Server) takes(c call) (sent, error) {
	var m sent
	if err := c.read(&m); err != nil {
		return m, s.violated(err.(*refusal))
	}
	if len(m.Embeds) > 0 {
		if err := json.Unmarshal(m.Embeds, &m.embeds); err != nil {
			return m, s.violated(refuse(http.StatusBadRequest, 50035, "Invalid Form Body: embeds: %v", err))
		}
	}
	if why := cmp.Or(m.tooLarge(), wrongComponents(m.Components)); why != "" {
		return m, s.violated(refuse(http.StatusBadRequest, 50035, "Invalid Form Body: %s", why))
	}
	if m.Content == "" && len(m.embeds) == 0 {
		return m, s.violated(refuse(http.StatusBadRequest, 50006, "Cannot send an empty message"))
	}
	// Not Discord's rule: without it the text decides who is mentioned.
	// https://discord.com/developers/docs/resources/message#allowed-mentions-object
	if a := m.AllowedMentions; a == nil || a.Parse == nil || len(a.Parse)+len(a.Users)+len(a.Roles) > 0 || a.RepliedUser {
		s.violated(refuse(0, 0, "%s %s: a message that may mention somebody", c.Method, c.URL.Path))
	}
	return m, nil
}

// tooLarge says what of a message is too large; "" for nothing.
func (m sent) tooLarge() string {
	total := 0
	why := ""
	limit := func(name, text string, most int) {
		n := utf8.RuneCountInString(text)
		total += n
		if n > most {
			why = fmt.Sprintf("%s: Must be %d or fewer in length.", name, most)
		}
	}
	for _, e := range m.embeds {
		limit("title", e.Title, maxTitle)
		limit("description", e.Description, maxDescription)
		limit("footer", e.Footer.Text, maxFooter)
		for _, f := range e.Fields {
			limit("field name", f.Name, maxFieldName)
			limit("field value", f.Value, maxFieldValue)
		}
		if len(e.Fields) > maxFields {
			why = "fields: Must be 25 or fewer in length."
		}
		if e.Title+e.Description+e.Footer.Text == "" && len(e.Fields) == 0 {
			why = "embed: This field is required"
		}
	}
	switch {
	case total > maxEmbedsTotal:
		why = "embeds: Embed size exceeds maximum size of 6000"
	case len(m.embeds) > maxEmbeds:
		why = "embeds: Must be 10 or fewer in length."
	}
	limit("content", m.Content, maxContent)
	limit("nonce", m.Nonce, maxNonce)
	return why
}

// wrongComponents says what is wrong with rows of buttons: ids must be there, short and each
// its own. https://discord.com/developers/docs/components/reference#anatomy-of-a-component-custom-id
func wrongComponents(raw json.RawMessage) string {
	var rows []struct {
		Type       int
		Components []struct {
			Type  int
			Label string
			ID    string `json:"custom_id"`
		}
	}
	if len(raw) == 0 {
		return ""
	}
	if err := json.Unmarshal(raw, &rows); err != nil {
		return "components: " + err.Error()
	}
	known := map[string]bool{}
	for _, row := range rows {
		if row.Type != 1 || len(row.Components) == 0 || len(row.Components) > 5 {
			return "components: Must be between 1 and 5 in length."
		}
		for _, b := range row.Components {
			switch {
			case b.Type != 2 || b.Label == "":
				return "components: not a button with a label"
			case b.ID == "" || utf8.RuneCountInString(b.ID) > maxCustomID:
				return "custom_id: Must be between 1 and 100 in length."
			case known[b.ID]:
				return "components: Component custom id cannot be duplicated"
			}
			known[b.ID] = true
		}
	}
	return ""
}

// postMessage takes a message of the bot's.
// https://discord.com/developers/docs/resources/message#create-message
func (s *Server) postMessage(c call) (any, error) {
	m, err := s.takes(c)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.channel(c)
	switch {
	case err != nil:
		return nil, err
	case !ch.write:
		return nil, refuse(http.StatusForbidden, 50013, "Missing Permissions")
	}
	if err := s.paced(ch); err != nil {
		return nil, err
	}
	if m.EnforceNonce {
		if m.Nonce == "" {
			s.violate("enforce_nonce without a nonce")
		}
		for _, old := range ch.messages {
			if old.Author == App && old.Nonce == m.Nonce && time.Since(old.at) < nonceWindow {
				return s.object(old), nil
			}
		}
	}
	posted := s.post(ch, m)
	if m.Reference != nil {
		if find(ch, m.Reference.ID) == nil && (m.Reference.MustExist == nil || *m.Reference.MustExist) {
			return nil, refuse(http.StatusBadRequest, 50035, "Invalid Form Body: message_reference: Unknown message")
		}
		posted.ReplyTo, posted.kind = m.Reference.ID, 19
	}
	s.deliver(ch, posted)
	return s.object(posted), nil
}

// paced refuses messages that come too fast. Discord documents only the form of it:
// https://discord.com/developers/docs/topics/rate-limits
func (s *Server) paced(ch *channel) error {
	most := cmp.Or(s.options.MessageRate, messageRate)
	if most < 0 {
		return nil
	}
	now := time.Now()
	ch.posts = slices.DeleteFunc(ch.posts, func(t time.Time) bool { return now.Sub(t) > messageWindow })
	if len(ch.posts) >= most {
		e := refuse(http.StatusTooManyRequests, 0, "You are being rate limited.")
		e.after = messageWindow - now.Sub(ch.posts[0])
		return e
	}
	ch.posts = append(ch.posts, now)
	return nil
}

// post makes a message of the bot's.
func (s *Server) post(ch *channel, m sent) *message {
	posted := &message{
		Message: Message{ID: s.id(), Channel: ch.id, Author: App, Bot: true, Nonce: m.Nonce},
		at:      time.Now(),
	}
	posted.fill(m)
	return posted
}

// fill gives a message its content.
func (m *message) fill(from sent) {
	m.Content, m.Embeds, m.raw, m.Components = from.Content, from.embeds, from.Embeds, from.Components
}

// deliver puts a message into its channel and tells the bot.
func (s *Server) deliver(ch *channel, m *message) {
	if m.Private {
		return // never in a history
	}
	ch.messages = append(ch.messages, m)
	s.dispatch("MESSAGE_CREATE", s.event(ch, m))
}

func find(ch *channel, id string) *message {
	for _, m := range ch.messages {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// object is a message as the REST API writes it: without the guild, and without the content
// that the bot may not read.
// https://discord.com/developers/docs/events/gateway#message-content-intent
func (s *Server) object(m *message) map[string]any {
	ch := s.channels[m.Channel]
	o := map[string]any{
		"id": m.ID, "channel_id": m.Channel, "type": m.kind, "content": m.Content, "timestamp": m.at.UTC().Format(time.RFC3339),
		"author":        map[string]any{"id": m.Author, "username": "name", "bot": m.Bot},
		"mentions":      []any{},
		"mention_roles": append([]string{}, m.roles...),
		"embeds":        orEmpty(m.raw), "components": orEmpty(m.Components), "attachments": []any{},
	}
	for _, user := range m.mentions {
		o["mentions"] = append(o["mentions"].([]any), map[string]any{"id": user, "username": "name", "bot": user == App})
	}
	if m.webhook {
		o["webhook_id"], o["application_id"] = App, App
	}
	if m.Nonce != "" {
		o["nonce"] = m.Nonce
	}
	if m.Loading {
		o["flags"] = 1 << 7
	}
	if m.ReplyTo != "" {
		o["message_reference"] = map[string]any{"type": 0, "message_id": m.ReplyTo, "channel_id": m.Channel}
		if old := find(ch, m.ReplyTo); old != nil {
			o["referenced_message"] = map[string]any{"id": old.ID, "author": map[string]any{"id": old.Author, "bot": old.Bot}}
		}
	}
	if !s.options.Content && ch.kind != typeDM && m.Author != App && !slices.Contains(m.mentions, App) {
		o["content"], o["embeds"], o["components"] = "", []any{}, []any{}
	}
	return o
}

// event is a message as the gateway writes it.
func (s *Server) event(ch *channel, m *message) map[string]any {
	o := s.object(m)
	if ch.kind != typeDM {
		o["guild_id"] = Guild
		o["member"] = map[string]any{"roles": []any{}}
	}
	return o
}

func orEmpty(raw json.RawMessage) any {
	if len(raw) == 0 {
		return []any{}
	}
	return raw
}

// getMessages returns a page of a channel's history, latest first: of what comes after an id,
// the part that comes right after it.
// https://discord.com/developers/docs/resources/message#get-channel-messages
func (s *Server) getMessages(c call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.channel(c)
	if err != nil {
		return nil, err
	}
	limit := 50
	if text := c.FormValue("limit"); text != "" {
		if limit, err = strconv.Atoi(text); err != nil || limit < 1 || limit > historyPage {
			return nil, refuse(http.StatusBadRequest, 50035, "Invalid Form Body: limit: int value should be between 1 and 100.")
		}
	}
	limit = min(limit, cmp.Or(s.options.PageSize, historyPage))
	var page []*message
	for _, m := range ch.messages {
		if later(m.ID, c.FormValue("after")) {
			page = append(page, m)
		}
	}
	if c.FormValue("after") != "" {
		page = page[:min(limit, len(page))]
	} else {
		page = page[max(0, len(page)-limit):]
	}
	answer := []any{}
	for _, m := range slices.Backward(page) {
		answer = append(answer, s.object(m))
	}
	return answer, nil
}

// later reports whether an id is a later one than another; every one is later than "".
func later(id, other string) bool {
	return len(id) > len(other) || len(id) == len(other) && strings.Compare(id, other) > 0
}

func (s *Server) getMessage(c call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.channel(c)
	if err != nil {
		return nil, err
	}
	if m := find(ch, c.PathValue("message")); m != nil {
		return s.object(m), nil
	}
	return nil, refuse(http.StatusNotFound, 10008, "Unknown Message")
}

// postThread starts a thread under a message; its id is the message's.
// https://discord.com/developers/docs/resources/channel#start-thread-from-message
func (s *Server) postThread(c call) (any, error) {
	var start struct {
		Name string `json:"name"`
	}
	if err := c.read(&start); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.channel(c)
	id := c.PathValue("message")
	switch {
	case err != nil:
		return nil, err
	case start.Name == "" || utf8.RuneCountInString(start.Name) > 100:
		return nil, refuse(http.StatusBadRequest, 50035, "Invalid Form Body: name: Must be between 1 and 100 in length.")
	case ch.kind != typeText:
		return nil, refuse(http.StatusBadRequest, 50024, "Cannot execute action on this channel type")
	case !ch.write:
		return nil, refuse(http.StatusForbidden, 50013, "Missing Permissions")
	case find(ch, id) == nil:
		return nil, refuse(http.StatusNotFound, 10008, "Unknown Message")
	case s.channels[id] != nil:
		return nil, refuse(http.StatusBadRequest, 160004, "A thread has already been created for this message")
	}
	return s.addThread(ch.id, id).object(), nil
}

// Messages returns what stands in a channel, oldest first.
func (s *Server) Messages(channelID string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	if ch := s.channels[channelID]; ch != nil {
		for _, m := range ch.messages {
			out = append(out, m.Message)
		}
	}
	return out
}

// Posted returns what the bot has posted anywhere, also what only one person sees, oldest
// first.
func (s *Server) Posted() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	for _, ch := range s.channels {
		for _, m := range ch.messages {
			if m.Author == App {
				out = append(out, m.Message)
			}
		}
	}
	for _, i := range s.interactions {
		for _, m := range i.private {
			out = append(out, m.Message)
		}
	}
	slices.SortFunc(out, func(x, y Message) int { return cmp.Or(cmp.Compare(len(x.ID), len(y.ID)), cmp.Compare(x.ID, y.ID)) })
	return out
}
