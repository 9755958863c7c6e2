package openai

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/internal/adapters/openai/openaitest"
)

// newAimock starts aimock, which others wrote, where it is installed: npm ci in testdata/aimock.
// It answers a question for the bridge with the text.
func newAimock(t *testing.T, text string) (url string) {
	t.Helper()
	folder := filepath.Join("testdata", "aimock")
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "@copilotkit", "aimock")); err != nil {
		t.Skipf("aimock is not installed: npm ci in %s: %v", folder, err)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skipf("there is no node: %v", err)
	}
	run := exec.Command(node, "run.mjs", text)
	run.Dir, run.Stderr = folder, os.Stderr
	in, err := run.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := run.Wait(); err != nil {
			t.Errorf("aimock: %v", err)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("aimock says %q: %v", line, err)
	}
	return strings.TrimSpace(line)
}

// TestAimock holds the client to an endpoint that others wrote.
func TestAimock(t *testing.T) {
	t.Parallel()
	url := newAimock(t, said)
	c := newClient(Config{BaseURL: url, Key: openaitest.Key, Model: "gpt-4o-mini"}, timing{first: 5 * time.Second, backoff: quick.backoff, open: quick.open})
	got, err := c.Write(t.Context(), prompt(t))
	if err != nil || got.Text != said || got.PromptTokens == 0 || got.OutputTokens == 0 {
		t.Errorf("Write = %+v, %v", got, err)
	}
	for _, f := range c.Check(t.Context()) {
		t.Logf("%+v", f)
		if strings.Contains(f.Detail, "refused") {
			t.Errorf("%+v", f)
		}
	}
}

// TestAimockEmbeds holds embedding to an endpoint that others wrote: it embeds any text.
func TestAimockEmbeds(t *testing.T) {
	t.Parallel()
	c := newClient(Config{BaseURL: newAimock(t, said), Key: openaitest.Key, Model: "gpt-4o-mini"}, timing{first: 5 * time.Second, backoff: quick.backoff, open: quick.open})
	e := c.Embedder("text-embedding-3-small")
	got, tokens, err := e.Embed(t.Context(), someTexts)
	if err != nil || len(got) != len(someTexts) || tokens == 0 {
		t.Fatalf("Embed = %d vectors, %d tokens, %v", len(got), tokens, err)
	}
	again, _, err := e.Embed(t.Context(), someTexts[:1])
	if err != nil || !cmp.Equal(got[0], again[0]) {
		t.Errorf("the same text has another vector: %v", err)
	}
	t.Logf("%d dimensions, encoding %q", len(got[0]), encodings[e.encoding])
}
