package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"briefbot/internal/adapters/console"
)

// The exit statuses.
const (
	exitOK = iota
	exitFailure
	exitUsage
)

// app is one run of the program.
type app struct {
	in        *os.File
	out, errs *os.File
	getenv    func(string) string
	settings  settings
	problems  int // input that could not be used, each reported when it was met
}

// usageError is a command line that cannot be understood.
type usageError struct{ error }

// misuse returns a usage error about cmd that says where to read on.
func misuse(cmd *cobra.Command, format string, args ...any) error {
	return usageError{fmt.Errorf("%s (see %s --help)", fmt.Sprintf(format, args...), cmd.CommandPath())}
}

// root returns the command line.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "bot",
		Short: "Answer questions from news articles, every sentence cited word for word",
		Long: `Answer questions from news articles, every sentence cited word for word.

Answers come from --corpus, a folder of articles read into memory, or from the data folder
that bot ingest fills. With neither, a small demo corpus inside the program answers.`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return misuse(cmd, "no command %q%s", args[0], hint(cmd.SuggestionsFor(args[0])))
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SuggestionsMinimumDistance = 2
	root.SetOut(a.out)
	root.SetErr(a.errs)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return misuse(cmd, "%v", err) })
	addOptions(root.PersistentFlags())
	for _, cmd := range []*cobra.Command{
		a.askCommand(), a.searchCommand(), a.factCommand(), a.ingestCommand(), a.replayCommand(), a.evalCommand(),
	} {
		cmd.PreRunE = a.configure
		root.AddCommand(cmd)
	}
	root.AddCommand(a.versionCommand()) // needs no settings and works beside broken ones
	return root
}

// configure finds the settings before a command runs.
func (a *app) configure(cmd *cobra.Command, _ []string) (err error) {
	a.settings, err = resolve(cmd.Flags(), a.getenv)
	return err
}

func hint(suggestions []string) string {
	if len(suggestions) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(suggestions, " or ") + "?"
}

// warn prints one line to standard error.
func (a *app) warn(err error) {
	line := strings.Join(strings.Fields(strings.ReplaceAll(err.Error(), "\n", "; ")), " ")
	fmt.Fprintln(a.errs, "bot: "+console.Clean(line))
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

// noArguments lets a command take none.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return misuse(cmd, "%s takes no arguments", cmd.CommandPath())
	}
	return nil
}
