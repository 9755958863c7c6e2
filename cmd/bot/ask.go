package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/console"
	"briefbot/internal/briefing"
)

// askFlags are what bot ask was told.
type askFlags struct {
	json      bool
	asOf      string
	questions string
	out       string
	llm       bool
	plain     bool
}

func (a *app) askCommand() *cobra.Command {
	var f askFlags
	cmd := &cobra.Command{
		Use:   "ask [QUESTION]",
		Short: "Answer a question, or say that the sources do not hold the answer",
		Long: `Answer a question, or say that the sources do not hold the answer.

Without a question, on a terminal, it prompts for questions; a follow-up may lean on what was
said before. With --questions it answers a file of them, one JSON object a line:
{"id", "question", "as_of", "history": [{"role", "text"}]}, only the question being needed.`,
		Example: `  bot ask "who is in the Russian delegation?"
  bot ask --corpus articles --questions questions.jsonl --out answers.jsonl`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.ask(cmd, f, strings.TrimSpace(strings.Join(args, " ")))
		},
	}
	cmd.Flags().BoolVar(&f.json, "json", false, "print the answer as one line of JSON")
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "count only articles up to `DATE` (2006-01-31)")
	cmd.Flags().StringVar(&f.questions, "questions", "", "answer the questions in `FILE`, one JSON object a line (- for standard input)")
	cmd.Flags().StringVar(&f.out, "out", "-", "write the answers to `FILE` (- for standard output)")
	cmd.Flags().BoolVar(&f.llm, "llm", false, "answer in the words of a model: --mode llm")
	cmd.Flags().BoolVar(&f.plain, "extractive", false, "answer in the words of the articles: --mode extractive")
	addOptions(cmd.Flags(), ofAnswering, ofCounting)
	return cmd
}

// ask checks what was asked for and does it.
func (a *app) ask(cmd *cobra.Command, f askFlags, question string) error {
	asOf, err := parseAsOf(f.asOf)
	switch many := cmd.Flags().Changed("questions"); {
	case err != nil:
		return misuse(cmd, "--as-of: %v", err)
	case many && question != "":
		return misuse(cmd, "a question and --questions exclude each other")
	case !many && cmd.Flags().Changed("out"):
		return misuse(cmd, "--out goes with --questions")
	case !many && question == "" && !term.IsTerminal(int(a.in.Fd())):
		return misuse(cmd, "no question")
	}
	if err := a.chooseMode(cmd, f); err != nil {
		return err
	}
	ctx := cmd.Context()
	d, err := a.desk(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := a.useModel(d); err != nil {
		return err
	}
	if err := a.useMeaning(ctx, d); err != nil {
		return err
	}
	switch {
	case f.questions != "":
		return a.runBatch(ctx, batch{f.questions, f.out, asOf, func(ctx context.Context, q briefing.Question) (any, error) {
			return d.service.Ask(ctx, q)
		}})
	case question == "":
		return a.prompt(ctx, d, briefing.Question{AsOf: asOf}, f.json)
	}
	answer, err := d.service.Ask(ctx, briefing.Question{Text: question, AsOf: asOf})
	if err != nil {
		return err
	}
	return a.printAnswer(answer, f.json)
}

// chooseMode takes the short flags for a mode.
func (a *app) chooseMode(cmd *cobra.Command, f askFlags) error {
	long := cmd.Flags().Changed("mode")
	switch {
	case f.llm && f.plain || long && (f.llm || f.plain):
		return misuse(cmd, "--llm, --extractive and --mode exclude each other")
	case f.llm:
		a.settings["mode"] = setting{value: string(chat.LLM), level: fromFlag, from: "--llm"}
	case f.plain:
		a.settings["mode"] = setting{value: string(chat.Extractive), level: fromFlag, from: "--extractive"}
	}
	return nil
}

func (a *app) printAnswer(answer briefing.Answer, asJSON bool) error {
	if asJSON {
		return writeJSON(a.out, answer)
	}
	return console.For(a.out, a.getenv).Answer(a.out, answer)
}
