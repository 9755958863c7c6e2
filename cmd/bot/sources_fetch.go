package main

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"briefbot/internal/adapters/fetch"
	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/inert"
	"briefbot/internal/briefing/sources"
)

// fetcher returns what fetches feeds and pages, as the settings want it.
func (a *app) fetcher() *fetch.Client {
	delay, _ := time.ParseDuration(a.settings["fetch-delay"].value) // checked
	loopback, _ := strconv.ParseBool(a.settings["fetch-loopback"].value)
	return fetch.New(fetch.Options{Agent: a.settings["fetch-agent"].value, Delay: delay, Loopback: loopback})
}

func (a *app) sourcesTest() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "test ADDRESS",
		Short: "Show what would come in from a feed or site, and keep nothing",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return misuse(cmd, "give one address")
			}
			s, err := sources.Source{Address: args[0]}.Check()
			if err != nil {
				return misuse(cmd, "%v", err)
			}
			return a.testSource(cmd.Context(), s.Address, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the feed and its entries as one line of JSON")
	addOptions(cmd.Flags(), ofFetching)
	return cmd
}

// maxShown is how many entries of a feed are shown to people.
const maxShown = 20

func (a *app) testSource(ctx context.Context, address string, asJSON bool) error {
	client := a.fetcher()
	found, err := sources.Find(ctx, client, address)
	if found.Feed == "" {
		return err
	}
	if err != nil {
		a.problem(err)
	}
	if asJSON {
		return writeJSON(a.out, found)
	}
	fmt.Fprintln(a.out, inert.Clean(fmt.Sprintf("%s — %s, %s", found.Title, found.Feed, entriesCount(len(found.Entries)))))
	for i, e := range found.Entries {
		if i == maxShown {
			fmt.Fprintf(a.out, "… and %d more\n", len(found.Entries)-maxShown)
			break
		}
		date, from := "date unknown", "from its page"
		if !e.Published.IsZero() {
			date = e.Published.Format("2006-01-02 15:04")
		}
		if e.Whole {
			from = "whole in the feed"
		}
		fmt.Fprintln(a.out, "- "+inert.Clean(fmt.Sprintf("%s (%s, %s)", e.Title, date, from)))
	}
	if len(found.Entries) == 0 {
		return nil
	}
	article, err := found.First(ctx, client)
	if err != nil {
		a.problem(err)
	}
	return a.showSample(article)
}

// sampleRunes is how much of the first article is shown.
const sampleRunes = 500

func (a *app) showSample(article briefing.Article) error {
	text := []rune(inert.Clean(article.Text))
	if len(text) > sampleRunes {
		text = append(text[:sampleRunes], '…')
	}
	_, err := fmt.Fprintf(a.out, "\nThe first as an article:\n%s\n%s\n%s\n", inert.Clean(article.Title),
		inert.Clean(fmt.Sprintf("%s, %s, %s", article.Source, dateOf(article), article.URL)), string(text))
	return err
}

func dateOf(article briefing.Article) string {
	if d := article.Date(); d != "" {
		return d
	}
	return "date unknown"
}

func entriesCount(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

func (a *app) sourcesFetch() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "fetch [SOURCE...]",
		Short: "Visit sources now, all or those named, and take what is new or changed",
		Long: `Visit sources now, all or those named, and take what is new or changed. The pages of stories
that changed within three days are read again. bot serve does it by itself when each is due.`,
		RunE: func(cmd *cobra.Command, names []string) error { return a.fetchSources(cmd.Context(), names) },
	}
	addOptions(cmd.Flags(), ofFetching)
	return cmd
}

func (a *app) fetchSources(ctx context.Context, names []string) error {
	return a.inStore(ctx, func(store *sqlite.Store) error {
		all, err := store.Sources(ctx)
		if err != nil {
			return err
		}
		chosen, err := chooseSources(all, names)
		if err != nil {
			return err
		}
		client := a.fetcher()
		follower := &sources.Follower{Store: store, Fetcher: client, Log: slog.New(slog.DiscardHandler), Now: time.Now}
		var mu sync.Mutex // guards the output
		visits, ctx := errgroup.WithContext(ctx)
		visits.SetLimit(sources.Visitors)
		for _, s := range chosen {
			visits.Go(func() error {
				report, err := follower.Visit(ctx, s, true)
				if err != nil {
					return err
				}
				mu.Lock()
				defer mu.Unlock()
				return a.reportVisit(s, report)
			})
		}
		return visits.Wait()
	})
}

// reportVisit says what a visit brought, and what is wrong with the source.
func (a *app) reportVisit(s sources.Source, r sources.Report) error {
	if r.Fault != nil {
		a.problem(fmt.Errorf("source %s: %w", s.Name, r.Fault))
	}
	_, err := fmt.Fprintln(a.out, inert.Clean(fmt.Sprintf("%s: %s added, %d revised, %d updated", s.Name, count(r.Added, "article"), r.Revised, r.Updated)))
	return err
}

// chooseSources returns the sources named, or all that are not paused.
func chooseSources(all []sources.Source, names []string) (chosen []sources.Source, err error) {
	for _, name := range names {
		s, err := pickSource(all, name)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, s)
	}
	if len(names) == 0 {
		for _, s := range all {
			if !s.Paused {
				chosen = append(chosen, s)
			}
		}
	}
	return chosen, nil
}
