package main

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing/sources"
	"briefbot/internal/briefing/vectors"
)

// server is everything that bot serve runs.
type server struct {
	bot       *chat.Bot
	platforms []platform
	listener  *listener
	health    *health
	watcher   *watcher          // nil without a corpus
	sources   *sources.Follower // nil to visit none
	follower  *follower
	filler    *vectors.Filler // nil to search by words alone
	store     *sqlite.Store
	log       *slog.Logger

	refused atomic.Int32 // platforms that will not have the bot
}

const (
	// takingTime is how long what takes events may need to end before the answering is told
	// to end all the same. chat.Bot has 5 s from then on.
	takingTime = 3 * time.Second
	// endTime is when bot serve ends whatever does not: a process has 10 s.
	endTime = 9 * time.Second
)

// runFor runs, and gives up the given time after ctx ends. What is lost then was committed
// and is done after the next start.
func (s *server) runFor(ctx context.Context, limit time.Duration) error {
	done := make(chan error, 1)
	go func() { done <- s.run(ctx) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	select {
	case err := <-done:
		return err
	case <-time.After(limit):
		return errors.New("serve: what was under way did not end in time; it is done after the next start")
	}
}

// run takes and answers until ctx ends or a platform will not have the bot. Then it stops
// taking first, and finishes what was taken or hands it back.
func (s *server) run(ctx context.Context) error {
	takers, taking := errgroup.WithContext(ctx)
	answering, stopAnswering := context.WithCancel(context.WithoutCancel(ctx))
	defer stopAnswering()
	var answerers sync.WaitGroup
	answerers.Go(func() {
		<-taking.Done()
		select {
		case <-answering.Done():
		case <-time.After(takingTime):
			stopAnswering()
		}
	})
	takers.Go(func() error { return s.listener.run(taking) })
	for _, p := range s.platforms {
		takers.Go(func() error { return s.serve(taking, p) })
	}
	takers.Go(func() error { return s.announce(taking) })
	takers.Go(func() error {
		if err := s.load(taking); err != nil {
			return err
		}
		answerers.Go(func() { s.bot.Run(answering) })
		s.keepUp(taking)
		return nil
	})
	err := takers.Wait()
	stopAnswering()
	answerers.Wait()
	if ctx.Err() != nil {
		s.log.Info("stopped")
		return nil
	}
	return err
}

// serve takes the events of a platform until ctx ends. One that will not have the bot is an
// error only when no other is left: the others go on.
func (s *server) serve(ctx context.Context, p platform) error {
	err := p.Run(ctx)
	if err == nil || ctx.Err() != nil {
		return nil
	}
	if s.refused.Add(1) == int32(len(s.platforms)) {
		return err
	}
	s.log.Error("platform will not have the bot; the others are served", "platform", p.Name(), "error", err)
	return nil
}

// load takes the corpus into the store and the store into the index: at the same time what
// the store held before, then what is new.
func (s *server) load(ctx context.Context) error {
	both, loading := errgroup.WithContext(ctx)
	if s.watcher != nil {
		both.Go(func() error { return s.watcher.look(loading) })
	}
	both.Go(func() error { return s.follower.catchUp(loading) })
	if err := both.Wait(); err != nil {
		return err
	}
	if err := s.follower.catchUp(ctx); err != nil {
		return err
	}
	s.health.loaded.Store(true)
	if s.health.index.Len() == 0 {
		s.log.Warn("there are no articles yet; nothing can be answered before some come")
	}
	return nil
}

// keepUp does what goes on beside the answering, until ctx ends.
func (s *server) keepUp(ctx context.Context) {
	var all sync.WaitGroup
	all.Go(func() { s.follower.run(ctx) })
	all.Go(func() { s.prune(ctx) })
	if s.watcher != nil {
		all.Go(func() { s.watcher.run(ctx) })
	}
	if s.filler != nil {
		all.Go(func() { s.filler.Run(ctx) })
	}
	if s.sources != nil {
		all.Go(func() { s.sources.Run(ctx) })
	}
	all.Wait()
}

// announceEvery is how soon the log says that the bot is ready.
const announceEvery = 50 * time.Millisecond

// announce says where the listener is, and when the bot is ready.
func (s *server) announce(ctx context.Context) error {
	s.log.Info("listening", "address", s.listener.String())
	for !s.health.state().Ready {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(announceEvery):
		}
	}
	s.log.Info("ready", "listen", s.listener.String(), "articles", s.health.index.Len(), "passages", s.health.index.Passages())
	return nil
}

const (
	// keepSettled is how long the text of settled events and posted messages is kept.
	keepSettled = 30 * 24 * time.Hour
	pruneEvery  = 24 * time.Hour
)

// prune forgets what was settled long ago, at the start and every day.
func (s *server) prune(ctx context.Context) {
	for {
		if err := s.store.Prune(ctx, time.Now().Add(-keepSettled)); err != nil && ctx.Err() == nil {
			s.log.Error("old events not forgotten; tried again tomorrow", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pruneEvery):
		}
	}
}
