package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/inert"
)

func (a *app) usageCommand() *cobra.Command {
	var month string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "usage",
		Short: "Show what rooms have used of language models in a month",
		Long: `Show what rooms have used of language models in a calendar month (UTC): requests, tokens and,
where --openai-prices has the model, what they cost. The room cli is the command line, index the
embeddings of the index.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := noArguments(cmd, args); err != nil {
				return err
			}
			if _, err := time.Parse(monthLayout, month); err != nil && month != "" {
				return misuse(cmd, "--month: %q is no month; write it as 2006-01", month)
			}
			return a.usage(cmd.Context(), month, asJSON)
		},
	}
	cmd.Flags().StringVar(&month, "month", "", "the `MONTH`: 2006-01 (default: this one)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the usage as one line of JSON")
	addOptions(cmd.Flags(), ofCounting)
	return cmd
}

const monthLayout = "2006-01"

func (a *app) usage(ctx context.Context, month string, asJSON bool) error {
	if month == "" {
		month = briefing.Month(time.Now())
	}
	var all []briefing.Usage
	err := a.inStore(ctx, func(store *sqlite.Store) (err error) {
		all, err = store.Usage(ctx, month)
		return err
	})
	if err != nil {
		return err
	}
	b := newBill(month, all, a.settings.prices())
	if asJSON {
		return writeJSON(a.out, b)
	}
	return b.write(a.out)
}

// bill is what was used in a month and what it costs.
type bill struct {
	Month string `json:"month"`
	Rooms []item `json:"rooms"`
	Total item   `json:"total"`
}

// item is what a room has used of a model.
type item struct {
	Room     string `json:"room,omitempty"`
	Model    string `json:"model,omitempty"`
	Requests int    `json:"requests"`
	briefing.Tokens
	Cost *float64 `json:"cost,omitempty"` // nil when nothing is known of it
}

func newBill(month string, all []briefing.Usage, prices map[string]price) bill {
	b := bill{Month: month, Rooms: []item{}}
	for _, u := range all {
		i := item{Room: u.Room, Model: u.Model, Requests: u.Requests, Tokens: u.Tokens}
		if p, ok := prices[u.Model]; ok {
			cost := p.of(u.Tokens)
			i.Cost = &cost
			if b.Total.Cost == nil {
				b.Total.Cost = new(float64)
			}
			*b.Total.Cost += cost
		}
		b.Rooms = append(b.Rooms, i)
		b.Total.Requests += u.Requests
		b.Total.Prompt += u.Prompt
		b.Total.Output += u.Output
	}
	return b
}

// write shows the bill as a table.
func (b bill) write(w io.Writer) error {
	if len(b.Rooms) == 0 {
		_, err := fmt.Fprintf(w, "No language model was used in %s.\n", b.Month)
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "%s\tmodel\trequests\tprompt tokens\toutput tokens\tcost\n", b.Month)
	for _, i := range append(b.Rooms, item{Room: "in all", Requests: b.Total.Requests, Tokens: b.Total.Tokens, Cost: b.Total.Cost}) {
		fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\t%s\n", inert.Clean(i.Room), inert.Clean(i.Model), i.Requests, i.Prompt, i.Output, i.cost())
	}
	return table.Flush()
}

// cost shows what it costs: "-" where the price is not known.
func (i item) cost() string {
	if i.Cost == nil {
		return "-"
	}
	return strconv.FormatFloat(*i.Cost, 'f', 4, 64)
}
