package chat_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/chat"
)

// TestBrief types subcommands in two rooms, in order, and reads what they are answered.
func TestBrief(t *testing.T) {
	inWorld(t, &platform{}, func(t *testing.T, w *world) {
		for n, c := range []struct{ channel, text, want string }{
			{"c1", "subscriptions", "|This room gets no digest."},
			{"c1", "subscribe", "|A digest needs a time of day"},
			{"c1", "subscribe noon", `|"noon" is no time of day; write it as 08:00.`},
			{"c1", "subscribe 24:30", `|"24:30" is no time of day`},
			{"c1", "subscribe 8:00 Europe/Atlantis", `|"Europe/Atlantis" is no time zone`},
			{"c1", "subscribe 8:00 UTC " + strings.Repeat("word ", 30), "|The topic is longer than 100 characters."},
			{"c1", "subscribe 8:00", "|This room gets a digest every day at 08:00 UTC. "},
			{"c1", "subscribe 08:30 Europe/Berlin rail strikes", "|This room gets a digest every day at 08:30 Europe/Berlin, on rail strikes."},
			{"c1", "SUBSCRIBE 09:00 ports", "|This room gets a digest every day at 09:00 UTC, on ports."},
			{"c2", "subscriptions", "|This room gets no digest."},
			{"c2", "unsubscribe 1", "|This room gets no digest."},
			{"c1", "subscriptions", "Daily digests of this room|1: every day at 08:00 UTC|2: every day at 08:30 Europe/Berlin, on rail strikes|3: every day at 09:00 UTC, on ports"},
			{"c1", "unsubscribe 2", "|This room gets no digest every day at 08:30 Europe/Berlin, on rail strikes any more."},
			{"c1", "unsubscribe two", "Daily digests of this room|1:"},
			{"c1", "subscriptions", "Daily digests of this room|1: every day at 08:00 UTC|3:"},
			{"c1", "dance", "There is no /brief dance|"},
			{"c1", "", "What I do|"},
			{"c1", "help", "What I do|"},
		} {
			e := question(n, "u1", c.channel)
			e.Kind, e.Text = chat.Brief, c.text
			w.accept(e)
			pass(5 * time.Second)
			posts := w.platform.texts("")
			if len(posts) != n+1 || !strings.HasPrefix(posts[n], c.want) {
				t.Fatalf("/brief %s in %s is answered %q, want %q", c.text, c.channel, posts[n:], c.want)
			}
		}
		left, err := w.store.Subscriptions(t.Context())
		if err != nil || len(left) != 2 {
			t.Fatalf("%d subscriptions left, %v", len(left), err)
		}
		want := chat.Subscription{ID: 1, Room: chat.Room{Platform: "fake", Channel: "c1"}, At: "08:00", Zone: "UTC", By: "u1", Created: left[0].Created}
		if diff := cmp.Diff(want, left[0]); diff != "" {
			t.Errorf("kept (-want +got):\n%s", diff)
		}
	})
}
