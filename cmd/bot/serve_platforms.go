package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/discord"
	"briefbot/internal/adapters/slack"
	"briefbot/internal/adapters/sqlite"
)

// platform is a chat platform that is served.
type platform interface {
	chat.Platform
	// Run takes events until ctx ends and all is drained; its error is that the platform
	// will not have the bot.
	Run(ctx context.Context) error
	// Connected reports whether events can come.
	Connected() bool
	// Check says what is right and what is wrong with the set-up.
	Check(ctx context.Context) []chat.Finding
}

// set reports whether a secret is set.
func (s settings) set(name string) bool { return s[name].secret.reveal() != "" }

// checkPlatforms refuses settings with which no platform can be served, or one not wholly.
func (s settings) checkPlatforms() error {
	slackEvents := s.set("slack-app-token") || s.set("slack-signing-secret")
	switch {
	case !s.set("slack-bot-token") && slackEvents:
		return errors.New("no SLACK_BOT_TOKEN is set for Slack; set it to the bot token (xoxb-…) of the app")
	case !s.set("slack-bot-token") && !s.set("discord-token"):
		return errors.New("no platform has a token; set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET) for Slack, DISCORD_TOKEN for Discord: docs/setup-slack.md and docs/setup-discord.md say where they are from")
	case s.set("slack-bot-token") && !slackEvents:
		return errors.New("with SLACK_BOT_TOKEN alone no events come from Slack; set SLACK_APP_TOKEN too (Socket Mode), or SLACK_SIGNING_SECRET (HTTP)")
	case s.set("slack-bot-token") && !s.set("slack-app-token") && s["listen"].value == noListener:
		return errors.New("events of Slack come over HTTP and BRIEFBOT_LISTEN is off; set an address to listen on, or SLACK_APP_TOKEN (Socket Mode)")
	}
	return nil
}

// userRate is how many questions a minute one user may ask.
func (s settings) userRate() float64 {
	n, _ := strconv.Atoi(s["user-rate"].value) // it was checked
	return float64(n)
}

// admins are who may see and change the sources from a chat, with the platform.
func (s settings) admins() []string {
	if s["admins"].value == "" {
		return nil
	}
	return adminsIn(s["admins"].value) // it was checked
}

// serves reports whether the platform has a token.
func (s settings) serves(platform string) bool {
	return platform == "slack" && s.set("slack-bot-token") || platform == "discord" && s.set("discord-token")
}

// slackPath is where Slack's requests come to; the adapter answers below it.
const slackPath = "/slack/"

// platforms makes the platforms that have a token.
func (s settings) platforms(intake *chat.Intake, store *sqlite.Store, log *slog.Logger) ([]platform, map[string]http.Handler) {
	var all []platform
	handlers := map[string]http.Handler{}
	if s.serves("slack") {
		p := slack.New(slack.Config{
			BotToken: s["slack-bot-token"].secret.reveal(), AppToken: s["slack-app-token"].secret.reveal(),
			SigningSecret: s["slack-signing-secret"].secret.reveal(), APIURL: s["slack-api-url"].value,
		}, intake, log)
		if s.set("slack-signing-secret") {
			handlers[slackPath] = p.Handler()
		}
		all = append(all, p)
	}
	if s.serves("discord") {
		all = append(all, discord.New(discord.Config{
			Token: s["discord-token"].secret.reveal(), AppID: s["discord-app-id"].value,
			GuildID: s["discord-guild-id"].value, APIURL: s["discord-api-url"].value,
		}, intake, store, log))
	}
	return all, handlers
}
