package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/sqlite"
)

// kills is how often each platform's bot is killed. CI kills it a few times; the long form is
// go test ./cmd/bot -run TestKill -kills 300 -timeout 30m.
var kills = flag.Int("kills", 0, "how often TestKill kills the bot of each platform")

// town is a fake platform full of people, whose bot dies again and again.
type town interface {
	// env is what the bot is told of the platform.
	env() []string
	// ask has somebody ask a question in one of the rooms.
	ask(n int)
	// settled waits until the platform has nothing more to tell the bot.
	settled(ctx context.Context) error
	// answers returns how many answers each question has; one without any is there, too.
	answers() map[string]int
	// rooms returns the channels that get digests.
	rooms() []chat.Room
	// digests returns how many digests a channel has had.
	digests(room chat.Room) int
	close()
}

const (
	townRooms     = 150
	townDigests   = 20
	questionEvery = 25 * time.Millisecond
	// drain is how long everything may take after the last kill: a message in doubt waits for
	// its lease of 30 s, and so does its channel.
	drain = 3 * time.Minute
)

func TestKill(t *testing.T) {
	if *kills == 0 {
		t.Skip("it takes a minute: run it with -kills 15")
	}
	t.Parallel()
	for name, build := range map[string]func(t *testing.T) town{"slack": newSlackTown, "discord": newDiscordTown} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			killed(t, build(t))
		})
	}
}

// killed has the bot of a town killed at random moments while questions come, replies get
// lost and events are doubled: every question is answered once, and every digest posted once.
func killed(t *testing.T, people town) {
	t.Cleanup(people.close)
	data := t.TempDir()
	subscribe(t, filepath.Join(data, "demo"), people.rooms())
	bot := newChild(t, data, people.env(), "--demo")
	bot.start()
	bot.ready() // what is said before a bot comes for the first time is not for it
	asking, stop := context.WithCancel(t.Context())
	asked := make(chan int)
	go func() {
		n := 0
		for ; asking.Err() == nil; n++ {
			people.ask(n)
			time.Sleep(questionEvery)
		}
		asked <- n
	}()
	random := rand.New(rand.NewPCG(5, 6))
	for range *kills {
		time.Sleep(time.Duration(50+random.IntN(450)) * time.Millisecond)
		bot.kill()
		bot.start()
	}
	stop()
	questions := <-asked
	bot.ready()
	start := time.Now()
	await(t, people, bot)
	t.Logf("%d kills, %d questions, drained in %s", *kills, questions, time.Since(start).Round(time.Second))
	if took := bot.stop(); took > 10*time.Second {
		t.Errorf("stopping took %s", took)
	}
	audit(t, people, questions)
	checkStore(t, filepath.Join(data, "demo", storeFile))
}

// subscribe makes each of the rooms get a digest that is due already.
func subscribe(t *testing.T, data string, rooms []chat.Room) {
	t.Helper()
	if err := makeDataFolder(data); err != nil {
		t.Fatal(err)
	}
	store, err := openIn(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for _, room := range rooms {
		due := time.Now().UTC().Add(-time.Minute)
		_, err := store.AddSubscription(t.Context(), chat.Subscription{
			Room: room, At: due.Format("15:04"), Zone: "UTC", Created: due.Add(-48 * time.Hour),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// await waits until every question has an answer, every room its digest, and the bot knows
// it, or until time is up: what is missing then is found by audit.
func await(t *testing.T, people town, bot *child) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), drain)
	defer cancel()
	if err := people.settled(ctx); err != nil {
		t.Errorf("the platform has things left to tell the bot: %v", err)
	}
	for ctx.Err() == nil {
		left := 0
		for _, n := range people.answers() {
			if n == 0 {
				left++
			}
		}
		for _, r := range people.rooms() {
			if people.digests(r) == 0 {
				left++
			}
		}
		if left == 0 && bot.metric("briefbot_backlog_messages") == 0 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	time.Sleep(time.Second) // for what would come twice
}

// audit counts.
func audit(t *testing.T, people town, questions int) {
	t.Helper()
	answers := people.answers()
	if len(answers) != questions {
		t.Errorf("the platform knows %d questions, %d were asked", len(answers), questions)
	}
	var lost, doubled []string
	for q, n := range answers {
		switch {
		case n == 0:
			lost = append(lost, q)
		case n > 1:
			doubled = append(doubled, fmt.Sprintf("%s (%d times)", q, n))
		}
	}
	if len(lost) > 0 {
		t.Errorf("%d of %d questions were not answered: %.20q", len(lost), questions, lost)
	}
	if len(doubled) > 0 {
		t.Errorf("%d of %d questions were answered more than once: %.20q", len(doubled), questions, doubled)
	}
	for _, r := range people.rooms() {
		if n := people.digests(r); n != 1 {
			t.Errorf("%s had %d digests, want 1", r, n)
		}
	}
}

// checkStore fails the test unless the store is sound and has nothing left to do.
func checkStore(t *testing.T, path string) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	b, err := store.Backlog(t.Context())
	if err != nil || b.Events != 0 || b.Messages != 0 || b.Buried != 0 {
		t.Errorf("left over: %+v, %v", b, err)
	}
}
