package discord

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/bwmarrin/discordgo"
)

// slashCommand is a command as it is registered. discordgo's own type writes an empty list of
// channel types and of choices to every option, which Discord refuses to some.
// https://discord.com/developers/docs/interactions/application-commands#application-command-object
type slashCommand struct {
	ID          string          `json:"id,omitempty"` // Discord's
	Type        int             `json:"type"`
	Name        string          `json:"name"`
	Description string          `json:"description"`
	Options     []commandOption `json:"options,omitempty"`
	// Contexts are guilds (0) and direct conversations with the bot (1), Integrations are
	// guilds (0); nil for a guild's own command, which has neither.
	Contexts     []int `json:"contexts,omitempty"`
	Integrations []int `json:"integration_types,omitempty"`
}

type commandOption struct {
	Type        discordgo.ApplicationCommandOptionType `json:"type"`
	Name        string                                 `json:"name"`
	Description string                                 `json:"description"`
	Required    bool                                   `json:"required,omitempty"`
	MaxLength   int                                    `json:"max_length,omitempty"`
	MinValue    int                                    `json:"min_value,omitempty"`
	Options     []commandOption                        `json:"options,omitempty"`
}

// commands are what the bot offers: for all guilds and direct conversations, or for one guild.
func commands(guild string) []slashCommand {
	text := func(name, description string, required bool, length int) commandOption {
		return commandOption{Type: discordgo.ApplicationCommandOptionString, Name: name, Description: description, Required: required, MaxLength: length}
	}
	sub := func(name, description string, options ...commandOption) commandOption {
		return commandOption{Type: discordgo.ApplicationCommandOptionSubCommand, Name: name, Description: description, Options: options}
	}
	id := commandOption{Type: discordgo.ApplicationCommandOptionInteger, Name: "id", Description: "The digest's number, from /brief subscriptions", Required: true, MinValue: 1}
	const question, name, topic, address = 1000, 200, 100, 2000 // characters that people may type
	source := text("source", "Its number or its name, from /brief sources list", true, name)
	all := []slashCommand{
		{Name: "ask", Description: "Answer a question from the articles, every sentence cited", Options: []commandOption{text("question", "What you want to know", true, question)}},
		{Name: "fact", Description: "What the articles say of a person, an organisation or a term", Options: []commandOption{text("name", "Whom or what", true, name)}},
		{Name: "digest", Description: "What is new since yesterday", Options: []commandOption{text("topic", "Only on this", false, topic)}},
		{Name: "brief", Description: "Help, and a digest here every day", Options: []commandOption{
			sub("help", "What I do"),
			sub("subscribe", "A digest here every day",
				text("at", "Time of day: 08:00", true, len("08:00")),
				text("zone", "Time zone, as in Europe/Berlin; UTC without", false, name),
				text("topic", "Only on this", false, topic)),
			sub("unsubscribe", "End a digest", id),
			sub("subscriptions", "The digests that this room gets"),
			sub("mode", "Whose words I answer this room in",
				text("mode", "extractive, llm, auto or default sets it; for admins", false, len("extractive"))),
			sub("usage", "What this room has used of a language model this month"),
			{Type: discordgo.ApplicationCommandOptionSubCommandGroup, Name: "sources", Description: "The feeds and sites that I follow; for admins", Options: []commandOption{
				sub("list", "What I follow, what came of it and what is wrong"),
				sub("add", "Follow a feed, or a page that names its feed",
					text("address", "As in https://example.org/feed", true, address),
					text("every", "The shortest time between two visits, as in 30m; 15m without", false, len("720h00m00s")),
					text("name", "What its articles are shown under", false, name)),
				sub("pause", "Visit one no more for now", source),
				sub("resume", "Visit one again", source),
				sub("remove", "Follow one no more; its articles stay", source),
			}},
		}},
	}
	for i := range all {
		all[i].Type = int(discordgo.ChatApplicationCommand)
		if guild == "" {
			all[i].Contexts, all[i].Integrations = []int{0, 1}, []int{0}
		}
	}
	return all
}

// change is a command that is not registered as it should be; ID is "" when it is not at all.
type change struct {
	ID      string
	Command slashCommand
}

// changes compares what is registered with what should be. Other commands are left alone.
func changes(registered, wanted []slashCommand) []change {
	var out []change
	for _, w := range wanted {
		c := change{Command: w}
		same := false
		for _, r := range registered {
			if r.Name == w.Name && cmp.Or(r.Type, w.Type) == w.Type {
				c.ID = r.ID
				same = r.is(w)
			}
		}
		if !same {
			out = append(out, c)
		}
	}
	return out
}

// is reports whether a registered command is the wanted one, but for what Discord adds.
func (c slashCommand) is(wanted slashCommand) bool {
	c.ID, c.Type = "", wanted.Type
	if wanted.Contexts == nil {
		c.Contexts, c.Integrations = nil, nil
	}
	have, err := json.Marshal(c)
	want, err2 := json.Marshal(wanted)
	return err == nil && err2 == nil && bytes.Equal(have, want)
}

// commandsPath is where the commands are registered.
func (a *Adapter) commandsPath(ctx context.Context) (string, error) {
	app := cmp.Or(a.config.AppID, a.self.get().app)
	if app == "" {
		var p application
		if err := a.rest.get(ctx, "/applications/@me", &p); err != nil {
			return "", fmt.Errorf("discord: ask for the application: %w", err)
		}
		app = p.ID
	}
	if a.config.GuildID != "" {
		return "/applications/" + app + "/guilds/" + a.config.GuildID + "/commands", nil
	}
	return "/applications/" + app + "/commands", nil
}

// outdated returns what is not registered as it should be.
func (a *Adapter) outdated(ctx context.Context) (path string, out []change, err error) {
	if path, err = a.commandsPath(ctx); err != nil {
		return "", nil, err
	}
	var registered []slashCommand
	if err := a.rest.get(ctx, path, &registered); err != nil {
		return path, nil, fmt.Errorf("discord: read the registered commands: %w", err)
	}
	return path, changes(registered, commands(a.config.GuildID)), nil
}

// register registers what differs: Discord allows 200 creations a day.
func (a *Adapter) register(ctx context.Context) error {
	path, todo, err := a.outdated(ctx)
	if s := status(err); path != "" && (s == http.StatusNotFound || s == http.StatusMethodNotAllowed) {
		return a.overwrite(ctx, path) // what cannot be listed cannot be compared
	}
	if err != nil {
		return err
	}
	for _, c := range todo {
		method, where := http.MethodPost, path
		if c.ID != "" {
			method, where = http.MethodPatch, path+"/"+c.ID
		}
		if err := a.rest.call(ctx, method, where, c.Command, nil); err != nil {
			return fmt.Errorf("discord: register /%s: %w", c.Command.Name, err)
		}
	}
	if len(todo) > 0 {
		a.log.Info("commands registered", "changed", len(todo))
	}
	return nil
}

// overwrite registers all commands in place of what is registered.
func (a *Adapter) overwrite(ctx context.Context, path string) error {
	if err := a.rest.call(ctx, http.MethodPut, path, commands(a.config.GuildID), nil); err != nil {
		return fmt.Errorf("discord: register the commands: %w", err)
	}
	return nil
}

// keepCommands registers the commands, and tries again a while.
func (a *Adapter) keepCommands(ctx context.Context) {
	defer a.recoverPanic("registering commands")
	const tries = 10
	wait := a.timing.minPause
	for range tries {
		err := a.register(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		a.log.Error("commands not registered; see bot doctor", "error", err)
		if sleep(ctx, wait) != nil {
			return
		}
		wait = min(2*wait, a.timing.maxPause)
	}
}
