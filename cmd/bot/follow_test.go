package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/internal/adapters/fetch/fetchtest"
	"briefbot/internal/adapters/slack/slacktest"
	"briefbot/internal/adapters/sqlite"
	"briefbot/internal/briefing"
	"briefbot/internal/briefing/ingest"
)

// CI follows a few feeds; the long form is
//
//	go test ./cmd/bot -run TestFollow -v -follow.feeds 200 -follow.items 50 -follow.kills 20 -timeout 30m
var (
	followFeeds = flag.Int("follow.feeds", 24, "how many feeds TestFollow follows")
	followItems = flag.Int("follow.items", 4, "how many articles each of them has")
	followKills = flag.Int("follow.kills", 2, "how often TestFollow kills the bot on the way")
)

// slowFaults hold a host up for as long as a request may take.
var slowFaults = []fetchtest.Fault{fetchtest.Drip, fetchtest.Hang, fetchtest.Endless, fetchtest.Oversized, fetchtest.Bomb}

// news is a small web, and a bot that follows all of its feeds.
type news struct {
	*testing.T
	site *fetchtest.Site
	bot  *child
	data string
}

func newNews(t *testing.T, feeds, items, hosts int) *news {
	t.Helper()
	server := slacktest.New(slacktest.Options{Seed: 1})
	t.Cleanup(server.Close)
	n := &news{T: t, site: fetchtest.New(fetchtest.Options{Feeds: feeds, Items: items, Hosts: hosts}), data: t.TempDir()}
	t.Cleanup(n.site.Close)
	n.bot = newChild(t, n.data, []string{
		"SLACK_API_URL=" + server.URL(), "SLACK_BOT_TOKEN=" + slacktest.BotToken, "SLACK_SIGNING_SECRET=" + slacktest.SigningSecret,
		"BRIEFBOT_FETCH_LOOPBACK=true",
	})
	return n
}

// command runs a command over the data folder and returns what it printed.
func (n *news) command(args ...string) string {
	n.Helper()
	cmd := exec.Command("bot", args...)
	var stderr bytes.Buffer
	cmd.Env, cmd.Stderr = n.bot.env, &stderr
	out, err := cmd.Output()
	if err != nil {
		n.Fatalf("bot %s: %v: %s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}

// follow has the bot follow all feeds of the site.
func (n *news) follow() {
	n.Helper()
	var outlines []ingest.Outline
	for i, address := range n.site.FeedURLs() {
		outlines = append(outlines, ingest.Outline{Title: fmt.Sprint("Feed ", i), URL: address})
	}
	path := filepath.Join(n.TempDir(), "feeds.opml")
	var opml bytes.Buffer
	if err := ingest.WriteOPML(&opml, "Feeds", outlines); err != nil {
		n.Fatal(err)
	}
	if err := os.WriteFile(path, opml.Bytes(), 0o600); err != nil {
		n.Fatal(err)
	}
	n.command("sources", "import", path)
}

// opened calls do with the store of the bot, which may be running.
func (n *news) opened(do func(*sqlite.Store)) {
	n.Helper()
	store, err := openIn(n.Context(), n.data)
	if err != nil {
		n.Fatal(err)
	}
	defer store.Close()
	do(store)
}

// settle waits until every source was visited and no page waits to be read.
func (n *news) settle(limit time.Duration) {
	n.Helper()
	deadline := time.Now().Add(limit)
	for {
		left := 0
		n.opened(func(store *sqlite.Store) {
			all, err := store.Sources(n.Context())
			if err != nil {
				n.Fatal(err)
			}
			for _, s := range all {
				if left += s.Waiting; s.Visited.IsZero() {
					left++
				}
			}
		})
		if left == 0 {
			return
		}
		if time.Now().After(deadline) {
			n.Fatalf("%d visits and pages are left after %s", left, limit)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// TestFollow has a bot follow feeds of which every other does wrong what feeds do wrong, and
// kills it on the way: all that can be had is there once, and each fault stands on its source.
func TestFollow(t *testing.T) {
	t.Parallel()
	long := *followFeeds > 100
	n := newNews(t, *followFeeds, *followItems, max(4, *followFeeds/10))
	at := 0
	for _, fault := range fetchtest.Faults() {
		if at+1 < *followFeeds && (long || !slices.Contains(slowFaults, fault)) {
			n.site.SetFault(at, fault)
			at += 2
		}
	}
	for i, fault := range []fetchtest.Fault{fetchtest.NotFound, fetchtest.Gone, fetchtest.Denied, fetchtest.Private, fetchtest.WrongType, fetchtest.NotFeed, fetchtest.Moved} {
		n.site.SetPageFault(2*i+1, 1, fault)
	}
	n.follow()
	start := time.Now()
	n.bot.start()
	random := rand.New(rand.NewPCG(7, 8))
	for range *followKills {
		time.Sleep(time.Duration(200+random.IntN(1500)) * time.Millisecond)
		n.bot.kill()
		n.site.Forget()
		n.bot.start()
	}
	n.bot.ready()
	n.settle(10 * time.Minute)
	t.Logf("%d feeds, %d requests, %d kills: all read after %s, at most %d MB", *followFeeds, n.site.AllRequests(), *followKills,
		time.Since(start).Round(time.Second), n.bot.peak())
	if peak := n.bot.peak(); peak > 200 {
		t.Errorf("it took %d MB", peak)
	}
	n.checkArticles()
	n.checkFaults()
	for _, v := range n.site.Violations() {
		t.Error(v)
	}
	if took := n.bot.stop(); took > 10*time.Second {
		t.Errorf("stopping took %s", took)
	}
}

// checkArticles: every story that can be had is one article, with its text, in one revision.
func (n *news) checkArticles() {
	n.Helper()
	n.opened(func(store *sqlite.Store) {
		byURL := map[string][]*briefing.Document{}
		err := store.Documents(n.Context(), 0, func(_ int64, _ string, d *briefing.Document) error {
			byURL[d.URL] = append(byURL[d.URL], d)
			return nil
		})
		if err != nil {
			n.Fatal(err)
		}
		for _, want := range n.site.Stories() {
			found := byURL[want.URL]
			if len(found) != 1 {
				n.Errorf("%s is %d articles", want.URL, len(found))
				continue
			}
			d := found[0]
			if !strings.Contains(d.Text, want.Sentence) || d.Title != want.Title || !d.Published.Equal(want.Published) {
				n.Errorf("%s: %q of %s, without %q", want.URL, d.Title, d.Published, want.Sentence)
			}
			if revisions, err := store.Revisions(n.Context(), d.ID); err != nil || len(revisions) != 1 {
				n.Errorf("%s has %d revisions, %v", d.ID, len(revisions), err)
			}
		}
	})
}

// checkFaults: what is wrong with a feed stands on its source, and in the log once.
func (n *news) checkFaults() {
	n.Helper()
	n.opened(func(store *sqlite.Store) {
		all, err := store.Sources(n.Context())
		if err != nil {
			n.Fatal(err)
		}
		faults := map[string]string{}
		for _, s := range all {
			faults[s.Address] = s.Fault
		}
		troubled := map[string]bool{}
		for _, want := range n.site.Troubles() {
			troubled[want.URL] = true
			if faults[want.URL] == "" {
				n.Errorf("%s has no fault, want one for %q", want.URL, want.Fault)
			}
		}
		for _, want := range n.site.Stories() {
			if faults[n.site.FeedURL(want.Feed)] != "" {
				n.Errorf("feed %d is well and has the fault %q", want.Feed, faults[n.site.FeedURL(want.Feed)])
			}
		}
		logged := map[string]int{}
		for line := range strings.Lines(n.bot.log.String()) {
			if strings.Contains(line, "source not as it should be") || strings.Contains(line, "source is gone") {
				_, name, _ := strings.Cut(line, `source="`)
				name, _, _ = strings.Cut(name, `"`)
				logged[name]++
			}
		}
		for _, name := range slices.Sorted(maps.Keys(logged)) {
			if logged[name] > 1 {
				n.Errorf("%s: its fault was logged %d times", name, logged[name])
			}
		}
		if len(logged) < len(troubled) && *followKills == 0 {
			n.Errorf("%d faults were logged, want %d", len(logged), len(troubled))
		}
	})
}

// peak is the most memory that the process has taken, in MB; 0 where the system does not say.
func (s *child) peak() int {
	s.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	kb := 0
	for line := range strings.Lines(string(status)) {
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kb); err == nil {
			break
		}
	}
	return kb >> 10
}

// TestEditedStory: a story that its publisher edits three times has three revisions more, and
// an answer from before still replays, with quotes that stand in the revision it names.
func TestEditedStory(t *testing.T) {
	t.Parallel()
	n := newNews(t, 4, 2, 1)
	n.follow()
	n.command("sources", "fetch")
	const feed, item = 3, 1 // of teasers
	said := func(seats int) string {
		return fmt.Sprintf("The council has ordered a ferry from the yard at Sund.\n\nThe ferry Hilda has %d seats and room for thirty cars.\n\nIt will sail four times a day from June on.", seats)
	}
	n.site.Edit(feed, item, said(200))
	n.command("sources", "fetch")
	question := "how many seats has the ferry Hilda?"
	before := n.command("ask", "--json", question)
	if !strings.Contains(before, "200 seats") {
		t.Fatalf("before the edits it answers %s", before)
	}
	var article string
	for seats := 210; seats <= 230; seats += 10 {
		n.site.Edit(feed, item, said(seats))
		if out := n.command("sources", "fetch", fmt.Sprint("Feed ", feed)); !strings.Contains(out, "1 revised") {
			t.Errorf("edit to %d seats: %s", seats, out)
		}
		after := n.command("ask", "--json", question)
		if !strings.Contains(after, fmt.Sprint(seats, " seats")) {
			t.Errorf("after the edit to %d seats it answers %s", seats, after)
		}
	}
	answer := decodeAnswer(t, before)
	article = answer.Citations[0].Article
	if out := n.command("replay", answer.AnswerID); !strings.Contains(out, "200 seats") {
		t.Errorf("replayed: %s", out)
	}
	n.opened(func(store *sqlite.Store) {
		revisions, err := store.Revisions(t.Context(), article)
		if err != nil || len(revisions) != 5 { // the first text, 200 seats, and three edits
			t.Errorf("revisions %v, %v; want five", revisions, err)
		}
		for _, c := range answer.Citations {
			text, err := store.Text(t.Context(), c.Article, c.Revision)
			if err != nil || text[c.Start:c.End] != c.Quote {
				t.Errorf("citation %d does not stand in revision %s: %v", c.N, c.Revision, err)
			}
		}
	})
	if out := n.command("article", "--history", article); strings.Count(out, "220 seats") != 2 { // added, then removed
		t.Errorf("history:\n%s", out)
	}
}

func decodeAnswer(t *testing.T, line string) (a briefing.Answer) {
	t.Helper()
	if err := json.Unmarshal([]byte(line), &a); err != nil {
		t.Fatal(err)
	}
	return a
}
