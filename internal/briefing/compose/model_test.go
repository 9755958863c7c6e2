package compose_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/compose"
	"briefbot/prompts"
)

var lunda = []briefing.Article{
	story("harbour", "A bridge over the Lunda", "The Lunda bridge was opened on 4 March by mayor Ada Quill, who cut a ribbon. The Lunda bridge cost 7 million crowns. "+
		"Work on the Lunda bridge took three years because the ground was soft. The council has not approved a second bridge over the Lunda."),
	story("council", "After the opening", "Mayor Ada Quill said on Tuesday: “The Lunda bridge is a gift to the town – and to its bakers.” Traffic over the Lunda bridge begins on Friday."),
}

// model is a model that writes what it is told to, round by round, and remembers what it was
// asked.
type model struct {
	write []string
	err   error
	asked []prompts.Prompt
}

func (m *model) Write(_ context.Context, p prompts.Prompt) (briefing.Completion, error) {
	m.asked = append(m.asked, p)
	if m.err != nil || len(m.write) == 0 {
		return briefing.Completion{}, m.err
	}
	text := m.write[min(len(m.asked), len(m.write))-1]
	return briefing.Completion{Text: fill(p, text), Model: "fake", PromptTokens: 10, OutputTokens: 5}, nil
}

// fill puts the number of the passage that holds a text in the place of <<the text>>: 1 when
// none does.
func fill(p prompts.Prompt, text string) string {
	return place.ReplaceAllStringFunc(text, func(m string) string {
		for i, part := range strings.Split(p.Messages[1].Text, "\nPassage ") {
			if strings.Contains(part, strings.Trim(m, "<>")) {
				return fmt.Sprint(i)
			}
		}
		return "1"
	})
}

var place = regexp.MustCompile(`<<[^<>]*>>`)

// claims writes a reply: of each claim the text, the quote, and what the passage of the quote
// holds, when that is something else.
func claims(all ...[]string) string {
	var out []string
	for _, c := range all {
		text, _ := json.Marshal(c[0])
		quote, _ := json.Marshal(c[1])
		out = append(out, fmt.Sprintf(`{"text": %s, "passages": [{"n": <<%s>>, "quote": %s}]}`, text, c[len(c)-1], quote))
	}
	return `{"claims": [` + strings.Join(out, ", ") + `], "not_found": false}`
}

// drafts has the model answer a question from articles, and holds the draft to the gate.
func drafts(t *testing.T, m compose.Model, question string, articles ...briefing.Article) briefing.Draft {
	t.Helper()
	return draftsOf(t, m, evidence(t, briefing.Question{Text: question}, articles...))
}

func draftsOf(t *testing.T, m compose.Model, e briefing.Evidence) briefing.Draft {
	t.Helper()
	c := &compose.LLM{Composer: compose.New(), Model: m, Gate: cite.Gate{}}
	d, err := c.Compose(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range d.Claims {
		if err := (cite.Gate{}).Check(e.Query.Question.Text, c); err != nil {
			t.Error(err)
		}
	}
	return d
}

const (
	why    = "Why did work on the Lunda bridge take three years?"
	soft   = "Work on the Lunda bridge took three years because the ground was soft."
	opened = "The Lunda bridge was opened on 4 March by mayor Ada Quill, who cut a ribbon."
)

func TestModelAnswers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		question, write string
		want            []string // text → stored quote
	}{
		"verbatim":        {why, claims([]string{soft, soft}), []string{soft + " → " + soft}},
		"in other words":  {why, claims([]string{"The ground was soft, so work on the Lunda bridge took three years.", "took three years because the ground was soft"}), []string{"The ground was soft, so work on the Lunda bridge took three years. → " + soft}},
		"quote widened":   {"Who opened the Lunda bridge?", claims([]string{"Mayor Ada Quill opened the Lunda bridge on 4 March.", "opened on 4 March by mayor Ada Quill"}), []string{"Mayor Ada Quill opened the Lunda bridge on 4 March. → " + opened}},
		"typography":      {"What did Ada Quill say about the Lunda bridge?", claims([]string{"Mayor Ada Quill said the Lunda bridge is a gift to the town.", "\"The lunda bridge  is a gift to the town - and to its bakers.\"", "is a gift to the town"}), []string{"Mayor Ada Quill said the Lunda bridge is a gift to the town. → Mayor Ada Quill said on Tuesday: “The Lunda bridge is a gift to the town – and to its bakers.”"}},
		"markers":         {why, claims([]string{soft[:len(soft)-1] + " [1].", soft}, []string{soft + " 【2†source】", soft}), []string{soft + " → " + soft}},
		"in a code block": {why, "Here you are:\n```json\n" + claims([]string{soft, soft}) + "\n```", []string{soft + " → " + soft}},
		"after thinking":  {why, "<think>{\"claims\": [{\"text\": \"no\"}]}</think>" + claims([]string{soft, soft}), []string{soft + " → " + soft}},
		"number as text":  {why, strings.Replace(claims([]string{soft, soft}), "<<"+soft+">>", `"<<`+soft+`>>"`, 1), []string{soft + " → " + soft}},
		"half is true":    {why, claims([]string{soft, soft}, []string{"It was made of cheese from Norway.", soft}), []string{soft + " → " + soft}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := &model{write: []string{c.write}}
			d := drafts(t, m, c.question, lunda...)
			var got []string
			for _, claim := range d.Claims {
				for _, q := range claim.Quotes {
					got = append(got, claim.Text+" → "+q.Of(q.Doc.Text))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" || d.Mode != "llm" || d.Note != "" || len(m.asked) != 1 {
				t.Errorf("mode %s, note %q, %d rounds, claims (-want +got):\n%s", d.Mode, d.Note, len(m.asked), diff)
			}
		})
	}
}

// Whatever is wrong with what a model writes, the answer is the one without it, and says so.
func TestModelIsWrong(t *testing.T) {
	t.Parallel()
	for name, write := range map[string]string{
		"prose":                        "The ground was soft.",
		"broken JSON":                  claims([]string{soft, soft})[:60],
		"another schema":               `{"answer": "The ground was soft.", "sources": [1]}`,
		"another type":                 `{"claims": "The ground was soft."}`,
		"a list":                       `["The ground was soft."]`,
		"no passages":                  `{"claims": [{"text": "The ground was soft."}]}`,
		"an invented quote":            claims([]string{"The ground was soft.", "The ground was soft, said the engineer Bo Marsh."}),
		"a quote of half a word":       claims([]string{"The ground was soft.", "ook three years because the ground was so"}),
		"a quote of a word":            claims([]string{"The ground was soft.", "ground"}),
		"no quote":                     claims([]string{"The ground was soft.", ""}),
		"a passage not given":          `{"claims": [{"text": "The ground was soft.", "passages": [{"n": 99, "quote": "` + soft + `"}]}]}`,
		"passage 0":                    `{"claims": [{"text": "The ground was soft.", "passages": [{"n": 0, "quote": "` + soft + `"}]}]}`,
		"passage one and a half":       `{"claims": [{"text": "The ground was soft.", "passages": [{"n": 1.5, "quote": "` + soft + `"}]}]}`,
		"another number":               claims([]string{"Work on the Lunda bridge took 4 years because the ground was soft.", soft}),
		"another number in words":      claims([]string{"The Lunda bridge cost 9 million crowns.", "The Lunda bridge cost 7 million crowns."}),
		"another name":                 claims([]string{"Work on the Vesper bridge took three years because the ground was soft.", soft}),
		"a denial":                     claims([]string{"Work on the Lunda bridge did not take three years because the ground was soft.", soft}),
		"a denial left out":            claims([]string{"The council has approved a second bridge over the Lunda.", "The council has not approved a second bridge over the Lunda."}),
		"a denial left out of a quote": claims([]string{"The council approved a second bridge over the Lunda.", "approved a second bridge over the Lunda"}),
		"a quote off the question":     claims([]string{"The night trains run from June.", "Night trains will run again from June, the railway said."}),
		"a link":                       claims([]string{"The ground was soft: https://evil.example/x", soft}),
		"a bare link":                  claims([]string{"The ground was soft, see evil.example for more.", soft}),
		"a link in Markdown":           claims([]string{"The [ground](evil) was soft.", soft}),
		"a link of Slack":              claims([]string{"The <x|ground> was soft.", soft}),
		"a mention":                    claims([]string{"@everyone the ground was soft.", soft}),
		"a mention of Slack":           claims([]string{"<!channel> the ground was soft.", soft}),
		"markup":                       claims([]string{"The **ground** was soft.", soft}),
		"too long":                     claims([]string{strings.Repeat("The ground was soft and ", 15) + "soft.", soft}),
		"nothing":                      claims([]string{" ", soft}),
		"a true sentence and another":  claims([]string{soft + " It was made of cheese.", soft}),
		"another and a true sentence":  claims([]string{"Here is what you want to read. " + soft, soft}),
		"a true part and another":      claims([]string{soft[:len(soft)-1] + " and everybody hates humans", soft}),
		"one of three is true":         claims([]string{soft, soft}, []string{"It cost 9 crowns.", soft}, []string{"Bo Marsh was there.", soft}),
		"a comparison of its own":      claims([]string{"The ground of the Lunda bridge was softer than that.", soft}),
		"a comparative of its own":     claims([]string{"Work on the Lunda bridge took three years because the ground was lower.", soft}),
		"it finds nothing":             `{"claims": [], "not_found": true}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := &model{write: []string{write}}
			got := drafts(t, m, why, lunda...)
			want := answer(t, why, lunda...)
			want.Note, want.Exchanges = "What the language model wrote is not borne out by the sources and was left out.", got.Exchanges
			if diff := cmp.Diff(sketch(want), sketch(got)); diff != "" || got.Mode != "extractive" || got.Note != want.Note || !strings.Contains(sketch(got), "soft") {
				t.Errorf("mode %q, note %q (-want +got):\n%s", got.Mode, got.Note, diff)
			}
			rounds := 2
			if name == "it finds nothing" {
				rounds = 1
			}
			if len(m.asked) != rounds || len(got.Exchanges) != rounds {
				t.Errorf("asked %d times, %d exchanges, want %d", len(m.asked), len(got.Exchanges), rounds)
			}
		})
	}
}

func TestModelRepairs(t *testing.T) {
	t.Parallel()
	m := &model{write: []string{
		claims([]string{"Bo Marsh was there.", soft}, []string{"It was soft.", "There is no such quote in any passage."}),
		claims([]string{soft, soft}),
	}}
	d := drafts(t, m, why, lunda...)
	if sketch(d) != soft+" [harbour]" || d.Mode != "llm" || d.Note != "" {
		t.Errorf("mode %s, note %q: %s", d.Mode, d.Note, sketch(d))
	}
	last := m.asked[1].Messages
	want := "- claim 1: the name \"Bo Marsh\" is not in its quotes\n- claim 2: its quote does not stand in the passage that it names\n"
	if len(last) != 4 || last[2].Role != prompts.Assistant || !strings.Contains(last[3].Text, want) {
		t.Errorf("the second prompt ends with\n%s", last[len(last)-1].Text)
	}
	versions := []string{d.Exchanges[0].Prompt, d.Exchanges[1].Prompt}
	if diff := cmp.Diff([]string{"answer/1", "answer/1 repair/2"}, versions); diff != "" || d.Exchanges[1].Hash != m.asked[1].Hash() || d.Exchanges[0].Model != "fake" {
		t.Errorf("exchanges %+v (-want +got):\n%s", d.Exchanges, diff)
	}
}

// A refusal stays one: a model answers what the rules refuse only from confident evidence that
// has every name of the question.
func TestModelCannotRescue(t *testing.T) {
	t.Parallel()
	for question, c := range map[string]struct {
		write string
		asked int
	}{
		"Who painted the town hall of Vesper?":                {claims([]string{opened, opened}), 0},
		"Why did work on the Vesper bridge take three years?": {claims([]string{soft, soft}), 0},
		"What is the capital of Brazil?":                      {claims([]string{soft, soft}), 0},
	} {
		m := &model{write: []string{c.write}}
		d := drafts(t, m, question, lunda...)
		if len(d.Claims) > 0 || d.Mode != "extractive" || len(m.asked) != c.asked || d.Note != "" {
			t.Errorf("%q: asked %d times, note %q: %s", question, len(m.asked), d.Note, sketch(d))
		}
	}
}

// Where the rules refuse and the evidence is confident, the model may answer from a sentence
// that accounts for the question.
func TestModelRescues(t *testing.T) {
	t.Parallel()
	const came = "Children from the villages came to the opening of the Lunda bridge."
	const beside = "They sang three songs in the rain."
	e := evidence(t, briefing.Question{Text: "Who came to the opening of the Lunda bridge?"}, story("guests", "A bridge", came+" "+beside))
	e.Confidence = 0.9
	plain, err := compose.New().Compose(t.Context(), e)
	if err != nil || len(plain.Claims) > 0 {
		t.Fatalf("the rules do not refuse: %s, %v", sketch(plain), err)
	}
	for name, c := range map[string]struct{ write, want string }{
		"on it":         {claims([]string{came, came}), came + " [guests]"},
		"beside it":     {claims([]string{beside, beside}), sketch(plain)},
		"finds nothing": {`{"claims": [], "not_found": true}`, sketch(plain)},
		"makes it up":   {claims([]string{"Bo Marsh came to the opening.", came}), sketch(plain)},
		"no JSON":       {"Bo Marsh.", sketch(plain)},
	} {
		d := draftsOf(t, &model{write: []string{c.write}}, e)
		if got := sketch(d); got != c.want || d.Note != "" {
			t.Errorf("%s: %s, note %q; want %s", name, got, d.Note, c.want)
		}
	}
}

// Sides are shown in the words of the sources, and no model is asked for a verdict.
func TestModelLeavesSides(t *testing.T) {
	t.Parallel()
	sides := []briefing.Article{
		story("one", "The Lunda bridge", "The Lunda bridge will open to traffic at 19:30 GMT on Friday."),
		story("two", "The Lunda bridge", "The Lunda bridge will open to traffic at 19:00 GMT on Friday."),
	}
	const question = "What time will the Lunda bridge open to traffic?"
	m := &model{write: []string{claims([]string{"The Lunda bridge will open to traffic at 19:30 GMT on Friday.", "The Lunda bridge will open to traffic at 19:30 GMT on Friday."})}}
	d := drafts(t, m, question, sides...)
	if diff := cmp.Diff(sketch(answer(t, question, sides...)), sketch(d)); diff != "" || d.About == "" || len(m.asked) > 0 {
		t.Errorf("asked %d times (-want +got):\n%s", len(m.asked), diff)
	}
}

func TestModelLeavesDenials(t *testing.T) {
	t.Parallel()
	const question = "When was the second bridge over the Lunda approved?"
	m := &model{write: []string{claims([]string{opened, opened})}}
	d := drafts(t, m, question, lunda...)
	if diff := cmp.Diff(sketch(answer(t, question, lunda...)), sketch(d)); diff != "" || !strings.Contains(d.Note, "takes for granted") || len(m.asked) > 0 {
		t.Errorf("asked %d times, note %q (-want +got):\n%s", len(m.asked), d.Note, diff)
	}
}

func TestModelFails(t *testing.T) {
	t.Parallel()
	var told error
	c := &compose.LLM{
		Composer: compose.New(), Gate: cite.Gate{}, Problem: func(err error) { told = err },
		Model: &model{err: errors.New("openai: no")},
	}
	d, err := c.Compose(t.Context(), evidence(t, briefing.Question{Text: why}, lunda...))
	if err != nil || d.Mode != "extractive" || d.Note != "The language model could not be asked." || len(d.Claims) == 0 {
		t.Errorf("%s, note %q, %v", sketch(d), d.Note, err)
	}
	if told == nil || told.Error() != "openai: no" || len(d.Exchanges) != 1 || d.Exchanges[0].Fault != "openai: no" {
		t.Errorf("told %v, exchanges %+v", told, d.Exchanges)
	}
}

func TestModelSpent(t *testing.T) {
	t.Parallel()
	d := drafts(t, &model{err: fmt.Errorf("openai: %w", &briefing.SpentError{Used: 2, Limit: 1})}, why, lunda...)
	if d.Mode != "extractive" || d.Note != "The language model was not asked: its allowance for this month is used up." || len(d.Claims) == 0 {
		t.Errorf("%s, mode %s, note %q", sketch(d), d.Mode, d.Note)
	}
}

// hung is a model that says nothing until it is told to stop.
type hung struct{}

func (hung) Write(ctx context.Context, _ prompts.Prompt) (briefing.Completion, error) {
	<-ctx.Done()
	return briefing.Completion{}, ctx.Err()
}

func TestModelHangs(t *testing.T) {
	t.Parallel()
	e := evidence(t, briefing.Question{Text: why}, lunda...)
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		d := draftsOf(t, hung{}, e)
		if took := time.Since(start); took > 8*time.Second || len(d.Claims) == 0 || d.Note == "" {
			t.Errorf("after %v: %s, note %q", took, sketch(d), d.Note)
		}
	})
}

// Who is told to stop gives no answer: the question is asked again.
func TestModelStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c := &compose.LLM{Composer: compose.New(), Gate: cite.Gate{}, Model: hung{}}
	if d, err := c.Compose(ctx, evidence(t, briefing.Question{Text: why}, lunda...)); !errors.Is(err, context.Canceled) {
		t.Errorf("%s, %v", sketch(d), err)
	}
}

// What a model wrote makes the same draft again.
func TestRecorded(t *testing.T) {
	t.Parallel()
	e := evidence(t, briefing.Question{Text: why}, lunda...)
	for name, m := range map[string]*model{
		"answers": {write: []string{claims([]string{"The ground was soft, so work on the Lunda bridge took three years.", soft})}},
		"repairs": {write: []string{"no", claims([]string{soft, soft})}},
		"wrong":   {write: []string{"no"}},
		"fails":   {err: errors.New("no")},
		"spent":   {err: &briefing.SpentError{}},
	} {
		then := draftsOf(t, m, e)
		now := draftsOf(t, compose.NewRecorded(then.Exchanges), e)
		if diff := cmp.Diff(then, now); diff != "" {
			t.Errorf("%s (-then +now):\n%s", name, diff)
		}
	}
}

// The model is told what was asked before; a prompt is never larger than its limit, and one
// that has no room for a passage is not sent.
func TestPrompts(t *testing.T) {
	t.Parallel()
	q := briefing.Question{Text: "And why did it take three years?", History: []briefing.Turn{
		{Role: "user", Text: "Who opened the Lunda bridge?"}, {Role: "bot", Text: "Mayor Ada Quill. [1]"},
	}}
	m := &model{write: []string{`{"claims": [], "not_found": true}`}}
	draftsOf(t, m, evidence(t, q, lunda...))
	if user := m.asked[0].Messages[1].Text; !strings.Contains(user, "Who opened the Lunda bridge?") || strings.Contains(user, "Mayor Ada Quill. [1]") {
		t.Errorf("the prompt is\n%s", user)
	}
	long := why + strings.Repeat(" Why?", 3000)
	m = &model{write: m.write}
	if d := drafts(t, m, long, lunda...); len(m.asked) > 0 || d.Note != "" {
		t.Errorf("%d tokens are sent", m.asked[0].Tokens())
	}
	many := lunda
	for i := range 60 {
		many = append(many, story(fmt.Sprint("more-", i), "The Lunda bridge again", fmt.Sprintf("Report %d on the Lunda bridge: work took three years. %s", i, strings.Repeat("The engineers looked at the ground again and again. ", 12))))
	}
	m = &model{write: m.write}
	drafts(t, m, why, many...)
	if n := m.asked[0].Tokens(); n > 2500 || n < 1500 {
		t.Errorf("a prompt of %d tokens", n)
	}
}
