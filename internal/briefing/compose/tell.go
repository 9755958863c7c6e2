package compose

import (
	"context"
	"fmt"
	"slices"
	"time"

	"briefbot/internal/briefing"
	"briefbot/prompts"
)

const (
	// tellTime is how long the model has for all stories of a digest.
	tellTime = 20 * time.Second
	// maxStoryTokens is how long the prompt of a story is, by prompts.Tokens.
	maxStoryTokens = 1500
)

// Tell words stories as the model tells them, from their sentences: those of which enough is kept
// (see LLM), in as many claims as a story has at most. The others stay as they are, and so do all
// that are left when the model fails or its time is over. It implements briefing.Teller.
func (c *LLM) Tell(ctx context.Context, stories []briefing.DraftStory) ([]briefing.DraftStory, []briefing.Exchange, error) {
	limited, cancel := context.WithTimeout(ctx, tellTime)
	defer cancel()
	out := slices.Clone(stories)
	var exchanges []briefing.Exchange
	for i := range out {
		d := dialogue{gate: c.Gate}
		claims, err := d.tell(limited, c.Model, out[i].Sentences)
		exchanges = append(exchanges, d.exchanges...)
		switch {
		case ctx.Err() != nil:
			return nil, nil, fmt.Errorf("compose: ask the model: %w", ctx.Err())
		case err != nil:
			if c.Problem != nil {
				c.Problem(err)
			}
			return out, exchanges, nil
		case len(claims) > 0:
			out[i].Claims, out[i].Mode = claims, "llm"
		}
	}
	return out, exchanges, nil
}

// tell has the model tell a story once and returns the claims that are kept, none when they are
// not enough.
func (d *dialogue) tell(ctx context.Context, m Model, from []briefing.Quote) ([]briefing.DraftClaim, error) {
	var story prompts.Digest
	empty, err := story.Render()
	if err != nil {
		return nil, err
	}
	room := maxStoryTokens - empty.Tokens()
	for _, q := range from {
		x := excerpt{q.Doc, q.Span}
		room -= excerptTokens + prompts.Tokens(x.text()) + prompts.Tokens(x.from())
		if room < 0 {
			break
		}
		d.excerpts = append(d.excerpts, x)
		story.Passages = append(story.Passages, prompts.Passage{From: x.from(), Text: x.text()})
	}
	if len(d.excerpts) == 0 {
		return nil, nil
	}
	p, err := story.Render()
	if err != nil {
		return nil, err
	}
	text, err := d.write(ctx, m, p)
	if err != nil {
		return nil, err
	}
	found := d.judge(text)
	if !found.enough() {
		return nil, nil
	}
	return found.kept[:min(len(found.kept), prompts.MaxStoryClaims)], nil
}
