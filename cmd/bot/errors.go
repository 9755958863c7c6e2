package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"briefbot/internal/briefing/inert"
)

// The exit statuses.
const (
	exitOK = iota
	exitFailure
	exitUsage
)

// usageError is a command line that cannot be understood.
type usageError struct{ error }

// misuse returns a usage error about cmd that says where to read on.
func misuse(cmd *cobra.Command, format string, args ...any) error {
	return usageError{fmt.Errorf("%s (see %s --help)", fmt.Sprintf(format, args...), cmd.CommandPath())}
}

// warn prints one line to standard error.
func (a *app) warn(err error) {
	line := strings.Join(strings.Fields(strings.ReplaceAll(err.Error(), "\n", "; ")), " ")
	fmt.Fprintln(a.errs, "bot: "+redact(inert.Clean(line)))
}

// problem reports input that could not be used. The work goes on; the exit status will
// say so.
func (a *app) problem(err error) {
	a.problems++
	a.warn(err)
}

// status reports how the run ended and returns its exit status.
func (a *app) status(ctx context.Context, err error) int {
	switch {
	case err != nil && ctx.Err() != nil:
		a.warn(errors.New("stopped by a signal"))
		return exitFailure
	case err != nil:
		a.warn(err)
		if _, wrong := errors.AsType[usageError](err); wrong {
			return exitUsage
		}
		return exitFailure
	case a.problems > 0:
		return exitFailure
	}
	return exitOK
}

// cause strips the operation and the path off a file error, for lines that name both.
func cause(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	if link, ok := errors.AsType[*os.LinkError](err); ok {
		return link.Err
	}
	return err
}
