package discord

import (
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/discord/discordtest"
)

func TestCheckOfAGoodSetUp(t *testing.T) {
	t.Parallel()
	b := idle(t, discordtest.Options{Content: true})
	if err := b.register(t.Context()); err != nil {
		t.Fatal(err)
	}
	writes := len(b.server.Requests())
	findings := b.Check(t.Context())
	var about []string
	for _, f := range findings {
		about = append(about, f.About)
		if !f.OK || f.Detail == "" || f.Mend != "" {
			t.Errorf("%+v", f)
		}
	}
	want := []string{"discord: token", "discord: application", "discord: intents", "discord: commands", "discord: guild", "discord: gateway", "discord: clock"}
	if !slices.Equal(about, want) {
		t.Errorf("looked at %q, want %q", about, want)
	}
	for _, r := range b.server.Requests()[writes:] {
		if r.Method != "GET" {
			t.Errorf("changed something: %s %s", r.Method, r.Path)
		}
	}
	if stats := b.server.Stats(); stats.Identifies != 0 || stats.Connections != 1 {
		t.Errorf("%d sessions begun, %d connections", stats.Identifies, stats.Connections)
	}
}

func TestCheckOfBadSetUps(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, about  string
		options      discordtest.Options
		spoil        func(*bot)
		detail, mend string
	}{
		{"no token", "token", discordtest.Options{Token: "another"}, nil, "does not know it", "DISCORD_TOKEN"},
		{"nobody there", "token", discordtest.Options{}, func(b *bot) { b.server.Close() }, "connection refused", "DISCORD_API_URL"},
		{"another application", "application", discordtest.Options{}, func(b *bot) { b.config.AppID = "1" }, "DISCORD_APP_ID is 1", "DISCORD_APP_ID to " + discordtest.App},
		{"commands of another application", "commands", discordtest.Options{}, func(b *bot) { b.config.AppID = "1" }, "403", "applications.commands"},
		{"commands not registered", "commands", discordtest.Options{}, nil, "/ask, /fact, /digest, /brief", "bot serve"},
		{"not in the guild", "guild", discordtest.Options{}, func(b *bot) { b.config.GuildID = "1" }, "not in guild 1", "docs/setup-discord.md"},
		{"no more sessions", "gateway", discordtest.Options{Sessions: -1}, nil, "no session", "again and again"},
		{"silent gateway", "gateway", discordtest.Options{}, func(b *bot) { b.server.Fail(discordtest.DropAtOnce) }, "no hello", "reaches"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := idle(t, c.options)
			if c.spoil != nil {
				c.spoil(b)
			}
			findings := b.Check(t.Context())
			at := slices.IndexFunc(findings, func(f chat.Finding) bool { return f.About == "discord: "+c.about })
			if at < 0 {
				t.Fatalf("nothing about the %s: %+v", c.about, findings)
			}
			f := findings[at]
			if f.OK || !strings.Contains(f.Detail, c.detail) || !strings.Contains(f.Mend, c.mend) {
				t.Errorf("%+v, want it to say %q and to mend by %q", f, c.detail, c.mend)
			}
		})
	}
}

func TestCheckSaysWhatTheIntentsMean(t *testing.T) {
	t.Parallel()
	for content, want := range map[bool]string{true: "need no mention", false: "turn on Message Content Intent"} {
		b := idle(t, discordtest.Options{Content: content})
		if f := b.checkApplication(t.Context())[1]; !f.OK || !strings.Contains(f.Detail, want) {
			t.Errorf("content %t: %+v", content, f)
		}
	}
}

func TestCheckOfTheClock(t *testing.T) {
	t.Parallel()
	b := idle(t, discordtest.Options{})
	b.rest.gate.ahead.Store(int64(-5 * time.Minute))
	if f := b.checkClock(); f.OK || !strings.Contains(f.Detail, "-5m0s") || f.Mend == "" {
		t.Errorf("%+v", f)
	}
}
