package openai

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/openai/openaitest"
	"briefbot/internal/briefing"
)

// letters embeds a text as its length and its first letter.
func letters(text string) []float32 { return []float32{float32(len(text)), float32(text[0]), 0.5} }

var someTexts = []string{"one", "three", "a much longer text"}

func TestEmbed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		reply   openaitest.Embedding
		refused []string
		asked   int // requests for two calls
	}{
		"base64":                {openaitest.Vectors(letters), nil, 2},
		"numbers all the same":  {openaitest.Floats(letters), nil, 3},
		"base64 is refused":     {openaitest.Vectors(letters), []string{"base64"}, 3},
		"no encoding to choose": {openaitest.Vectors(letters), []string{"encoding_format"}, 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, m := openaitest.New(t, openaitest.Say("")).Embeds(c.reply).Refuse(c.refused...), &counter{}
			e := newClient(Config{BaseURL: s.URL, Key: openaitest.Key, Meter: m}, quick).Embedder(openaitest.EmbeddingModel)
			tokens := 0
			for range 2 {
				got, n, err := e.Embed(t.Context(), someTexts)
				if err != nil {
					t.Fatal(err)
				}
				tokens += n
				if diff := cmp.Diff([][]float32{letters("one"), letters("three"), letters("a much longer text")}, got); diff != "" {
					t.Errorf("vectors (-want +got):\n%s", diff)
				}
			}
			if got := len(s.Embedded()); got != c.asked {
				t.Errorf("%d requests, want %d", got, c.asked)
			}
			used := 0
			for i, u := range m.used {
				used += u.Prompt
				if r := m.reserved[i]; r.Room != briefing.Indexing || r.Model != openaitest.EmbeddingModel || r.Prompt == 0 {
					t.Errorf("reserved %+v", r)
				}
			}
			// A reply that cannot be read has cost tokens, too; one that is refused has not.
			if used < tokens || tokens == 0 || used > tokens && name != "numbers all the same" || len(m.used) != c.asked {
				t.Errorf("%d requests, used %d tokens, embedding %d", len(m.used), used, tokens)
			}
		})
	}
}

func TestEmbedFaults(t *testing.T) {
	t.Parallel()
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	good := openaitest.Vectors(letters)
	fail := func(status int, message string, headers ...string) openaitest.Embedding {
		return openaitest.As(openaitest.Fail(status, message, headers...))
	}
	for name, c := range map[string]struct {
		replies []openaitest.Embedding
		want    string // part of the error; "" for vectors
		asked   int
	}{
		"429, then vectors":         {[]openaitest.Embedding{fail(429, "slow down", "Retry-After", "0.01"), good}, "", 2},
		"429 for long":              {[]openaitest.Embedding{fail(429, "slow down", "Retry-After", "3600")}, "429 Too Many Requests: slow down", 1},
		"500 twice, then vectors":   {[]openaitest.Embedding{fail(500, ""), fail(503, ""), good}, "", 3},
		"500 for ever":              {[]openaitest.Embedding{fail(500, "we are sorry")}, "500 Internal Server Error: we are sorry", 3},
		"no such path":              {nil, "404 Not Found", 1},
		"another 400":               {[]openaitest.Embedding{fail(400, "no")}, "400 Bad Request", 1},
		"a redirect":                {[]openaitest.Embedding{fail(307, "", "Location", "http://192.0.2.1/")}, "307 Temporary Redirect", 1},
		"hangs":                     {[]openaitest.Embedding{openaitest.As(openaitest.Hang())}, "no vectors in time", 1},
		"too few":                   {[]openaitest.Embedding{openaitest.Fixed(letters("one"))}, "1 vectors for 3 texts", 3},
		"too few, then vectors":     {[]openaitest.Embedding{openaitest.Fixed(letters("one")), good}, "", 2},
		"too many":                  {[]openaitest.Embedding{openaitest.Fixed(letters("a"), letters("b"), letters("c"), letters("d"))}, "4 vectors for 3 texts", 3},
		"several dimensions":        {[]openaitest.Embedding{openaitest.Fixed(letters("a"), []float32{1}, letters("c"))}, "several dimensions", 3},
		"an empty one":              {[]openaitest.Embedding{openaitest.Fixed(letters("a"), []float32{}, letters("c"))}, "a vector is empty", 3},
		"a zero one":                {[]openaitest.Embedding{openaitest.Fixed(letters("a"), make([]float32, 3), letters("c"))}, "a vector is zero", 3},
		"NaN":                       {[]openaitest.Embedding{openaitest.Fixed(letters("a"), []float32{1, nan, 2}, letters("c"))}, "not finite", 3},
		"infinite":                  {[]openaitest.Embedding{openaitest.Fixed(letters("a"), []float32{1, inf, 2}, letters("c"))}, "not finite", 3},
		"too long":                  {[]openaitest.Embedding{openaitest.Fixed(make([]float32, 9000), make([]float32, 9000), make([]float32, 9000))}, "more than 8192 dimensions", 3},
		"an index twice":            {[]openaitest.Embedding{raw(`{"data": [{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [1]}, {"index": 2, "embedding": [1]}]}`)}, "have no order", 4},
		"an index below 0":          {[]openaitest.Embedding{raw(`{"data": [{"index": -1, "embedding": [1]}, {"index": 0, "embedding": [1]}, {"index": 2, "embedding": [1]}]}`)}, "have no order", 4},
		"no list":                   {[]openaitest.Embedding{raw(`{}`)}, "0 vectors for 3 texts", 3},
		"HTML":                      {[]openaitest.Embedding{raw("<html>")}, "no list of vectors", 3},
		"NaN as JSON":               {[]openaitest.Embedding{raw(`{"data": [{"index": 0, "embedding": [NaN]}]}`)}, "no list of vectors", 3},
		"words instead of numbers":  {[]openaitest.Embedding{raw(`{"data": [{"index": 0, "embedding": ["x"]}]}`)}, "no list of vectors", 3},
		"more than fits":            {[]openaitest.Embedding{raw(`{"data": [{"index": 0, "embedding": [` + strings.Repeat("1,", 7<<20) + `1]}]}`)}, "larger than 12 MB", 1},
		"torn base64":               {[]openaitest.Embedding{raw(`{"data": [{"index": 0, "embedding": "AAA"}]}`)}, "no list of vectors", 3},
		"broken off in the middle":  {[]openaitest.Embedding{raw(`{"data": [{"index": 0, "embedding": "AAAA"`)}, "no list of vectors", 3},
		"broken off, then in order": {[]openaitest.Embedding{raw(`{"data": [`), good}, "", 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openaitest.New(t, openaitest.Say("")).Embeds(c.replies...)
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			got, _, err := client(s).Embedder(openaitest.EmbeddingModel).Embed(ctx, someTexts)
			switch {
			case c.want == "" && (err != nil || len(got) != len(someTexts)):
				t.Errorf("Embed = %v, %v", got, err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), openaitest.Key)):
				t.Errorf("Embed: %v, want an error with %q", err, c.want)
			}
			if n := len(s.Embedded()); n != c.asked {
				t.Errorf("asked %d times, want %d", n, c.asked)
			}
		})
	}
}

func raw(body string) openaitest.Embedding {
	return openaitest.As(openaitest.Raw("application/json", body))
}

// What no endpoint takes is not sent.
func TestEmbedBounds(t *testing.T) {
	t.Parallel()
	s := openaitest.New(t, openaitest.Say("")).Embeds(openaitest.Vectors(letters))
	e := client(s).Embedder(openaitest.EmbeddingModel)
	for name, texts := range map[string][]string{
		"none": {}, "an empty text": {"a", " "}, "a long text": {strings.Repeat("word ", 8000)},
		"many texts": make([]string, 200), "much text": strings.Split(strings.Repeat(strings.Repeat("word ", 4000)+"|", 20)+"a", "|"),
	} {
		for i := range texts {
			if name == "many texts" {
				texts[i] = fmt.Sprint(i)
			}
		}
		if got, _, err := e.Embed(t.Context(), texts); len(got) > 0 || err == nil && len(texts) > 0 {
			t.Errorf("%s: Embed = %d vectors, %v", name, len(got), err)
		}
	}
	if n := len(s.Embedded()); n != 0 {
		t.Errorf("%d requests were made", n)
	}
}

// An endpoint that keeps failing is left alone, and the month's tokens bound embeddings, too.
func TestEmbedLeftAlone(t *testing.T) {
	t.Parallel()
	s := openaitest.New(t, openaitest.Say("")).Embeds(openaitest.As(openaitest.Fail(400, "no")))
	e := client(s).Embedder(openaitest.EmbeddingModel)
	for range maxFailures + 2 {
		if _, _, err := e.Embed(t.Context(), someTexts); err == nil {
			t.Fatal("there are vectors")
		}
	}
	if n := len(s.Embedded()); n != maxFailures {
		t.Errorf("asked %d times, want %d", n, maxFailures)
	}
}

// miser is a meter that allows nothing after some requests.
type miser struct{ left int }

func (m *miser) Reserve(_ context.Context, room, _ string, _ briefing.Tokens) (func(briefing.Tokens), error) {
	if m.left--; m.left < 0 {
		return nil, &briefing.SpentError{Room: room, Used: 2, Limit: 1}
	}
	return func(briefing.Tokens) {}, nil
}

func TestEmbedCap(t *testing.T) {
	t.Parallel()
	s := openaitest.New(t, openaitest.Say("")).Embeds(openaitest.Vectors(letters))
	m := &miser{left: 1}
	e := newClient(Config{BaseURL: s.URL, Key: openaitest.Key, Meter: m}, quick).Embedder(openaitest.EmbeddingModel)
	if _, _, err := e.Embed(t.Context(), someTexts); err != nil {
		t.Fatal(err)
	}
	for range maxFailures + 1 {
		_, _, err := e.Embed(t.Context(), someTexts)
		if _, spent := errors.AsType[*briefing.SpentError](err); !spent {
			t.Fatalf("Embed beyond the limit: %v", err)
		}
	}
	if n := len(s.Embedded()); n != 1 {
		t.Errorf("asked %d times, want once", n)
	}
	m.left = 1
	if _, _, err := e.Embed(t.Context(), someTexts); err != nil {
		t.Errorf("when there are tokens again: %v", err)
	}
}

func TestEmbedderCheck(t *testing.T) {
	t.Parallel()
	s := openaitest.New(t, openaitest.Say(""))
	c := client(s)
	for model, ok := range map[string]bool{openaitest.EmbeddingModel: true, "another": false} {
		f := c.Embedder(model).Check(t.Context())
		if len(f) != 1 || f[0].OK != ok || !ok && !strings.Contains(f[0].Mend, "OPENAI_EMBEDDING_MODEL") {
			t.Errorf("%s: %+v", model, f)
		}
	}
}
