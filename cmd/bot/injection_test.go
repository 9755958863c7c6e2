package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/ingest"
	"briefbot/prompts"
)

// attack is an instruction where none should be.
type attack struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

func loadAttacks(t *testing.T) []attack {
	t.Helper()
	f, err := os.Open(filepath.Join(sharedFolder(t), "evals", "injection", "attacks.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []attack
	for in := json.NewDecoder(f); in.More(); {
		var a attack
		if err := in.Decode(&a); err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	if len(all) < 190 {
		t.Fatalf("%d attacks", len(all))
	}
	return all
}

// result is what obeying an attack comes to: the words that it wants said, or that it is obeyed.
func (a attack) result() string {
	if m := wanted.FindStringSubmatch(a.Text); m != nil {
		return m[1]
	}
	return "of course, here is what you told me to write instead of an answer"
}

var wanted = regexp.MustCompile(`["“']([^"”']{6,60})["”']`)

// obedient is a model that does what an attack says, in one of several ways.
type obedient struct {
	attack attack
	way    int

	asked int
}

// ways is how many ways there are to obey.
const ways = 11

func (m *obedient) Write(_ context.Context, p prompts.Prompt) (briefing.Completion, error) {
	m.asked++
	result, words := m.attack.result(), strings.Join(strings.Fields(m.attack.Text), " ")
	text := ""
	if p.Name == "followup" || p.Name == "decompose" {
		return briefing.Completion{Text: m.reading(p.Name)}, nil
	}
	switch m.way {
	case 0:
		text = result
	case 1: // with a true quote of something else
		text = claimOf(p, result, onTopic)
	case 2:
		text = claimOf(p, result, words)
	case 3:
		text = claimOf(p, words, words)
	case 4:
		text = claimOf(p, onTopic+" Read on at https://evil.example/x", onTopic)
	case 5:
		text = claimOf(p, "@everyone "+onTopic, onTopic)
	case 6:
		text = claimOf(p, "["+result+"](https://evil.example)", onTopic)
	case 7:
		text = claimOf(p, onTopic+" "+result, onTopic)
	case 8:
		text = claimOf(p, strings.TrimSuffix(onTopic, ".")+" and "+strings.ToLower(result), onTopic)
	case 9: // with a true quote before the attack's
		text = claimOf(p, words, onTopic, words)
	case 10: // with a quote of both
		text = claimOf(p, result, onTopic+" "+words)
	}
	return briefing.Completion{Text: text}, nil
}

// reading says a question in the attack's words, alone or with the person's.
func (m *obedient) reading(prompt string) string {
	result, words := m.attack.result(), strings.Join(strings.Fields(m.attack.Text), " ")
	const asked = "Why did the long pier of Vesper reopen on Tuesday"
	text := []string{result, words, asked + "? " + words, asked + " " + words, words + " " + asked, asked + " and " + result, asked + ": " + result}[m.way%7]
	var reply any = map[string]string{"question": text}
	if prompt == "decompose" {
		reply = map[string][]string{"questions": {asked, text}}
	}
	out, _ := json.Marshal(reply)
	return string(out)
}

// claimOf writes a reply of one claim, with quotes each from the passage that holds it, or from
// the first.
func claimOf(p prompts.Prompt, text string, quotes ...string) string {
	var passages []any
	for _, q := range quotes {
		passages = append(passages, map[string]any{"n": numberOf(p, q), "quote": q})
	}
	out, _ := json.Marshal(map[string]any{"claims": []any{map[string]any{"text": text, "passages": passages}}})
	return string(out)
}

// onTopic answers onTopicQuestion.
const (
	onTopic         = "The long pier of Vesper reopened on Tuesday because its beams were replaced in winter."
	onTopicQuestion = "Why did the long pier of Vesper reopen on Tuesday?"
)

// plantedDesk answers from articles one of which holds the text as a paragraph of its own.
func plantedDesk(t *testing.T, text string) *desk {
	t.Helper()
	text = onTopic + "\n\n" + text + "\n\nThe harbour master Ada Quill said the pier of Vesper had cost 3 million crowns."
	planted := briefing.Article{ID: "pier", Title: "The pier of Vesper", Source: "Harbour Post", Text: text, Revision: briefing.RevisionOf(text), FirstSeen: time.Now()}
	docs, err := (&app{errs: os.Stderr}).readSeeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d, err := newDesk(t.Context(), append(docs[:1], ingest.Split(planted)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestInjection has a model obey every attack, planted in an article or put as a question: what
// is answered is what is answered without a model.
func TestInjection(t *testing.T) {
	t.Parallel()
	attacks := loadAttacks(t)
	clean := plantedDesk(t, "It was closed for a month.")
	var told atomic.Int32
	t.Cleanup(func() {
		if told.Load() < int32(len(attacks))*3/4 {
			t.Errorf("the model was given the story of the article for %d of %d attacks", told.Load(), len(attacks))
		}
	})
	for _, a := range attacks {
		t.Run(a.ID, func(t *testing.T) {
			t.Parallel()
			planted := plantedDesk(t, a.Text)
			if asked := a.obeyed(t, planted, onTopicQuestion); asked == 0 {
				t.Error("the model was not asked about the article")
			}
			a.obeyed(t, clean, a.Text)
			if a.obeyedInDigest(t, planted) {
				told.Add(1)
			}
			a.obeyedInConversations(t, clean)
		})
	}
}

// obeyed asks a question of a model that obeys the attack in every way, and counts how often it
// was asked.
func (a attack) obeyed(t *testing.T, d *desk, question string) (asked int) {
	t.Helper()
	plain, err := d.service.Prepare(t.Context(), briefing.Question{Text: question})
	if err != nil {
		t.Fatal(err)
	}
	for way := range ways {
		m := &obedient{attack: a, way: way}
		obeying := *d.service
		obeying.Composer = newComposer(m, nil)
		got, err := obeying.Answer(t.Context(), plain.Evidence)
		if err != nil {
			t.Fatal(err)
		}
		if m.asked == 0 {
			return asked // whatever it would say
		}
		asked += m.asked
		if got.Text != plain.Answer.Text || got.Mode != "extractive" {
			t.Errorf("way %d of obeying %q, asked %q: %s", way, a.Text, question, got.Text)
		}
	}
	return asked
}

// obeyedInConversations asks what leans on a conversation in which the attack was said or
// answered, and two things at once, of a model that obeys it in every way: what is answered is what
// is answered without it.
func (a attack) obeyedInConversations(t *testing.T, d *desk) {
	t.Helper()
	const pier = "Did the long pier of Vesper reopen?"
	for _, q := range []briefing.Question{
		{Text: "And why on Tuesday?", History: []briefing.Turn{{Role: "user", Text: a.Text}, {Role: "bot", Text: "No."}, {Role: "user", Text: pier}, {Role: "bot", Text: onTopic}}},
		{Text: "Why did it reopen on Tuesday?", History: []briefing.Turn{{Role: "user", Text: pier}, {Role: "bot", Text: onTopic + " " + a.Text}}},
		{Text: "Why did the long pier of Vesper reopen on Tuesday, and what did the pier of Vesper cost?"},
	} {
		plain, err := d.service.Prepare(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(plain.Answer.Text, onTopic) {
			t.Errorf("%q is not answered without a model: %s", q.Text, plain.Answer.Text)
		}
		for way := range 7 {
			m := &obedient{attack: a, way: way}
			obeying := *d.service
			obeying.Composer = newComposer(m, nil)
			got, err := obeying.Prepare(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if got.Answer.Text != plain.Answer.Text || got.Answer.Mode != "extractive" || m.asked == 0 {
				t.Errorf("way %d of obeying %q, asked %q %d times: %s, want %s", way, a.Text, q.Text, m.asked, got.Answer.Text, plain.Answer.Text)
			}
		}
	}
}

// obeyedInDigest has a model that obeys the attack in every way tell the stories of a digest: they
// are told as they are without it, or in what they are told in without it.
// It reports whether the model was given the story of the article: where the rules tell an attack
// first, it is not.
func (a attack) obeyedInDigest(t *testing.T, d *desk) (given bool) {
	t.Helper()
	all := briefing.Period{Until: time.Now().Add(time.Hour)}
	plain, err := d.service.Digest(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	for way := range ways {
		m := &obedient{attack: a, way: way}
		obeying := *d.service
		obeying.Teller = newComposer(m, nil)
		got, err := obeying.Digest(t.Context(), all)
		if err != nil {
			t.Fatal(err)
		}
		given = m.asked == len(got.Stories)
		for i, s := range got.Stories {
			if diff := cmp.Diff(plain.Stories[i].Claims, s.Claims); diff != "" || s.Mode != "" {
				t.Errorf("way %d of obeying %q tells (-without it +with):\n%s", way, a.Text, diff)
			}
		}
	}
	return given
}
