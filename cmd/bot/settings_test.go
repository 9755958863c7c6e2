package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/console"
	"briefbot/internal/briefing"
)

func TestParseAsOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want string }{
		{"", "0001-01-01T00:00:00Z"},
		{"2025-08-15", "2025-08-15T23:59:59.999999999Z"},
		{"2024-02-29", "2024-02-29T23:59:59.999999999Z"},
		{"2025-08-15T11:30:00-08:00", "2025-08-15T11:30:00-08:00"},
		{"2025-08-15T11:30:00", "2025-08-15T11:30:00Z"},
		{"2025-08-15 11:30:00", "2025-08-15T11:30:00Z"},
	} {
		got, err := parseAsOf(c.in)
		if err != nil || got.Format(time.RFC3339Nano) != c.want {
			t.Errorf("parseAsOf(%q) = %v, %v; want %s", c.in, got.Format(time.RFC3339Nano), err, c.want)
		}
	}
	for _, in := range []string{"soon", "15.8.2025", "2025-02-30", "2025"} {
		if got, err := parseAsOf(in); err == nil {
			t.Errorf("parseAsOf(%q) = %v, want an error", in, got)
		}
	}
}

func TestVersionLine(t *testing.T) {
	t.Parallel()
	info := &debug.BuildInfo{GoVersion: "go1.26.0", Main: debug.Module{Version: "v1.2.3"}}
	if diff := cmp.Diff("bot v1.2.3 go1.26.0", versionLine(info, true)); diff != "" {
		t.Error(diff)
	}
	info.Settings = []debug.BuildSetting{{Key: "vcs.revision", Value: "0123456789abcdef"}, {Key: "vcs.modified", Value: "true"}}
	if diff := cmp.Diff("bot v1.2.3 revision 0123456789ab modified go1.26.0", versionLine(info, true)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("bot (unknown version)", versionLine(nil, false)); diff != "" {
		t.Error(diff)
	}
}

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
		inFile := ""
		if o.inFile {
			inFile = fmt.Sprintf("`%s:`", o.name)
		}
		row := fmt.Sprintf("| `--%s` | `%s` | %s | %s |\n", o.name, o.env, inFile, o.usage)
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
