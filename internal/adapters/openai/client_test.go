package openai

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/openai/openaitest"
	"briefbot/internal/briefing"
	"briefbot/prompts"
)

// quick is the timing of tests.
var quick = timing{first: time.Second, backoff: 5 * time.Millisecond, open: 500 * time.Millisecond}

func client(s *openaitest.Server) *Client {
	return newClient(Config{BaseURL: s.URL + "/", Key: openaitest.Key, Model: openaitest.Model}, quick)
}

func prompt(t *testing.T) prompts.Prompt {
	t.Helper()
	p, err := prompts.Answer{Question: "When does the bridge open?", Passages: []prompts.Passage{{From: "The Harbour", Text: "The bridge opens at 19:30."}}}.Render()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const said = `{"claims": [{"text": "The “bridge” opens at 19:30 — café time."}]}`

func TestWrite(t *testing.T) {
	t.Parallel()
	s := openaitest.New(t, openaitest.Say(said))
	c := client(s)
	p := prompt(t)
	got, err := c.Write(t.Context(), p)
	if err != nil || got.Text != said || got.Model != openaitest.Model || got.PromptTokens != 1000 || got.OutputTokens == 0 {
		t.Errorf("Write = %+v, %v", got, err)
	}
	asked := s.Asked()[0]
	var want []openaitest.Message
	for _, m := range p.Messages {
		want = append(want, openaitest.Message{Role: string(m.Role), Content: m.Text})
	}
	if diff := cmp.Diff(want, asked.Messages); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
	format, err := json.Marshal(asked.Body["response_format"])
	if err != nil || !strings.Contains(string(format), `"strict":true`) || !strings.Contains(string(format), `"not_found"`) {
		t.Errorf("response_format %s, %v", format, err)
	}
	if asked.Body["max_tokens"] != float64(maxOutputTokens) || asked.Body["temperature"] == nil {
		t.Errorf("asked with %v", asked.Body)
	}
}

// What an endpoint does not understand is left out, and stays out.
func TestDialects(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		refused []string
		want    []string // parameters of the second question
		not     []string
	}{
		{"newer limit", []string{"max_tokens"}, []string{"max_completion_tokens"}, []string{"max_tokens"}},
		{"no limit", []string{"max_tokens", "max_completion_tokens"}, nil, []string{"max_tokens", "max_completion_tokens"}},
		{"no schema", []string{"json_schema"}, []string{"response_format", "max_tokens"}, nil},
		{"no JSON", []string{"response_format"}, []string{"max_tokens"}, []string{"response_format"}},
		{"least", []string{"max_tokens", "max_completion_tokens", "response_format", "temperature", "stream_options"}, []string{"stream"}, []string{"temperature", "stream_options"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := openaitest.New(t, openaitest.Say(said)).Refuse(c.refused...)
			client := client(s)
			for range 2 {
				if got, err := client.Write(t.Context(), prompt(t)); err != nil || got.Text != said {
					t.Fatalf("Write = %+v, %v", got, err)
				}
			}
			all := s.Asked()
			if n := len(all) - 2; n != len(c.refused) && c.name != "no JSON" && c.name != "least" {
				t.Errorf("%d requests were refused, want %d", n, len(c.refused))
			}
			if all[len(all)-1].Body["stream"] != all[len(all)-2].Body["stream"] || !cmp.Equal(all[len(all)-1].Body, all[len(all)-2].Body) {
				t.Error("the second question learned again")
			}
			for _, name := range c.want {
				if _, ok := all[len(all)-1].Body[name]; !ok {
					t.Errorf("%s is missing", name)
				}
			}
			for _, name := range c.not {
				if _, ok := all[len(all)-1].Body[name]; ok {
					t.Errorf("%s is still there", name)
				}
			}
		})
	}
}

// The SDK refuses by itself what it knows that a model does not take.
func TestReasoningModel(t *testing.T) {
	t.Parallel()
	s := openaitest.New(t, openaitest.Say(said))
	c := newClient(Config{BaseURL: s.URL, Key: openaitest.Key, Model: "o3-mini"}, quick)
	_, err := c.Write(t.Context(), prompt(t))
	if err == nil || !strings.Contains(err.Error(), "'model' is not supported") { // by the endpoint, which has another
		t.Errorf("Write: %v", err)
	}
	if body := s.Asked()[0].Body; body["max_completion_tokens"] == nil || body["temperature"] != nil {
		t.Errorf("asked with %v", body)
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	const whole = "The reply is whole."
	for name, c := range map[string]struct {
		replies []openaitest.Reply
		want    string // part of the error; "" for a reply
		asked   int
	}{
		"429, then a reply":         {[]openaitest.Reply{openaitest.Fail(429, "slow down", "Retry-After", "0.01"), openaitest.Say(whole)}, "", 2},
		"429 for long":              {[]openaitest.Reply{openaitest.Fail(429, "slow down", "Retry-After", "3600")}, "429 Too Many Requests: slow down", 1},
		"500 twice, then a reply":   {[]openaitest.Reply{openaitest.Fail(500, ""), openaitest.Fail(503, ""), openaitest.Say(whole)}, "", 3},
		"500 for ever":              {[]openaitest.Reply{openaitest.Fail(500, "we are sorry")}, "500 Internal Server Error: we are sorry", 3},
		"no such path":              {[]openaitest.Reply{openaitest.Fail(404, "no")}, "404 Not Found", 1},
		"another 400":               {[]openaitest.Reply{openaitest.Fail(400, "no")}, "400 Bad Request", 1},
		"a redirect":                {[]openaitest.Reply{openaitest.Fail(307, "", "Location", "http://192.0.2.1/")}, "307 Temporary Redirect", 1},
		"hangs":                     {[]openaitest.Reply{openaitest.Hang()}, "no word of a reply in time", 1},
		"is there and says nothing": {[]openaitest.Reply{openaitest.Mute()}, "no word of a reply in time", 1},
		"drips":                     {[]openaitest.Reply{openaitest.Drip(10 * time.Millisecond)}, "no whole reply in time", 1},
		"cut, then a reply":         {[]openaitest.Reply{openaitest.Cut(whole), openaitest.Say(whole)}, "", 2},
		"cut for ever":              {[]openaitest.Reply{openaitest.Cut(whole)}, "broken off", 3},
		"ends early":                {[]openaitest.Reply{openaitest.End(whole)}, "ended before it was finished", 3},
		"no choices":                {[]openaitest.Reply{openaitest.NoChoices()}, "ended before it was finished", 3},
		"too long":                  {[]openaitest.Reply{openaitest.Finish(whole, "length")}, "longer than 1000 tokens", 1},
		"filtered":                  {[]openaitest.Reply{openaitest.Finish(whole, "content_filter")}, `stopped ("content_filter")`, 1},
		"empty":                     {[]openaitest.Reply{openaitest.Say(" \n")}, "the reply is empty", 1},
		"a web page":                {[]openaitest.Reply{openaitest.Raw("text/html", "<html>\n<p>Log in</p>\n</html>")}, "ended before it was finished", 3},
		"broken JSON":               {[]openaitest.Reply{openaitest.Raw("text/event-stream", "data: {\"choices\": [\n\ndata: [DONE]\n\n")}, "no stream of JSON", 3},
		"an error in the stream":    {[]openaitest.Reply{openaitest.Raw("text/event-stream", "data: {\"error\": {\"message\": \"overloaded\"}}\n\n")}, "no stream of JSON", 3},
		"an answer without stream":  {[]openaitest.Reply{openaitest.Raw("application/json", `{"choices": [{"message": {"content": "x"}, "finish_reason": "stop"}]}`)}, "ended before it was finished", 3},
		"10 MB in lines":            {[]openaitest.Reply{openaitest.Flood(10<<20, true)}, "larger than 2 MB", 1},
		"10 MB in one":              {[]openaitest.Reply{openaitest.Flood(10<<20, false)}, "larger than 2 MB", 1},
		"1 MB of an error":          {[]openaitest.Reply{openaitest.Fail(500, strings.Repeat("x", 1<<20))}, "500 Internal Server Error", 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openaitest.New(t, c.replies...)
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			got, err := client(s).Write(ctx, prompt(t))
			switch {
			case c.want == "" && (err != nil || got.Text != whole):
				t.Errorf("Write = %+v, %v", got, err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || got.Text != ""):
				t.Errorf("Write = %+v, %v; want an error with %q", got, err, c.want)
			case len(s.Asked()) != c.asked:
				t.Errorf("asked %d times, want %d: %v", len(s.Asked()), c.asked, err)
			}
			if err != nil && (!strings.HasPrefix(err.Error(), "openai: ask test-model at http://127.0.0.1:") || len(err.Error()) > 400) {
				t.Errorf("error %v", err)
			}
		})
	}
}

// Neither the key nor the prompt is in an error.
func TestErrorsHideSecrets(t *testing.T) {
	t.Parallel()
	s := openaitest.New(t, openaitest.Say(said))
	for name, c := range map[string]Config{
		"wrong key": {BaseURL: s.URL, Key: "sk-wrong-0123456789", Model: openaitest.Model},
		"no server": {BaseURL: "http://127.0.0.1:1/v1", Key: "sk-wrong-0123456789", Model: openaitest.Model},
	} {
		_, err := newClient(c, quick).Write(t.Context(), prompt(t))
		if err == nil || strings.Contains(err.Error(), "0123456789") || strings.Contains(err.Error(), "bridge") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// An endpoint that keeps failing is left alone, and asked once to see whether it is well again.
func TestBreaker(t *testing.T) {
	t.Parallel()
	replies := make([]openaitest.Reply, maxFailures+1)
	for i := range replies {
		replies[i] = openaitest.Fail(404, "no")
	}
	s := openaitest.New(t, append(replies, openaitest.Say(said))...)
	c := client(s)
	write := func() error {
		_, err := c.Write(t.Context(), prompt(t))
		return err
	}
	for range maxFailures {
		if err := write(); err == nil || !strings.Contains(err.Error(), "404") {
			t.Fatal(err)
		}
	}
	for range 3 {
		if err := write(); err == nil || !strings.Contains(err.Error(), "left alone") || len(s.Asked()) != maxFailures {
			t.Fatalf("%v after %d questions", err, len(s.Asked()))
		}
	}
	time.Sleep(quick.open * 6 / 5)
	if err := write(); err == nil || !strings.Contains(err.Error(), "404") {
		t.Fatalf("the question to see: %v", err)
	}
	if err := write(); err == nil || !strings.Contains(err.Error(), "left alone") {
		t.Fatalf("after it: %v", err)
	}
	time.Sleep(quick.open * 6 / 5)
	for range 2 {
		if err := write(); err != nil {
			t.Fatalf("when all is well: %v", err)
		}
	}
}

// Who gives up waiting says nothing of the endpoint.
func TestBreakerLetsCancel(t *testing.T) {
	t.Parallel()
	s := openaitest.New(t, openaitest.Say(said))
	c := client(s)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 2 * maxFailures {
		if _, err := c.Write(gone, prompt(t)); err == nil {
			t.Fatal("no error")
		}
	}
	if _, err := c.Write(t.Context(), prompt(t)); err != nil {
		t.Error(err)
	}
}

// counter is a meter that remembers what it was told, and refuses the rooms named no.
type counter struct {
	mu       sync.Mutex
	reserved []briefing.Usage
	used     []briefing.Tokens
}

func (c *counter) Reserve(_ context.Context, room, model string, most briefing.Tokens) (func(briefing.Tokens), error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if room == "no" {
		return nil, &briefing.SpentError{Room: room, Used: 2, Limit: 1}
	}
	c.reserved = append(c.reserved, briefing.Usage{Room: room, Model: model, Tokens: most})
	return func(used briefing.Tokens) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.used = append(c.used, used)
	}, nil
}

// TestMeter: each request is counted once, for its room, with what it used, however it ends.
func TestMeter(t *testing.T) {
	t.Parallel()
	p := prompt(t)
	most := briefing.Tokens{Prompt: p.Tokens(), Output: maxOutputTokens}
	nothing := briefing.Tokens{}
	told := briefing.Tokens{Prompt: 1000, Output: len(said) / 4}
	for name, c := range map[string]struct {
		replies []openaitest.Reply
		used    []briefing.Tokens
	}{
		"well":     {[]openaitest.Reply{openaitest.Say(said)}, []briefing.Tokens{told}},
		"busy":     {[]openaitest.Reply{openaitest.Fail(429, "wait"), openaitest.Say(said)}, []briefing.Tokens{nothing, told}},
		"refused":  {[]openaitest.Reply{openaitest.Fail(401, "no")}, []briefing.Tokens{nothing}},
		"hangs":    {[]openaitest.Reply{openaitest.Hang()}, []briefing.Tokens{{Prompt: p.Tokens(), Output: prompts.Tokens("")}}},
		"too long": {[]openaitest.Reply{openaitest.Finish("word word word", "length")}, []briefing.Tokens{{Prompt: p.Tokens(), Output: prompts.Tokens("word word word")}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, m := openaitest.New(t, c.replies...), &counter{}
			all := newClient(Config{BaseURL: s.URL, Key: openaitest.Key, Model: openaitest.Model, Meter: m}, quick)
			_, _ = all.In("slack:C1").Write(t.Context(), p) // how it ends is for other tests
			if diff := cmp.Diff(c.used, m.used); diff != "" {
				t.Errorf("used (-want +got):\n%s", diff)
			}
			want := slices.Repeat([]briefing.Usage{{Room: "slack:C1", Model: openaitest.Model, Tokens: most}}, len(c.used))
			if diff := cmp.Diff(want, m.reserved); diff != "" {
				t.Errorf("reserved (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSpent: what the meter does not allow is not asked, and the endpoint is not blamed for it.
func TestSpent(t *testing.T) {
	t.Parallel()
	s := openaitest.New(t, openaitest.Say(said))
	c := newClient(Config{BaseURL: s.URL, Key: openaitest.Key, Model: openaitest.Model, Meter: &counter{}}, quick)
	for range 2 * maxFailures {
		_, err := c.In("no").Write(t.Context(), prompt(t))
		if _, spent := errors.AsType[*briefing.SpentError](err); !spent {
			t.Fatalf("error %v, want a SpentError", err)
		}
	}
	if n := len(s.Asked()); n != 0 {
		t.Errorf("%d requests", n)
	}
	if _, err := c.In("yes").Write(t.Context(), prompt(t)); err != nil {
		t.Error(err)
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 1, 31, 23, 0, 0, 0, time.UTC)
	for header, want := range map[string]time.Duration{
		"": 0, "2": 2 * time.Second, "0.5": time.Second / 2, "-1": 0, "soon": 0, "NaN": 0, "1e99": 1e6 * time.Second,
		now.Add(3 * time.Second).Format(http.TimeFormat): 3 * time.Second, now.Add(-time.Hour).Format(http.TimeFormat): 0,
	} {
		if got := retryAfter(header, now); got != want {
			t.Errorf("retryAfter(%q) = %v, want %v", header, got, want)
		}
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	s := openaitest.New(t, openaitest.Say(said))
	for name, c := range map[string]struct {
		Config
		ok   bool
		want string
	}{
		"well":          {Config{BaseURL: s.URL, Key: openaitest.Key, Model: openaitest.Model}, true, "model known"},
		"wrong key":     {Config{BaseURL: s.URL, Key: "sk-wrong-0123456789", Model: openaitest.Model}, false, "401 Unauthorized: Incorrect API key provided: ***"},
		"another model": {Config{BaseURL: s.URL, Key: openaitest.Key, Model: "another"}, false, "does not list this model"},
		"no list":       {Config{BaseURL: s.URL + "/x", Key: openaitest.Key, Model: openaitest.Model}, true, "lists no models"},
		"no server":     {Config{BaseURL: "http://127.0.0.1:1/v1", Key: openaitest.Key, Model: openaitest.Model}, false, "connection refused"},
	} {
		got := newClient(c.Config, quick).Check(t.Context())
		if len(got) != 1 || got[0].OK != c.ok || !strings.Contains(got[0].Detail, c.want) || got[0].OK == (got[0].Mend != "") {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
