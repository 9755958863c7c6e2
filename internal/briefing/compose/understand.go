package compose

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/inert"
	"briefbot/prompts"
)

// understandTime is how much of modelTime the model has to say a question again or to take it
// apart.
const understandTime = 2500 * time.Millisecond

// Understand reads a question as Analyse does. After a conversation that the question leans on,
// the model says it by itself, and one that asks several things or compares, the model takes
// apart. What it writes counts where it says nothing that was not said (see restates and
// takesApart); otherwise, and when the model fails, the rules' reading does. The model is asked
// once at most.
func (c *LLM) Understand(ctx context.Context, q briefing.Question) (briefing.Query, error) {
	query := c.Analyse(q)
	var d dialogue
	var texts []string
	var err error
	limited, cancel := context.WithTimeout(ctx, understandTime)
	defer cancel()
	switch {
	case leansOn(q):
		texts, err = d.sayAgain(limited, c.Model, q)
	case query.Comparison != nil: // it has its parts
	case len(query.Parts) > 1 || comparing.MatchString(q.Text):
		texts, err = d.takeApart(limited, c.Model, q)
	}
	query.Exchanges = d.exchanges
	switch {
	case ctx.Err() != nil:
		return briefing.Query{}, fmt.Errorf("compose: ask the model: %w", ctx.Err())
	case err != nil && c.Problem != nil:
		c.Problem(err)
	case len(texts) > 0:
		query.Parts, query.Comparison = nil, nil
		for _, text := range texts {
			query.Parts = append(query.Parts, analyse(briefing.Question{Text: text, AsOf: q.AsOf}))
		}
	}
	return query, nil
}

var (
	// leaning finds how a question begins that goes on with the one before.
	leaning = regexp.MustCompile(`(?i)^(?:and|or|but|no|not|so|then|ok|also|what about|how about|sorry|i mean|i meant)\b`)
	// comparing finds the words of a question on several things.
	comparing = regexp.MustCompile(`(?i)\b(?:compar(?:e|es|ed|ing|ison)|contrast|differ(?:s|ed|ence|ences)?|versus|vs|than|both|respectively|either)\b`)
)

// leansOn reports whether a question is not understood without the conversation before it.
func leansOn(q briefing.Question) bool {
	return len(q.History) > 0 && (leaning.MatchString(strings.TrimSpace(q.Text)) || refers.MatchString(strings.ToLower(q.Text)) || len(analyse(q).Terms) == 0)
}

const (
	// maxTurns is how many turns before a question the model is told, and maxTurnRunes how much
	// of each.
	maxTurns     = 6
	maxTurnRunes = 300
)

// sayAgain has the model say a question without the conversation before it, and in parts where
// it asks several things. It returns nothing where what the model writes does not count.
func (d *dialogue) sayAgain(ctx context.Context, m Model, q briefing.Question) ([]string, error) {
	f := prompts.FollowUp{Question: cutRunes(inert.Clean(q.Text), maxTurnRunes)}
	for _, turn := range q.History[max(0, len(q.History)-maxTurns):] {
		f.Turns = append(f.Turns, prompts.Turn{Bot: turn.Role != "user", Text: cutRunes(markers.ReplaceAllString(inert.Clean(turn.Text), ""), maxTurnRunes)})
	}
	type reply struct{ Question string }
	p, err := f.Render()
	if err != nil {
		return nil, err
	}
	text, err := d.write(ctx, m, p)
	if err != nil {
		return nil, err
	}
	r, err := parseReply(text, func(r reply) bool { return r.Question != "" })
	again := inert.Clean(r.Question)
	if err != nil || strings.EqualFold(strings.TrimRight(again, "?"), strings.TrimRight(f.Question, "?")) || !restates(again, f) {
		return nil, nil // the rules' reading counts
	}
	out := []string{again}
	if several := parts(briefing.Question{Text: again}); len(several) > 1 {
		out = nil
		for _, part := range several {
			out = append(out, part.Text)
		}
	}
	return out, nil
}

// takeApart has the model take a question apart. It returns nothing where what the model writes
// does not count.
func (d *dialogue) takeApart(ctx context.Context, m Model, q briefing.Question) ([]string, error) {
	question := inert.Clean(q.Text)
	type reply struct{ Questions []string }
	p, err := prompts.Decompose{Question: question}.Render()
	if err != nil || p.Tokens() > maxPromptTokens {
		return nil, err
	}
	text, err := d.write(ctx, m, p)
	if err != nil {
		return nil, err
	}
	r, err := parseReply(text, func(r reply) bool { return len(r.Questions) > 0 })
	if err != nil {
		return nil, nil // the rules' parts count
	}
	var out []string
	for _, part := range r.Questions {
		out = append(out, inert.Clean(part))
	}
	if !takesApart(out, question) {
		return nil, nil
	}
	return out, nil
}
