package sqlite

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing"
)

// chatterPath is the database that the child process keeps its chats in.
const chatterPath = "BRIEFBOT_TEST_CHATTER"

var kills = flag.Int("kills", 5, "how often a process that chats is killed")

// chatter accepts events, answers them and posts the answers to a platform: a file that has
// a line for each message.
type chatter struct {
	*Store
	platform *os.File
	done     io.Writer // a line for each thing done
}

func newChatter(s *Store, done io.Writer) (*chatter, error) {
	platform, err := os.OpenFile(s.path+".platform", os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	return &chatter{Store: s, platform: platform, done: done}, err
}

func chatForever(path string, done io.Writer) error {
	ctx := context.Background()
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	c, err := newChatter(s, done)
	if err == nil {
		err = s.Release(ctx)
	}
	for n := time.Now().UnixNano(); err == nil; n++ { // numbers that no earlier child has used
		var g errgroup.Group
		g.Go(func() error { return c.accept(ctx, n) })
		g.Go(func() error { return c.answer(ctx) })
		g.Go(func() error { return c.deliver(ctx) })
		g.Go(func() error { return c.use(ctx) })
		err = g.Wait()
	}
	return err
}

// accept takes an event, and then again under some of its names.
func (c *chatter) accept(ctx context.Context, n int64) error {
	e := asked(n)
	e.Conversation = strconv.FormatInt(n%3, 10)
	for i, want := range []bool{true, false, false} {
		e.Keys = e.Keys[min(i, 1):]
		if fresh, err := c.Accept(ctx, e); err != nil || fresh != want {
			return fmt.Errorf("accept %d, time %d: fresh %v, %w", n, i, fresh, err)
		}
	}
	_, err := fmt.Fprintln(c.done, "accepted", asked(n).Keys[0])
	return err
}

// answer settles some events. The messages' keys tell whether one was settled twice.
func (c *chatter) answer(ctx context.Context) error {
	events, err := c.NextEvents(ctx, time.Now(), time.Minute, 2)
	for _, e := range events {
		m := reply(e)
		m.Key = rand.Text()[:20]
		r := answerFrom(m.Key, nil)
		err = errors.Join(err, c.Settle(ctx, e.ID, chat.Outcome{Record: &r, Messages: []chat.Message{m}}))
	}
	if err != nil {
		return err
	}
	for _, e := range events {
		if _, err := fmt.Fprintln(c.done, "settled", e.ID); err != nil {
			return err
		}
	}
	return nil
}

// deliver posts some messages and hears nothing of every fifth.
func (c *chatter) deliver(ctx context.Context) error {
	const lease = 10 * time.Millisecond // the next process waits for it
	messages, err := c.NextMessages(ctx, time.Now(), lease, 3)
	if err != nil {
		return err
	}
	for _, m := range messages {
		if there, err := c.find(m); err != nil {
			return err
		} else if !there {
			if _, err := fmt.Fprintln(c.platform, m.Key); err != nil {
				return err
			}
			if mathrand.N(5) == 0 {
				if err := c.HoldBack(ctx, m.ID, time.Now(), true, "no reply"); err != nil {
					return err
				}
				continue
			}
		}
		if err := c.Posted(ctx, m.ID, m.Key); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(c.done, "posted", m.ID); err != nil {
			return err
		}
	}
	return nil
}

// use counts tokens of a model.
func (c *chatter) use(ctx context.Context) error {
	id, err := c.Reserve(ctx, "cli", "m", briefing.Tokens{Prompt: 3, Output: 1000}, briefing.Limits{})
	if err == nil {
		err = c.SettleUsage(ctx, id, briefing.Tokens{Prompt: 3, Output: 4})
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.done, "used", id)
	return err
}

// find looks for a doubtful message on the platform.
func (c *chatter) find(m chat.Message) (bool, error) {
	if !m.Doubtful {
		return false, nil
	}
	all, err := os.ReadFile(c.platform.Name())
	return strings.Contains(string(all), m.Key+"\n"), err
}

// TestKilledChatter kills a process that chats again and again: what it had said to be done
// is done, nothing is done twice, and what was left is done in the end. For more kills than
// in every run:
//
//	go test ./internal/adapters/sqlite -run TestKilledChatter -kills 300
func TestKilledChatter(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	done := map[string][]string{} // what, and to which
	for range *kills {
		for _, line := range killedChatter(t, path) {
			what, which, _ := strings.Cut(line, " ")
			done[what] = append(done[what], which)
		}
		s, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		checkDone(t, s, done)
		checkSound(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s := openStore(t, path)
	c, err := newChatter(s, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer c.platform.Close()
	finish(t, c)
	checkSound(t, s)
	events := number(t, s, "SELECT count(*) FROM events")
	all, err := os.ReadFile(c.platform.Name())
	if err != nil {
		t.Fatal(err)
	}
	messages := map[string]bool{}
	for _, key := range strings.Fields(string(all)) {
		if messages[key] {
			t.Errorf("message %s was posted twice", key)
		}
		messages[key] = true
	}
	if len(messages) != events || events < len(done["accepted"]) || len(done["posted"]) == 0 {
		t.Errorf("%d messages to %d events, %d of them acknowledged", len(messages), events, len(done["accepted"]))
	}
	checkUsage(t, s, len(done["used"]))
	t.Logf("%d kills, %d events, %d acknowledged", *kills, events, len(done["accepted"]))
}

// killedChatter runs a process that chats, kills it some time after its first lines, and
// returns what it had said to be done.
func killedChatter(t *testing.T, path string) (lines []string) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), chatterPath+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	scanner := bufio.NewScanner(out)
	for len(lines) < 10 && scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	time.Sleep(mathrand.N(30 * time.Millisecond)) // another point of its work each time
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	if err := child.Wait(); err == nil || child.ProcessState.ExitCode() != -1 {
		t.Fatalf("the process ended by itself: %v", err)
	}
	return lines
}

// checkDone fails the test unless the store holds what was said to be done.
func checkDone(t *testing.T, s *Store, done map[string][]string) {
	t.Helper()
	for what, query := range map[string]string{
		"accepted": "SELECT count(*) FROM event_keys WHERE key = ?",
		"settled":  "SELECT count(*) FROM events JOIN answers a ON a.id = answer WHERE events.id = ? AND settled IS NOT NULL",
		"posted":   "SELECT count(*) FROM messages WHERE id = ? AND state = 'posted' AND posted = key",
	} {
		for _, which := range done[what] {
			if number(t, s, query, which) != 1 {
				t.Errorf("%s was said to be %s and is not", which, what)
			}
		}
	}
}

// checkSound fails the test when something is done by half, or twice.
func checkSound(t *testing.T, s *Store) {
	t.Helper()
	for what, query := range map[string]string{
		"damages":         "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
		"broken links":    "SELECT count(*) FROM pragma_foreign_key_check",
		"lost keys":       "SELECT abs(3 * (SELECT count(*) FROM events) - (SELECT count(*) FROM event_keys))",
		"settled by half": "SELECT count(*) FROM events WHERE (settled IS NULL) <> (answer IS NULL)",
		"answers too many": `SELECT abs((SELECT count(*) FROM events WHERE settled IS NOT NULL) -
			(SELECT count(*) FROM answers))`,
		"messages too many": "SELECT abs((SELECT count(*) FROM answers) - (SELECT count(*) FROM messages))",
		"wrong heads of conversations": `SELECT count(*) FROM events e WHERE settled IS NULL AND head <> (
			id = (SELECT min(id) FROM events o WHERE o.conversation = e.conversation AND o.settled IS NULL))`,
		"wrong heads of channels": `SELECT count(*) FROM messages m WHERE state = 'waiting' AND head <> (
			id = (SELECT min(id) FROM messages o WHERE o.channel = m.channel AND o.state = 'waiting'))`,
	} {
		if n := number(t, s, query); n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
}

// checkUsage fails the test unless what was said to be used is counted, and what was killed
// counts with its prompt once it has lapsed.
func checkUsage(t *testing.T, s *Store, said int) {
	t.Helper()
	s.now = func() time.Time { return time.Now().Add(2 * reservedFor) }
	var u briefing.Usage
	for _, month := range []time.Time{time.Now(), time.Now().AddDate(0, 0, -1)} { // the test may run at the end of one
		all, err := s.Usage(t.Context(), briefing.Month(month))
		if err != nil {
			t.Fatal(err)
		}
		for _, some := range all {
			u.Requests, u.Prompt, u.Output = u.Requests+some.Requests, u.Prompt+some.Prompt, u.Output+some.Output
		}
		if month.Day() > 1 {
			break
		}
	}
	if most := number(t, s, "SELECT seq FROM sqlite_sequence WHERE name = 'reservations'"); u.Requests < said || u.Requests > most || said == 0 {
		t.Errorf("%d requests counted, %d were said to be, %d were set aside", u.Requests, said, most)
	}
	if u.Prompt != 3*u.Requests || u.Output < 4*said || u.Output > 4*u.Requests {
		t.Errorf("%+v counted for %d requests that were said to be", u, said)
	}
}

// finish does what was left over.
func finish(t *testing.T, c *chatter) {
	t.Helper()
	if err := c.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); ; {
		if err := errors.Join(c.answer(t.Context()), c.deliver(t.Context())); err != nil {
			t.Fatal(err)
		}
		b, err := c.Backlog(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if b.Events+b.Messages == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("left over: %+v", b)
		}
	}
}

func number(t *testing.T, s *Store, query string, parameters ...any) (n int) {
	t.Helper()
	if err := s.writer.QueryRow(query, parameters...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
