package openai

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strings"
	"sync"
	"time"

	sdk "github.com/sashabaranov/go-openai"
	"github.com/sony/gobreaker/v2"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/vectors"
	"briefbot/prompts"
)

// Embedder asks one model of embeddings at an endpoint. It may be used by several goroutines.
type Embedder struct {
	client  *Client // whose endpoint and tokens it uses
	model   string
	api     *sdk.Client
	breaker *gobreaker.CircuitBreaker[embedded]

	mu       sync.Mutex
	encoding int // in encodings
}

// embedded is a reply.
type embedded struct {
	vectors [][]float32
	tokens  int
}

const (
	// embedTime is how long a request may take: a model on a processor embeds a few passages a
	// second.
	embedTime = time.Minute
	// maxTexts is how many texts a request may hold; OpenAI takes 2,048
	// (https://platform.openai.com/docs/api-reference/embeddings/create).
	maxTexts = 128
	// maxTextTokens is how many tokens a text may have; OpenAI takes 8,192.
	maxTextTokens = 8000
	// maxBatchTokens is how many those of a request may have; OpenAI takes 300,000.
	maxBatchTokens = 100_000
	// maxEmbedBytes is more than 128 vectors of 3,072 numbers, or 32 of 8,192.
	maxEmbedBytes = 12 << 20
)

// encodings are how vectors may be sent, the shortest first: not every endpoint knows all.
var encodings = []sdk.EmbeddingEncodingFormat{sdk.EmbeddingEncodingFormatBase64, sdk.EmbeddingEncodingFormatFloat, ""}

// Embedder returns what asks another model at the client's endpoint, and counts its tokens with
// the client's, under briefing.Indexing.
func (c *Client) Embedder(model string) *Embedder {
	config := sdk.DefaultConfig(c.config.Key)
	config.BaseURL = c.config.BaseURL
	doer := newDoer(c.config.Key)
	doer.most = maxEmbedBytes
	config.HTTPClient = doer
	return &Embedder{client: c, model: model, api: sdk.NewClientWithConfig(config), breaker: newBreaker[embedded](c.timing.open)}
}

// Model is the model's name.
func (e *Embedder) Model() string { return e.model }

// Embed returns the vectors of texts, in their order, and how many tokens they took. All have
// one dimension, at most vectors.MaxDimension; none is zero or has a component that is not
// finite. It implements vectors.Embedder.
func (e *Embedder) Embed(ctx context.Context, texts []string) (out [][]float32, tokens int, err error) {
	if len(texts) == 0 {
		return nil, 0, nil
	}
	done, err := e.breaker.Execute(func() (embedded, error) {
		most, err := tokensOf(texts)
		if err != nil {
			return embedded{}, &fault{reason: err.Error()}
		}
		return e.persist(ctx, texts, most)
	})
	switch {
	case errors.Is(err, gobreaker.ErrOpenState), errors.Is(err, gobreaker.ErrTooManyRequests):
		err = fmt.Errorf("it failed %d times in a row and is left alone for %v; bot doctor says what is wrong", maxFailures, e.client.timing.open)
	case errors.Is(err, context.DeadlineExceeded):
		err = errors.New("no vectors in time")
	}
	if err != nil {
		return nil, 0, fmt.Errorf("openai: embed with %s at %s: %w", e.model, e.client.config.BaseURL, err)
	}
	return done.vectors, done.tokens, nil
}

// tokensOf estimates how many tokens texts have, when they are fit for one request.
func tokensOf(texts []string) (sum int, err error) {
	for _, t := range texts {
		n := prompts.Tokens(t)
		if n > maxTextTokens {
			return 0, fmt.Errorf("a text has more than %d tokens", maxTextTokens)
		}
		if strings.TrimSpace(t) == "" {
			return 0, errors.New("a text is empty")
		}
		sum += n
	}
	if len(texts) > maxTexts || sum > maxBatchTokens {
		return 0, fmt.Errorf("more than %d texts or %d tokens at once", maxTexts, maxBatchTokens)
	}
	return sum, nil
}

// persist tries again what the endpoint could not take, and asks for another encoding when it
// does not know the one.
func (e *Embedder) persist(ctx context.Context, texts []string, most int) (embedded, error) {
	for tries := 0; ; {
		encoding := e.speak()
		done, err := e.try(ctx, texts, most, encodings[encoding])
		f, isFault := errors.AsType[*fault](err)
		switch {
		case !isFault:
			return done, err
		case e.learn(encoding, f):
			continue
		case !f.again || tries == maxRetries || !wait(ctx, max(f.after, e.client.timing.backoff<<tries)):
			return done, err
		}
		tries++
	}
}

func (e *Embedder) speak() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.encoding
}

// learn remembers that the endpoint does not know an encoding, and reports whether there is
// another.
func (e *Embedder) learn(encoding int, f *fault) bool {
	refused := f.status == http.StatusBadRequest || f.status == http.StatusUnprocessableEntity
	if !refused && !f.foreign || refused && !strings.Contains(strings.ReplaceAll(strings.ToLower(f.said), "_", ""), "encodingformat") {
		return false
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.encoding == encoding && encoding < len(encodings)-1 {
		e.encoding++
	}
	return e.encoding > encoding
}

// try makes one request.
func (e *Embedder) try(ctx context.Context, texts []string, most int, encoding sdk.EmbeddingEncodingFormat) (embedded, error) {
	settle, err := e.client.reserve(ctx, briefing.Indexing, e.model, briefing.Tokens{Prompt: most})
	if err != nil {
		return embedded{}, err
	}
	inTime, cancel := context.WithTimeout(ctx, embedTime)
	defer cancel()
	reply, err := e.api.CreateEmbeddings(inTime, sdk.EmbeddingRequest{Input: texts, Model: sdk.EmbeddingModel(e.model), EncodingFormat: encoding})
	if err != nil {
		if _, refused := errors.AsType[*fault](err); refused && inTime.Err() == nil {
			most = 0 // it has cost nothing
		}
		settle(briefing.Tokens{Prompt: most})
		return embedded{}, unread(inTime, err)
	}
	done := embedded{tokens: most}
	if n := max(reply.Usage.PromptTokens, reply.Usage.TotalTokens); n > 0 {
		done.tokens = n
	}
	settle(briefing.Tokens{Prompt: done.tokens})
	done.vectors, err = ordered(reply.Data, len(texts))
	return done, err
}

// unread is why there is no reply that can be read.
func unread(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if _, ok := errors.AsType[*fault](err); ok {
		return err
	}
	_, foreign := errors.AsType[*json.UnmarshalTypeError](err)
	return &fault{reason: "the reply is broken off or is no list of vectors", again: !foreign, foreign: foreign}
}

// ordered returns the vectors of a reply in the order of their texts, when all is well with them.
func ordered(data []sdk.Embedding, texts int) ([][]float32, error) {
	if len(data) != texts {
		return nil, &fault{reason: fmt.Sprintf("it gives %d vectors for %d texts", len(data), texts), again: true}
	}
	out := make([][]float32, texts)
	for _, d := range data {
		if d.Index < 0 || d.Index >= texts || out[d.Index] != nil {
			return nil, &fault{reason: "its vectors have no order", again: true}
		}
		if why := amiss(d.Embedding, len(data[0].Embedding)); why != "" {
			return nil, &fault{reason: why, again: true}
		}
		out[d.Index] = d.Embedding
	}
	return out, nil
}

// amiss says what is wrong with a vector, "" for nothing.
func amiss(vector []float32, dimension int) string {
	switch {
	case len(vector) == 0:
		return "a vector is empty"
	case len(vector) != dimension:
		return "its vectors have several dimensions"
	case dimension > vectors.MaxDimension:
		return fmt.Sprintf("a vector has more than %d dimensions", vectors.MaxDimension)
	}
	zero := true
	for _, x := range vector {
		if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
			return "a vector is not finite"
		}
		zero = zero && x == 0
	}
	if zero {
		return "a vector is zero"
	}
	return ""
}
