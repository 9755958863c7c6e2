package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"
)

// app is one run of the program.
type app struct {
	in        *os.File
	out, errs *os.File
	getenv    func(string) string
	settings  settings
	problems  int // input that could not be used, each reported when it was met
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
			return noCommand(cmd, args[0])
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SuggestionsMinimumDistance = 2
	root.SetOut(a.out)
	root.SetErr(a.errs)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return misuse(cmd, "%v", err) })
	addOptions(root.PersistentFlags(), ofAll)
	for _, cmd := range []*cobra.Command{
		a.askCommand(), a.searchCommand(), a.factCommand(), a.articleCommand(), a.digestCommand(), a.ingestCommand(), a.embedCommand(), a.replayCommand(), a.evalCommand(),
		a.serveCommand(), a.subscriptionsCommand(), a.roomsCommand(), a.usageCommand(), a.sourcesCommand(), a.retryCommand(), a.backupCommand(),
	} {
		cmd.PreRunE = a.configure
		root.AddCommand(cmd)
	}
	root.AddCommand(a.doctorCommand())  // says itself what is wrong with the settings
	root.AddCommand(a.versionCommand()) // needs no settings and works beside broken ones
	root.InitDefaultHelpCmd()
	if help, _, err := root.Find([]string{"help"}); err == nil {
		help.Args = func(_ *cobra.Command, args []string) error {
			if _, unknown, _ := root.Find(args); len(unknown) > 0 {
				return noCommand(root, unknown[0])
			}
			return nil
		}
	}
	return root
}

func noCommand(root *cobra.Command, name string) error {
	return misuse(root, "no command %q%s", name, hint(root.SuggestionsFor(name)))
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

// noArguments lets a command take none.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return misuse(cmd, "%s takes no arguments", cmd.CommandPath())
	}
	return nil
}
