package discord

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing/inert"
)

// inbound is what the bot reads of a message. discordgo's own type is all or nothing: of a
// message with a component that it does not know yet, it leaves an empty one.
// https://discord.com/developers/docs/resources/message#message-object
type inbound struct {
	ID        string `json:"id"`
	Channel   string `json:"channel_id"`
	Guild     string `json:"guild_id"` // "" in direct messages
	Type      int    `json:"type"`
	Content   string `json:"content"`
	Author    person `json:"author"`
	WebhookID string `json:"webhook_id"`
	// Mentions and MentionRoles are there even where the content is withheld.
	Mentions     []person `json:"mentions"`
	MentionRoles []string `json:"mention_roles"`
	Reference    *struct {
		Type      int    `json:"type"` // 0 a reply, 1 a forwarded message
		MessageID string `json:"message_id"`
	} `json:"message_reference"`
	Referenced *struct { // Discord does not promise it
		Author person `json:"author"`
	} `json:"referenced_message"`
}

type person struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

// The types of messages that people write.
// https://discord.com/developers/docs/resources/message#message-object-message-types
const (
	typeDefault = 0
	typeReply   = 19
)

// event makes an event of a message that is written to the bot; ok is false of every other.
func (a *Adapter) event(ctx context.Context, m inbound) (e chat.Event, ok bool, err error) {
	me := a.self.get()
	if m.Author.Bot || m.Author.ID == me.user || m.WebhookID != "" || (m.Type != typeDefault && m.Type != typeReply) {
		return chat.Event{}, false, nil
	}
	conversation, follows, err := a.conversation(ctx, m, me)
	if err != nil {
		return chat.Event{}, false, err
	}
	called := m.Guild == "" || me.mentioned(m)
	text := clean(m.Content)
	if !called && (!follows || text == "") { // without the right to read it, a follow-up is empty
		return chat.Event{}, false, nil
	}
	e = chat.Event{
		Keys: []string{platform + ":msg:" + m.Channel + ":" + m.ID},
		Kind: chat.Ask, Text: text, User: m.Author.ID,
		To:           chat.Address{Room: room(m.Channel), ReplyTo: m.ID, User: m.Author.ID},
		Conversation: conversation,
		At:           created(m.ID),
	}
	if text == "" || text == "help" {
		e.Kind, e.Text = chat.Brief, "help"
	}
	return e, true, nil
}

// conversation names what the message belongs to, and says whether the bot is in it already.
func (a *Adapter) conversation(ctx context.Context, m inbound, me identity) (name string, follows bool, err error) {
	if m.Guild == "" {
		return platform + ":" + m.Channel, true, nil
	}
	if place := a.place(ctx, m.Channel); place.thread() {
		return a.threadConversation(ctx, m.Channel, place)
	}
	name = platform + ":" + m.Channel + ":" + m.ID
	if m.Reference == nil || m.Reference.Type != 0 || m.Reference.MessageID == "" {
		return name, false, nil
	}
	earlier, err := a.intake.ConversationOf(ctx, room(m.Channel), m.Reference.MessageID)
	if earlier != "" || err != nil {
		return earlier, true, err
	}
	return name, m.Referenced != nil && m.Referenced.Author.ID == me.user, nil
}

// threadConversation names the conversation in a thread: the one that the thread's first
// message belongs to, whose id is the thread's, else the thread's own.
func (a *Adapter) threadConversation(ctx context.Context, thread string, place place) (name string, follows bool, err error) {
	if place.Parent != "" {
		name, err = a.intake.ConversationOf(ctx, room(place.Parent), thread)
		if name != "" || err != nil {
			return name, true, err
		}
	}
	name = platform + ":" + thread
	follows, err = a.intake.Follows(ctx, name)
	return name, follows, err
}

// mentioned reports whether the message mentions the bot, or the role that Discord gave it
// and that people pick by mistake: both have the bot's name.
func (me identity) mentioned(m inbound) bool {
	return slices.ContainsFunc(m.Mentions, func(p person) bool { return p.ID == me.user }) ||
		strings.Contains(m.Content, "<@"+me.user+">") || strings.Contains(m.Content, "<@!"+me.user+">") ||
		slices.ContainsFunc(m.MentionRoles, func(id string) bool { return slices.Contains(me.roles, id) })
}

func room(channel string) chat.Room { return chat.Room{Platform: platform, Channel: channel} }

var (
	// references are mentions of users, roles, channels and commands, guild navigation and
	// time stamps: https://discord.com/developers/docs/reference#message-formatting-formats
	references = regexp.MustCompile(`<(@[!&]?\d+|#\d+|/[^<>:]+:\d+|id:[^<>]+|t:-?\d+(:[a-zA-Z])?)>`)
	emoji      = regexp.MustCompile(`<a?:(\w+):\d+>`)
)

// clean returns what a person wrote as one line, without mentions and the like.
func clean(content string) string {
	text := references.ReplaceAllString(inert.Clean(content), " ")
	return inert.Clean(emoji.ReplaceAllString(text, ":$1:"))
}

// created is the time that stands in an id; the zero time when it is none.
// https://discord.com/developers/docs/reference#snowflakes
func created(id string) time.Time {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(int64(n>>22) + epoch).UTC()
}

// snowflake is the smallest id that something of the time can have.
func snowflake(t time.Time) string {
	return strconv.FormatInt(max(t.UnixMilli()-epoch, 0)<<22, 10)
}

// compare orders ids by time. They are numbers without leading zeros.
func compare(id, other string) int {
	return cmp.Or(cmp.Compare(len(id), len(other)), cmp.Compare(id, other))
}
