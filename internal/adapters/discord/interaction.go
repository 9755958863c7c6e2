package discord

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/internal/adapters/chat"
)

// interaction is what the bot reads of a command or a press of a button.
// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object
type interaction struct {
	ID      string                    `json:"id"`
	App     string                    `json:"application_id"`
	Type    discordgo.InteractionType `json:"type"`
	Token   string                    `json:"token"`
	Guild   string                    `json:"guild_id"`
	Channel string                    `json:"channel_id"`
	Place   place                     `json:"channel"`
	Member  struct {
		User person `json:"user"`
	} `json:"member"` // in guilds
	User person `json:"user"` // elsewhere
	Data struct {
		Name     string   `json:"name"`
		Options  []option `json:"options"`
		CustomID string   `json:"custom_id"`
	} `json:"data"`
}

type option struct {
	Type    discordgo.ApplicationCommandOptionType `json:"type"`
	Name    string                                 `json:"name"`
	Value   json.RawMessage                        `json:"value"`
	Options []option                               `json:"options"`
}

// handle is the way back to an interaction. It stands in chat.Address.
type handle struct {
	Token       string    `json:"token"`
	Application string    `json:"application"`
	Expires     time.Time `json:"expires"`
}

// takeInteraction has the interaction committed, and then tells Discord that the answer is
// under way, even when the bot is told to stop meanwhile. One that is not committed is not
// acknowledged: the person sees it fail.
func (a *Adapter) takeInteraction(ctx context.Context, i interaction) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), ackWithin)
	defer cancel()
	log := a.log.With("request_id", interactionKey(i))
	e, ok, err := a.interactionEvent(ctx, i)
	switch {
	case err != nil:
		log.Error("interaction not taken", "error", err)
		return
	case !ok:
		return
	}
	done := a.deferring.begin(i.Token)
	defer done()
	if err := a.intake.Accept(ctx, e); err != nil {
		log.Error("interaction not taken", "error", err)
		return
	}
	if err := a.acknowledge(ctx, i, e.To.Private); err != nil {
		log.Warn("interaction not acknowledged; the answer goes to the channel", "error", err)
	}
}

func interactionKey(i interaction) string { return platform + ":interaction:" + i.ID }

// interactionEvent makes an event of an interaction; ok is false of kinds that the bot does
// not offer.
func (a *Adapter) interactionEvent(ctx context.Context, i interaction) (e chat.Event, ok bool, err error) {
	user := i.Member.User.ID
	if user == "" {
		user = i.User.ID
	}
	e = chat.Event{Keys: []string{interactionKey(i)}, User: user, At: created(i.ID)}
	switch i.Type {
	case discordgo.InteractionApplicationCommand:
		e.Kind, e.Text = command(i)
	case discordgo.InteractionMessageComponent:
		if e.Kind, e.Answer, e.Helpful = press(i.Data.CustomID); e.Kind == "" {
			return chat.Event{}, false, nil
		}
	default:
		return chat.Event{}, false, nil
	}
	back, err := json.Marshal(handle{Token: i.Token, Application: i.App, Expires: time.Now().Add(tokenLife)})
	if err != nil {
		return chat.Event{}, false, err
	}
	e.To = chat.Address{Room: room(i.Channel), User: user, Handle: back}
	switch e.Kind {
	case chat.Ask, chat.Fact, chat.Digest:
		e.Conversation, err = a.interactionConversation(ctx, i)
	default:
		e.To.Private = true
	}
	return e, err == nil, err
}

// interactionConversation names what a command begins or goes on.
func (a *Adapter) interactionConversation(ctx context.Context, i interaction) (string, error) {
	switch {
	case i.Guild == "":
		return platform + ":" + i.Channel, nil
	case i.Place.thread():
		name, _, err := a.threadConversation(ctx, i.Channel, i.Place)
		return name, err
	}
	return platform + ":" + i.Channel + ":" + i.ID, nil
}

// command reads a slash command. One that the bot does not know, which an earlier version may
// have registered, asks for help.
func command(i interaction) (kind chat.Kind, text string) {
	switch i.Data.Name {
	case "ask":
		kind, text = chat.Ask, value(i.Data.Options, "question")
	case "fact":
		kind, text = chat.Fact, value(i.Data.Options, "name")
	case "digest":
		return chat.Digest, value(i.Data.Options, "topic")
	case "brief":
		return chat.Brief, subcommand(i.Data.Options)
	}
	if text == "" {
		return chat.Brief, "help"
	}
	return kind, text
}

// subcommand writes a subcommand as people type it: "subscribe 08:00 Europe/Berlin trade",
// "sources add example.org every 30m".
func subcommand(options []option) string {
	if len(options) == 0 {
		return "help"
	}
	words := []string{options[0].Name}
	if options[0].Type == discordgo.ApplicationCommandOptionSubCommandGroup {
		return strings.Join(append(words, subcommand(options[0].Options)), " ")
	}
	for _, name := range []string{"at", "zone", "topic", "id", "address", "every", "name", "source", "mode"} {
		v := value(options[0].Options, name)
		switch {
		case v == "":
		case name == "every":
			words = append(words, name, v)
		default:
			words = append(words, v)
		}
	}
	return strings.Join(words, " ")
}

// value is what a person gave an option: text, or a number as it was typed.
func value(options []option, name string) string {
	for _, o := range options {
		if o.Name != name {
			continue
		}
		var text string
		if json.Unmarshal(o.Value, &text) != nil {
			text = string(o.Value)
		}
		return clean(text)
	}
	return ""
}

// press reads a button's id; the kind is "" when the button is not the bot's.
func press(id string) (kind chat.Kind, answer string, helpful bool) {
	name, answer, _ := strings.Cut(id, ":")
	switch {
	case answer == "":
	case name == buttonQuotes:
		return chat.Quotes, answer, false
	case name == buttonHelpful:
		return chat.Verdict, answer, true
	case name == buttonNotHelpful:
		return chat.Verdict, answer, false
	}
	return "", "", false
}

// acknowledge tells Discord that the answer is under way. It tries again while there is time
// where nobody knows what became of the call.
func (a *Adapter) acknowledge(ctx context.Context, i interaction, private bool) error {
	send := struct {
		Type discordgo.InteractionResponseType `json:"type"`
		Data *flags                            `json:"data,omitempty"`
	}{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource}
	if private {
		send.Data = &flags{Flags: discordgo.MessageFlagsEphemeral}
	}
	for {
		err := a.rest.call(ctx, http.MethodPost, "/interactions/"+i.ID+"/"+i.Token+"/callback", send, nil)
		if err == nil || errorCode(err) == discordgo.ErrCodeInteractionHasAlreadyBeenAcknowledged {
			return nil
		}
		if status(err) != 0 {
			return err
		}
		pause := 200 * time.Millisecond
		if limit, ok := errors.AsType[*limited](err); ok {
			pause = limit.After
		}
		if sleep(ctx, pause) != nil {
			return err
		}
	}
}

type flags struct {
	Flags discordgo.MessageFlags `json:"flags"`
}

// deferring knows the interactions that are being acknowledged: the answer, which may be there
// first, has to wait for that.
type deferring struct {
	mu     sync.Mutex
	tokens map[string]chan struct{}
}

// begin keeps answers to the token waiting until done is called.
func (d *deferring) begin(token string) (done func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.tokens == nil {
		d.tokens = map[string]chan struct{}{}
	}
	if _, twice := d.tokens[token]; twice {
		return func() {}
	}
	over := make(chan struct{})
	d.tokens[token] = over
	return func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.tokens, token)
		close(over)
	}
}

// wait returns when the token's interaction is acknowledged, or could not be.
func (d *deferring) wait(ctx context.Context, token string) error {
	d.mu.Lock()
	over, ok := d.tokens[token]
	d.mu.Unlock()
	if !ok {
		return nil
	}
	select {
	case <-over:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
