package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/compose"
)

func (a *app) replayCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "replay ANSWER-ID",
		Short: "Make a recorded answer again from its inputs",
		Long: `Make a recorded answer again from its inputs and print it.

Answers from a data folder are recorded; their "answer_id" stands in their JSON. It is a
failure when the answer made now is not the one that was given then.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return misuse(cmd, "give one answer id")
			}
			return a.replay(cmd, args[0], asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the answer as one line of JSON")
	return cmd
}

func (a *app) replay(cmd *cobra.Command, id string, asJSON bool) error {
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
	service := &briefing.Service{Composer: compose.New(), Gate: cite.Gate{}}
	answer, err := service.Answer(ctx, record.Evidence)
	if err != nil {
		return err
	}
	// These two belong to the asking, not to what was answered.
	answer.AnswerID, answer.ElapsedMS = record.Answer.AnswerID, record.Answer.ElapsedMS
	if err := a.printAnswer(answer, asJSON); err != nil {
		return err
	}
	same, err := equalJSON(answer, record.Answer)
	if err == nil && !same {
		err = fmt.Errorf("replay %s: this differs from the answer given on %s; the program has changed since", id, record.At.Format("2 January 2006"))
	}
	return err
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
