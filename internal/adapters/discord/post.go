package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/internal/adapters/chat"
)

// outgoing is a message as Discord takes it: the body that Render made, and what goes with
// the way it takes. discordgo's own type has no nonce.
// https://discord.com/developers/docs/resources/message#create-message
type outgoing struct {
	Embeds          json.RawMessage                  `json:"embeds"`
	Components      json.RawMessage                  `json:"components,omitempty"`
	AllowedMentions discordgo.MessageAllowedMentions `json:"allowed_mentions"`
	Flags           discordgo.MessageFlags           `json:"flags,omitempty"`
	Nonce           string                           `json:"nonce,omitempty"`
	EnforceNonce    bool                             `json:"enforce_nonce,omitempty"`
	Reference       *discordgo.MessageReference      `json:"message_reference,omitempty"`
}

// history is what the bot reads of a message to know its own.
type history struct {
	inbound
	Application string `json:"application_id"`
	Embeds      []struct {
		Footer struct {
			Text string `json:"text"`
		} `json:"footer"`
	} `json:"embeds"`
}

// Post posts the message: through its interaction while that can be answered, else into the
// channel, as a reply where there is something to reply to; its continuation into a thread
// under it where there can be one.
func (a *Adapter) Post(ctx context.Context, m chat.Message) (string, error) {
	var out outgoing
	if err := json.Unmarshal(m.Body, &out); err != nil {
		return "", &chat.Refused{Err: fmt.Errorf("discord: post to %s: read the body: %w", m.To.Room, err)}
	}
	out.AllowedMentions = discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}
	if h, ok := alive(m.To.Handle); ok {
		posted, err := a.respond(ctx, h, m, out)
		if !gone(err) {
			return posted, named(err, "answer interaction in", m.To.Room)
		}
	}
	if m.To.Private {
		return "", &chat.Refused{Err: fmt.Errorf("discord: answer interaction in %s: it can no longer be answered, and nobody else may see it", m.To.Room)}
	}
	posted, err := a.say(ctx, m, out)
	return posted, named(err, "post to", m.To.Room)
}

// named says of an error what was being done, and what has become of the message.
func named(err error, doing string, at chat.Room) error {
	if err == nil {
		return nil
	}
	return outcome(fmt.Errorf("discord: %s %s: %w", doing, at, err))
}

// alive reads a handle that an answer can still be sent through.
func alive(raw json.RawMessage) (handle, bool) {
	var h handle
	if len(raw) == 0 || json.Unmarshal(raw, &h) != nil || h.Token == "" {
		return handle{}, false
	}
	return h, time.Now().Before(h.Expires)
}

// gone reports whether an interaction can no longer be answered: it was never acknowledged,
// or its token has ended.
func gone(err error) bool {
	s := status(err)
	return s == http.StatusUnauthorized || s == http.StatusNotFound || slices.Contains([]int{
		discordgo.ErrCodeUnknownWebhook, discordgo.ErrCodeUnknownInteraction, discordgo.ErrCodeInvalidWebhookTokenProvided,
	}, errorCode(err))
}

// respond answers an interaction. The first message takes the place of the one that says that
// the answer is under way; to say it again changes nothing. The next ones follow.
func (a *Adapter) respond(ctx context.Context, h handle, m chat.Message, out outgoing) (string, error) {
	if err := a.deferring.wait(ctx, h.Token); err != nil {
		return "", &chat.NotTaken{Err: err}
	}
	var posted struct {
		ID string `json:"id"`
	}
	webhook := "/webhooks/" + h.Application + "/" + h.Token
	if m.Parent == "" {
		err := a.rest.call(ctx, http.MethodPatch, webhook+"/messages/@original", out, &posted)
		return posted.ID, err
	}
	if m.To.Private {
		out.Flags = discordgo.MessageFlagsEphemeral
	}
	err := a.rest.call(ctx, http.MethodPost, webhook+"?wait=true", out, &posted)
	return posted.ID, err
}

// say posts an ordinary message.
func (a *Adapter) say(ctx context.Context, m chat.Message, out outgoing) (string, error) {
	out.Nonce, out.EnforceNonce = m.Key, true
	channel := m.To.Room.Channel
	if m.ParentID != "" {
		thread, err := a.thread(ctx, channel, m.ParentID)
		if err != nil {
			return "", err
		}
		posted, err := a.send(ctx, thread, out)
		if thread == channel || !refused(err) {
			return posted, err
		}
	}
	if m.To.ReplyTo != "" {
		mustExist := false
		out.Reference = &discordgo.MessageReference{MessageID: m.To.ReplyTo, FailIfNotExists: &mustExist}
	}
	posted, err := a.send(ctx, channel, out)
	if errorCode(err) == discordgo.ErrCodeCannotReplyWithoutPermissionToReadMessageHistory {
		out.Reference = nil
		return a.send(ctx, channel, out)
	}
	return posted, err
}

func (a *Adapter) send(ctx context.Context, channel string, out outgoing) (string, error) {
	var posted struct {
		ID string `json:"id"`
	}
	err := a.rest.call(ctx, http.MethodPost, "/channels/"+channel+"/messages", out, &posted)
	return posted.ID, err
}

// thread returns where a message goes on: the thread under it, which has its id; the channel
// itself where there are no threads: in direct conversations, in threads, without the right.
func (a *Adapter) thread(ctx context.Context, channel, message string) (string, error) {
	const day = 1440 // minutes until Discord puts the thread away
	start := struct {
		Name    string `json:"name"`
		Archive int    `json:"auto_archive_duration"`
	}{"The whole answer", day}
	var thread place
	err := a.rest.call(ctx, http.MethodPost, "/channels/"+channel+"/messages/"+message+"/threads", start, &thread)
	switch {
	case err == nil && thread.ID != "":
		return thread.ID, nil
	case errorCode(err) == discordgo.ErrCodeThreadAlreadyCreatedForThisMessage:
		return message, nil
	case refused(err):
		return channel, nil
	}
	return "", &chat.NotTaken{Err: err, After: pause(err)} // a thread, not a message, is in doubt
}

// refused reports whether Discord will never do what was asked.
func refused(err error) bool {
	_, ok := errors.AsType[*chat.Refused](outcome(err))
	return ok
}

// outcome says what has become of a message by the error of its call.
func outcome(err error) error {
	if _, known := errors.AsType[*chat.NotTaken](err); known || err == nil {
		return err
	}
	if _, ok := errors.AsType[*limited](err); ok {
		return &chat.NotTaken{After: pause(err), Err: err}
	}
	if dial, ok := errors.AsType[*net.OpError](err); ok && dial.Op == "dial" {
		return &chat.NotTaken{Err: err}
	}
	rest, ok := errors.AsType[*discordgo.RESTError](err)
	switch {
	case !ok:
		return err // nobody knows
	case rest.Response.StatusCode == http.StatusUnauthorized, rest.Message == nil:
		return &chat.NotTaken{Err: err} // a token to be mended; a proxy that is not Discord
	}
	return &chat.Refused{Err: err}
}

// pause is how long Discord asks to wait.
func pause(err error) time.Duration {
	if limit, ok := errors.AsType[*limited](err); ok {
		return limit.After
	}
	return 0
}

// Find returns the id of the message when an earlier attempt has posted it: by the key in its
// small print. What only its addressee sees stands in no history; its first message is found
// through the interaction.
func (a *Adapter) Find(ctx context.Context, m chat.Message) (string, error) {
	if h, ok := alive(m.To.Handle); ok && m.Parent == "" {
		var original history
		err := a.rest.get(ctx, "/webhooks/"+h.Application+"/"+h.Token+"/messages/@original", &original)
		if err == nil && original.says(m.Key) {
			return original.ID, nil
		}
		if err != nil && !gone(err) {
			return "", named(err, "look for the answer in", m.To.Room)
		}
	}
	if m.To.Private {
		return "", nil
	}
	me, err := a.me(ctx)
	if err != nil {
		return "", err
	}
	channels := []string{m.To.Room.Channel}
	if m.ParentID != "" {
		channels = append(channels, m.ParentID) // the thread under it
	}
	for _, channel := range channels {
		posted, err := a.search(ctx, channel, m, me)
		if posted != "" || err != nil {
			return posted, named(err, "look for a message in", room(channel))
		}
	}
	return "", nil
}

// search looks for the bot's message in the history of a channel. Where there is no channel,
// or none that the bot may read, it finds nothing; Discord itself then keeps a message with
// the same nonce from being posted twice for some minutes.
func (a *Adapter) search(ctx context.Context, channel string, m chat.Message, me identity) (string, error) {
	found := ""
	err := pages(ctx, a.rest, channel, snowflake(m.Created.Add(-time.Minute)), func(page []history) bool {
		for _, h := range page {
			own := h.Author.ID == me.user || h.Author.ID == me.app || (me.app != "" && h.Application == me.app)
			if own && h.says(m.Key) {
				found = h.ID
			}
		}
		return found == ""
	})
	if missing(err) {
		return "", nil
	}
	return found, err
}

// says reports whether the message says the key: its last embed's small print ends with it.
func (h history) says(key string) bool {
	if len(h.Embeds) == 0 {
		return false
	}
	text := h.Embeds[len(h.Embeds)-1].Footer.Text
	end := reference(key)
	return text == end || len(text) > len(end) && text[len(text)-len(end)-1:] == " "+end
}

// pages reads the messages of a channel that are later than the id, oldest first, page by
// page, until each says false.
func pages(ctx context.Context, r *rest, channel, after string, each func([]history) bool) error {
	for {
		var page []history
		path := fmt.Sprintf("/channels/%s/messages?limit=%d&after=%s", channel, historyPage, after)
		if err := r.get(ctx, path, &page); err != nil {
			return err
		}
		slices.SortFunc(page, func(x, y history) int { return compare(x.ID, y.ID) })
		if len(page) == 0 || compare(page[len(page)-1].ID, after) <= 0 || !each(page) {
			return nil
		}
		after = page[len(page)-1].ID
	}
}
