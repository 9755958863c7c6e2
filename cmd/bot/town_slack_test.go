package main

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/slack/slacktest"
)

// slackTown is a workspace whose bot connects over Socket Mode.
type slackTown struct {
	server *slacktest.Server
	digest []chat.Room

	mu    sync.Mutex
	asked []string // by channel and ts
}

// retries are shorter than Slack's own pauses, and go on: what is counted is not how patient
// Slack is.
var townRetries = []time.Duration{0, 100 * time.Millisecond, 500 * time.Millisecond}

func newSlackTown(t *testing.T) town {
	s := &slackTown{server: slacktest.New(slacktest.Options{
		Seed: 7, Patient: true, Retries: townRetries, RateLimit: true, Grace: time.Second,
		Faults: slacktest.Faults{LostReplies: .02, Doubled: .05, Failures: .01, Late: .05, Lateness: 200 * time.Millisecond},
	})}
	for n := range townRooms {
		s.server.AddChannel(townRoom(n))
	}
	for n := range townDigests {
		room := fmt.Sprintf("C0DIGEST%02d", n)
		s.server.AddChannel(room)
		s.digest = append(s.digest, chat.Room{Platform: "slack", Channel: room})
	}
	return s
}

func townRoom(n int) string { return fmt.Sprintf("C0ROOM%03d", n%townRooms) }

func (s *slackTown) env() []string {
	return []string{"SLACK_API_URL=" + s.server.URL(), "SLACK_BOT_TOKEN=" + slacktest.BotToken, "SLACK_APP_TOKEN=" + slacktest.AppToken}
}

func (s *slackTown) ask(n int) {
	d := s.server.Mention(townRoom(n), fmt.Sprintf("U0PERSON%d", n%1000), "who is in the Russian delegation?")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, d.Channel+"/"+d.TS)
}

func (s *slackTown) settled(ctx context.Context) error { return s.server.Settle(ctx) }

func (s *slackTown) answers() map[string]int {
	out := map[string]int{}
	s.mu.Lock()
	for _, q := range s.asked {
		out[q] = 0
	}
	s.mu.Unlock()
	for _, m := range s.server.Posted() {
		if m.Thread != "" {
			out[m.Channel+"/"+m.Thread]++
		}
	}
	return out
}

func (s *slackTown) rooms() []chat.Room { return s.digest }

func (s *slackTown) digests(room chat.Room) int {
	n := 0
	for _, m := range s.server.Posted() {
		if m.Channel == room.Channel && m.Thread == "" {
			n++
		}
	}
	return n
}

func (s *slackTown) close() { s.server.Close() }
