package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/openai"
	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/ingest"
	"briefbot/internal/briefing/sources"
	"briefbot/seeds"
)

func (a *app) serveCommand() *cobra.Command {
	var demo bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Answer in Slack and Discord, and post the daily digests",
		Long: `Answer in Slack and Discord, and post the daily digests, until a signal ends it.

It serves each platform that has a token, from the articles in the data folder. A --corpus is
taken into the data folder and watched for new and changed files; the sources that bot sources
lists are visited; what bot ingest adds beside it is answered from, too. One bot serve can use
a data folder.`,
		Example: `  bot serve --demo --discord-token-file token
  SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-… bot serve --corpus articles`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := noArguments(cmd, args); err != nil {
				return err
			}
			if demo && cmd.Flags().Changed("corpus") {
				return misuse(cmd, "--demo and --corpus exclude each other")
			}
			return a.serve(cmd.Context(), demo)
		},
	}
	cmd.Flags().BoolVar(&demo, "demo", false, "serve the demo corpus, kept in the folder demo of the data folder")
	addOptions(cmd.Flags(), ofServing, ofFetching, ofAnswering, ofCounting)
	return cmd
}

// heapGrowth is by how many percent the heap may grow before it is collected, where GOGC says
// nothing. With Go's 100 a process that follows 200 feeds of 50 articles takes 230 MB, with 50
// it takes 190 (TestFollow); a question costs the same (TestLoad).
const heapGrowth = 50

// serve answers on the platforms that the settings have until ctx ends.
func (a *app) serve(ctx context.Context, demo bool) error {
	if a.getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	if err := a.settings.checkPlatforms(); err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	dir, err := a.dataFolder()
	if err != nil {
		return err
	}
	if err := a.settings.checkModel(); err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	if err := a.settings.checkEmbedder(); err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	log, err := newLog(a.errs, a.settings["log"].value, a.settings.secrets())
	if err != nil {
		return err
	}
	plan := servePlan{
		dir: dir, listen: a.settings["listen"].value, rate: a.settings.userRate(), admins: a.settings.admins(), log: log,
		fetcher: a.fetcher(), watchEvery: watchEvery, followEvery: followEvery, mode: a.settings.mode(), limits: a.settings.limits(),
	}
	if a.settings.hasModel() {
		plan.model = a.settings.openai
	}
	if a.settings.hasEmbedder() {
		plan.embedder = a.settings.embedder
	}
	if demo {
		plan.dir, plan.demo = under(plan.dir, "demo"), true
	} else {
		plan.corpus = a.settings["corpus"].value
	}
	err = plan.serve(ctx, a.settings.platforms)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil // told to stop while it started
	}
	return err
}

// servePlan is what bot serve is to do.
type servePlan struct {
	dir    string // the data folder
	corpus string // watched; "" for none
	demo   bool   // the demo corpus is served
	listen string
	rate   float64  // questions a minute and user
	admins []string // who may change the sources and the modes of rooms from a chat
	log    *slog.Logger

	model                   func(openai.Meter) *openai.Client   // nil without one
	embedder                func(openai.Meter) *openai.Embedder // nil to search by words alone
	mode                    chat.Mode                           // of rooms that have none of their own
	limits                  briefing.Limits                     // of what may be used of the model
	fetcher                 sources.Fetcher                     // of sources; nil to visit none
	watchEvery, followEvery time.Duration
}

// platforms makes the platforms and what answers their requests over HTTP, by pattern.
type platforms func(intake *chat.Intake, store *sqlite.Store, log *slog.Logger) ([]platform, map[string]http.Handler)

// serve opens everything, runs it until ctx ends and lets go of it.
func (p servePlan) serve(ctx context.Context, platforms platforms) (err error) {
	if err := makeDataFolder(p.dir); err != nil {
		return err
	}
	lock, err := lockData(ctx, p.dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	store, err := openIn(ctx, p.dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := p.prepare(ctx, store); err != nil {
		return err
	}
	s, err := p.server(ctx, store, platforms)
	if err != nil {
		return err
	}
	if err := lock.sign(s.listener.address); err != nil {
		return errors.Join(err, s.listener.close())
	}
	return s.runFor(ctx, endTime)
}

// prepare brings the store into the state to be served from.
func (p servePlan) prepare(ctx context.Context, store *sqlite.Store) error {
	if err := store.Release(ctx); err != nil {
		return err
	}
	switch {
	case p.demo:
		return p.takeDemo(ctx, store)
	case p.corpus != "":
		return nil
	}
	some, err := holdsArticles(ctx, store)
	if err != nil || some {
		return err
	}
	followed, err := store.Sources(ctx)
	if err == nil && len(followed) == 0 {
		err = fmt.Errorf("serve from data folder %s: it holds no articles: name a folder of them with --corpus PATH, add some with bot ingest --data %s PATH, follow a source with bot sources add --data %s ADDRESS, or try --demo", p.dir, p.dir, p.dir)
	}
	return err
}

// takeDemo takes the demo corpus into the store.
func (p servePlan) takeDemo(ctx context.Context, store *sqlite.Store) error {
	in := &intake{store: store, changes: map[briefing.Change]int{}}
	err := (&ingest.Reader{Now: time.Now()}).FS(ctx, seeds.Articles(), func(d *briefing.Document) error { return in.add(ctx, d) })
	if err == nil {
		err = in.flush(ctx)
	}
	if err != nil {
		return fmt.Errorf("take the demo corpus: %w", err)
	}
	return nil
}

// holdsArticles reports whether there is an article in the store.
func holdsArticles(ctx context.Context, store *sqlite.Store) (bool, error) {
	found := errors.New("found")
	err := store.Documents(ctx, 0, func(_ int64, _ string, d *briefing.Document) error {
		if d != nil {
			return found
		}
		return nil
	})
	if errors.Is(err, found) {
		return true, nil
	}
	return false, err
}

// server wires everything.
func (p servePlan) server(ctx context.Context, store *sqlite.Store, platforms platforms) (*server, error) {
	desk, err := newDesk(ctx, nil, store)
	if err != nil {
		return nil, err
	}
	registry := newRegistry()
	metrics := chat.NewMetrics(registry)
	intake := &chat.Intake{Inbox: store, UserRate: p.rate, Metrics: metrics, Log: p.log, Now: time.Now}
	s := &server{
		health: &health{index: desk.index}, store: store, log: p.log,
		follower: &follower{store: store, index: desk.index, every: p.followEvery, log: p.log},
		bot: &chat.Bot{
			Intake: intake, Inbox: store, Outbox: store, Ledger: store, Sources: store, Rooms: store, Admins: p.admins,
			Service: desk.service, Mode: p.mode, Limits: p.limits, Metrics: metrics, Log: p.log, Now: time.Now,
		},
	}
	meter := p.meter(store, registry)
	if p.model != nil {
		p.useModel(s.bot, store, meter)
	}
	if p.embedder != nil {
		s.filler = p.searchByMeaning(desk, p.embedder(meter))
	}
	if p.fetcher != nil {
		s.sources = &sources.Follower{Store: store, Fetcher: p.fetcher, Log: p.log, Now: time.Now}
	}
	if p.corpus != "" {
		s.watcher = &watcher{path: p.corpus, store: store, every: p.watchEvery, log: p.log}
	}
	var handlers map[string]http.Handler
	s.platforms, handlers = platforms(intake, store, p.log)
	for _, platform := range s.platforms {
		s.bot.Platforms = append(s.bot.Platforms, platform)
		s.health.platforms = append(s.health.platforms, &reachable{name: platform.Name(), now: platform.Connected})
	}
	registry.MustRegister(&gauges{outbox: store, sources: store, health: s.health, log: p.log})
	mux := s.health.handler(registry)
	for pattern, handler := range handlers {
		mux.Handle(pattern, handler)
	}
	s.listener, err = listen(ctx, p.listen, mux, p.log)
	return s, err
}
