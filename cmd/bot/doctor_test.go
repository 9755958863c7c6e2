package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing/sources"
)

// A subscription that cannot be posted, a question that waits and a platform that repeats the
// token in its error are found, and the token is not shown.
func TestDoctorFinds(t *testing.T) {
	t.Parallel()
	const token = "xoxb-1-never-printed"
	dir := t.TempDir()
	store, err := openIn(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for n, s := range []chat.Subscription{
		{Room: chat.Room{Platform: "slack", Channel: "C1"}, At: "08:00", Zone: "Europe/Berlin"},
		{Room: chat.Room{Platform: "discord", Channel: "2"}, At: "08:00", Zone: "UTC"},
		{Room: chat.Room{Platform: "slack", Channel: "C3"}, At: "25:00", Zone: "Nowhere/Land"},
	} {
		if _, err := store.AddSubscription(t.Context(), s); err != nil {
			t.Fatalf("subscription %d: %v", n+1, err)
		}
	}
	e := chat.Event{Keys: []string{"k"}, Kind: chat.Ask, To: chat.Address{Room: chat.Room{Platform: "slack", Channel: "C1"}}, At: time.Now()}
	if _, err := store.Accept(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	w := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { // it repeats what it is told
		io.WriteString(w, `{"ok": false, "error": "no such token: `+token+`"}`)
	}))
	defer w.Close()
	a := &app{settings: settings{
		"data": {value: dir, level: fromFlag, from: "--data"}, "listen": {value: noListener}, "log": {value: "info"}, "user-rate": {value: "10"},
		"slack-bot-token": {secret: newSecret(token), level: fromEnvironment, from: "SLACK_BOT_TOKEN"},
		"slack-app-token": {secret: newSecret("xapp-never-printed")}, "slack-api-url": {value: w.URL + "/api/"},
	}}
	found := a.examine(t.Context(), nil)
	text, err := json.Marshal(found)
	if err != nil || strings.Contains(string(text), "never-printed") || !strings.Contains(string(text), "no such token: ***") {
		t.Errorf("%s, %v", text, err)
	}
	for _, want := range []chat.Finding{
		{About: "configuration: slack-bot-token", OK: true, Detail: "*** (SLACK_BOT_TOKEN)"},
		{About: "data: articles", Detail: "none", Mend: "add some with bot ingest PATH, name a folder of them with --corpus PATH, or follow a source with bot sources add ADDRESS"},
		{About: "data: sources", OK: true, Detail: "0"},
		{About: "platforms: admins", OK: true, Detail: "none; BRIEFBOT_ADMINS lets people change the sources and the modes of rooms from a chat"},
		{About: "data: backlog", OK: true, Detail: "1 question and 0 messages wait, the oldest 0 s"},
		{About: "data: subscriptions", OK: true, Detail: "1"},
		{About: "data: subscription 2", Detail: "it is for discord:2, and no token for discord is set", Mend: "set the token; bot subscriptions remove 2 ends it"},
		{About: "data: subscription 3", Detail: "\"25:00\" is no time of day; write it as 08:00\n\"Nowhere/Land\" is no time zone; write it as Europe/Berlin", Mend: "bot subscriptions remove 3 ends it"},
		{About: "serve: process", OK: true, Detail: "not running"},
	} {
		if !contains(found, want) {
			t.Errorf("bot doctor lacks %+v in %s", want, text)
		}
	}
}

func contains(found []chat.Finding, want chat.Finding) bool {
	for _, f := range found {
		if f == want {
			return true
		}
	}
	return false
}

// A long list of dead letters is cut, and what to do is said once.
func TestDoctorDeadLetters(t *testing.T) {
	t.Parallel()
	var letters []chat.Letter
	for n := range maxLetters + 2 {
		letters = append(letters, chat.Letter{ID: int64(n), Room: chat.Room{Platform: "slack", Channel: "C1"}, Why: "gone", Created: time.Now().Add(-3 * time.Hour)})
	}
	e := &examination{}
	e.deadLetters(letters)
	if len(e.found) != maxLetters {
		t.Fatalf("%d findings", len(e.found))
	}
	want := chat.Finding{
		About: "data: dead letter 9", Detail: "to slack:C1, 3 h old: gone (and 2 more)",
		Mend: "mend what it says, then send them again with bot retry, or one with bot retry ID",
	}
	if diff := cmp.Diff(want, e.found[maxLetters-1]); diff != "" {
		t.Errorf("the last (-want +got):\n%s", diff)
	}
	if first := e.found[0]; first.Mend != "" || first.OK {
		t.Errorf("the first: %+v", first)
	}
}

// Sources that fail are named with how long they have, those that are paused are not.
func TestDoctorSources(t *testing.T) {
	t.Parallel()
	store, err := openIn(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	add := func(name, fault string) int64 {
		t.Helper()
		s, _, err := store.AddSource(t.Context(), sources.Source{Name: name, Address: "https://example.org/" + name, Every: time.Hour, Quota: 1})
		if err == nil {
			err = store.SaveState(t.Context(), s.ID, sources.State{Fault: fault, FaultSince: time.Now().Add(-3 * time.Hour)})
		}
		if err != nil {
			t.Fatal(err)
		}
		return s.ID
	}
	want := func(f chat.Finding) {
		t.Helper()
		e := &examination{settings: settings{}}
		e.sources(t.Context(), store)
		e.articles(0)
		none := chat.Finding{About: "data: articles", OK: true, Detail: "none yet; bot serve takes those of the sources"}
		if diff := cmp.Diff([]chat.Finding{f, none}, e.found); diff != "" {
			t.Errorf("found (-want +got):\n%s", diff)
		}
	}
	add("a", "")
	if err := store.PauseSource(t.Context(), add("b", "gone"), true); err != nil {
		t.Fatal(err)
	}
	want(chat.Finding{About: "data: sources", OK: true, Detail: "2"})
	add("c\x1b", "gone")
	const mend = "bot sources list says what is wrong"
	want(chat.Finding{About: "data: sources", Detail: "3, of which 1 fails: c for 3 h", Mend: mend})
	for n := range maxFailing {
		add(fmt.Sprint("d", n), "gone")
	}
	want(chat.Finding{About: "data: sources", Detail: "8, of which 6 fail: c for 3 h, d0 for 3 h, d1 for 3 h, d2 for 3 h, d3 for 3 h and 1 more", Mend: mend})
}

func TestAmounts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ got, want string }{
		{ago(0), "0 s"},
		{ago(59 * time.Second), "59 s"},
		{ago(time.Hour - 1), "59 min"},
		{ago(47 * time.Hour), "47 h"},
		{ago(72 * time.Hour), "3 days"},
		{size(1), "1 KB"},
		{size(155_648), "152 KB"},
		{size(14 << 20), "14 MB"},
		{size(5 << 29), "2.5 GB"},
		{fmt.Sprint(reachableAt("0.0.0.0:8080"), " ", reachableAt("[::]:1"), " ", reachableAt("10.0.0.1:2")), "127.0.0.1:8080 127.0.0.1:1 10.0.0.1:2"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
}
