package main

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/discord/discordtest"
)

// discordTown is a guild. What is written while the bot is away stands in its channels.
type discordTown struct {
	server   *discordtest.Server
	channels []string
	digest   []chat.Room

	mu    sync.Mutex
	asked []string // by id
}

func newDiscordTown(*testing.T) town {
	d := &discordTown{server: discordtest.New(discordtest.Options{
		Seed: 7, LoseReplies: .02, Failures: .01, Doubled: .05,
	})}
	for range townRooms {
		d.channels = append(d.channels, d.server.AddChannel())
	}
	for range townDigests {
		d.digest = append(d.digest, chat.Room{Platform: "discord", Channel: d.server.AddChannel()})
	}
	return d
}

func (d *discordTown) env() []string {
	return []string{"DISCORD_API_URL=" + d.server.URL(), "DISCORD_TOKEN=" + discordtest.DefaultToken, "DISCORD_APP_ID=" + discordtest.App}
}

func (d *discordTown) ask(n int) {
	id := d.server.Mention(d.channels[n%len(d.channels)], fmt.Sprint(2000+n%1000), "who is in the Russian delegation?")
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asked = append(d.asked, id)
}

// settled: Discord tells a bot nothing twice; what it has missed it finds in the channels.
func (d *discordTown) settled(context.Context) error { return nil }

func (d *discordTown) answers() map[string]int {
	out := map[string]int{}
	d.mu.Lock()
	for _, id := range d.asked {
		out[id] = 0
	}
	d.mu.Unlock()
	for _, m := range d.server.Posted() {
		if m.ReplyTo != "" {
			out[m.ReplyTo]++
		}
	}
	return out
}

func (d *discordTown) rooms() []chat.Room { return d.digest }

func (d *discordTown) digests(room chat.Room) int {
	n := 0
	for _, m := range d.server.Posted() {
		if m.Channel == room.Channel {
			n++
		}
	}
	return n
}

func (d *discordTown) close() { d.server.Close() }
