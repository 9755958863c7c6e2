package openai

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	sdk "github.com/sashabaranov/go-openai"

	"briefbot/internal/briefing"
	"briefbot/prompts"
)

// try makes one request and counts what it used.
func (c *Client) try(ctx context.Context, p prompts.Prompt, d dialect) (briefing.Completion, error) {
	settle, err := c.reserve(ctx, c.room, c.config.Model, briefing.Tokens{Prompt: p.Tokens(), Output: maxOutputTokens})
	if err != nil {
		return briefing.Completion{}, err
	}
	done, err := c.exchange(ctx, p, d)
	settle(briefing.Tokens{Prompt: done.PromptTokens, Output: done.OutputTokens})
	return done, err
}

// exchange makes one request and reads the reply to its end. With an error comes what was used
// all the same.
func (c *Client) exchange(ctx context.Context, p prompts.Prompt, d dialect) (briefing.Completion, error) {
	inTime, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	first := time.AfterFunc(c.timing.first, func() { cancel(errFirst) })
	defer first.Stop()
	stream, err := c.api.CreateChatCompletionStream(inTime, d.request(c.config.Model, p))
	var r received
	if err != nil {
		var done briefing.Completion
		if inTime.Err() != nil { // it has the prompt, and may go on
			done = r.completion(c.config.Model, p)
		}
		return done, because(inTime, err)
	}
	defer stream.Close()
	err = r.read(stream, first)
	done := r.completion(c.config.Model, p)
	if err != nil {
		return done, because(inTime, err)
	}
	return done, r.ended()
}

var errFirst = errors.New("no word of a reply in time")

// because is why a request failed: when it was ended, what ended it.
func because(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if _, ok := errors.AsType[*fault](err); ok {
		return err
	}
	if f, ok := ofModel(err); ok {
		return f
	}
	return &fault{reason: "the reply is broken off or is no stream of JSON", again: true}
}

// received is a reply as it comes in.
type received struct {
	text   strings.Builder
	model  string
	finish sdk.FinishReason
	usage  *sdk.Usage
}

// read takes the reply in. What comes after its end, the usage, may be missing.
func (r *received) read(stream *sdk.ChatCompletionStream, first *time.Timer) error {
	for {
		part, err := stream.Recv()
		switch {
		case err == io.EOF || err != nil && r.finish != "":
			return nil
		case err != nil:
			return err
		}
		if part.Model != "" {
			r.model = part.Model
		}
		if part.Usage != nil {
			r.usage = part.Usage
		}
		for _, choice := range part.Choices {
			if choice.Index != 0 {
				continue
			}
			if choice.Delta.Content != "" || choice.Delta.ReasoningContent != "" {
				first.Stop()
			}
			r.text.WriteString(choice.Delta.Content)
			if choice.FinishReason != "" {
				r.finish = choice.FinishReason
			}
		}
	}
}

// ended says what is wrong with a reply that is over. The SDK returns io.EOF for one that was
// broken off, too: only a reason to finish tells that it is whole.
func (r *received) ended() error {
	switch {
	case r.finish == "":
		return &fault{reason: "the reply ended before it was finished", again: true}
	case r.finish == sdk.FinishReasonLength:
		return &fault{reason: fmt.Sprintf("the reply was longer than %d tokens", maxOutputTokens)}
	case r.finish != sdk.FinishReasonStop:
		return &fault{reason: fmt.Sprintf("the reply was stopped (%.40q)", r.finish)}
	case strings.TrimSpace(r.text.String()) == "":
		return &fault{reason: "the reply is empty"}
	}
	return nil
}

// completion returns what came in, with what it used: as the endpoint counts, or as we do.
func (r *received) completion(model string, p prompts.Prompt) briefing.Completion {
	done := briefing.Completion{Text: r.text.String(), Model: model, PromptTokens: p.Tokens(), OutputTokens: prompts.Tokens(r.text.String())}
	if r.model != "" {
		done.Model = cut(r.model)
	}
	if r.usage != nil && r.usage.PromptTokens > 0 {
		done.PromptTokens, done.OutputTokens = r.usage.PromptTokens, r.usage.CompletionTokens
	}
	return done
}
