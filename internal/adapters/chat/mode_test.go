package chat_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing"
)

// modelled is a composer that says whose words it drafts in, and for which room.
type modelled struct {
	parrot
	room chat.Room
}

func (m modelled) Compose(context.Context, briefing.Evidence) (briefing.Draft, error) {
	return briefing.Draft{Claims: []briefing.DraftClaim{{Text: "model in " + m.room.String()}}}, nil
}

// withModel gives a bot a model.
func withModel(b *chat.Bot) {
	b.Model = func(room chat.Room) *briefing.Service {
		service := *b.Service
		service.Composer = modelled{room: room}
		return &service
	}
}

// inWorldOf runs a test in its own time, with a bot that was set up before it runs.
func inWorldOf(t *testing.T, set func(*chat.Bot), test func(t *testing.T, w *world)) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, &platform{})
		w.stop()
		set(w.bot)
		w.resume()
		test(t, w)
	})
}

// types has a user type a subcommand of /brief in a thread of a channel, and returns what it is
// answered.
func (w *world) types(n int, user, channel, text string) string {
	w.t.Helper()
	e := question(n, user, channel)
	e.Kind, e.Text, e.To.Room.Thread = chat.Brief, text, "12.34"
	w.accept(e)
	pass(5 * time.Second)
	posts := w.platform.texts(channel)
	return posts[len(posts)-1]
}

// TestModes sets modes in two rooms, in order, and asks in both after each.
func TestModes(t *testing.T) {
	const own, others = "|to q", "|model in fake:"
	inWorldOf(t, withModel, func(t *testing.T, w *world) {
		n := 0
		for _, c := range []struct{ user, channel, text, want, c1, c2 string }{
			{"u1", "c1", "mode", "|The mode of this room is the default, auto: I answer in the words of a language model", others, others},
			{"u1", "c1", "mode extractive", "|Only admins may set how a room is answered. My operator makes you one by adding fake:u1 ", others, others},
			{"admin", "c1", "mode fast", `|"fast" is no mode; give extractive, llm, auto or default.`, others, others},
			{"admin", "c1", "mode Extractive", "|The mode of this room is extractive: I answer in the words of the articles.", own, others},
			{"u1", "c1", "mode", "|The mode of this room is extractive: ", own, others},
			{"u1", "c2", "mode", "|The mode of this room is the default, auto: ", own, others},
			{"admin", "c2", "MODE llm", "|The mode of this room is llm: I answer in the words of a language model", own, others},
			{"admin", "c1", "mode auto", "|The mode of this room is auto: I answer in the words of a language model", others, others},
			{"admin", "c1", "mode default", "|The mode of this room is the default, auto: ", others, others},
		} {
			if got := w.types(n, c.user, c.channel, c.text); !strings.HasPrefix(got, c.want) {
				t.Fatalf("/brief %s by %s is answered %q, want %q", c.text, c.user, got, c.want)
			}
			for channel, want := range map[string]string{"c1": c.c1, "c2": c.c2} {
				n += 10
				w.ask(n, channel, "", "q")
				pass(5 * time.Second)
				posts := w.platform.texts(channel)
				if last := posts[len(posts)-1]; !strings.HasPrefix(last, want) || want == others && last != others+channel {
					t.Fatalf("after /brief %s, %s is answered %q, want %q", c.text, channel, last, want)
				}
			}
			n++
		}
	})
}

// TestDefaultMode: a room without a mode of its own has the bot's, and one with llm says that
// there is no model where there is none.
func TestDefaultMode(t *testing.T) {
	for name, c := range map[string]struct {
		mode  chat.Mode
		model bool
		set   string
		want  string // said of the mode
		posts string // to a question
	}{
		"extractive":         {chat.Extractive, true, "", "default, extractive: I answer in the words of the articles.", "|to q"},
		"llm":                {chat.LLM, true, "", "default, llm: I answer in the words of a language model", "|model in fake:c"},
		"own against it":     {chat.Extractive, true, "llm", "is llm: I answer in the words of a language model", "|model in fake:c"},
		"no model":           {chat.Auto, false, "", "default, auto. No language model is set up", "|to q"},
		"llm without one":    {chat.Auto, false, "llm", "is llm. No language model is set up", "|to q"},
		"extractive without": {chat.Auto, false, "extractive", "is extractive: I answer in the words of the articles.", "|to q"},
	} {
		t.Run(name, func(t *testing.T) {
			set := func(b *chat.Bot) {
				b.Mode = c.mode
				if c.model {
					withModel(b)
				}
			}
			inWorldOf(t, set, func(t *testing.T, w *world) {
				if got := w.types(1, "admin", "c", "mode "+c.set); !strings.Contains(got, c.want) {
					t.Errorf("answered %q, want %q", got, c.want)
				}
				w.ask(2, "c", "", "q")
				pass(5 * time.Second)
				if posts := w.platform.texts("c"); posts[len(posts)-1] != c.posts {
					t.Errorf("a question is answered %q, want %q", posts[len(posts)-1], c.posts)
				}
			})
		})
	}
}

// told is an editor that says whose words it tells stories in.
type told string

func (e told) Stories(context.Context, []*briefing.Document, string) ([]briefing.DraftStory, int, error) {
	return []briefing.DraftStory{{Title: string(e), Claims: []briefing.DraftClaim{{Text: string(e)}}}}, 1, nil
}

type shelf struct{}

func (shelf) Between(context.Context, time.Time, time.Time) ([]*briefing.Document, error) {
	return make([]*briefing.Document, 1), nil
}

func (shelf) End(_ context.Context, now time.Time) (time.Time, error) { return now, nil }

// TestModeOfDigests: a room's digests are told by who answers there, asked for and daily.
func TestModeOfDigests(t *testing.T) {
	set := func(b *chat.Bot) {
		b.Service.Archive, b.Service.Editor = shelf{}, told("articles")
		withModel(b)
		plain := b.Model
		b.Model = func(room chat.Room) *briefing.Service {
			service := plain(room)
			service.Editor = told("model")
			return service
		}
	}
	inWorldOf(t, set, func(t *testing.T, w *world) {
		w.types(1, "admin", "c1", "mode extractive")
		for n, channel := range []string{"c1", "c2"} {
			w.types(10+n, "u1", channel, "subscribe 00:05")
			e := question(20+n, "u1", channel)
			e.Kind, e.Text = chat.Digest, ""
			w.accept(e)
		}
		pass(10 * time.Minute)
		for channel, want := range map[string]string{"c1": "|articles|articles", "c2": "|model|model"} {
			digests := slices.DeleteFunc(w.platform.texts(channel), func(text string) bool { return !strings.HasPrefix(text, "Digest of ") })
			if len(digests) != 2 || !strings.HasSuffix(digests[0], want) || !strings.HasSuffix(digests[1], want) {
				t.Errorf("%s has the digests %q, want two that end in %q", channel, digests, want)
			}
		}
	})
}

// TestUsage: a room sees what it has used this month, and nothing of other rooms.
func TestUsage(t *testing.T) {
	set := func(b *chat.Bot) { b.Limits = briefing.Limits{All: 5000, Room: 1000} }
	inWorldOf(t, set, func(t *testing.T, w *world) {
		n := 0
		want := func(channel, want string) {
			t.Helper()
			n++
			if got := w.types(n, "u1", channel, "usage"); got != want {
				t.Errorf("answered %q, want %q", got, want)
			}
		}
		use := func(room, model string, prompt, output int) {
			t.Helper()
			id, err := w.store.Reserve(t.Context(), room, model, briefing.Tokens{}, briefing.Limits{})
			if err == nil {
				err = w.store.SettleUsage(t.Context(), id, briefing.Tokens{Prompt: prompt, Output: output})
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		const spent = "|The allowance is used up: until the month is over (UTC), I answer in the words of the articles."
		want("c1", "|This room has not used a language model in January 2000; it may use 1000.")
		use("fake:c1", "a", 300, 20)
		use("fake:c1", "b", 70, 9)
		use("fake:c2", "a", 1000, 0)
		want("c1", "|This room has used 399 tokens of the language model in January 2000, in 2 requests; it may use 1000.")
		want("c2", "|This room has used 1000 tokens of the language model in January 2000, in 1 request; it may use 1000."+spent)
		use("index", "c", 5000, 0)
		want("c1", "|This room has used 399 tokens of the language model in January 2000, in 2 requests; it may use 1000."+spent)
		w.stop()
		w.bot.Now = func() time.Time { return time.Now().AddDate(0, 1, 0) }
		w.resume()
		want("c1", "|This room has not used a language model in February 2000; it may use 1000.")
	})
}
