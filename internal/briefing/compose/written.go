package compose

import (
	"encoding/json"
	"errors"
	"strings"
)

// written is what a model is asked to write.
type written struct {
	Claims   []writtenClaim `json:"claims"`
	NotFound bool           `json:"not_found"`
}

type writtenClaim struct {
	Text     string `json:"text"`
	Passages []struct {
		N     json.Number `json:"n"` // a number or the same as text
		Quote string      `json:"quote"`
	} `json:"passages"`
}

const (
	// maxWrittenBytes is more than the longest reply that a model is let write.
	maxWrittenBytes = 64 << 10
	// maxStarts is how many places of a text may be the start of the reply.
	maxStarts = 20
)

var errWritten = errors.New("it is not the JSON object that was asked for")

// parseWritten finds the claims in what a model wrote.
func parseWritten(text string) (written, error) {
	return parseReply(text, func(r written) bool { return r.NotFound || len(r.Claims) > 0 })
}

// parseReply finds the JSON object that holds in what a model wrote: alone, in a block of code,
// or after what the model said to itself.
func parseReply[T any](text string, holds func(T) bool) (T, error) {
	var none T
	if len(text) > maxWrittenBytes {
		return none, errWritten
	}
	if _, after, ok := strings.Cut(text, "</think>"); ok {
		text = after
	}
	for range maxStarts {
		start := strings.IndexByte(text, '{')
		if start < 0 {
			break
		}
		text = text[start:]
		var r T
		if err := json.NewDecoder(strings.NewReader(text)).Decode(&r); err == nil && holds(r) {
			return r, nil
		}
		text = text[1:]
	}
	return none, errWritten
}
