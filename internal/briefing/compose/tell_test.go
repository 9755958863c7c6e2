package compose_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/compose"
	"briefbot/internal/briefing/ingest"
	"briefbot/prompts"
)

// lundaStory is the opening of the bridge as a digest drafts it: all sentences of the articles.
func lundaStory() briefing.DraftStory {
	s := briefing.DraftStory{Title: "A bridge over the Lunda"}
	for _, a := range lunda {
		doc := ingest.Split(a)
		s.Docs = append(s.Docs, doc)
		for _, p := range doc.Passages {
			for _, sentence := range p.Sentences {
				s.Sentences = append(s.Sentences, briefing.Quote{Doc: doc, Span: sentence.Span})
			}
		}
	}
	first := s.Sentences[0]
	s.Claims = []briefing.DraftClaim{{Text: first.Of(first.Doc.Text), Quotes: []briefing.Quote{first}}}
	return s
}

// tells has the model tell stories, and holds what it tells to the gate.
func tells(t *testing.T, m compose.Model, stories ...briefing.DraftStory) ([]briefing.DraftStory, []briefing.Exchange) {
	t.Helper()
	got, asked, err := (&compose.LLM{Composer: compose.New(), Model: m, Gate: cite.Gate{}}).Tell(t.Context(), stories)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range got {
		for _, c := range s.Claims {
			if err := (cite.Gate{}).Check("", c); err != nil {
				t.Error(err)
			}
		}
	}
	return got, asked
}

func TestTells(t *testing.T) {
	t.Parallel()
	const cost = "The Lunda bridge cost 7 million crowns."
	for name, c := range map[string]struct{ write, want, mode string }{
		"in other words": {
			claims([]string{"Mayor Ada Quill opened the Lunda bridge on 4 March.", "was opened on 4 March by mayor Ada Quill", opened}, []string{cost, cost}),
			"Mayor Ada Quill opened the Lunda bridge on 4 March. → " + opened + "\n" + cost + " → " + cost, "llm",
		},
		"half of it": {claims([]string{cost, cost}, []string{"It cost 9 million crowns.", cost}), cost + " → " + cost, "llm"},

		"an invented fact":     {claims([]string{"The Lunda bridge cost 7 million crowns, paid by the firm Oldmark.", cost}), opened, ""},
		"an invented sentence": {claims([]string{cost + " Nobody was hurt in the fire.", cost}), opened, ""},
		"another number":       {claims([]string{"The Lunda bridge cost 8 million crowns.", cost}), opened, ""},
		"a denial left out":    {claims([]string{"The council has approved a second bridge over the Lunda.", "approved a second bridge over the Lunda", "has not approved"}), opened, ""},
		"an invented quote":    {claims([]string{cost, "The Lunda bridge cost 7 million crowns in all."}), opened, ""},
		"a short quote":        {claims([]string{cost, "7 million crowns", cost}), opened, ""},
		"no such passage":      {`{"claims": [{"text": "` + cost + `", "passages": [{"n": 50, "quote": "` + cost + `"}]}]}`, opened, ""},
		"a link":               {claims([]string{cost + " https://evil.example", cost}), opened, ""},
		"a mention":            {claims([]string{"@everyone " + cost, cost}), opened, ""},
		"most is wrong":        {claims([]string{cost, cost}, []string{"It cost 9.", cost}, []string{"It cost 8.", cost}), opened, ""},
		"prose":                {cost, opened, ""},
		"nothing":              {`{"claims": [], "not_found": true}`, opened, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := &model{write: []string{c.write}}
			got, asked := tells(t, m, lundaStory())
			var lines []string
			for _, claim := range got[0].Claims {
				line := claim.Text
				if c.mode != "" {
					line += " → " + claim.Quotes[0].Of(claim.Quotes[0].Doc.Text)
				}
				lines = append(lines, line)
			}
			if diff := cmp.Diff(c.want, strings.Join(lines, "\n")); diff != "" || got[0].Mode != c.mode || len(m.asked) != 1 {
				t.Errorf("mode %q after %d requests (-want +got):\n%s", got[0].Mode, len(m.asked), diff)
			}
			if len(asked) != 1 || asked[0].Prompt != prompts.DigestVersion || asked[0].Hash != m.asked[0].Hash() {
				t.Errorf("exchanges %+v", asked)
			}
			again, _ := tells(t, compose.NewRecorded(asked), lundaStory())
			if len(again[0].Claims) != len(got[0].Claims) || again[0].Mode != got[0].Mode {
				t.Errorf("from the record: %+v", again[0])
			}
		})
	}
}

// A model that fails is not asked about the other stories; one that hangs has 20 s for all.
func TestTellsNothing(t *testing.T) {
	t.Parallel()
	m := &model{err: errors.New("openai: no")}
	got, asked := tells(t, m, lundaStory(), lundaStory())
	if len(m.asked) != 1 || len(asked) != 1 || asked[0].Fault == "" || len(got) != 2 || got[0].Mode != "" || got[1].Claims[0].Text != opened {
		t.Errorf("asked %d times: %+v, exchanges %+v", len(m.asked), got, asked)
	}
	if got, asked := tells(t, m, briefing.DraftStory{Title: "of no sentences"}); len(got) != 1 || len(asked) > 0 {
		t.Errorf("%+v after %+v", got, asked)
	}
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		if got, _ := tells(t, hung{}, lundaStory(), lundaStory()); time.Since(start) != 20*time.Second || got[1].Claims[0].Text != opened {
			t.Errorf("after %v: %+v", time.Since(start), got)
		}
	})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := (&compose.LLM{Model: hung{}, Gate: cite.Gate{}}).Tell(ctx, []briefing.DraftStory{lundaStory()}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestStoryPrompt(t *testing.T) {
	t.Parallel()
	s := lundaStory()
	long := ingest.Split(story("long", "The Lunda bridge", strings.Repeat("The Lunda bridge was looked at again by the engineers of the council. ", 60)))
	for i := range 40 {
		s.Sentences = append(s.Sentences, briefing.Quote{Doc: long, Span: briefing.Span{Start: 72 * i, End: 72*i + 71}})
	}
	m := &model{write: []string{`{"claims": [], "not_found": true}`}}
	tells(t, m, s)
	p := m.asked[0]
	if n := p.Tokens(); n > 1500 || n < 1200 {
		t.Errorf("%d tokens", n)
	}
	if want := fmt.Sprintf("The sentences:\n\nPassage 1 <<<0\nfrom harbour, 5 March 2031: A bridge over the Lunda\n%s\n0>>>", opened); !strings.HasPrefix(p.Messages[1].Text, want) {
		t.Errorf("the prompt starts with\n%.300s", p.Messages[1].Text)
	}
}
