package main

import (
	"context"
	"fmt"
	"strings"

	"briefbot/internal/adapters/sqlite"
)

// list prints what a data folder holds of one kind, a line each, or as one line of JSON. none is
// what it says instead of nothing.
func list[T any](ctx context.Context, a *app, asJSON bool, read func(*sqlite.Store, context.Context) ([]T, error), line func(T) string, none string) error {
	all := []T{}
	err := a.inStore(ctx, func(store *sqlite.Store) error {
		found, err := read(store, ctx)
		all = append(all, found...)
		return err
	})
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(a.out, all)
	}
	lines := make([]string, 0, len(all))
	for _, item := range all {
		lines = append(lines, line(item))
	}
	if len(lines) == 0 {
		lines = append(lines, none)
	}
	_, err = fmt.Fprintln(a.out, strings.Join(lines, "\n"))
	return err
}
