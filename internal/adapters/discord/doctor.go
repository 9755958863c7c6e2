package discord

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"briefbot/internal/adapters/chat"
)

// maxSkew is how far the clock may be off: the times of messages are Discord's, and a minute
// is what is read again after an outage.
const maxSkew = 30 * time.Second

// Check looks at everything that the bot needs of Discord and says what is wrong. It changes
// nothing and posts nothing.
func (a *Adapter) Check(ctx context.Context) []chat.Finding {
	token := a.checkToken(ctx)
	if !token.OK {
		return []chat.Finding{token}
	}
	findings := []chat.Finding{token}
	findings = append(findings, a.checkApplication(ctx)...)
	return append(findings, a.checkCommands(ctx), a.checkGuilds(ctx), a.checkGateway(ctx), a.checkClock())
}

func good(about, format string, args ...any) chat.Finding {
	return chat.Finding{About: platform + ": " + about, OK: true, Detail: fmt.Sprintf(format, args...)}
}

func bad(about, mend, format string, args ...any) chat.Finding {
	return chat.Finding{About: platform + ": " + about, Detail: fmt.Sprintf(format, args...), Mend: mend}
}

// unreachable is the finding of a call that had no answer to look at.
func unreachable(about string, err error) chat.Finding {
	return bad(about, "See that this machine reaches "+DefaultAPIURL+" (or DISCORD_API_URL, when it is set).", "%v", err)
}

func (a *Adapter) checkToken(ctx context.Context) chat.Finding {
	var me struct {
		ID   string `json:"id"`
		Name string `json:"username"`
	}
	switch err := a.rest.get(ctx, "/users/@me", &me); {
	case status(err) == http.StatusUnauthorized:
		return bad("token", "Set DISCORD_TOKEN to the token of the Bot page in the developer portal, without \"Bot \".", "Discord does not know it")
	case err != nil:
		return unreachable("token", err)
	}
	a.self.set(me.ID, "")
	return good("token", "the bot is %s (%s)", plain(me.Name), me.ID)
}

// checkApplication looks at the application's id and at what its bot may read.
func (a *Adapter) checkApplication(ctx context.Context) []chat.Finding {
	var app application
	if err := a.rest.get(ctx, "/applications/@me", &app); err != nil {
		return []chat.Finding{unreachable("application", err)}
	}
	id := good("application", "%s", app.ID)
	if a.config.AppID != "" && a.config.AppID != app.ID {
		id = bad("application", "Set DISCORD_APP_ID to "+app.ID+", or leave it out.", "the token is of the application %s, DISCORD_APP_ID is %s", app.ID, a.config.AppID)
	}
	if app.readsContent() {
		return []chat.Finding{id, good("intents", "message content is on: follow-ups in the bot's threads and replies need no mention")}
	}
	return []chat.Finding{id, good("intents", "message content is off: mentions, direct messages and replies that ping the bot are answered; "+
		"for follow-ups without a mention turn on Message Content Intent on the Bot page of the developer portal")}
}

func (a *Adapter) checkCommands(ctx context.Context) chat.Finding {
	path, todo, err := a.outdated(ctx)
	switch {
	case missing(err):
		return bad("commands", "Install the bot with the scopes bot and applications.commands, and see that DISCORD_APP_ID and DISCORD_GUILD_ID are right.", "%v", err)
	case err != nil:
		return unreachable("commands", err)
	case len(todo) > 0:
		var names []string
		for _, c := range todo {
			names = append(names, "/"+c.Command.Name)
		}
		return bad("commands", "bot serve registers them when it starts; look into its log.", "not registered as they are in this version: %s", strings.Join(names, ", "))
	}
	where := "for all guilds and direct messages"
	if strings.Contains(path, "/guilds/") {
		where = "for guild " + a.config.GuildID + " only"
	}
	return good("commands", "registered %s", where)
}

func (a *Adapter) checkGuilds(ctx context.Context) chat.Finding {
	const invite = "Install the bot with the link of docs/setup-discord.md."
	if id := a.config.GuildID; id != "" {
		switch err := a.rest.get(ctx, "/guilds/"+id, nil); {
		case missing(err):
			return bad("guild", invite, "the bot is not in guild %s, which DISCORD_GUILD_ID names", id)
		case err != nil:
			return unreachable("guild", err)
		}
		return good("guild", "the bot is in guild %s", id)
	}
	var guilds []place
	if err := a.rest.get(ctx, "/users/@me/guilds", &guilds); err != nil {
		return unreachable("guild", err)
	}
	if len(guilds) == 0 {
		return bad("guild", invite, "the bot is in no guild")
	}
	return good("guild", "the bot is in %d", len(guilds))
}

// checkGateway connects to the gateway and waits for its hello. It begins no session.
func (a *Adapter) checkGateway(ctx context.Context) chat.Finding {
	s := &supervisor{Adapter: a}
	gateway, err := s.discover(ctx)
	if err != nil {
		return unreachable("gateway", err)
	}
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment}
	conn, _, err := dialer.DialContext(ctx, gateway.address, nil)
	if err != nil {
		return unreachable("gateway", err)
	}
	defer conn.Close()
	deadline, _ := ctx.Deadline()
	if err := conn.SetReadDeadline(deadline); err != nil {
		return unreachable("gateway", err)
	}
	var hello payload
	if err := conn.ReadJSON(&hello); err != nil {
		return unreachable("gateway", fmt.Errorf("no hello came: %w", err))
	}
	if gateway.remaining == 0 {
		return bad("gateway", "Stop what starts the bot again and again; Discord counts anew within a day.", "no session may be begun any more today")
	}
	return good("gateway", "says hello; %d sessions may be begun today", gateway.remaining)
}

func (a *Adapter) checkClock() chat.Finding {
	skew := time.Until(a.rest.gate.now()).Round(time.Second)
	if skew.Abs() > maxSkew {
		return bad("clock", "Set this machine's clock by NTP.", "it is %s off from Discord's", skew)
	}
	return good("clock", "within %s of Discord's", maxSkew)
}
