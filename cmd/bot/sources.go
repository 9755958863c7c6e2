package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/inert"
	"briefbot/internal/briefing/sources"
)

func (a *app) sourcesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sources",
		Short: "Follow feeds, sites and folders",
		Long: `Follow feeds, sites and folders: list, add, remove, pause, try and fetch them. bot serve visits
those in the data folder and takes what is new or changed; it notices a change here at once.

A SOURCE is named by its name, its number or its address.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return noCommand(cmd, args[0])
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	for _, sub := range []*cobra.Command{
		a.sourcesAdd(), a.sourcesList(), a.sourcesRemove(), a.sourcesPause(), a.sourcesResume(),
		a.sourcesTest(), a.sourcesFetch(), a.sourcesImport(), a.sourcesExport(),
	} {
		sub.PreRunE = a.configure
		cmd.AddCommand(sub)
	}
	return cmd
}

func (a *app) sourcesAdd() *cobra.Command {
	var s sources.Source
	var quota int64
	cmd := &cobra.Command{
		Use:   "add ADDRESS",
		Short: "Follow a feed, the feed that a page names, or a folder",
		Long: `Follow a feed, the feed that a page names, or a folder. Its articles come in with bot serve or
bot sources fetch. Adding a source again changes its name, tags, time between visits and quota.`,
		Example: `  bot sources add https://example.org/feed.xml --every 30m --tags europe,trade
  bot sources add example.org
  bot sources add /var/news --name archive`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return misuse(cmd, "give one address or folder")
			}
			s.Address, s.Quota = folderOr(args[0]), quota<<20
			checked, err := s.Check()
			if err != nil {
				return misuse(cmd, "%v", err)
			}
			return a.addSource(cmd.Context(), checked, s.Name != "")
		},
	}
	cmd.Flags().StringVar(&s.Name, "name", "", "the `NAME` that its articles are shown under (default: the feed's title)")
	cmd.Flags().DurationVar(&s.Every, "every", sources.DefaultEvery, "visit it at most every `TIME`")
	cmd.Flags().StringSliceVar(&s.Tags, "tags", nil, "its `TAGS`, with commas between them")
	cmd.Flags().Int64Var(&quota, "quota", sources.DefaultQuota>>20, "keep at most `MB` of it, all revisions")
	addOptions(cmd.Flags(), ofFetching)
	return cmd
}

// folderOr returns the absolute path of what is a folder here, and anything else as it is.
func folderOr(address string) string {
	if info, err := os.Stat(address); err != nil || !info.IsDir() {
		return address
	}
	path, err := filepath.Abs(address)
	if err != nil {
		return address
	}
	return path
}

// addSource follows a source, and looks at it once to say what is there. A feed that cannot be
// had now is followed all the same: it may be had later.
func (a *app) addSource(ctx context.Context, s sources.Source, named bool) error {
	var found sources.Found
	var fault error
	if !s.Folder() {
		if found, fault = a.find(ctx, s.Address); ctx.Err() != nil {
			return ctx.Err()
		}
	}
	if !named && found.Title != "" {
		s.Name = found.Title
	}
	s, err := s.Check()
	if err != nil {
		return err
	}
	store, err := a.createStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	s, fresh, err := store.AddSource(ctx, s)
	if err != nil {
		return err
	}
	verb := "added"
	if !fresh {
		verb = "changed"
	}
	if fault != nil {
		a.warn(fmt.Errorf("source %d is %s, but nothing can be had of it now: %w; bot sources remove %d takes it out", s.ID, verb, fault, s.ID))
	}
	_, err = fmt.Fprintln(a.out, inert.Clean(fmt.Sprintf("Source %d, %s, is %s%s.", s.ID, s.Name, verb, entriesIn(found))))
	return err
}

func entriesIn(found sources.Found) string {
	if found.Feed == "" {
		return ""
	}
	return fmt.Sprintf(": %s in %s", entriesCount(len(found.Entries)), found.Feed)
}

func (a *app) find(ctx context.Context, address string) (sources.Found, error) {
	client := a.fetcher()
	return sources.Find(ctx, client, address)
}

func (a *app) sourcesList() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List what is followed, with what came of it and what is wrong with it",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := noArguments(cmd, args); err != nil {
				return err
			}
			return a.listSources(cmd.Context(), asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the sources as one line of JSON")
	return cmd
}

// sourceJSON is a source with its spans of time as people write them.
type sourceJSON struct {
	sources.Source
	Every    string `json:"every"`
	Interval string `json:"interval,omitempty"`
}

func (a *app) listSources(ctx context.Context, asJSON bool) error {
	var all []sources.Source
	err := a.inStore(ctx, func(store *sqlite.Store) (err error) {
		all, err = store.Sources(ctx)
		return err
	})
	if err != nil {
		return err
	}
	if asJSON {
		out := make([]sourceJSON, 0, len(all))
		for _, s := range all {
			j := sourceJSON{Source: s, Every: s.Every.String()}
			if s.Interval > 0 {
				j.Interval = s.Interval.Round(time.Second).String()
			}
			out = append(out, j)
		}
		return writeJSON(a.out, out)
	}
	if len(all) == 0 {
		_, err = fmt.Fprintln(a.out, "No source is followed; bot sources add ADDRESS adds one.")
		return err
	}
	for _, s := range all {
		if _, err := fmt.Fprint(a.out, sourceLines(s, time.Now())); err != nil {
			return err
		}
	}
	return nil
}

// sourceLines shows a source: its name and address, how it does, and what is wrong with it.
func sourceLines(s sources.Source, now time.Time) string {
	about := fmt.Sprintf("every %s", sources.Span(s.Every))
	if len(s.Tags) > 0 {
		about += ", tags " + strings.Join(s.Tags, ", ")
	}
	lines := []string{
		fmt.Sprintf("%d %s", s.ID, s.Name),
		s.Address + " (" + about + ")",
		s.Status(now),
	}
	if trouble := s.Trouble(now); trouble != "" {
		lines = append(lines, "! "+trouble)
	}
	for i := range lines {
		lines[i] = inert.Clean(lines[i])
	}
	return strings.Join(lines, "\n  ") + "\n"
}

func (a *app) sourcesRemove() *cobra.Command {
	var articles bool
	cmd := &cobra.Command{
		Use:   "remove SOURCE",
		Short: "Follow a source no more",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.changeSource(cmd, args, func(ctx context.Context, store *sqlite.Store, s sources.Source) (string, error) {
				n := 0
				if articles {
					var err error
					if n, err = removeArticles(ctx, store, s); err != nil {
						return "", err
					}
				}
				kept := count(s.Articles-n, "article") + " of it stay"
				if articles {
					kept = "its " + count(n, "article") + " as well"
				}
				return "removed; " + kept, store.RemoveSource(ctx, s.ID)
			})
		},
	}
	cmd.Flags().BoolVar(&articles, "articles", false, "remove its articles, too; answers that quote them can still be replayed")
	return cmd
}

func removeArticles(ctx context.Context, store *sqlite.Store, s sources.Source) (n int, err error) {
	ids, err := store.ArticlesOf(ctx, s.ID)
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if err := store.Remove(ctx, id); err != nil && !errors.Is(err, briefing.ErrNotFound) {
			return n, err
		}
		n++
	}
	return n, nil
}

func (a *app) sourcesPause() *cobra.Command {
	return &cobra.Command{
		Use:   "pause SOURCE",
		Short: "Visit a source no more until bot sources resume",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.changeSource(cmd, args, func(ctx context.Context, store *sqlite.Store, s sources.Source) (string, error) {
				return "paused", store.PauseSource(ctx, s.ID, true)
			})
		},
	}
}

func (a *app) sourcesResume() *cobra.Command {
	return &cobra.Command{
		Use:   "resume SOURCE",
		Short: "Visit a source again that was paused, or that said it was gone",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.changeSource(cmd, args, func(ctx context.Context, store *sqlite.Store, s sources.Source) (string, error) {
				return "visited again", store.PauseSource(ctx, s.ID, false)
			})
		},
	}
}

// changeSource does something to the one source that the arguments name, and says what it is
// now.
func (a *app) changeSource(
	cmd *cobra.Command, args []string, do func(ctx context.Context, store *sqlite.Store, s sources.Source) (string, error),
) error {
	if len(args) != 1 {
		return misuse(cmd, "give one source; bot sources list shows them")
	}
	found := errNoSource(args[0])
	err := a.inStore(cmd.Context(), func(store *sqlite.Store) error {
		all, err := store.Sources(cmd.Context())
		if err != nil {
			return err
		}
		var s sources.Source
		if s, found = pickSource(all, args[0]); found != nil {
			return nil
		}
		what, err := do(cmd.Context(), store, s)
		if err == nil {
			_, err = fmt.Fprintln(a.out, inert.Clean(fmt.Sprintf("Source %d, %s, is %s.", s.ID, s.Name, what)))
		}
		return err
	})
	return errors.Join(err, found)
}

func errNoSource(name string) error {
	return fmt.Errorf("find source %q: there is none of this name, number or address; bot sources list shows them", name)
}

// pickSource finds a source by its number, its name or its address, the path of a folder too.
func pickSource(all []sources.Source, name string) (sources.Source, error) {
	for _, said := range []string{name, folderOr(name)} {
		if s, ok := sources.Pick(all, said); ok {
			return s, nil
		}
	}
	return sources.Source{}, errNoSource(name)
}
