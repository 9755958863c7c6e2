package evals

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"briefbot/internal/briefing"
)

// Asker answers questions, several at a time.
type Asker interface {
	Ask(ctx context.Context, q briefing.Question) (briefing.Answer, error)
}

// Searcher finds passages for questions, at most k, several at a time.
type Searcher interface {
	Search(ctx context.Context, q briefing.Question, k int) (briefing.Evidence, error)
}

// Asked is a question of any set as the bot gets it.
type Asked interface{ Asked() briefing.Question }

// Ask puts all questions and returns the answers in the same order. The first failure
// ends it.
func Ask[Q Asked](ctx context.Context, bot Asker, questions []Q) ([]briefing.Answer, error) {
	return each(ctx, questions, func(ctx context.Context, q briefing.Question) (briefing.Answer, error) {
		a, err := bot.Ask(ctx, q)
		a.ID = q.ID
		return a, err
	})
}

// Search runs all queries and returns the runs in the same order. The first failure ends it.
func Search(ctx context.Context, s Searcher, queries []Query, k int) ([]Run, error) {
	return each(ctx, queries, func(ctx context.Context, q briefing.Question) (Run, error) {
		found, err := s.Search(ctx, q, k)
		return runOf(q.ID, found), err
	})
}

// each calls do for every question, on all cores.
func each[Q Asked, R any](ctx context.Context, questions []Q, do func(context.Context, briefing.Question) (R, error)) ([]R, error) {
	out := make([]R, len(questions))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, q := range questions {
		group.Go(func() (err error) {
			if err = ctx.Err(); err == nil {
				out[i], err = do(ctx, q.Asked())
			}
			return err
		})
	}
	return out, group.Wait()
}
