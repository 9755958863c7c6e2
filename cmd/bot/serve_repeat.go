package main

import (
	"context"
	"log/slog"
	"time"
)

// repeat does something again and again until ctx ends. What goes wrong is logged under the
// message, once for as long as it stays the same.
func repeat(ctx context.Context, every time.Duration, log *slog.Logger, message string, do func(context.Context) error) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	fault := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		err := do(ctx)
		switch {
		case ctx.Err() != nil:
		case err == nil:
			fault = ""
		case err.Error() != fault:
			fault = err.Error()
			log.Error(message, "error", err)
		}
	}
}
