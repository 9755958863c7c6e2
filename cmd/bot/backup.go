package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the data folder's store into a file, while it is used",
		Long: `Copy the data folder's store, as it is at one moment, into a file that is not there yet. A
running bot serve goes on meanwhile. To restore it, stop bot serve and put the file in the place
of ` + storeFile + ` in the data folder, without the -wal and -shm files that may lie there.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return misuse(cmd, "give one file")
			}
			return a.backup(cmd.Context(), args[0])
		},
	}
}

func (a *app) backup(ctx context.Context, path string) error {
	store, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.Backup(ctx, path); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("back up to %s: %w", path, cause(err))
	}
	_, err = fmt.Fprintf(a.out, "%s, %s\n", path, size(info.Size()))
	return err
}
