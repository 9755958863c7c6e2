package main

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"briefbot/internal/adapters/discord/discordtest"
	"briefbot/internal/adapters/slack/slacktest"
)

// TestServePlatforms serves Slack and Discord from one process, and leaves no goroutine. It is
// not parallel: it looks for them.
func TestServePlatforms(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	slack, discord := slacktest.New(slacktest.Options{}), discordtest.New(discordtest.Options{})
	defer slack.Close()
	defer discord.Close()
	a := &app{settings: settings{
		"slack-bot-token": {secret: newSecret(slacktest.BotToken)}, "slack-app-token": {secret: newSecret(slacktest.AppToken)},
		"slack-api-url": {value: slack.URL()}, "discord-token": {secret: newSecret(discordtest.DefaultToken)},
		"discord-api-url": {value: discord.URL()}, "listen": {value: noListener}, "user-rate": {value: "10"},
	}}
	if err := a.settings.checkPlatforms(); err != nil {
		t.Fatal(err)
	}
	log := &lockedBuffer{}
	plan := servePlan{
		dir: t.TempDir(), demo: true, listen: "127.0.0.1:0", rate: a.settings.userRate(), log: slog.New(slog.NewTextHandler(log, nil)),
		watchEvery: watchEvery, followEvery: followEvery,
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- plan.serve(ctx, a.settings.platforms) }()
	eventually(t, "readiness", func() bool { return strings.Contains(log.String(), "msg=ready") })

	slack.Mention(slacktest.General, "U0PERSON1", "who is in the Russian delegation?")
	discord.Mention(discordtest.General, "1140000000000000099", "who is in the Russian delegation?")
	eventually(t, "an answer in Slack", func() bool {
		posted := slack.Posted()
		return len(posted) == 1 && strings.Contains(string(posted[0].Blocks), "Lavrov")
	})
	eventually(t, "an answer in Discord", func() bool {
		posted := discord.Posted()
		return len(posted) == 1 && strings.Contains(fmt.Sprint(posted[0].Embeds), "Lavrov")
	})

	a.settings["data"] = setting{value: plan.dir}
	for _, f := range a.examine(t.Context(), nil) {
		if !f.OK {
			t.Errorf("bot doctor beside it: %+v", f)
		}
	}
	start := time.Now()
	stop()
	select {
	case err := <-ended:
		if took := time.Since(start); err != nil || took > endTime {
			t.Errorf("serve = %v after %s\n%s", err, took, log)
		}
	case <-time.After(2 * endTime):
		t.Fatalf("serve goes on after its end\n%s", log)
	}
}
