package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/discord"
)

// TestSameCommands holds the commands in Slack's manifest to those that the bot registers
// with a Discord that has none.
func TestSameCommands(t *testing.T) {
	t.Parallel()
	names := make(chan string, 100)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /applications/1/commands", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "[]") })
	mux.HandleFunc("POST /applications/1/commands", func(w http.ResponseWriter, r *http.Request) {
		var c struct{ Name string }
		if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
			t.Error(err)
		}
		names <- "/" + c.Name
		_, _ = io.WriteString(w, "{}")
	})
	server := httptest.NewServer(mux)
	defer server.Close()

	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	log := slog.New(slog.NewTextHandler(until{"commands registered", stop}, nil))
	adapter := discord.New(discord.Config{Token: "token", AppID: "1", APIURL: server.URL}, nil, noMarks{}, log)
	if err := adapter.Run(ctx); err != nil {
		t.Fatal(err)
	}
	close(names)
	var onDiscord, onSlack []string
	for name := range names {
		onDiscord = append(onDiscord, name)
	}
	for _, c := range readManifest(t, "socket").Features.Commands {
		onSlack = append(onSlack, c.Command)
	}
	slices.Sort(onDiscord)
	slices.Sort(onSlack)
	if diff := cmp.Diff(onSlack, onDiscord); diff != "" {
		t.Errorf("the platforms have other commands (-Slack +Discord):\n%s", diff)
	}
}

// until calls then when the text is written.
type until struct {
	text string
	then func()
}

func (u until) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte(u.text)) {
		u.then()
	}
	return len(p), nil
}

// noMarks keeps nothing.
type noMarks struct{}

func (noMarks) Mark(context.Context, string, string) error     { return nil }
func (noMarks) Marked(context.Context, string) (string, error) { return "", nil }
