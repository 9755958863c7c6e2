package main

import (
	"strings"

	"github.com/spf13/cobra"

	"briefbot/internal/adapters/console"
)

func (a *app) factCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "fact NAME",
		Short:   "Show what the sources say of a person, an organisation or a term",
		Example: `  bot fact "New START"`,
		RunE: func(cmd *cobra.Command, args []string) error {
			name := strings.TrimSpace(strings.Join(args, " "))
			if name == "" {
				return misuse(cmd, "no name")
			}
			return a.fact(cmd, name, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the card as one line of JSON")
	addOptions(cmd.Flags(), ofAnswering, ofCounting)
	return cmd
}

func (a *app) fact(cmd *cobra.Command, name string, asJSON bool) error {
	ctx := cmd.Context()
	d, err := a.desk(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := a.useMeaning(ctx, d); err != nil {
		return err
	}
	card, err := d.service.Fact(ctx, name)
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(a.out, card)
	}
	return console.For(a.out, a.getenv).Card(a.out, card)
}
