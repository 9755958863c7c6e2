package openai

import (
	"context"

	"briefbot/internal/briefing"
)

// Meter counts what rooms use of models.
type Meter interface {
	// Reserve sets aside what one request of a room to a model may use at most; its error is
	// that it may not be made. Without an error, settle is called once, with what was used.
	Reserve(ctx context.Context, room, model string, most briefing.Tokens) (settle func(used briefing.Tokens), err error)
}

// reserve sets tokens aside for a request.
func (e *endpoint) reserve(ctx context.Context, room, model string, most briefing.Tokens) (settle func(briefing.Tokens), err error) {
	if e.config.Meter == nil {
		return func(briefing.Tokens) {}, nil
	}
	if settle, err = e.config.Meter.Reserve(ctx, room, model, most); err != nil {
		return nil, unreserved{err}
	}
	return settle, nil
}

// unreserved is an error of the meter: the endpoint has no part in it.
type unreserved struct{ error }

func (e unreserved) Unwrap() error { return e.error }
