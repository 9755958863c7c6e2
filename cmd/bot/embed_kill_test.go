package main

import (
	"fmt"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefbot/internal/adapters/openai/openaitest"
	"briefbot/internal/adapters/slack/slacktest"
	"briefbot/internal/briefing/glove"
)

// newMeaning starts an endpoint that embeds after a while.
func newMeaning(t *testing.T, takes time.Duration) (s *openaitest.Server, env []string) {
	t.Helper()
	table, err := glove.Load()
	if err != nil {
		t.Fatal(err)
	}
	embed := openaitest.Vectors(openaitest.Meaning(table))
	s = openaitest.New(t, openaitest.Say("")).Embeds(func(w http.ResponseWriter, r *http.Request, texts []string, encoding string) {
		time.Sleep(takes)
		embed(w, r, texts, encoding)
	})
	return s, []string{"OPENAI_BASE_URL=" + s.URL, "OPENAI_API_KEY=" + openaitest.Key, "OPENAI_EMBEDDING_MODEL=" + openaitest.EmbeddingModel}
}

// TestEmbedKilled kills bot embed again and again: of the passages none is embedded twice but
// for those of one batch a kill, and none is left out.
func TestEmbedKilled(t *testing.T) {
	t.Parallel()
	const articles, kills, batch = 300, 5, 32
	data, folder := t.TempDir(), t.TempDir()
	for i := range articles {
		writeFile(t, filepath.Join(folder, fmt.Sprintf("a%03d.txt", i)), fmt.Sprintf("Report number %d\n\nThe ferry sank near Halden, says report %d.\n", i, i))
	}
	endpoint, env := newMeaning(t, 20*time.Millisecond)
	bot := newChild(t, data, env)
	if out, err := bot.beside("ingest", folder); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for n := range kills {
		run := exec.Command("bot", "embed")
		run.Env = bot.env
		if err := run.Start(); err != nil {
			t.Fatal(err)
		}
		before := len(endpoint.Embedded())
		eventually(t, "a batch or two", func() bool { return len(endpoint.Embedded()) > before+n%2 })
		_ = run.Process.Kill()
		_ = run.Wait() // it was killed
	}
	out, err := bot.beside("embed")
	if want := fmt.Sprintf("%d of %d passages have one.", articles, articles); err != nil || !strings.Contains(out, want) {
		t.Errorf("bot embed: %v\n%s", err, out)
	}
	times, all := map[string]int{}, 0
	for _, texts := range endpoint.Embedded() {
		for _, text := range texts {
			times[text]++
			all++
		}
	}
	t.Logf("%d passages, %d embedded", len(times), all)
	if len(times) != articles || all > articles+kills*batch {
		t.Errorf("%d passages of %d were embedded, %d times, want at most a batch more for each of %d kills", len(times), articles, all, kills)
	}
}

// TestServeMakesVectors has bot serve fill its store beside the answering, stop in the middle of
// a batch, and go on from there.
func TestServeMakesVectors(t *testing.T) {
	t.Parallel()
	server := slacktest.New(slacktest.Options{})
	defer server.Close()
	bot := slackChild(t, server)
	endpoint, env := newMeaning(t, 500*time.Millisecond)
	bot.env = append(bot.env, env...)
	bot.start()
	bot.ready()
	eventually(t, "the first batch", func() bool { return len(endpoint.Embedded()) > 0 })
	answered(t, server, server.Mention(slacktest.General, "U1", "who is in the Russian delegation?"), "Lavrov")
	if took := bot.stop(); took > 3*time.Second {
		t.Errorf("it took %v to stop", took)
	}
	bot.start()
	bot.ready()
	full := func() bool {
		return bot.metric("briefbot_index_vectors") == bot.metric("briefbot_index_passages")
	}
	eventually(t, "vectors of all passages", full)
	answered(t, server, server.Mention(slacktest.General, "U1", "what time does the summit start?"), "19:30")
	bot.stop()
	made := len(endpoint.Embedded())
	bot.start()
	bot.ready()
	eventually(t, "vectors from the store", full)
	if again := len(endpoint.Embedded()) - made; again > 0 {
		t.Errorf("%d requests for what the store has", again)
	}
}
