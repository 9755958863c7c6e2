package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"briefbot/internal/adapters/chat"
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
		return errors.New("serve Slack: set SLACK_BOT_TOKEN too, the bot token (xoxb-…) of the app")
	case !s.set("slack-bot-token") && !s.set("discord-token"):
		return errors.New("serve: no platform has a token: for Slack set SLACK_BOT_TOKEN, and SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP); for Discord set DISCORD_TOKEN; docs/setup-slack.md and docs/setup-discord.md say where they are from")
	case s.set("slack-bot-token") && !slackEvents:
		return errors.New("serve Slack: SLACK_BOT_TOKEN alone brings no events: set SLACK_APP_TOKEN too (Socket Mode), or SLACK_SIGNING_SECRET (HTTP)")
	case s.set("slack-bot-token") && !s.set("slack-app-token") && s["listen"].value == noListener:
		return errors.New("serve Slack: without SLACK_APP_TOKEN its events come over HTTP, and BRIEFBOT_LISTEN is off: set one of the two")
	}
	return nil
}

// userRate is how many questions a minute one user may ask.
func (s settings) userRate() float64 {
	n, _ := strconv.Atoi(s["user-rate"].value) // it was checked
	return float64(n)
}

// platforms makes the platforms that the settings have.
func (s settings) platforms(intake *chat.Intake, store *sqlite.Store, log *slog.Logger) ([]platform, map[string]http.Handler) {
	return nil, nil
}
