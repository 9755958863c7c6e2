package console

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing"
)

var update = flag.Bool("update", false, "write what the renderer makes into the golden files")

// renderings are the ways every golden case is shown. An escape character is written as ␛.
var renderings = []struct {
	name string
	with Renderer
}{
	{"pipe", Renderer{}},
	{"terminal", Renderer{Width: 72}},
	{"colour", Renderer{Width: 72, Colour: true}},
	{"narrow", Renderer{Width: 30}},
}

// TestGolden renders testdata/*.txtar: each holds answer.json, article.json, card.json,
// digest.json, evidence.json or findings.json and what it looks like in every rendering it lists.
func TestGolden(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("golden files: %v %v", files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			input := archive.Files[0]
			for i := range archive.Files[1:] {
				want := &archive.Files[i+1]
				got := strings.ReplaceAll(render(t, rendererOf(t, want.Name), input), "\x1b", "␛")
				if *update {
					want.Data = []byte(got)
				} else if diff := cmp.Diff(string(want.Data), got); diff != "" {
					t.Errorf("%s (-want +got; go test -update accepts it):\n%s", want.Name, diff)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func rendererOf(t *testing.T, name string) Renderer {
	t.Helper()
	for _, r := range renderings {
		if r.name == name {
			return r.with
		}
	}
	t.Fatalf("no rendering %q", name)
	return Renderer{}
}

func render(t *testing.T, r Renderer, input txtar.File) string {
	t.Helper()
	var b strings.Builder
	var err error
	switch input.Name {
	case "answer.json":
		err = r.Answer(&b, decode[briefing.Answer](t, input.Data))
	case "article.json":
		err = r.Article(&b, decode[Article](t, input.Data))
	case "card.json":
		err = r.Card(&b, decode[briefing.Card](t, input.Data))
	case "digest.json":
		err = r.Digest(&b, decode[briefing.Digest](t, input.Data))
	case "evidence.json":
		err = r.Hits(&b, evidence(t, input.Data))
	case "findings.json":
		err = r.Findings(&b, decode[[]chat.Finding](t, input.Data))
	default:
		t.Fatalf("no renderer for %s", input.Name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// evidence decodes hits whose only passage is the whole text, which Evidence's own JSON
// leaves out.
func evidence(t *testing.T, data []byte) briefing.Evidence {
	t.Helper()
	e := decode[briefing.Evidence](t, data)
	texts := decode[struct {
		Hits []struct{ Text, Heading string }
	}](t, data)
	for i, h := range texts.Hits {
		e.Hits[i].Doc.Text = h.Text
		e.Hits[i].Doc.Passages = []briefing.Passage{{Span: briefing.Span{End: len(h.Text)}, Heading: h.Heading}}
	}
	return e
}

func decode[T any](t *testing.T, data []byte) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestForIsPlainOffATerminal(t *testing.T) {
	t.Parallel()
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := For(f, func(string) string { return "" }); got != (Renderer{}) {
		t.Errorf("For(file) = %+v, want neither width nor colour", got)
	}
}
