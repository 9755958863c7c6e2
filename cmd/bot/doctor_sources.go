package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing/inert"
	"briefbot/internal/briefing/sources"
)

// maxFailing is how many sources that fail are named.
const maxFailing = 5

// sources says how many sources are followed, and which of them fail for how long.
func (e *examination) sources(ctx context.Context, store *sqlite.Store) {
	all, err := store.Sources(ctx)
	if err != nil {
		e.err("data: sources", err)
		return
	}
	e.followed = len(all)
	var failing []string
	for _, s := range all {
		if s.Fault != "" && !s.Paused {
			failing = append(failing, fmt.Sprintf("%s for %s", inert.Clean(s.Name), sources.Span(time.Since(s.FaultSince))))
		}
	}
	if len(failing) == 0 {
		e.ok("data: sources", "%d", len(all))
		return
	}
	named := strings.Join(failing[:min(len(failing), maxFailing)], ", ")
	if more := len(failing) - maxFailing; more > 0 {
		named += fmt.Sprintf(" and %d more", more)
	}
	verb := "fail"
	if len(failing) == 1 {
		verb = "fails"
	}
	e.bad("data: sources", fmt.Sprintf("%d, of which %d %s: %s", len(all), len(failing), verb, named), "bot sources list says what is wrong")
}
