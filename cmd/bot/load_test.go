package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"briefbot/internal/adapters/slack/slacktest"
	"briefbot/internal/briefing/glove"
)

// CI runs the short form; the long ones are
//
//	go test ./cmd/bot -run TestLoad -load.time 60s -load.passages 100000 -timeout 30m
//	go test ./cmd/bot -run TestLoad -load.time 10m -load.rate 10 -timeout 30m
var (
	loadTime     = flag.Duration("load.time", 3*time.Second, "how long TestLoad asks questions")
	loadRate     = flag.Int("load.rate", 50, "how many questions a second TestLoad asks")
	loadPassages = flag.Int("load.passages", 2000, "how many passages TestLoad's corpus has")
)

const (
	loadUsers = 300
	loadRooms = 100
)

// TestLoad has 300 people in 100 rooms ask over Slack's HTTP path: everything is acknowledged
// and answered once, the process does not grow, and it ends when it is told to. The figures
// are in the log of the test, not in its verdict: docs/performance.md has them.
func TestLoad(t *testing.T) {
	t.Parallel()
	server := slacktest.New(slacktest.Options{Seed: 1, RateLimit: true})
	defer server.Close()
	for n := range loadRooms {
		server.AddChannel(loadRoom(n))
	}
	corpus := filepath.Join(t.TempDir(), "articles.jsonl")
	questions := writeCorpus(t, corpus, *loadPassages)
	bot := newChild(t, t.TempDir(), []string{
		"SLACK_API_URL=" + server.URL(), "SLACK_BOT_TOKEN=" + slacktest.BotToken, "SLACK_SIGNING_SECRET=" + slacktest.SigningSecret,
		"BRIEFBOT_CORPUS=" + corpus, "BRIEFBOT_LOG=warn",
	})
	server.SetBotURL("http://" + bot.listen)
	began := time.Now()
	bot.start()
	bot.ready()
	t.Logf("ready after %s with %.0f passages", time.Since(began).Round(time.Millisecond), bot.metric("briefbot_index_passages"))

	before := bot.sample()
	var during []string // memory in MB
	acks, asked := load(server, questions, func() { during = append(during, fmt.Sprintf("%.0f", bot.sample().memory)) })
	deadline := time.Now().Add(5 * time.Minute)
	for len(server.Posted()) < len(asked) && time.Now().Before(deadline) {
		time.Sleep(50 * time.Millisecond)
	}
	waits := answerTimes(server, asked)
	after := bot.sample()
	t.Logf("%d questions: acknowledged p50 %s, p99 %s, max %s; posted p50 %s, p99 %s, max %s", len(asked),
		quantile(acks, .5), quantile(acks, .99), quantile(acks, 1), quantile(waits, .5), quantile(waits, .99), quantile(waits, 1))
	t.Logf("resident memory %.0f, %s, %.0f MB; goroutines %.0f -> %.0f; %.1f ms of processor time a question",
		before.memory, strings.Join(during, ", "), after.memory, before.goroutines, after.goroutines, (after.cpu-before.cpu)*1000/float64(len(asked)))
	if len(acks) != len(asked) || len(waits) != len(asked) || len(server.Posted()) != len(asked) || server.Lost() > 0 {
		t.Errorf("%d questions: %d acknowledged, %d answered, %d messages posted, %d given up",
			len(asked), len(acks), len(waits), len(server.Posted()), server.Lost())
	}
	if grown := after.goroutines - before.goroutines; grown > float64(len(asked))/2 { // kept connections have some
		t.Errorf("%.0f goroutines more after the load than before", grown)
	}
	if took := bot.stop(); took > 10*time.Second {
		t.Errorf("stopping took %s", took)
	}
}

func loadRoom(n int) string { return fmt.Sprintf("C0LOAD%03d", n%loadRooms) }

// question is a message by its channel and its id there.
type question struct{ channel, ts string }

// load asks the questions at an even rate and returns how long each acknowledgement took. Ten
// times on the way it calls look.
func load(server *slacktest.Server, questions []string, look func()) (acks []time.Duration, asked map[question]time.Time) {
	random := rand.New(rand.NewPCG(9, 10))
	asked = map[question]time.Time{}
	var mu sync.Mutex
	var waiting sync.WaitGroup
	tick := time.NewTicker(time.Second / time.Duration(*loadRate))
	defer tick.Stop()
	total := int(loadTime.Seconds() * float64(*loadRate))
	for n := range total {
		<-tick.C
		if n%max(1, total/10) == 0 {
			look()
		}
		at := time.Now()
		d := server.Mention(loadRoom(random.IntN(loadRooms)), fmt.Sprintf("U0LOAD%d", n%loadUsers), questions[random.IntN(len(questions))])
		asked[question{d.Channel, d.TS}] = at
		waiting.Go(func() {
			if d.Acked() {
				took := time.Since(at)
				mu.Lock()
				defer mu.Unlock()
				acks = append(acks, took)
			}
		})
	}
	waiting.Wait()
	return acks, asked
}

// answerTimes returns how long each question that has one answer waited for it.
func answerTimes(server *slacktest.Server, asked map[question]time.Time) []time.Duration {
	count := map[question]int{}
	var out []time.Duration
	for _, m := range server.Posted() {
		q := question{m.Channel, m.Thread}
		if count[q]++; count[q] == 1 {
			out = append(out, m.At.Sub(asked[q]))
		}
	}
	return out
}

func quantile(times []time.Duration, q float64) time.Duration {
	if len(times) == 0 {
		return 0
	}
	slices.Sort(times)
	return times[min(int(q*float64(len(times))), len(times)-1)].Round(100 * time.Microsecond)
}

// sample is what a process needs.
type sample struct{ memory, goroutines, cpu float64 }

func (s *child) sample() sample {
	s.t.Helper()
	return sample{
		memory: s.metric("process_resident_memory_bytes") / 1e6, goroutines: s.metric("go_goroutines"),
		cpu: s.metric("process_cpu_seconds_total"),
	}
}

// writeCorpus writes articles of so many passages altogether, of made-up words by Zipf's law
// with a fact in each, and returns questions: half of them ask for a fact.
func writeCorpus(t testing.TB, path string, passages int) (questions []string) {
	t.Helper()
	table, err := glove.Load()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := bufio.NewWriter(f)
	random := rand.New(rand.NewPCG(1, 1))
	zipf := rand.NewZipf(random, 1.1, 2.7, uint64(table.Len()-1))
	for n := range max(1, passages/perArticle) {
		var text strings.Builder
		name := strings.ToUpper(table.Word(int32(random.IntN(table.Len())))[:1]) + "ov" + fmt.Sprint(n)
		for range perArticle {
			fmt.Fprintf(&text, "Minister Ada %s announced a budget of $%d million.", name, 10+random.IntN(900))
			for i := range paragraphWords {
				if i%20 == 0 {
					text.WriteString(". The")
				}
				text.WriteString(" " + table.Word(int32(zipf.Uint64())))
			}
			text.WriteString(".\n\n")
		}
		line, err := json.Marshal(map[string]string{
			"id": fmt.Sprint(n), "title": fmt.Sprintf("Report %d on %s", n, name), "source": "Courier", "date": "2026-03-01", "text": text.String(),
		})
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(line, '\n'))
		if n < 500 {
			questions = append(questions, fmt.Sprintf("what budget did Ada %s announce?", name),
				fmt.Sprintf("who is the %s of the %s?", table.Word(int32(zipf.Uint64())), table.Word(int32(zipf.Uint64()))))
		}
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	return questions
}

// perArticle is how many passages an article of the load's corpus has.
const perArticle = 5
