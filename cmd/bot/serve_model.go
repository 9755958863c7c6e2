package main

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/openai"
	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
)

// newTokens returns what counts the tokens that models use.
func newTokens() *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "briefbot_model_tokens_total", Help: "Tokens that models have used since the start, by model and kind (prompt, output).",
	}, []string{"model", "kind"})
}

// meter counts what models use.
func (p servePlan) meter(store *sqlite.Store, registry prometheus.Registerer) *meter {
	m := &meter{store: store, limits: p.limits, counter: newTokens(), problem: func(err error) {
		p.log.Error("tokens of the model not counted", "error", err)
	}}
	if p.model != nil || p.embedder != nil {
		registry.MustRegister(m.counter)
	}
	return m
}

// useModel has the rooms of the bot whose mode says so answered by a model.
func (p servePlan) useModel(bot *chat.Bot, store *sqlite.Store, meter *meter) {
	m := &roomModels{plain: bot.Service, model: p.model(meter), store: store, log: p.log}
	bot.Model = m.service
}

// roomModels makes what answers in the words of a model.
type roomModels struct {
	plain *briefing.Service
	model *openai.Client
	store *sqlite.Store
	log   *slog.Logger

	mu sync.Mutex // one at a time looks what was logged
}

// service returns what answers in a room.
func (m *roomModels) service(room chat.Room) *briefing.Service {
	service, name := *m.plain, room.String()
	llm := newComposer(m.model.In(name), func(err error) { m.problem(name, err) })
	service.Composer, service.Teller = llm, llm
	return &service
}

// problem logs why a room's answer is without the model; that what a room may use in a month is
// used up, once.
func (m *roomModels) problem(room string, err error) {
	if _, spent := errors.AsType[*briefing.SpentError](err); !spent {
		m.log.Warn("the model could not be asked; answered without it", "room", room, "error", err)
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), settleTime)
	defer cancel()
	note, month := "spent "+room, briefing.Month(time.Now())
	if last, e := m.store.Marked(ctx, note); e == nil && last == month {
		return
	}
	m.log.Warn("the model is not asked any more this month", "room", room, "error", err)
	if e := m.store.Mark(ctx, note, month); e != nil {
		m.log.Error("not noted that the month is used up", "room", room, "error", e)
	}
}
