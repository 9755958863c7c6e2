package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"briefbot/internal/adapters/openai"
	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
)

// limits are what may be used of models in a month.
func (s settings) limits() briefing.Limits {
	all, _ := strconv.Atoi(s["openai-monthly-tokens"].value) // they were checked
	room, _ := strconv.Atoi(s["openai-room-monthly-tokens"].value)
	return briefing.Limits{All: all, Room: room}
}

// meter counts tokens in the store of a data folder, for all processes that use it.
type meter struct {
	store   *sqlite.Store
	limits  briefing.Limits
	counter *prometheus.CounterVec // by model and kind; nil for none
	problem func(error)            // is told of what could not be counted
}

// settleTime is how long counting what was used may take, whatever became of the question.
const settleTime = 5 * time.Second

// Reserve implements openai.Meter.
func (m *meter) Reserve(ctx context.Context, room, model string, most briefing.Tokens) (settle func(briefing.Tokens), err error) {
	reservation, err := m.store.Reserve(ctx, room, model, most, m.limits)
	if err != nil {
		return nil, spent(err)
	}
	return func(used briefing.Tokens) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTime)
		defer cancel()
		if m.counter != nil {
			m.counter.WithLabelValues(model, "prompt").Add(float64(used.Prompt))
			m.counter.WithLabelValues(model, "output").Add(float64(used.Output))
		}
		if err := m.store.SettleUsage(ctx, reservation, used); err != nil {
			m.problem(err)
		}
	}, nil
}

// spent says of an error that tells of a limit which option sets it.
func spent(err error) error {
	e, ok := errors.AsType[*briefing.SpentError](err)
	switch {
	case !ok:
		return err
	case e.Room != "":
		return fmt.Errorf("%w; OPENAI_ROOM_MONTHLY_TOKENS allows more", e)
	}
	return fmt.Errorf("%w; OPENAI_MONTHLY_TOKENS allows more", e)
}

// tally counts tokens in memory, where there is no data folder: for one room and one process.
type tally struct {
	limits briefing.Limits

	mu   sync.Mutex
	used int // and set aside
}

// Reserve implements openai.Meter.
func (t *tally) Reserve(_ context.Context, room, _ string, most briefing.Tokens) (settle func(briefing.Tokens), err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := t.limits.Check(room, t.used, t.used); err != nil {
		return nil, spent(err)
	}
	t.used += most.Sum()
	return func(used briefing.Tokens) {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.used += used.Sum() - most.Sum()
	}, nil
}

// meter returns what counts the tokens of a command: in the store, if there is one.
func (a *app) meter(store *sqlite.Store) openai.Meter {
	if store == nil {
		return &tally{limits: a.settings.limits()}
	}
	return &meter{store: store, limits: a.settings.limits(), problem: a.warn}
}
