package main

import (
	"errors"
	"strconv"

	"briefbot/internal/adapters/openai"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/compose"
)

// The modes of answering.
const (
	modeExtractive = "extractive"
	modeLLM        = "llm"
	modeAuto       = "auto"
)

// model returns the model that the settings name; nil when none is to be asked.
func (s settings) model() (*openai.Client, error) {
	set := s.set("openai-api-key") && s["openai-model"].value != ""
	switch mode := s["mode"].value; {
	case mode == modeLLM && !set:
		return nil, errors.New("answer with a model: OPENAI_API_KEY and OPENAI_MODEL are not both set; set them (any key where the endpoint needs none), or answer with --mode extractive")
	case mode == modeLLM || mode == modeAuto && set:
		return s.openai(), nil
	}
	return nil, nil
}

// openai makes the client of the model.
func (s settings) openai() *openai.Client {
	tokens, _ := strconv.Atoi(s["openai-monthly-tokens"].value) // it was checked
	return openai.New(openai.Config{
		BaseURL: s["openai-base-url"].value, Key: s["openai-api-key"].secret.reveal(),
		Model: s["openai-model"].value, MonthlyTokens: tokens,
	})
}

// newComposer returns what drafts answers in the words of a model. problem is told why it
// could not be asked.
func newComposer(model compose.Model, problem func(error)) briefing.Composer {
	return &compose.LLM{Composer: compose.New(), Model: model, Gate: cite.Gate{}, Problem: problem}
}

// useModel has the desk answer with the model that the settings name, if they name one.
func (a *app) useModel(d *desk) error {
	model, err := a.settings.model()
	if err != nil || model == nil {
		return err
	}
	d.service.Composer = newComposer(model, a.warn)
	return nil
}
