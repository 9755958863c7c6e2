package compose

import (
	"context"
	"errors"
	"fmt"
	"time"

	"briefbot/internal/briefing"
	"briefbot/prompts"
)

// Model writes what a prompt asks for. It returns what it wrote whole, or an error.
type Model interface {
	Write(ctx context.Context, p prompts.Prompt) (briefing.Completion, error)
}

// LLM drafts answers in the words of a model, from the same evidence as Composer and within
// the same promises:
//
//   - The model is asked when Composer has an answer without sides, or has none and the
//     evidence is confident (see minConfidence). Where the sources differ, or deny what the
//     question takes for granted, their words are shown and no model is asked.
//   - Of what it writes, a claim is kept whose quotes stand in the passages that it names, one
//     of them on a sentence that is on the question (see onQuestion), that the gate lets
//     through, and that holds no link, mention or markup.
//   - When too little is kept (see enough), it may try once more. When that is too little
//     again, or the model fails, the draft is Composer's, with a note that says so. So is it
//     when the model finds no answer and Composer does.
type LLM struct {
	*Composer
	Model   Model
	Gate    briefing.Gate
	Problem func(error) // is told why the model wrote nothing; nil for nobody
}

const (
	// modelTime is how long the model has in all: a person is to have an answer 8 s after
	// whatever goes wrong.
	modelTime = 7 * time.Second
	// rounds is how often the model may write.
	rounds = 2
)

// What a person is told when the answer is not the model's.
const (
	noteFault   = "The language model could not be asked."
	noteSpent   = "The language model was not asked: its allowance for this month is used up."
	noteDropped = "What the language model wrote is not borne out by the sources and was left out."
)

// Compose drafts an answer, or a refusal.
func (c *LLM) Compose(ctx context.Context, e briefing.Evidence) (briefing.Draft, error) {
	left := modelTime
	if len(e.Query.Exchanges) > 0 {
		left -= understandTime
	}
	limited, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	return inParts(e, func(e briefing.Evidence) (briefing.Draft, error) { return c.compose(ctx, limited, e) })
}

// compose drafts the answer to one question. The model has until limited ends.
func (c *LLM) compose(ctx, limited context.Context, e briefing.Evidence) (briefing.Draft, error) {
	page := read(e)
	plain := page.extract()
	d := dialogue{page: page, gate: c.Gate, refused: len(plain.Claims) == 0}
	if differs(plain) || plain.Note == noteDenied || d.refused && e.Confidence < minConfidence {
		return plain, nil
	}
	if d.excerpts = excerpts(e, plain); len(d.excerpts) == 0 {
		return plain, nil
	}
	found, err := c.ask(limited, &d)
	plain.Exchanges = d.exchanges
	switch {
	case ctx.Err() != nil:
		return briefing.Draft{}, fmt.Errorf("compose: ask the model: %w", ctx.Err())
	case err != nil:
		plain.Note = noteFault
		if isSpent(err) {
			plain.Note = noteSpent
		}
		if c.Problem != nil {
			c.Problem(err)
		}
		return plain, nil
	case found.enough():
		return briefing.Draft{Claims: found.kept, Mode: "llm", Exchanges: d.exchanges}, nil
	case !d.refused:
		plain.Note = noteDropped
	}
	return plain, nil
}

func differs(d briefing.Draft) bool { return len(d.Claims) > 0 && d.Claims[0].Side > 0 }

// minConfidence is how confident the evidence has to be for a model to be asked what Composer
// refuses. A model that always claims the best sentence would then answer 3 of the 107 questions
// of squad2 that have no answer, and none of the 102 of multihop_rag.
const minConfidence = 0.8

// ask has the model write until enough of it is kept, or its rounds are over. An error is the
// model's: a reply that is no reply is none.
func (c *LLM) ask(ctx context.Context, d *dialogue) (verdict, error) {
	prompt, err := d.prompt()
	if err != nil {
		return verdict{}, err
	}
	var found verdict
	for round := range rounds {
		text, err := d.write(ctx, c.Model, prompt)
		if err != nil {
			if round > 0 {
				return found, nil // what was wrong with the first reply decides
			}
			return verdict{}, err
		}
		found = d.judge(text)
		if found.enough() || found.refused {
			return found, nil
		}
		if prompt, err = prompts.Repair(prompt, cut(text, maxRepairBytes), found.problems); err != nil {
			return verdict{}, err
		}
	}
	return found, nil
}

func isSpent(err error) bool {
	_, spent := errors.AsType[*briefing.SpentError](err)
	return spent
}

// maxRepairBytes is how much of a reply the model is shown again.
const maxRepairBytes = 4 << 10

// write puts a prompt to the model and keeps what came of it.
func (d *dialogue) write(ctx context.Context, m Model, p prompts.Prompt) (string, error) {
	done, err := m.Write(ctx, p)
	x := briefing.Exchange{Prompt: p.Version, Hash: p.Hash(), Completion: done}
	if err != nil {
		x.Completion, x.Fault, x.Spent = briefing.Completion{}, err.Error(), isSpent(err)
	}
	d.exchanges = append(d.exchanges, x)
	return done.Text, err
}

// Recorded is a Model that writes again what one has written before, whatever it is asked.
type Recorded struct {
	exchanges []briefing.Exchange
}

// NewRecorded returns a Model that plays recorded exchanges in order.
func NewRecorded(exchanges []briefing.Exchange) *Recorded { return &Recorded{exchanges} }

// Write implements Model.
func (r *Recorded) Write(context.Context, prompts.Prompt) (briefing.Completion, error) {
	if len(r.exchanges) == 0 {
		return briefing.Completion{}, errors.New("compose: replay: the model was not asked this")
	}
	x := r.exchanges[0]
	r.exchanges = r.exchanges[1:]
	switch {
	case x.Spent:
		return briefing.Completion{}, &briefing.SpentError{}
	case x.Fault != "":
		return briefing.Completion{}, errors.New(x.Fault)
	}
	return x.Completion, nil
}
