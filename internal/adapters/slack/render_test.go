package slack

import (
	"bytes"
	"encoding/json"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"briefbot/internal/adapters/chat"
)

var update = flag.Bool("update", false, "write what the renderer makes into the golden files")

// render makes the bodies of a page.
func render(t testing.TB, p chat.Page) []json.RawMessage {
	t.Helper()
	bodies, err := New(Config{}, nil, slog.New(slog.DiscardHandler)).Render(p, chat.Address{})
	if err != nil {
		t.Fatal(err)
	}
	return bodies
}

// TestGolden renders testdata/pages/*.txtar: each holds page.json and the bodies it becomes.
func TestGolden(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/pages/*.txtar")
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
			var page chat.Page
			decoder := json.NewDecoder(bytes.NewReader(archive.Files[0].Data))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&page); err != nil {
				t.Fatal(err)
			}
			golden := &txtar.Archive{Comment: archive.Comment, Files: slices.Clip(archive.Files[:1])}
			for i, body := range render(t, page) {
				wellFormed(t, body)
				var b bytes.Buffer
				if err := json.Indent(&b, body, "", "  "); err != nil {
					t.Fatal(err)
				}
				golden.Files = append(golden.Files, txtar.File{Name: "message-" + strconv.Itoa(i+1) + ".json", Data: append(b.Bytes(), '\n')})
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(golden), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if diff := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(golden))); diff != "" {
				t.Errorf("bodies (-want +got; go test -update accepts them):\n%s", diff)
			}
		})
	}
}
