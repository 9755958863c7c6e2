package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"briefbot/internal/adapters/console"
	"briefbot/internal/briefing"
)

// TestReadmeSample holds README to what the program answers.
func TestReadmeSample(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	d, err := (&app{}).seedDesk(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, question := range []string{"who is in the Russian delegation?", "what time does the summit start?"} {
		answer, err := d.service.Ask(t.Context(), briefing.Question{Text: question})
		if err != nil {
			t.Fatal(err)
		}
		var sample strings.Builder
		fmt.Fprintf(&sample, "$ bot ask %q\n", question)
		if err := (console.Renderer{Width: 88}).Answer(&sample, answer); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(readme), sample.String()) {
			t.Errorf("README.md shows another answer than\n%s", sample.String())
		}
	}
}

// TestReadme holds README to the commands and the table of options.
func TestReadme(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(text)
	for _, o := range options() {
		var keys []string
		for _, key := range o.keys() {
			keys = append(keys, key+":")
		}
		row := fmt.Sprintf("| `--%s` | %s | %s | %s |\n", o.flag(), either(o.variables()), either(keys), o.usage)
		if !strings.Contains(readme, row) {
			t.Errorf("README.md lacks the row\n%s", row)
		}
	}
	for _, cmd := range (&app{}).root().Commands() {
		if !cmd.Hidden && !strings.Contains(readme, "| `bot "+cmd.Name()) {
			t.Errorf("README.md's table lacks bot %s", cmd.Name())
		}
	}
}

// either writes names as code, with "or" between them.
func either(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "`" + strings.Join(names, "` or `") + "`"
}
