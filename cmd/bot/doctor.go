package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/console"
)

func (a *app) doctorCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Say what is wrong with the set-up and how to mend it",
		Long: `Say what is wrong with the set-up and how to mend it: settings, data folder, articles,
what waits and what could not be delivered, Slack, Discord, the model.

It changes nothing, posts nothing and works beside a running bot serve. The exit status is 1
when something is wrong.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := noArguments(cmd, args); err != nil {
				return err
			}
			return a.doctor(cmd, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print what was found as one line of JSON")
	addOptions(cmd.Flags(), ofServing, ofFetching, ofAnswering, ofCounting)
	return cmd
}

func (a *app) doctor(cmd *cobra.Command, asJSON bool) error {
	var wrong error
	a.settings, wrong = resolve(cmd.Flags(), a.getenv)
	if misused, ok := errors.AsType[usageError](wrong); ok {
		return misused
	}
	ctx := cmd.Context()
	found := a.examine(ctx, wrong)
	if err := ctx.Err(); err != nil {
		return err
	}
	a.problems += len(slices.DeleteFunc(slices.Clone(found), func(f chat.Finding) bool { return f.OK }))
	if asJSON {
		return writeJSON(a.out, struct {
			OK       bool           `json:"ok"`
			Findings []chat.Finding `json:"findings"`
		}{a.problems == 0, found})
	}
	if err := console.For(a.out, a.getenv).Findings(a.out, found); err != nil {
		return err
	}
	verdict := "Nothing is wrong."
	if a.problems > 0 {
		verdict = count(a.problems, "problem") + "."
	}
	_, err := fmt.Fprintf(a.out, "\n%s\n", verdict)
	return err
}

// examine looks at everything. wrong is what was wrong with the settings.
func (a *app) examine(ctx context.Context, wrong error) []chat.Finding {
	e := &examination{settings: a.settings}
	e.configuration(wrong)
	e.data(ctx)
	if wrong == nil {
		e.serving(ctx)
		e.platforms(ctx)
		e.model(ctx)
	}
	hide := knownSecrets(a.settings.secrets())
	for i := range e.found {
		f := &e.found[i]
		f.Detail, f.Mend = redact(hide.Replace(f.Detail)), redact(hide.Replace(f.Mend))
	}
	return e.found
}
