package main

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"briefbot/internal/adapters/slack/slacktest"
)

// slackChild prepares a bot serve of the demo corpus for a Slack that sends its events over
// HTTP.
func slackChild(t *testing.T, server *slacktest.Server) *child {
	t.Helper()
	c := newChild(t, t.TempDir(), []string{
		"SLACK_API_URL=" + server.URL(), "SLACK_BOT_TOKEN=" + slacktest.BotToken, "SLACK_SIGNING_SECRET=" + slacktest.SigningSecret,
	}, "--demo")
	server.SetBotURL("http://" + c.listen)
	return c
}

// beside runs another command with the settings of the child.
func (s *child) beside(args ...string) (string, error) {
	cmd := exec.Command("bot", args...)
	cmd.Env = s.env
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// answered waits for an answer to the message that says the text.
func answered(t *testing.T, server *slacktest.Server, d *slacktest.Delivery, text string) {
	t.Helper()
	if !d.Acked() {
		t.Error("the question was not acknowledged")
	}
	eventually(t, "an answer that says "+text, func() bool {
		for _, m := range server.Posted() {
			if m.Thread == d.TS && strings.Contains(m.Text, text) {
				return true
			}
		}
		return false
	})
}

// TestServeProcess serves Slack over HTTP from a process of its own: it answers, has bot
// doctor and no second bot serve beside it, is killed and told to stop.
func TestServeProcess(t *testing.T) {
	t.Parallel()
	server := slacktest.New(slacktest.Options{Faults: slacktest.Faults{Failures: 1}})
	defer server.Close()
	bot := slackChild(t, server)
	bot.start()
	eventually(t, "a line in the log on Slack being away", func() bool { return strings.Contains(bot.log.String(), "trying again") })
	server.SetFaults(slacktest.Faults{})
	bot.ready()
	answered(t, server, server.Mention(slacktest.General, "U1", "who is in the Russian delegation?"), "Lavrov")

	process := bot.cmd.Process.Pid
	doctor, err := bot.beside("doctor", "--data", bot.data+"/demo")
	for _, line := range []string{
		fmt.Sprintf("✓ process          %d is ready at %s\n", process, bot.listen),
		"✓ Slack over HTTP  takes signed requests alone",
		"✓ bot token ",
	} {
		if !strings.Contains(doctor, line) {
			t.Errorf("bot doctor (%v) lacks %s:\n%s", err, line, doctor)
		}
	}
	second, err := bot.beside("serve", "--demo")
	if want := fmt.Sprintf("another bot serve (process %d) has it", process); err == nil || !strings.Contains(second, want) {
		t.Errorf("the second: %v, %s, want %s", err, second, want)
	}

	bot.kill()
	bot.start()
	bot.ready()
	answered(t, server, server.Mention(slacktest.General, "U1", "what time does the summit start?"), "19:30")
	bot.stop()
	for _, text := range []string{bot.log.String(), doctor, second} {
		if strings.Contains(text, slacktest.BotToken) || strings.Contains(text, slacktest.SigningSecret) {
			t.Errorf("a secret is in what was printed:\n%s", text)
		}
	}
}

// A token that Slack does not know ends bot serve at once, and says which it is.
func TestServeWrongToken(t *testing.T) {
	t.Parallel()
	server := slacktest.New(slacktest.Options{})
	defer server.Close()
	bot := slackChild(t, server)
	bot.env = append(bot.env, "SLACK_BOT_TOKEN=xoxb-another")
	out, err := bot.beside("serve", "--demo")
	if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != exitFailure {
		t.Errorf("bot serve: %v", err)
	}
	last := out[strings.LastIndex(strings.TrimSpace(out), "\n")+1:]
	if !strings.HasPrefix(last, "bot: slack: auth.test: invalid_auth; set SLACK_BOT_TOKEN ") || strings.Contains(out, "xoxb-another") {
		t.Errorf("bot serve says %s", out)
	}
}
