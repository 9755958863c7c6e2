package discord

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/chat/adaptertest"
	"briefbot/internal/adapters/discord/discordtest"
	"briefbot/internal/adapters/sqlite"
)

// TestSuite runs what all chat adapters are held to.
func TestSuite(t *testing.T) {
	t.Parallel()
	adaptertest.Run(t, *update, func(t *testing.T) (adaptertest.Stage, adaptertest.Store) {
		store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "bot.db"))
		if err != nil {
			t.Fatal(err)
		}
		s := &stage{t: t, server: discordtest.New(discordtest.Options{Spec: spec(t), MessageRate: -1, AckWithin: time.Minute}), store: store}
		t.Cleanup(func() {
			s.server.Close()
			if v := s.server.Violations(); len(v) > 0 {
				t.Errorf("Discord would not have it: %q", v)
			}
			if err := store.Close(); err != nil {
				t.Error(err)
			}
		})
		return s, store
	})
}

// stage is a guild with people in it.
type stage struct {
	t      *testing.T
	server *discordtest.Server
	store  *sqlite.Store
	bot    *Adapter
}

func (s *stage) Open(intake *chat.Intake) adaptertest.Adapter {
	s.bot = New(Config{Token: discordtest.DefaultToken, APIURL: s.server.URL()}, intake, s.store, slog.New(slog.DiscardHandler))
	return s.bot
}

// there waits until the bot hears what is said.
func (s *stage) there() {
	s.t.Helper()
	eventually(s.t, "a session", s.bot.Connected)
}

// people are the ids of those who talk.
var people = map[string]string{"alice": "2000000000000000001", "bob": "2000000000000000002"}

func (s *stage) ID(user string) string { return people[user] }

func (s *stage) Channel() chat.Room {
	return chat.Room{Platform: platform, Channel: discordtest.General}
}

func (s *stage) Mention(user, text string) string {
	s.there()
	return s.server.Mention(discordtest.General, people[user], text)
}

func (s *stage) Direct(user, text string) string { return s.server.Direct(people[user], text) }

// answer is the bot's to a message.
func (s *stage) answer(message string) string {
	s.t.Helper()
	for _, m := range s.server.Posted() {
		if m.ReplyTo == message {
			return m.ID
		}
	}
	s.t.Fatalf("the bot has not answered %s", message)
	return ""
}

// FollowUp replies to the answer, which pings the bot: Discord shows it no other.
func (s *stage) FollowUp(user, message, text string) {
	s.server.Reply(discordtest.General, people[user], s.answer(message), text, true)
}

func (s *stage) Command(user, name, text string) {
	options := map[string]any{}
	switch {
	case name == "brief":
		sub, rest, _ := strings.Cut(text, " ")
		name += " " + sub
		switch words := strings.Fields(rest); {
		case sub == "subscribe":
			options["at"] = words[0]
			if len(words) > 1 {
				options["zone"] = words[1]
			}
		case sub == "unsubscribe":
			options["id"] = 1
		case sub == "mode" && rest != "":
			options["mode"] = rest
		case sub == "sources":
			name += " " + words[0]
			s.sourceOptions(options, words[1:])
		}
	case text != "":
		options[map[string]string{"ask": "question", "fact": "name", "digest": "topic"}[name]] = text
	}
	s.server.Command(discordtest.General, people[user], name, options)
}

// sourceOptions takes what follows "sources add" and the like apart.
func (s *stage) sourceOptions(options map[string]any, words []string) {
	switch {
	case len(words) == 0:
	case !strings.ContainsAny(words[0], "./"):
		options["source"] = strings.Join(words, " ")
	default:
		options["address"] = words[0]
		if len(words) > 2 {
			options["every"], options["name"] = words[2], strings.Join(words[3:], " ")
		}
	}
}

func (s *stage) Press(user, message, button string) {
	if s.server.Press(people[user], s.answer(message), button) == "" {
		s.t.Fatalf("there is no button %s under the answer to %s", button, message)
	}
}

func (s *stage) Repeat() { s.server.Repeat() }

// Noise is everything in a channel that is not for the bot.
func (s *stage) Noise() {
	const text = "who is in the Russian delegation?"
	bob := people["bob"]
	said := s.server.Say(discordtest.General, bob, text)
	s.server.Edit(discordtest.General, said, "<@"+discordtest.App+"> "+text)
	s.server.Say(discordtest.General, bob, "<@"+people["alice"]+"> "+text)
	for _, w := range []discordtest.Written{
		{User: "3000000000000000001", Bot: true},
		{User: discordtest.App, Bot: true},
		{User: "3000000000000000002", Webhook: true},
		{User: bob, Type: 7}, // somebody has joined
		{User: bob, Type: 6}, // a message was pinned
	} {
		w.Channel, w.Text, w.MentionsBot = discordtest.General, "<@"+discordtest.App+"> "+text, true
		s.server.Write(w)
	}
}

var (
	snowflakes = regexp.MustCompile(`\d{18,20}`)
	tokens     = regexp.MustCompile(`(/webhooks/[^/]+/)[^/]+`)
)

// Sent returns the calls that made something be seen. Ids come from the clock: they are
// numbered in the order in which they appear.
func (s *stage) Sent() []adaptertest.Sent {
	known := map[string]string{}
	number := func(text string) string {
		return snowflakes.ReplaceAllStringFunc(text, func(id string) string {
			if strings.HasPrefix(id, "114") { // the guild's own, which stay
				return id
			}
			if known[id] == "" {
				known[id] = fmt.Sprintf("id%03d", len(known)+1)
			}
			return known[id]
		})
	}
	var out []adaptertest.Sent
	for _, r := range s.server.Requests() {
		if !strings.Contains(r.Path, "/messages") && !strings.HasPrefix(r.Path, "/webhooks/") || r.Method == "GET" {
			continue
		}
		where := number(r.Method + " " + tokens.ReplaceAllString(r.Path, "${1}TOKEN"))
		out = append(out, adaptertest.Sent{Where: where, Body: []byte(number(string(r.Body)))})
	}
	return out
}
