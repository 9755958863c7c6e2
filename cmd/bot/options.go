package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/spf13/pflag"

	"briefbot/internal/adapters/fetch"
)

// option is one setting: a flag, an environment variable and, unless it says where the
// file is, a key of briefbot.yaml.
type option struct {
	name   string // of the flag and of the key
	env    string
	usage  string // with what it takes in backquotes
	preset string // the default; "" for none
	kind   kind
	scope  scope
	inFile bool
	check  func(value string) error // says what is wrong and what to do; nil lets all pass
}

// kind is what an option takes.
type kind int

const (
	aText   kind = iota
	aPath        // in briefbot.yaml relative to its folder
	aSecret      // given by name in the environment and the file, or by the name of a file that holds it; see secret
)

// scope is which commands have an option. briefbot.yaml may set it for all.
type scope int

const (
	ofAll       scope = iota
	ofServing         // bot serve and bot doctor
	ofFetching        // those, and the commands that fetch feeds and pages
	ofAnswering       // bot serve and bot doctor, and the commands that may ask a model or search by meaning
	ofCounting        // those, and bot usage
)

// options is the one table of settings: flags, environment, configuration file, checks and
// README follow it.
func options() []option {
	return []option{
		{name: "corpus", env: "BRIEFBOT_CORPUS", kind: aPath, inFile: true, usage: "answer from the articles in `PATH`, a folder or one .jsonl file, read into memory; bot serve watches it"},
		{name: "data", env: "BRIEFBOT_DATA", kind: aPath, inFile: true, usage: "keep articles and answers in `DIR` (default: briefbot in the user's data folder)"},
		{name: "config", env: "BRIEFBOT_CONFIG", kind: aPath, usage: "read settings from `FILE` (default: briefbot.yaml, when there is one here)"},

		{name: "slack-bot-token", env: "SLACK_BOT_TOKEN", kind: aSecret, scope: ofServing, inFile: true, check: checkBotToken, usage: "serve Slack with the bot token (xoxb-…) in `FILE`"},
		{name: "slack-app-token", env: "SLACK_APP_TOKEN", kind: aSecret, scope: ofServing, inFile: true, check: checkAppToken, usage: "use Socket Mode with the app token (xapp-…) in `FILE`"},
		{name: "slack-signing-secret", env: "SLACK_SIGNING_SECRET", kind: aSecret, scope: ofServing, inFile: true, usage: "take Slack's requests over HTTP, signed with the secret in `FILE`"},
		{name: "slack-api-url", env: "SLACK_API_URL", scope: ofServing, inFile: true, check: checkURL, usage: "call Slack at `URL` (default: Slack's own)"},
		{name: "discord-token", env: "DISCORD_TOKEN", kind: aSecret, scope: ofServing, inFile: true, usage: "serve Discord with the bot token in `FILE`"},
		{name: "discord-app-id", env: "DISCORD_APP_ID", scope: ofServing, inFile: true, check: checkSnowflake, usage: "the application's `ID` (default: found with the token)"},
		{name: "discord-guild-id", env: "DISCORD_GUILD_ID", scope: ofServing, inFile: true, check: checkSnowflake, usage: "register the commands in the server `ID` alone, at once (default: everywhere)"},
		{name: "discord-api-url", env: "DISCORD_API_URL", scope: ofServing, inFile: true, check: checkURL, usage: "call Discord at `URL`, version included (default: Discord's own)"},
		{name: "listen", env: "BRIEFBOT_LISTEN", preset: "127.0.0.1:8080", scope: ofServing, inFile: true, check: checkListen, usage: "listen on `ADDRESS` for health, metrics and Slack's requests; off for none (default: 127.0.0.1:8080)"},
		{name: "log", env: "BRIEFBOT_LOG", preset: "info", scope: ofServing, inFile: true, check: checkLog, usage: "log from `LEVEL` on: debug, info, warn or error; with \",json\" after it, as JSON (default: info)"},
		{name: "fetch-agent", env: "BRIEFBOT_FETCH_AGENT", scope: ofFetching, inFile: true, check: fetch.CheckAgent, usage: "tell sites `NAME` when feeds and pages are fetched, with how to reach you: \"Briefbot (+https://example.org/contact)\""},
		{name: "fetch-delay", env: "BRIEFBOT_FETCH_DELAY", preset: "1s", scope: ofFetching, inFile: true, check: checkDelay, usage: "wait `TIME` between two requests to one host (default: 1s)"},
		{name: "fetch-loopback", env: "BRIEFBOT_FETCH_LOOPBACK", preset: "false", scope: ofFetching, inFile: true, check: checkBool, usage: "`true`: fetch from this machine too, on any port, for tests (default: false)"},
		{name: "admins", env: "BRIEFBOT_ADMINS", scope: ofServing, inFile: true, check: checkAdmins, usage: "let `USERS` change the sources and the modes of rooms from a chat: slack:U0123456789 or discord:123456789012345678, with commas between them (default: nobody)"},
		{name: "user-rate", env: "BRIEFBOT_USER_RATE", preset: "10", scope: ofServing, inFile: true, check: checkRate, usage: "answer `N` questions a minute and user (default: 10)"},

		{name: "mode", env: "BRIEFBOT_MODE", preset: "auto", scope: ofAnswering, inFile: true, check: checkMode, usage: "`MODE` of answering: extractive, in the words of the articles; llm, in those of a model; auto, llm when a key and a model are set (default: auto)"},
		{name: "openai-api-key", env: "OPENAI_API_KEY", kind: aSecret, scope: ofAnswering, inFile: true, usage: "ask a model with the key in `FILE`"},
		{name: "openai-model", env: "OPENAI_MODEL", scope: ofAnswering, inFile: true, usage: "ask the model `NAME`"},
		{name: "openai-embedding-model", env: "OPENAI_EMBEDDING_MODEL", scope: ofAnswering, inFile: true, usage: "search by meaning, too, with the model of embeddings `NAME` at the same endpoint (default: by words alone)"},
		{name: "openai-base-url", env: "OPENAI_BASE_URL", scope: ofAnswering, inFile: true, check: checkURL, usage: "ask at `URL`, version included, which speaks OpenAI's chat completions (default: OpenAI's own)"},
		{name: "openai-monthly-tokens", env: "OPENAI_MONTHLY_TOKENS", preset: "0", scope: ofCounting, inFile: true, check: checkTokens, usage: "use at most `N` tokens a calendar month, 0 for any number (default: 0)"},
		{name: "openai-room-monthly-tokens", env: "OPENAI_ROOM_MONTHLY_TOKENS", preset: "0", scope: ofCounting, inFile: true, check: checkTokens, usage: "let a room use at most `N` of them, 0 for any number (default: 0)"},
		{name: "openai-prices", env: "OPENAI_PRICES", scope: ofCounting, inFile: true, check: checkPrices, usage: "reckon costs with `PRICES` of a million tokens read and written: gpt-4o-mini=0.15/0.60, with commas between models"},
	}
}

// ofFile ends the name of what names a file that holds a secret.
const (
	ofFile    = "-file"
	ofFileEnv = "_FILE"
)

// flag is the name of the option's flag. A secret's names a file: a command line is seen by
// everybody on the machine.
func (o option) flag() string {
	if o.kind == aSecret {
		return o.name + ofFile
	}
	return o.name
}

// variables shows the environment variables of the option.
func (o option) variables() []string {
	if o.kind == aSecret {
		return []string{o.env, o.env + ofFileEnv}
	}
	return []string{o.env}
}

// keys returns the keys of the option in the configuration file.
func (o option) keys() []string {
	switch {
	case !o.inFile:
		return nil
	case o.kind == aSecret:
		return []string{o.name, o.name + ofFile}
	default:
		return []string{o.name}
	}
}

// addOptions gives a command the flags of scopes.
func addOptions(flags *pflag.FlagSet, of ...scope) {
	for _, o := range options() {
		if slices.Contains(of, o.scope) {
			variables := o.variables()
			flags.String(o.flag(), "", fmt.Sprintf("%s [%s]", o.usage, variables[len(variables)-1]))
		}
	}
}

// defaultData is the folder where a program of this user keeps its data, by the custom of
// the system; "" when the user has no home.
func defaultData(getenv func(string) string) string {
	home, _ := os.UserHomeDir()
	var base string
	switch runtime.GOOS {
	case "windows":
		base = getenv("LocalAppData")
	case "darwin":
		base = under(home, "Library", "Application Support")
	default: // https://specifications.freedesktop.org/basedir-spec/latest/
		base = cmp.Or(getenv("XDG_DATA_HOME"), under(home, ".local", "share"))
	}
	return under(base, "briefbot")
}

func under(base string, names ...string) string {
	if base == "" {
		return ""
	}
	return filepath.Join(append([]string{base}, names...)...)
}
