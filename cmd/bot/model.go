package main

import (
	"errors"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/openai"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/compose"
)

// mode is how rooms are answered that have no mode of their own.
func (s settings) mode() chat.Mode { return chat.Mode(s["mode"].value) }

// hasModel reports whether a model is set.
func (s settings) hasModel() bool { return s.set("openai-api-key") && s["openai-model"].value != "" }

// checkModel refuses to answer in the words of a model that is not set.
func (s settings) checkModel() error {
	if s.mode() == chat.LLM && !s.hasModel() {
		return errors.New("answer with a model: OPENAI_API_KEY and OPENAI_MODEL are not both set; set them (any key where the endpoint needs none), or answer with --mode extractive")
	}
	return nil
}

// model returns the model that the settings have a command ask; nil when none is to be asked.
func (s settings) model(m openai.Meter) (*openai.Client, error) {
	if err := s.checkModel(); err != nil || !s.hasModel() || s.mode() == chat.Extractive {
		return nil, err
	}
	return s.openai(m).In(briefing.CommandLine), nil
}

// openai makes the client of the model.
func (s settings) openai(m openai.Meter) *openai.Client {
	return openai.New(openai.Config{
		BaseURL: s["openai-base-url"].value, Key: s["openai-api-key"].secret.reveal(), Model: s["openai-model"].value, Meter: m,
	})
}

// newComposer returns what drafts answers in the words of a model. problem is told why it
// could not be asked.
func newComposer(model compose.Model, problem func(error)) *compose.LLM {
	return &compose.LLM{Composer: compose.New(), Model: model, Gate: cite.Gate{}, Problem: problem}
}

// useModel has the desk answer, and tell digests, with the model that the settings name, if they name one.
func (a *app) useModel(d *desk) error {
	model, err := a.settings.model(a.meter(d.store))
	if err != nil || model == nil {
		return err
	}
	llm := newComposer(model, a.warn)
	d.service.Composer, d.service.Teller = llm, llm
	return nil
}
