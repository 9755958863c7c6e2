package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing/inert"
	"briefbot/internal/briefing/ingest"
	"briefbot/internal/briefing/sources"
)

// maxOPMLBytes is some 50,000 feeds.
const maxOPMLBytes = 20 << 20

func (a *app) sourcesImport() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "Follow the feeds of an OPML file, as feed readers write it; - is standard input",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return misuse(cmd, "give one file")
			}
			return a.importSources(cmd.Context(), args[0])
		},
	}
}

func (a *app) importSources(ctx context.Context, path string) error {
	outlines, err := a.readOPML(path)
	if err != nil {
		err = fmt.Errorf("import sources from %s: %w", path, err)
		if !errors.Is(err, ingest.ErrPartial) {
			return err
		}
		a.problem(err)
	}
	store, err := a.createStore(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	added, known := 0, 0
	have, err := addresses(ctx, store)
	if err != nil {
		return err
	}
	for _, o := range outlines {
		s, err := sources.Source{Address: o.URL, Name: o.Title, Tags: o.Tags}.Check()
		if err != nil {
			a.problem(fmt.Errorf("import sources from %s: %s: %w", path, inert.Clean(o.Title), err))
			continue
		}
		if have[s.Address] {
			known++
			continue
		}
		if _, _, err := store.AddSource(ctx, s); err != nil {
			return err
		}
		have[s.Address] = true
		added++
	}
	_, err = fmt.Fprintf(a.out, "%s added, %d followed before\n", count(added, "source"), known)
	return err
}

func addresses(ctx context.Context, store *sqlite.Store) (map[string]bool, error) {
	all, err := store.Sources(ctx)
	have := make(map[string]bool, len(all))
	for _, s := range all {
		have[s.Address] = true
	}
	return have, err
}

func (a *app) readOPML(path string) ([]ingest.Outline, error) {
	var from io.Reader = a.in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, cause(err)
		}
		defer f.Close()
		from = f
	}
	data, err := io.ReadAll(io.LimitReader(from, maxOPMLBytes+1))
	if err != nil {
		return nil, cause(err)
	}
	if len(data) > maxOPMLBytes {
		return nil, fmt.Errorf("it is larger than %d MB", maxOPMLBytes>>20)
	}
	return ingest.ReadOPML(data)
}

func (a *app) sourcesExport() *cobra.Command {
	out := "-"
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the feeds and sites that are followed as OPML, for feed readers",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := noArguments(cmd, args); err != nil {
				return err
			}
			return a.exportSources(cmd.Context(), out)
		},
	}
	cmd.Flags().StringVar(&out, "out", out, "write to `FILE`")
	return cmd
}

func (a *app) exportSources(ctx context.Context, path string) error {
	var outlines []ingest.Outline
	err := a.inStore(ctx, func(store *sqlite.Store) error {
		all, err := store.Sources(ctx)
		for _, s := range all {
			if !s.Folder() {
				outlines = append(outlines, ingest.Outline{Title: s.Name, URL: s.Address, Tags: s.Tags})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	out, err := a.openOutput(path)
	if err != nil {
		return err
	}
	err = ingest.WriteOPML(out, "Sources of Briefbot", outlines)
	if e := out.close(err == nil); err == nil {
		err = e
	}
	return err
}
