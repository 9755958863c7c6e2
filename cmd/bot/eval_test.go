package main

import (
	"os"
	"strings"
	"testing"

	"briefbot/internal/briefing/evals"
)

// TestGoldenReportIsCurrent fails when the answers to the questions inside the program
// are no longer as good, or as bad, as the golden report in git says.
func TestGoldenReportIsCurrent(t *testing.T) {
	t.Parallel()
	a := &app{errs: os.Stderr}
	results, err := a.goldenResults(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if a.problems > 0 {
		t.Errorf("%d problems in the articles inside the program", a.problems)
	}
	if changes := evals.Changes(evals.Golden(), evals.Text(results)); len(changes) > 0 {
		t.Errorf("the answers differ from %s; if they are as they should be, write it anew with go run ./cmd/bot eval --update:\n%s",
			evals.GoldenPath, strings.Join(changes, "\n"))
	}
}
