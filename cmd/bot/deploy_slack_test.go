package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/slack"
)

// manifest is what of Slack's app manifest is used. What is not in it is not in the schema,
// or not meant to be used: https://docs.slack.dev/reference/app-manifest and
// github.com/slackapi/manifest-schema.
type manifest struct {
	Metadata struct {
		Major int `json:"major_version"`
		Minor int `json:"minor_version"`
	} `json:"_metadata"`
	Display struct {
		Name        string `json:"name"`
		Description string `json:"description"`
		Long        string `json:"long_description"`
		Color       string `json:"background_color"`
	} `json:"display_information"`
	Features struct {
		Home struct {
			Home     bool `json:"home_tab_enabled"`
			Messages bool `json:"messages_tab_enabled"`
			ReadOnly bool `json:"messages_tab_read_only_enabled"`
		} `json:"app_home"`
		Agent struct {
			Description string `json:"agent_description"`
			Prompts     []struct {
				Title   string `json:"title"`
				Message string `json:"message"`
			} `json:"suggested_prompts"`
		} `json:"agent_view"`
		Bot struct {
			Name   string `json:"display_name"`
			Online bool   `json:"always_online"`
		} `json:"bot_user"`
		Commands []manifestCommand `json:"slash_commands"`
	} `json:"features"`
	OAuth struct {
		Scopes struct {
			Bot []string `json:"bot"`
		} `json:"scopes"`
	} `json:"oauth_config"`
	Settings struct {
		Events struct {
			URL string   `json:"request_url,omitempty"`
			Bot []string `json:"bot_events"`
		} `json:"event_subscriptions"`
		Interactivity struct {
			On  bool   `json:"is_enabled"`
			URL string `json:"request_url,omitempty"`
		} `json:"interactivity"`
		Org      bool `json:"org_deploy_enabled"`
		Socket   bool `json:"socket_mode_enabled"`
		Rotation bool `json:"token_rotation_enabled"`
	} `json:"settings"`
}

type manifestCommand struct {
	Command     string `json:"command"`
	URL         string `json:"url,omitempty"`
	Description string `json:"description"`
	Hint        string `json:"usage_hint"`
	Escape      *bool  `json:"should_escape"`
}

func readManifest(t *testing.T, mode string) manifest {
	t.Helper()
	text := readFile(t, "deploy/slack/manifest-"+mode+".json")
	var m manifest
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&m); err != nil {
		t.Fatal(err)
	}
	return m
}

// TestSlackManifestLimits holds the manifests to the lengths of Slack's schema.
func TestSlackManifestLimits(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"socket", "http"} {
		m := readManifest(t, mode)
		length := func(what, text string, least, most int) {
			if n := utf8.RuneCountInString(text); n < least || n > most {
				t.Errorf("%s: %s has %d characters, not %d to %d", mode, what, n, least, most)
			}
		}
		length("name", m.Display.Name, 1, 35)
		length("description", m.Display.Description, 1, 140)
		length("long_description", m.Display.Long, 175, 4000)
		length("agent_description", m.Features.Agent.Description, 1, 300)
		length("display_name", m.Features.Bot.Name, 1, 80)
		if n := len(m.Features.Agent.Prompts); n > 4 {
			t.Errorf("%s: %d suggested prompts, more than 4", mode, n)
		}
		for _, c := range m.Features.Commands {
			length(c.Command, c.Command, 2, 32)
			length(c.Command+" description", c.Description, 1, 2000)
			length(c.Command+" usage_hint", c.Hint, 1, 1000)
			if c.Escape == nil || *c.Escape {
				t.Errorf("%s: %s does not say that its text is to come as it was typed", mode, c.Command)
			}
		}
		if m.Metadata.Major != 2 || m.Settings.Rotation || m.Settings.Org || !m.Settings.Interactivity.On {
			t.Errorf("%s: _metadata %+v, settings %+v", mode, m.Metadata, m.Settings)
		}
		if home := m.Features.Home; home.Home || !home.Messages || home.ReadOnly {
			t.Errorf("%s: app_home %+v: the bot has a messages tab to write in and no other", mode, home)
		}
	}
}

// TestSlackManifestModes holds the manifests to each other: they differ by how events come.
func TestSlackManifestModes(t *testing.T) {
	t.Parallel()
	const host = "https://bot.example.org"
	socket, overHTTP := readManifest(t, "socket"), readManifest(t, "http")
	want := socket
	want.Features.Commands = slices.Clone(socket.Features.Commands)
	for i := range want.Features.Commands {
		want.Features.Commands[i].URL = host + "/slack/commands"
	}
	want.Settings.Events.URL = host + "/slack/events"
	want.Settings.Interactivity.URL = host + "/slack/interactive"
	want.Settings.Socket = false
	if diff := cmp.Diff(want, overHTTP); diff != "" {
		t.Errorf("the manifest for HTTP is not that for Socket Mode with addresses (-want +got):\n%s", diff)
	}
	if !socket.Settings.Socket {
		t.Error("the manifest for Socket Mode leaves it off")
	}
}

// TestSlackScopes holds the manifests to what the adapter uses and the guide explains.
func TestSlackScopes(t *testing.T) {
	t.Parallel()
	used := []string{"assistant:write"} // the adapter calls nothing with it: agent_view has to have it
	for _, s := range slack.Scopes() {
		used = append(used, s.Name)
	}
	m := readManifest(t, "socket")
	asked := m.OAuth.Scopes.Bot
	guide := readFile(t, "docs/setup-slack.md")
	if diff := cmp.Diff(sorted(used), sorted(asked)); diff != "" {
		t.Errorf("the manifest asks for other scopes than are used (-used +asked):\n%s", diff)
	}
	if diff := cmp.Diff(sorted(asked), sorted(firstCells(guide, "scope"))); diff != "" {
		t.Errorf("docs/setup-slack.md explains other scopes than the manifest asks for (-asked +explained):\n%s", diff)
	}
	if diff := cmp.Diff(sorted(m.Settings.Events.Bot), sorted(firstCells(guide, "event"))); diff != "" {
		t.Errorf("docs/setup-slack.md explains other events than the manifest asks for (-asked +explained):\n%s", diff)
	}
	scopes := map[string]string{
		"app_mention": "app_mentions:read", "message.channels": "channels:history", "message.groups": "groups:history",
		"message.im": "im:history", "message.mpim": "mpim:history",
	} // https://docs.slack.dev/reference/events
	for event, scope := range scopes {
		if slices.Contains(m.Settings.Events.Bot, event) != slices.Contains(asked, scope) {
			t.Errorf("of the event %s and its scope %s the manifest has one", event, scope)
		}
	}
}

func sorted(names []string) []string { return slices.Sorted(slices.Values(names)) }
