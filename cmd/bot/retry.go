package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"
)

func (a *app) retryCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "retry [ID...]",
		Short: "Send again what could not be delivered",
		Long: `Send again the messages that could not be delivered: those of the numbers that bot doctor
shows, or all. They go back into their rooms' queues, and bot serve posts them.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ids := make([]int64, len(args))
			for i, arg := range args {
				id, err := strconv.ParseInt(arg, 10, 64)
				if err != nil {
					return misuse(cmd, "%q is no number of a message; bot doctor shows them", arg)
				}
				ids[i] = id
			}
			return a.retry(cmd.Context(), ids)
		},
	}
}

func (a *app) retry(ctx context.Context, ids []int64) error {
	store, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	n, err := store.Revive(ctx, ids...)
	if err != nil {
		return err
	}
	if n < len(ids) {
		a.problem(fmt.Errorf("retry: %d of %s could be delivered or are not there; bot doctor shows those that could not", len(ids)-n, count(len(ids), "message")))
	}
	dir, _ := a.settings.data()
	_, runs := serving(dir)
	line := "nothing to send again"
	switch {
	case n > 0 && runs:
		line = fmt.Sprintf("%s on the way again", count(n, "message"))
	case n > 0:
		line = fmt.Sprintf("%s on the way again when bot serve runs", count(n, "message"))
	}
	_, err = fmt.Fprintln(a.out, line)
	return err
}
