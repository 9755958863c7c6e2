package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // time zones where the system has none, as in a container

	"github.com/spf13/cobra"

	"briefbot/internal/adapters/console"
)

func (a *app) digestCommand() *cobra.Command {
	var topic, since string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "digest",
		Short: "Show the stories of the new articles; posts nothing",
		Long: `Show the stories of the new articles, each in one to three sentences with their sources.
It is a preview: nothing is posted.

An article in the data folder is new when the bot first saw it, and the time is counted back
from now. An article of a corpus that is read into memory, or of the demo corpus, was new when
it was published (an undated one: with the newest), and the time is counted back from the
newest.`,
		Example: `  bot digest --topic sanctions --since 7d`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := noArguments(cmd, args); err != nil {
				return err
			}
			length, err := parseSince(since)
			if err != nil {
				return misuse(cmd, "--since: %v", err)
			}
			return a.digest(cmd, length, strings.TrimSpace(topic), asJSON)
		},
	}
	cmd.Flags().StringVar(&topic, "topic", "", "only the articles that have all words of `TOPIC`")
	cmd.Flags().StringVar(&since, "since", "24h", "look this far back: a `DURATION` such as 90m, 24h or 7d")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the digest as one line of JSON")
	addOptions(cmd.Flags(), ofAnswering, ofCounting)
	return cmd
}

func (a *app) digest(cmd *cobra.Command, length time.Duration, topic string, asJSON bool) error {
	ctx := cmd.Context()
	d, err := a.desk(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := a.useModel(d); err != nil {
		return err
	}
	period, err := d.service.Recent(ctx, length, topic)
	if err != nil {
		return err
	}
	made, err := d.service.Digest(ctx, period)
	if err != nil {
		return err
	}
	if asJSON {
		return writeJSON(a.out, made)
	}
	return console.For(a.out, a.getenv).Digest(a.out, made)
}

// maxDays is how far back a digest may look: further than news goes.
const maxDays = 100 * 366

// parseSince reads a length of time: one of Go's durations, or days, "7d".
func parseSince(s string) (time.Duration, error) {
	const day = 24 * time.Hour
	length, err := time.ParseDuration(s)
	if days, ok := strings.CutSuffix(s, "d"); ok {
		var n int
		n, err = strconv.Atoi(days)
		length = time.Duration(max(0, min(n, maxDays+1))) * day
	}
	if err != nil || length <= 0 || length > maxDays*day {
		return 0, fmt.Errorf("%q is no length of time; write it as 90m, 24h or 7d", s)
	}
	return length, nil
}
