package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
)

// TestDiscordPermissions holds the number in the install link to the permissions that the
// guide explains.
func TestDiscordPermissions(t *testing.T) {
	t.Parallel()
	guide := readFile(t, "docs/setup-discord.md")
	link := regexp.MustCompile(`https://discord\.com/oauth2/authorize\?client_id=APP_ID&scope=bot\+applications\.commands&permissions=(\d+)`)
	found := link.FindStringSubmatch(guide)
	if found == nil {
		t.Fatal("there is no install link")
	}
	got, err := strconv.ParseInt(found[1], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	bits := map[string]int64{
		"View Channels": discordgo.PermissionViewChannel, "Send Messages": discordgo.PermissionSendMessages,
		"Embed Links": discordgo.PermissionEmbedLinks, "Read Message History": discordgo.PermissionReadMessageHistory,
		"Create Public Threads": discordgo.PermissionCreatePublicThreads, "Send Messages in Threads": discordgo.PermissionSendMessagesInThreads,
	}
	var sum int64
	for _, row := range regexp.MustCompile("(?m)^\\| ([A-Z][A-Za-z ]+) \\| `1 << (\\d+)` \\|").FindAllStringSubmatch(guide, -1) {
		shift, err := strconv.Atoi(row[2])
		if err != nil {
			t.Fatal(err)
		}
		if bits[row[1]] != 1<<shift {
			t.Errorf("%s is %d, not 1 << %d", row[1], bits[row[1]], shift)
		}
		sum |= 1 << shift
		delete(bits, row[1])
	}
	if sum != got || len(bits) > 0 {
		t.Errorf("the link asks for %d, the table explains %d and lacks %v", got, sum, bits)
	}
}

// TestDeploymentNames holds the guides and what is deployed to the options and commands that
// there are.
func TestDeploymentNames(t *testing.T) {
	t.Parallel()
	var variables, commands []string
	for _, o := range options() {
		variables = append(variables, o.variables()...)
	}
	for _, c := range (&app{}).root().Commands() {
		commands = append(commands, c.Name())
	}
	files := []string{"deploy/Dockerfile", "deploy/compose.yaml", "deploy/briefbot.service"}
	guides, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(guides) == 0 {
		t.Fatal(guides, err)
	}
	for _, g := range guides {
		files = append(files, "docs/"+filepath.Base(g))
	}
	variable := regexp.MustCompile(`\b(?:SLACK|DISCORD|BRIEFBOT)_[A-Z_]+\b`)
	command := regexp.MustCompile("(?:`|-- |^ *|#\\s+|=/usr/local/bin/|run --rm |/)bot ([a-z]+)")
	for _, name := range files {
		for line := range strings.Lines(readFile(t, name)) {
			for _, v := range variable.FindAllString(line, -1) {
				if !slices.Contains(variables, v) && v != "BRIEFBOT_SHARED" {
					t.Errorf("%s names the variable %s, which there is not", name, v)
				}
			}
			for _, c := range command.FindAllStringSubmatch(line, -1) {
				if !slices.Contains(commands, c[1]) {
					t.Errorf("%s names the command bot %s, which there is not", name, c[1])
				}
			}
		}
	}
}

// readFile reads a file of the source.
func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// firstCells returns the code in the first cells of the table whose first heading is given.
func firstCells(page, heading string) []string {
	_, table, _ := strings.Cut(page, "\n| "+heading+" |")
	table, _, _ = strings.Cut(table, "\n\n")
	var cells []string
	for line := range strings.Lines(table) {
		cell, _, _ := strings.Cut(strings.TrimPrefix(line, "| "), " |")
		for _, code := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cell, -1) {
			cells = append(cells, code[1])
		}
	}
	return cells
}

// TestComposeSecrets holds compose.yaml, with what is a comment there, to having each secret
// wherever it has to be.
func TestComposeSecrets(t *testing.T) {
	t.Parallel()
	text := regexp.MustCompile(`(?m)^( +)# `).ReplaceAllString(readFile(t, "deploy/compose.yaml"), "$1")
	var compose struct {
		Services struct {
			Bot struct {
				Environment map[string]string
				Secrets     []string
			}
		}
		Secrets map[string]struct{ File string }
	}
	// The one line of prose among the comments is no YAML.
	if err := yaml.Unmarshal([]byte(strings.Replace(text, "One serve a data folder", "# One serve a data folder", 1)), &compose); err != nil {
		t.Fatal(err)
	}
	bot := compose.Services.Bot
	for _, o := range options() {
		if o.kind != aSecret {
			continue
		}
		if diff := cmp.Diff("/run/secrets/"+o.name, bot.Environment[o.env+ofFileEnv]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", o.env+ofFileEnv, diff)
		}
		if !slices.Contains(bot.Secrets, o.name) {
			t.Errorf("the service lacks the secret %s", o.name)
		}
		if diff := cmp.Diff("secrets/"+o.name, compose.Secrets[o.name].File); diff != "" {
			t.Errorf("secret %s (-want +got):\n%s", o.name, diff)
		}
	}
}

// TestUnitSecrets holds briefbot.service, with what is a comment there, to loading each
// secret that it names.
func TestUnitSecrets(t *testing.T) {
	t.Parallel()
	unit := readFile(t, "deploy/briefbot.service")
	for _, o := range options() {
		if o.kind != aSecret {
			continue
		}
		pair := regexp.MustCompile("(?m)^(#?)LoadCredential=" + o.name + ":/etc/briefbot/" + o.name + "\n(#?)Environment=" + o.env + ofFileEnv + "=%d/" + o.name + "$")
		if found := pair.FindStringSubmatch(unit); found == nil || found[1] != found[2] {
			t.Errorf("the unit does not load %s and name it", o.name)
		}
	}
}
