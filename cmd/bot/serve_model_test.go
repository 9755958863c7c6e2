package main

import (
	"strings"
	"testing"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/openai"
	"briefbot/internal/adapters/openai/openaitest"
	"briefbot/internal/briefing"
)

// TestServeRooms serves rooms each in its mode and within its allowance, over a restart.
func TestServeRooms(t *testing.T) {
	t.Parallel()
	endpoint := openaitest.New(t, copied(func(s string) string { return s }))
	plan := servePlan{
		dir: t.TempDir(), demo: true, admins: []string{"booth:boss"}, limits: briefing.Limits{Room: 1000}, // what one answer takes
		model: func(m openai.Meter) *openai.Client {
			return openai.New(openai.Config{BaseURL: endpoint.URL, Key: openaitest.Key, Model: openaitest.Model, Meter: m})
		},
	}
	const question, spent = "who is in the Russian delegation?", "The language model was not asked: its allowance for this month is used up."
	byModel := func(p chat.Page) bool { return len(p.Items) == 1 && says(p, "Lavrov") && p.Note == "" }
	plainly := func(p chat.Page, note string) bool { return len(p.Items) > 1 && says(p, "Lavrov") && p.Note == note }
	want := func(ok bool, what string, p chat.Page) {
		t.Helper()
		if !ok {
			t.Errorf("%s: %+v", what, p)
		}
	}

	served := startServe(t, plan, &booth{})
	address := served.address(t)
	ask := func(room string) chat.Page { return served.booth.say(t, chat.Ask, room, "guest", question) }
	p := ask("one")
	want(byModel(p), "the first answer", p)
	for range 2 {
		p = ask("one")
		want(plainly(p, spent), "when the allowance is used up", p)
	}
	p = served.booth.say(t, chat.Brief, "one", "guest", "usage")
	want(says(p, "tokens of the language model in ") && says(p, "in 1 request; it may use 1000.") && says(p, "The allowance is used up"), "usage", p)
	p = served.booth.say(t, chat.Brief, "two", "guest", "mode extractive")
	want(says(p, "Only admins may"), "a guest sets a mode", p)
	p = served.booth.say(t, chat.Brief, "two", "boss", "mode extractive")
	want(says(p, "The mode of this room is extractive"), "an admin sets a mode", p)
	p = ask("two")
	want(plainly(p, ""), "an extractive room", p)
	p = ask("three")
	want(byModel(p), "a room without a mode", p)
	if _, text := get(t, address+"/metrics"); !strings.Contains(text, `briefbot_model_tokens_total{kind="prompt",model="test-model"} 2000`) {
		t.Errorf("metrics without the tokens:\n%s", text)
	}
	if err := served.end(t); err != nil {
		t.Error(err)
	}
	if log := served.log.String(); strings.Count(log, "the model is not asked any more this month") != 1 || !strings.Contains(log, "OPENAI_ROOM_MONTHLY_TOKENS allows more") {
		t.Errorf("the log is\n%s", log)
	}

	served = startServe(t, plan, &booth{})
	served.address(t)
	p = ask("one")
	want(plainly(p, spent), "used up, after a restart", p)
	p = ask("two")
	want(plainly(p, ""), "an extractive room, after a restart", p)
	if err := served.end(t); err != nil {
		t.Error(err)
	}
	if log := served.log.String(); strings.Contains(log, "the model is not asked") {
		t.Errorf("said again:\n%s", log)
	}
	if n := len(endpoint.Asked()); n != 2 {
		t.Errorf("the model was asked %d times, want 2", n)
	}
}
