package slack

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/slack/slacktest"
)

// TestCheck looks at what the doctor says of things in order and not.
func TestCheck(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		options slacktest.Options
		set     func(*Config)
		want    []string // of the problems: what is about, and a part of how to mend it
	}{
		{name: "all in order"},
		{name: "over HTTP", set: func(c *Config) { c.AppToken = "" }},
		{name: "over Socket Mode", set: func(c *Config) { c.SigningSecret = "" }},
		{name: "no way in", set: func(c *Config) { c.AppToken, c.SigningSecret = "", "" }, want: []string{"slack: events|SLACK_APP_TOKEN"}},
		{name: "wrong token", set: func(c *Config) { c.BotToken = "x" }, want: []string{"slack: bot token|SLACK_BOT_TOKEN"}},
		{name: "tokens swapped", set: func(c *Config) { c.BotToken, c.AppToken = c.AppToken, c.BotToken }, want: []string{"slack: bot token|xoxb-", "slack: Socket Mode|connections:write"}},
		{name: "scopes missing", options: slacktest.Options{Scopes: []string{"chat:write", "commands", "app_mentions:read", "channels:history", "im:history"}}, want: []string{"slack: scopes|add groups:history", "slack: scopes|add mpim:history"}},
		{name: "nobody there", set: func(c *Config) { c.APIURL = nobody(t) }, want: []string{"slack: bot token|SLACK_API_URL", "slack: Socket Mode|reaches"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			config := config(newSlack(t, c.options))
			if c.set != nil {
				c.set(&config)
			}
			var problems []chat.Finding
			findings := newAdapter(t, config, &intake{}).Check(t.Context())
			for _, f := range findings {
				if !f.OK {
					problems = append(problems, f)
				}
				if f.Detail == "" || f.OK == (f.Mend != "") {
					t.Errorf("finding says too little or too much: %+v", f)
				}
			}
			if len(findings) < 3 || len(problems) != len(c.want) {
				t.Fatalf("%d problems, want %d, of %+v", len(problems), len(c.want), findings)
			}
			for i, want := range c.want {
				about, mend, _ := strings.Cut(want, "|")
				if problems[i].About != about || !strings.Contains(problems[i].Mend, mend) {
					t.Errorf("problem %+v, want %s", problems[i], want)
				}
			}
		})
	}
}

func TestCheckClock(t *testing.T) {
	t.Parallel()
	now := time.Date(2025, 8, 16, 7, 0, 0, 0, time.UTC)
	for skew, ok := range map[time.Duration]bool{0: true, 30 * time.Second: true, -30 * time.Second: true, 2 * time.Minute: false, -2 * time.Minute: false} {
		header := http.Header{"Date": {now.Add(skew).Format(http.TimeFormat)}}
		if f := checkClock(header, now); f.OK != ok || ok != (f.Mend == "") {
			t.Errorf("skew of %s: %+v", skew, f)
		}
	}
}
