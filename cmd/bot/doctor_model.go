package main

import (
	"context"
	"strings"
)

// model asks the endpoint of the model, if one is to be asked, what is wrong with the set-up.
func (e *examination) model(ctx context.Context) {
	model, err := e.settings.model()
	switch {
	case err != nil:
		_, detail, _ := strings.Cut(err.Error(), ": ")
		detail, mend, _ := strings.Cut(detail, "; ")
		e.bad("model: openai", detail, mend)
	case model == nil && e.settings.set("openai-api-key") && e.settings["mode"].value == modeAuto:
		e.bad("model: openai", "OPENAI_API_KEY is set and OPENAI_MODEL is not: answers are extractive", "name the model, or set BRIEFBOT_MODE to extractive")
	case model == nil:
		e.ok("model: openai", "none is asked; answers are extractive")
	default:
		ctx, cancel := context.WithTimeout(ctx, checkTime)
		defer cancel()
		e.found = append(e.found, model.Check(ctx)...)
	}
}
