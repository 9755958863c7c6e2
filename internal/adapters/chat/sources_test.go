package chat_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing/inert"
	"briefbot/internal/briefing/sources"
)

// brief has a user type a subcommand of /brief, and returns the pages that answer it.
func (w *world) brief(user, text string) []chat.Page {
	w.t.Helper()
	w.platform.mu.Lock()
	before := len(w.platform.posts)
	w.platform.mu.Unlock()
	e := question(before, user, "c")
	e.Kind, e.Text = chat.Brief, text
	w.accept(e)
	pass(5 * time.Second)
	w.platform.mu.Lock()
	defer w.platform.mu.Unlock()
	var pages []chat.Page
	for _, p := range w.platform.posts[before:] {
		pages = append(pages, p.page)
	}
	return pages
}

func (w *world) followed() []sources.Source {
	w.t.Helper()
	all, err := w.store.Sources(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// TestBriefSources types subcommands of /brief sources in order, and reads what they are
// answered.
func TestBriefSources(t *testing.T) {
	inWorld(t, &platform{}, func(t *testing.T, w *world) {
		for _, c := range []struct{ user, text, want string }{
			{"admin", "sources", "|I follow no source yet. /brief sources add "},
			{"u1", "sources", "|Only admins may see and change what I follow. My operator makes you one by adding fake:u1 to BRIEFBOT_ADMINS (or --admins)."},
			{"u1", "sources add example.org", "|Only admins may"},
			{"admin", "sources add", "|Name what to follow, as in /brief sources add https://example.org/feed."},
			{"admin", "sources add /etc", "|A folder is followed with bot sources add where I run; from here, only addresses such as https://example.org/feed."},
			{"admin", "sources add ../news", "|A folder is followed with bot sources add"},
			{"admin", "sources add ~/news", "|A folder is followed with bot sources add"},
			{"admin", "sources add file:///etc", `|"file:///etc" is no address; one looks like https://example.org/feed.`},
			{"admin", "sources add ftp://example.org", `|"ftp://example.org" is an address of ftp; only http and https are fetched.`},
			{"admin", "sources add https://", `|"https://" is no address; one looks like https://example.org/feed.`},
			{"admin", "sources add https://me:secret@example.org", "|The address holds a user name or password, which are not sent; leave them out."},
			{"admin", "sources add example.org every", "|After every stands the time between two visits: every 30m, every 2h."},
			{"admin", "sources add example.org every day", "|After every stands the time"},
			{"admin", "sources add example.org every 0", "|After every stands the time"},
			{"admin", "sources add example.org every 100ms", "|100ms is not a time between visits; it is from 1s to 720h0m0s, such as 15m."},
			{"admin", "sources add example.org " + strings.Repeat("name ", 30), "|The name is longer than 80 characters."},
			{"admin", "sources add Example.org/feed?token=x&a=1&b=2", "|https://example.org/feed?token=***&a=1&b=2 is added, to be visited every 15m at most. Its first visit comes within seconds; /brief sources list shows how it went."},
			{"admin", "Sources ADD https://example.org/other Every 90m Demo  Wire", "|https://example.org/other is added, to be visited every 1h30m at most."},
			{"admin", "sources list", "2 sources|2: Demo Wire, https://example.org/other|1: example.org, https://example.org/feed?token=***&a=1&b=2"},
			{"admin", "sources add https://example.org/feed?token=x&a=1&b=2 every 2h", "|Source 1 was followed already: it is example.org now, to be visited every 2h at most. Its next visit comes within seconds;"},
			{"admin", "sources add https://example.org/other The Wire", "|Source 2 was followed already: it is The Wire now, to be visited every 1h30m at most."},
			{"admin", "sources pause the wire", "|Source 2, The Wire, is paused: no visits until /brief sources resume 2."},
			{"admin", "sources resume 2", "|Source 2, The Wire, is followed again. Its next visit comes within seconds;"},
			{"admin", "sources pause 1", "|Source 1, example.org, is paused"},
			{"u1", "sources remove 1", "|Only admins may"},
			{"admin", "sources remove", "|Name the source by its number or its name, as in /brief sources remove 1; /brief sources list shows them."},
			{"admin", "sources remove 7", "|There is no source 7; /brief sources list shows them."},
			{"admin", "sources remove The Wire", "|Source 2, The Wire, is not followed any more."},
			{"admin", "sources dance", "There is no /brief sources dance|/brief sources list|/brief sources add ADDRESS [every 30m] [NAME]|"},
			{"admin", "sources help", "What I follow|/brief sources list|"},
		} {
			before := len(w.platform.texts(""))
			w.brief(c.user, c.text)
			posts := w.platform.texts("")
			if len(posts) != before+1 || !strings.HasPrefix(posts[before], c.want) {
				t.Fatalf("/brief %s of %s is answered %q, want %q", c.text, c.user, posts[before:], c.want)
			}
		}
		left := w.followed()
		if len(left) != 1 {
			t.Fatalf("%d sources left", len(left))
		}
		want := sources.Source{
			ID: 1, Name: "example.org", Address: "https://example.org/feed?token=x&a=1&b=2", Every: 2 * time.Hour,
			Quota: sources.DefaultQuota, By: "fake:admin", Added: left[0].Added, Paused: true,
		}
		if diff := cmp.Diff(want, left[0], cmpopts.EquateEmpty()); diff != "" || left[0].Added.IsZero() {
			t.Errorf("kept (-want +got):\n%s", diff)
		}
	})
}

// TestBriefSourcesKeepsSettings adds from a chat what the command line has given more.
func TestBriefSourcesKeepsSettings(t *testing.T) {
	inWorld(t, &platform{}, func(t *testing.T, w *world) {
		want, _, err := w.store.AddSource(t.Context(), sources.Source{
			Name: "Demo Wire", Address: "https://example.org", Tags: []string{"europe"}, Every: time.Hour, Quota: 1 << 20, Added: time.Now(),
		})
		if err != nil {
			t.Fatal(err)
		}
		w.brief("admin", "sources add example.org")
		if diff := cmp.Diff([]sources.Source{want}, w.followed()); diff != "" {
			t.Errorf("kept (-want +got):\n%s", diff)
		}
	})
}

// TestBriefSourcesWithoutAdmins has nobody who may.
func TestBriefSourcesWithoutAdmins(t *testing.T) {
	inWorld(t, &platform{}, func(t *testing.T, w *world) {
		w.stop()
		w.bot.Admins = nil
		w.resume()
		w.brief("admin", "sources add example.org")
		want := "|Only admins may see and change what I follow, and none are set. My operator makes you one with BRIEFBOT_ADMINS=fake:admin (or --admins)."
		if got := w.platform.texts(""); len(got) != 1 || got[0] != want {
			t.Errorf("answered %q", got)
		}
		if all := w.followed(); len(all) > 0 {
			t.Errorf("followed: %+v", all)
		}
	})
}

// TestBriefSourcesTrouble lists sources whose names and faults are hostile: what has trouble
// comes first, what others say is cut and harmless, and a long list has an end.
func TestBriefSourcesTrouble(t *testing.T) {
	const hostile = "\x1b[31m<!channel>\n@everyone \u202e[x](https://evil.example)\x00"
	inWorld(t, &platform{limit: 30}, func(t *testing.T, w *world) {
		for n := range 50 {
			s := sources.Source{Name: fmt.Sprintf("source %02d", n), Address: fmt.Sprintf("https://example.org/%d", n), Every: time.Hour, Quota: 1}
			if n == 48 {
				s.Name, s.Address = hostile, "https://example.org/"+strings.Repeat("long", 100)
			}
			s, _, err := w.store.AddSource(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			if n >= 48 {
				s.State = sources.State{Fault: hostile + strings.Repeat(" word", 100), FaultSince: time.Now().Add(-3 * time.Hour), Visited: time.Now()}
			}
			if err := w.store.SaveState(t.Context(), s.ID, s.State); err != nil {
				t.Fatal(err)
			}
		}
		pages := w.brief("admin", "sources")
		if len(pages) != 2 || pages[0].Title != "50 sources, 2 with trouble" ||
			pages[1].Note != "10 more are not shown; bot sources list shows all. /brief sources add ADDRESS follows one more; remove, pause and resume take a number or a name" {
			t.Fatalf("answered %+v", pages)
		}
		items := append(pages[0].Items, pages[1].Items...)
		if len(items) != 42 {
			t.Errorf("%d items, want 40 sources and 2 faults", len(items))
		}
		for i, want := range []struct{ style, text, tail string }{
			{"bullet", "49: " + inert.Clean(hostile) + ", https://example.org/longlong", "0 articles, visited "},
			{"quoted", "for 3 h: " + inert.Clean(hostile) + " word word", ""},
			{"bullet", "50: source 49, https://example.org/49", "0 articles, visited "},
			{"quoted", "for 3 h: ", ""},
			{"bullet", "1: source 00, https://example.org/0", "0 articles, not visited yet, next now"},
		} {
			got := items[i]
			if string(got.Style) != want.style || !strings.HasPrefix(got.Text, want.text) || !strings.HasPrefix(got.Tail, want.tail) {
				t.Errorf("item %d is %+v, want %+v", i, got, want)
			}
			if len([]rune(got.Text)) > 250 || inert.Clean(got.Text) != got.Text {
				t.Errorf("item %d is long or not clean: %q", i, got.Text)
			}
		}
	})
}
