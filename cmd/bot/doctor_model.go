package main

import (
	"context"
	"strings"

	"briefbot/internal/adapters/chat"
)

// model asks the endpoint of the model, if one is set, what is wrong with the set-up: even where
// --mode is extractive, rooms may have another.
func (e *examination) model(ctx context.Context) {
	err := e.settings.checkModel()
	switch {
	case err != nil:
		_, detail, _ := strings.Cut(err.Error(), ": ")
		detail, mend, _ := strings.Cut(detail, "; ")
		e.bad("model: openai", detail, mend)
	case e.settings.hasModel():
		ctx, cancel := context.WithTimeout(ctx, checkTime)
		defer cancel()
		e.found = append(e.found, e.settings.openai(nil).Check(ctx)...)
	case e.settings.set("openai-api-key") && !e.settings.hasEmbedder() && e.settings.mode() == chat.Auto:
		e.bad("model: openai", "OPENAI_API_KEY is set and OPENAI_MODEL is not: answers are extractive", "name the model, or set BRIEFBOT_MODE to extractive")
	default:
		e.ok("model: openai", "none is asked; answers are extractive")
	}
	e.embeddings(ctx)
}
