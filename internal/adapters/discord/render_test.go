package discord

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"briefbot/internal/adapters/chat"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden renders the pages of testdata.
func TestGolden(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var page chat.Page
			if err := json.Unmarshal(archive.Files[0].Data, &page); err != nil {
				t.Fatal(err)
			}
			got := archive.Files[:1:1]
			for i, body := range rendered(t, page) {
				var pretty bytes.Buffer
				encoder := json.NewEncoder(&pretty)
				encoder.SetEscapeHTML(false)
				encoder.SetIndent("", "  ")
				if err := encoder.Encode(body); err != nil {
					t.Fatal(err)
				}
				got = append(got, txtar.File{Name: fmt.Sprintf("message-%d.json", i+1), Data: pretty.Bytes()})
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(&txtar.Archive{Comment: archive.Comment, Files: got}), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(archive.Files, got); diff != "" {
				t.Errorf("rendered differently; go test -update writes it anew (-want +got):\n%s", diff)
			}
		})
	}
}

// shown is a body as a test reads it.
type shown struct {
	Embeds []struct {
		Title       string `json:"title,omitempty"`
		Description string `json:"description,omitempty"`
		Color       int    `json:"color,omitempty"`
		Footer      *struct {
			Text string `json:"text"`
		} `json:"footer,omitempty"`
	} `json:"embeds"`
	Components      json.RawMessage `json:"components,omitempty"`
	AllowedMentions json.RawMessage `json:"allowed_mentions"`
}

// rendered renders a page and holds the bodies to Discord's limits.
func rendered(t *testing.T, page chat.Page) []shown {
	t.Helper()
	bodies, err := (&Adapter{}).Render(page, chat.Address{})
	if err != nil {
		t.Fatal(err)
	}
	var out []shown
	for i, raw := range bodies {
		var b shown
		decoder := json.NewDecoder(bytes.NewReader(raw))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&b); err != nil {
			t.Fatal(err)
		}
		total := 0
		for _, e := range b.Embeds {
			footer := 0
			if e.Footer != nil {
				footer = units(e.Footer.Text)
			}
			if units(e.Title) > 256 || units(e.Description) > 4096 || footer > 2048 {
				t.Errorf("message %d: an embed of %d, %d and %d units", i+1, units(e.Title), units(e.Description), footer)
			}
			total += units(e.Title) + units(e.Description) + footer
		}
		if total > 6000 || len(b.Embeds) == 0 || len(b.Embeds) > 10 {
			t.Errorf("message %d: %d embeds of %d units", i+1, len(b.Embeds), total)
		}
		if string(b.AllowedMentions) != `{"parse":[],"replied_user":false}` {
			t.Errorf("message %d may mention: %s", i+1, b.AllowedMentions)
		}
		if last := b.Embeds[len(b.Embeds)-1]; last.Footer == nil || !strings.HasSuffix(last.Footer.Text, "ref "+chat.PartKey(page.Key, i+1)) {
			t.Errorf("message %d does not say its key", i+1)
		}
		out = append(out, b)
	}
	return out
}

func TestTonesDifferAtAGlance(t *testing.T) {
	t.Parallel()
	seen := map[int]chat.Tone{}
	for _, tone := range []chat.Tone{chat.Answers, chat.Differs, chat.NotFound, chat.Briefs, chat.Informs, chat.Fails} {
		if other, ok := seen[colour(tone)]; ok {
			t.Errorf("%s has the colour of %s", tone, other)
		}
		seen[colour(tone)] = tone
	}
}

// TestLongQuotesGoBeforeTheItem renders an item whose sources alone fill a message.
func TestLongQuotesGoBeforeTheItem(t *testing.T) {
	t.Parallel()
	page := chat.Page{Key: "k", Items: []chat.Item{{Style: chat.Paragraph, Text: strings.Repeat("word ", 100)}}}
	for n := range 12 {
		page.Items[0].Cites = append(page.Items[0].Cites, n+1)
		page.Sources = append(page.Sources, chat.Source{
			N: n + 1, Title: strings.Repeat("title ", 60), Origin: strings.Repeat("origin ", 60),
			URL: "https://a.example/" + strings.Repeat("x", 150), Quote: strings.Repeat("quote ", 300),
		})
	}
	bodies := rendered(t, page)
	if len(bodies) != 1 || strings.Count(bodies[0].Embeds[0].Description, "word") != 100 {
		t.Errorf("%d messages, the first with %q", len(bodies), bodies[0].Embeds[0].Description)
	}
}

func TestUnitsAreUTF16(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"": 0, "abc": 3, "ä€": 2, "👩‍🚀": 5, "\xff": 1} {
		if got := units(text); got != want {
			t.Errorf("units(%q) = %d, want %d", text, got, want)
		}
	}
}
