package openai

import (
	"errors"
	"net/http"
	"strings"

	sdk "github.com/sashabaranov/go-openai"

	"briefbot/prompts"
)

// dialect is what an endpoint understands of a request. It starts as what most do, and becomes
// less with each thing that the endpoint refuses.
type dialect struct {
	limit         limit
	format        format
	noTemperature bool
	noUsage       bool
}

// limit is how the length of a reply is limited.
type limit int

const (
	maxTokens           limit = iota // by what most endpoints know
	maxCompletionTokens              // by what newer models of OpenAI want
	noLimit
)

// format is how the form of a reply is asked for; the prompt asks for it, too.
type format int

const (
	jsonSchema format = iota
	jsonObject
	anyText
)

const (
	// maxOutputTokens is more than the longest answer that is asked for.
	maxOutputTokens = 1000
	// temperature is low: quotes are to be copied.
	temperature = 0.1
)

// request writes a prompt as the endpoint understands it.
func (d dialect) request(model string, p prompts.Prompt) sdk.ChatCompletionRequest {
	r := sdk.ChatCompletionRequest{Model: model}
	for _, m := range p.Messages {
		r.Messages = append(r.Messages, sdk.ChatCompletionMessage{Role: string(m.Role), Content: m.Text})
	}
	switch d.limit {
	case maxTokens:
		//lint:ignore SA1019 many endpoints know no other
		r.MaxTokens = maxOutputTokens
	case maxCompletionTokens:
		r.MaxCompletionTokens = maxOutputTokens
	}
	switch d.format {
	case jsonSchema:
		r.ResponseFormat = &sdk.ChatCompletionResponseFormat{
			Type:       sdk.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &sdk.ChatCompletionResponseFormatJSONSchema{Name: p.Name, Schema: p.Schema, Strict: true},
		}
	case jsonObject:
		r.ResponseFormat = &sdk.ChatCompletionResponseFormat{Type: sdk.ChatCompletionResponseFormatTypeJSONObject}
	}
	if !d.noTemperature {
		r.Temperature = temperature
	}
	if !d.noUsage {
		r.StreamOptions = &sdk.StreamOptions{IncludeUsage: true}
	}
	return r
}

// without returns the dialect without what a refusal complains of.
func (d dialect) without(refusal string) dialect {
	refusal = strings.ToLower(strings.ReplaceAll(refusal, "_", ""))
	holds := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(refusal, w) {
				return true
			}
		}
		return false
	}
	switch {
	case holds("maxtokens", "maxcompletiontokens") && d.limit < noLimit:
		d.limit++
	case holds("temperature"):
		d.noTemperature = true
	case holds("streamoptions", "includeusage"):
		d.noUsage = true
	case holds("responseformat", "jsonschema", "jsonobject", "schema") && d.format < anyText:
		d.format++
	}
	return d
}

// speak returns what the endpoint is known to understand.
func (c *Client) speak() dialect {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.dialect
}

// learn remembers what a refused request was to go without, and reports whether there is
// another way to say it.
func (c *Client) learn(spoken dialect, f *fault) bool {
	if f.status != http.StatusBadRequest && f.status != http.StatusUnprocessableEntity {
		return false
	}
	less := spoken.without(f.said)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dialect == spoken {
		c.dialect = less
	}
	return less != spoken
}

// ofModel turns what the SDK knows of a model before it asks into what the endpoint would say.
func ofModel(err error) (*fault, bool) {
	for _, known := range []error{
		sdk.ErrReasoningModelMaxTokensDeprecated, sdk.ErrReasoningModelLimitationsOther, sdk.ErrReasoningSamplingUnsupported,
	} {
		if errors.Is(err, known) {
			return &fault{status: http.StatusBadRequest, reason: known.Error(), said: known.Error()}, true
		}
	}
	return nil, false
}
