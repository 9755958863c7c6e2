package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"
	"github.com/spf13/cobra"

	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/compose"
	"briefbot/internal/briefing/inert"
)

func (a *app) replayCommand() *cobra.Command {
	var asJSON, live bool
	cmd := &cobra.Command{
		Use:   "replay ANSWER-ID",
		Short: "Make a recorded answer again from its inputs",
		Long: `Make a recorded answer again from its inputs and print it.

Answers from a data folder are recorded; their "answer_id" stands in their JSON. It is a
failure when the answer made now is not the one that was given then. A model is not asked
again: what it wrote is recorded, too. With --live it is asked again, with the same passages,
and what has become different is shown.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return misuse(cmd, "give one answer id")
			}
			return a.replay(cmd, args[0], asJSON, live)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the answer as one line of JSON")
	cmd.Flags().BoolVar(&live, "live", false, "ask the model again, and show the difference")
	addOptions(cmd.Flags(), ofAnswering, ofCounting)
	return cmd
}

func (a *app) replay(cmd *cobra.Command, id string, asJSON, live bool) error {
	ctx := cmd.Context()
	store, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	record, err := store.Answer(ctx, id)
	if errors.Is(err, briefing.ErrNotFound) {
		dir, _ := a.settings.data()
		return fmt.Errorf("replay %s: data folder %s holds no such answer; the id is \"answer_id\" in the answer's JSON", id, dir)
	}
	if err != nil {
		return err
	}
	if live {
		return a.replayLive(ctx, store, record, asJSON)
	}
	var composer briefing.Composer = compose.New()
	if len(record.Exchanges) > 0 {
		composer = newComposer(compose.NewRecorded(record.Exchanges), nil)
	}
	answer, err := again(ctx, composer, record)
	if err != nil {
		return err
	}
	if err := a.printAnswer(answer, asJSON); err != nil {
		return err
	}
	same, err := equalJSON(answer, record.Answer)
	if err == nil && same {
		same, err = readsAgain(ctx, record.Evidence.Query)
	}
	if err == nil && !same {
		err = fmt.Errorf("replay %s: this differs from the answer given on %s; the program has changed since", id, record.At.Format("2 January 2006"))
	}
	return err
}

// again makes a recorded answer again.
func again(ctx context.Context, composer briefing.Composer, record briefing.Record) (briefing.Answer, error) {
	service := &briefing.Service{Composer: composer, Gate: cite.Gate{}}
	answer, err := service.Answer(ctx, record.Evidence)
	// These two belong to the asking, not to what was answered.
	answer.AnswerID, answer.ElapsedMS = record.Answer.AnswerID, record.Answer.ElapsedMS
	return answer, err
}

// readsAgain reports whether a question that a model was asked to understand is understood as it
// was, from what the model wrote then.
func readsAgain(ctx context.Context, q briefing.Query) (bool, error) {
	if len(q.Exchanges) == 0 {
		return true, nil
	}
	asked := q.Question
	asked.Text = cmp.Or(q.Asked, asked.Text)
	got, err := newComposer(compose.NewRecorded(q.Exchanges), nil).Understand(ctx, asked)
	return err == nil && slices.EqualFunc(got.Parts, q.Parts, func(a, b briefing.Query) bool { return a.Question.Text == b.Question.Text }), err
}

// replayLive asks the model again and shows what has become different.
func (a *app) replayLive(ctx context.Context, store *sqlite.Store, record briefing.Record, asJSON bool) error {
	model, err := a.settings.model(a.meter(store))
	if err == nil && model == nil {
		err = errors.New("no model is set; set OPENAI_API_KEY and OPENAI_MODEL")
	}
	if err != nil {
		return fmt.Errorf("replay --live: %w", err)
	}
	answer, err := again(ctx, newComposer(model, a.warn), record)
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(a.out, struct {
			Recorded briefing.Answer `json:"recorded"`
			Live     briefing.Answer `json:"live"`
		}{record.Answer, answer})
	}
	if err := a.printAnswer(answer, false); err != nil {
		return err
	}
	difference := udiff.Unified("recorded", "live", lines(record.Answer), lines(answer))
	if difference == "" {
		difference = "The answer given on " + record.At.Format("2 January 2006") + " says the same.\n"
	}
	_, err = fmt.Fprint(a.out, "\n", difference)
	return err
}

// lines writes what an answer says a claim a line, to be compared.
func lines(a briefing.Answer) string {
	text := string(a.Status) + " (" + a.Mode + ")\n"
	for line := range strings.Lines(a.Text + "\n") {
		if line = inert.Clean(line); line != "" {
			text += line + "\n"
		}
	}
	return text
}

// equalJSON reports whether two answers are the same to whoever reads them.
func equalJSON(a, b briefing.Answer) (bool, error) {
	x, err := json.Marshal(a)
	if err != nil {
		return false, err
	}
	y, err := json.Marshal(b)
	return string(x) == string(y), err
}
