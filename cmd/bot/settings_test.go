package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"
)

// place is where settings may come from in a test: DIR in it stands for a folder that holds
// its files.
type place struct {
	flags []string
	env   map[string]string
	files map[string]string
}

// resolve finds the settings of a command that has all options, or of one that has only those
// of every command.
func (p place) resolve(t *testing.T, serving bool) (settings, error) {
	t.Helper()
	dir := t.TempDir()
	here := strings.NewReplacer("DIR", dir)
	for name, text := range p.files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(here.Replace(text)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	flags := pflag.NewFlagSet("bot", pflag.ContinueOnError)
	addOptions(flags, ofAll)
	if serving {
		addOptions(flags, ofServing)
	}
	args := []string{"--config", filepath.Join(dir, configName)}
	if p.files[configName] == "" {
		args = nil
	}
	for _, a := range p.flags {
		args = append(args, here.Replace(a))
	}
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	s, err := resolve(flags, func(name string) string { return here.Replace(p.env[name]) })
	if err != nil {
		err = fmt.Errorf("%s", strings.ReplaceAll(err.Error(), dir, "DIR"))
	}
	return s, err
}

func TestSettings(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		place
		option, want string
		level        level
	}{
		"default":              {place{}, "listen", "127.0.0.1:8080", fromDefault},
		"file":                 {place{files: map[string]string{configName: "listen: :1"}}, "listen", ":1", fromFile},
		"a word of YAML":       {place{files: map[string]string{configName: "listen: off"}}, "listen", "off", fromFile},
		"a number":             {place{files: map[string]string{configName: "user-rate: 20"}}, "user-rate", "20", fromFile},
		"a large number":       {place{files: map[string]string{configName: "discord-app-id: 12345678901234567890"}}, "discord-app-id", "12345678901234567890", fromFile},
		"nothing":              {place{files: map[string]string{configName: "listen:"}}, "listen", "127.0.0.1:8080", fromDefault},
		"environment":          {place{env: map[string]string{"BRIEFBOT_LISTEN": ":2"}, files: map[string]string{configName: "listen: :1"}}, "listen", ":2", fromEnvironment},
		"flag":                 {place{flags: []string{"--listen=:3"}, env: map[string]string{"BRIEFBOT_LISTEN": ":2"}}, "listen", ":3", fromFlag},
		"path beside the file": {place{files: map[string]string{configName: "corpus: news"}}, "corpus", "DIR/news", fromFile},
		"secret":               {place{env: map[string]string{"SLACK_BOT_TOKEN": " xoxb-a\n"}}, "slack-bot-token", "xoxb-a", fromEnvironment},
		"secret of rotation":   {place{env: map[string]string{"SLACK_BOT_TOKEN": "xoxe.xoxb-a"}}, "slack-bot-token", "xoxe.xoxb-a", fromEnvironment},
		"secret in a file":     {place{env: map[string]string{"SLACK_APP_TOKEN_FILE": "DIR/t"}, files: map[string]string{"t": "xapp-a\n"}}, "slack-app-token", "xapp-a", fromEnvironment},
		"secret of a flag":     {place{flags: []string{"--discord-token-file=DIR/t"}, env: map[string]string{"DISCORD_TOKEN": "b"}, files: map[string]string{"t": "a"}}, "discord-token", "a", fromFlag},
		"secret in the config": {place{files: map[string]string{configName: "slack-signing-secret: a"}}, "slack-signing-secret", "a", fromFile},
		"secret's file in it":  {place{files: map[string]string{configName: "slack-signing-secret-file: t", "t": "a"}}, "slack-signing-secret", "a", fromFile},
		"file below the value": {place{env: map[string]string{"DISCORD_TOKEN": "a"}, files: map[string]string{configName: "discord-token-file: nowhere"}}, "discord-token", "a", fromEnvironment},
		"users":                {place{files: map[string]string{configName: "admins: slack:U0123456789, discord:123456789012345678"}}, "admins", "slack:U0123456789, discord:123456789012345678", fromFile},
		"an address":           {place{env: map[string]string{"SLACK_API_URL": "http://127.0.0.1:4711/api/"}}, "slack-api-url", "http://127.0.0.1:4711/api/", fromEnvironment},
	} {
		s, err := c.place.resolve(t, true)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		got := s[c.option]
		value := got.value + got.secret.reveal()
		if c.option == "corpus" {
			value = "DIR/" + filepath.Base(value)
		}
		if value != c.want || got.level != c.level {
			t.Errorf("%s: %q on level %d, want %q on %d", name, value, got.level, c.want, c.level)
		}
	}
}

// Every problem is said at once, with what sets the option, and without a secret.
func TestSettingsProblems(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		place
		want []string
	}{
		"no tokens": {place{env: map[string]string{"SLACK_BOT_TOKEN": "xoxp-hidden", "SLACK_APP_TOKEN": "xoxb-hidden", "DISCORD_TOKEN": "Bot hidden"}}, []string{
			"SLACK_BOT_TOKEN: a bot token starts with xoxb-; copy it from the app's page OAuth & Permissions",
			"SLACK_APP_TOKEN: an app token starts with xapp-; make one with the scope connections:write on the app's page Basic Information",
			"DISCORD_TOKEN: it holds white space; give the bare secret, on one line",
		}},
		"both": {place{env: map[string]string{"DISCORD_TOKEN": "hidden", "DISCORD_TOKEN_FILE": "DIR/t"}}, []string{
			"DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set; keep one",
		}},
		"both in the file": {place{files: map[string]string{configName: "discord-token: hidden\ndiscord-token-file: t"}}, []string{
			"discord-token in DIR/briefbot.yaml and discord-token-file in DIR/briefbot.yaml are both set; keep one",
		}},
		"files": {place{
			env:   map[string]string{"SLACK_BOT_TOKEN_FILE": "DIR/empty", "SLACK_APP_TOKEN_FILE": "DIR/two"},
			flags: []string{"--discord-token-file=DIR/nowhere"},
			files: map[string]string{"empty": "\n", "two": "xapp-hidden\nxapp-hidden"},
		}, []string{
			"SLACK_BOT_TOKEN_FILE: read DIR/empty: the file is empty; write the secret into it",
			"SLACK_APP_TOKEN_FILE: it holds white space; give the bare secret, on one line",
			"--discord-token-file: read DIR/nowhere: no such file or directory",
		}},
		"values": {place{
			env:   map[string]string{"SLACK_API_URL": "slack.com/api", "DISCORD_GUILD_ID": "my server", "BRIEFBOT_USER_RATE": "0"},
			flags: []string{"--listen=8080", "--log=loud", "--admins=slack:U0123456789,slack:bob"},
			files: map[string]string{configName: "discord-api-url: ftp://discord\ndiscord-app-id: -1"},
		}, []string{
			`SLACK_API_URL: "slack.com/api" is no base address; write it as https://HOST/PATH`,
			`discord-app-id in DIR/briefbot.yaml: "-1" is no id of Discord's, which is digits alone; copy it with the developer mode on`,
			`DISCORD_GUILD_ID: "my server" is no id of Discord's, which is digits alone; copy it with the developer mode on`,
			`discord-api-url in DIR/briefbot.yaml: "ftp://discord" is no base address; write it as https://HOST/PATH`,
			`--listen: "8080" is no address to listen on; write it as 127.0.0.1:8080 or :8080, or off`,
			`--log: "loud" is no level; give debug, info, warn or error, and ",json" after it for JSON`,
			`--admins: "slack:bob" is no user; write slack:U0123456789 or discord:123456789012345678, with commas between them; docs/setup-slack.md and docs/setup-discord.md say where the id stands`,
			`BRIEFBOT_USER_RATE: "0" is no rate; give a whole number from 1 to 1000`,
		}},
	} {
		s, err := c.place.resolve(t, true)
		if diff := cmp.Diff(strings.Join(c.want, "\n"), fmt.Sprint(err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if text := fmt.Sprintf("%v %+v %v", err, s, s.secrets()); strings.Contains(text, "hidden") {
			t.Errorf("%s shows a secret: %s", name, text)
		}
	}
}

// What only bot serve needs is no concern of the other commands, however wrong it is.
func TestSettingsOfOtherCommands(t *testing.T) {
	t.Parallel()
	wrong := place{
		env:   map[string]string{"SLACK_BOT_TOKEN": "x", "DISCORD_TOKEN_FILE": "DIR/nowhere"},
		files: map[string]string{configName: "slack-app-token: x\nslack-app-token-file: y\nlisten: nowhere\ndata: d"},
	}
	s, err := wrong.resolve(t, false)
	if err != nil || len(s.secrets()) > 0 || s["data"].level != fromFile {
		t.Errorf("resolve = %v, %v", s, err)
	}
	if _, err := wrong.resolve(t, true); err == nil {
		t.Error("bot serve has no problem with it")
	}
}

func TestCheckAdmins(t *testing.T) {
	t.Parallel()
	for text, good := range map[string]bool{
		"slack:U0123456789": true, "slack:W0123456789 , discord:123456789012345678": true, "discord:1": true,
		"": false, ",": false, "slack:U0123456789,": false, "U0123456789": false, "slack:": false, "slack:u0123456789": false,
		"slack:C0123456789,": false, "discord:bob": false, "discord:-1": false, "teams:1": false, "slack:U0123456789 slack:U0123456780": false,
	} {
		if err := checkAdmins(text); (err == nil) != good {
			t.Errorf("checkAdmins(%q) = %v", text, err)
		}
	}
}

// The help says the default that the table holds, and every option can be set in the environment.
func TestOptions(t *testing.T) {
	t.Parallel()
	for _, o := range options() {
		if !strings.Contains(o.usage, "`") || o.env == "" {
			t.Errorf("%s lacks what it takes, or its variable", o.name)
		}
		if o.preset != "" && !strings.HasSuffix(o.usage, "(default: "+o.preset+")") {
			t.Errorf("--%s does not say its default %s: %s", o.name, o.preset, o.usage)
		}
		if o.check != nil && o.preset != "" && o.check(o.preset) != nil {
			t.Errorf("the default of --%s is refused: %v", o.name, o.check(o.preset))
		}
	}
}
