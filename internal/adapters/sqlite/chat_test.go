package sqlite

import (
	"encoding/json"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/storetest"
	"briefbot/internal/briefing"
)

// firstVersion opens a new store whose schema has version 1.
func firstVersion(t *testing.T, path string) *Store {
	t.Helper()
	s := &Store{path: path, now: time.Now}
	var err error
	if s.writer, err = connect(path, url.Values{}); err != nil {
		t.Fatal(err)
	}
	s.reader, s.group = s.writer, newGroup(s.writer)
	if _, err := s.writer.Exec("PRAGMA journal_mode = WAL"); err != nil {
		t.Fatal(err)
	}
	if err := migrateTo(t.Context(), s.writer, 1, "migrations/0001_articles_and_answers.sql"); err != nil {
		t.Fatal(err)
	}
	return s
}

// putFirst stores documents as the first version did.
func putFirst(t *testing.T, s *Store, docs ...*briefing.Document) {
	t.Helper()
	for i, d := range docs {
		_, err := s.writer.ExecContext(t.Context(), `INSERT INTO articles (key, id, seq, title, first_seen) VALUES (?1, ?2, ?1, ?3, ?4);
			INSERT INTO revisions (key, article, revision, first_seen, text, passages) VALUES (?1, ?1, ?5, ?4, ?6, ?7);
			UPDATE articles SET current = ?1 WHERE key = ?1`,
			i+1, d.ID, d.Title, formatTime(time.Now()), d.Revision, d.Text, encodePassages(d.Passages))
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestMigrateFromFirst: what the first version stored is there, and chats can be kept.
func TestMigrateFromFirst(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	old := firstVersion(t, path)
	doc := story("a", 2)
	putFirst(t, old, doc, story("b", 2))
	if _, err := old.writer.ExecContext(t.Context(), "UPDATE articles SET seq = 3, current = NULL WHERE id = 'b'"); err != nil {
		t.Fatal(err)
	}
	want := answerFrom("before", []*briefing.Document{doc})
	if err := old.Record(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}

	s := openStore(t, path)
	if diff := cmp.Diff([]string{"a", "b"}, ids(t, s)); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
	got, err := s.Answer(t.Context(), "before")
	if err != nil {
		t.Fatal(err)
	}
	ignore := cmpopts.IgnoreFields(briefing.Article{}, "FirstSeen") // set by Put
	if diff := cmp.Diff(want, got, ignore, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
	put(t, s, story("c", 1))
	mustAccept(t, s, asked(1))
	after := answerFrom("after", []*briefing.Document{doc})
	if err := s.Settle(t.Context(), 1, chat.Outcome{Record: &after}); err != nil {
		t.Error(err)
	}
}

// TestClaimsUseIndexes: a claim looks at no more than the first of each conversation and
// channel, and sorts nothing.
func TestClaimsUseIndexes(t *testing.T) {
	t.Parallel()
	s := openStore(t, newPath(t))
	for statement, want := range map[string][]string{
		claimEvents:    {"SCAN events USING COVERING INDEX events_heads"},
		claimMessages:  {"SCAN messages USING COVERING INDEX messages_heads", "SEARCH p USING INDEX sqlite_autoindex_messages_1 (key=?)"},
		nextEvent:      {"events_unsettled (conversation=?)"},
		nextMessage:    {"messages_waiting (channel=?)"},
		insertEvent:    {"events_unsettled (conversation=?)"},
		insertMessage:  {"messages_waiting (channel=?)"},
		turnsBefore:    {"events_conversations (conversation=? AND id<?)"},
		conversationAt: {"messages_posted (channel=? AND posted=?)"},
		pruneKeys:      {"events_settled (settled<?)", "event_keys_events (event=?)"},
		pruneEvents:    {"events_settled (settled<?)"},
		pruneMessages:  {"messages_ended (ended<?)"},
	} {
		plan := explainPlan(t, s, statement)
		for _, w := range want {
			if !strings.Contains(plan, w) {
				t.Errorf("no %q in the plan of\n%s\n%s", w, statement, plan)
			}
		}
		for line := range strings.Lines(plan) {
			if strings.Contains(line, "TEMP B-TREE") || strings.HasPrefix(line, "SCAN") && !strings.Contains(line, "_heads") {
				t.Errorf("%s is in the plan of\n%s", line, statement)
			}
		}
	}
}

func explainPlan(t *testing.T, s *Store, statement string) string {
	t.Helper()
	parameters := make([]any, 10)
	rows, err := s.writer.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+statement, parameters[:strings.Count(statement, "?")]...)
	if err != nil {
		t.Fatal(err)
	}
	var plan strings.Builder
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		plan.WriteString(detail + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan.String()
}

// TestHandlesAreForgotten: the way back that an event came with, which anybody could use
// for some minutes, is in no row once it has served.
func TestHandlesAreForgotten(t *testing.T) {
	t.Parallel()
	s := openStore(t, newPath(t))
	e := asked(1)
	e.To.Handle = json.RawMessage(`{"token":"hush"}`)
	mustAccept(t, s, e)
	stored := func() (n int) {
		t.Helper()
		err := s.reader.QueryRow(`SELECT (SELECT count(*) FROM events WHERE body LIKE '%hush%') +
			(SELECT count(*) FROM messages WHERE address LIKE '%hush%')`).Scan(&n)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if got := stored(); got != 1 {
		t.Errorf("in %d rows after Accept, want 1", got)
	}
	if err := s.Settle(t.Context(), 1, chat.Outcome{Messages: []chat.Message{{Key: "m", To: e.To}}}); err != nil {
		t.Fatal(err)
	}
	if got := stored(); got != 1 {
		t.Errorf("in %d rows after Settle, want the message's only", got)
	}
	if err := s.Posted(t.Context(), 1, "17"); err != nil {
		t.Fatal(err)
	}
	if got := stored(); got != 0 {
		t.Errorf("in %d rows after Posted, want none", got)
	}
}

// TestPruneTakesAll: also more than it takes at a time.
func TestPruneTakesAll(t *testing.T) {
	t.Parallel()
	s := openStore(t, newPath(t))
	const many = 2*pruneBatch + 1
	for _, statement := range []string{
		`INSERT INTO events (conversation, body, at, accepted, settled, head) SELECT '', '{}', 1, 1, 1, 0 FROM n`,
		`INSERT INTO event_keys (key, event) SELECT n, n FROM n`,
		`INSERT INTO messages (key, channel, address, conversation, parent, body, created, state, ended)
			SELECT n, 'slack:C1', '{"handle":1}', '', '', '{}', 1, 'posted', 1 FROM n`,
		`INSERT INTO messages (key, channel, address, conversation, parent, body, created, state, ended)
			SELECT -n, 'slack:C1', '{"handle":1}', '', '', '{}', 1, 'buried', 1 FROM n`,
	} {
		_, err := s.writer.Exec("WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n LIMIT ?) "+statement, many)
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Prune(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{
		"event_keys", "events WHERE body <> ''", "messages WHERE address LIKE '%handle%'",
		"messages WHERE state = 'posted' AND body <> ''",
	} {
		if n := number(t, s, "SELECT count(*) FROM "+left); n != 0 {
			t.Errorf("%d left of %s", n, left)
		}
	}
	if n := number(t, s, "SELECT count(*) FROM messages WHERE state = 'buried' AND body <> ''"); n != many {
		t.Errorf("%d buried messages are whole, want %d", n, many)
	}
}

// TestFullDiskLosesNoEvent: what cannot be kept is not acknowledged, and what was is there.
func TestFullDiskLosesNoEvent(t *testing.T) {
	t.Parallel()
	s := openStore(t, newPath(t))
	var pages int
	if err := s.writer.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(pages int) {
		t.Helper()
		if _, err := s.writer.Exec("PRAGMA max_page_count = " + strconv.Itoa(pages)); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages + 5)
	kept := 0
	for n := int64(0); ; n++ {
		fresh, err := s.Accept(t.Context(), asked(n))
		if err != nil {
			if fresh || !strings.Contains(err.Error(), "the disk is full: free some space") {
				t.Errorf("fresh %v, %v; want an error that says what to do", fresh, err)
			}
			break
		}
		kept++
	}
	events, err := s.NextEvents(t.Context(), time.Now(), time.Minute, 1000)
	if err != nil {
		t.Log(err) // claiming may need a page too
	}
	limit(100_000)
	if len(events) == 0 {
		if events, err = s.NextEvents(t.Context(), time.Now(), time.Minute, 1000); err != nil {
			t.Fatal(err)
		}
	}
	if len(events) != kept || kept == 0 {
		t.Errorf("%d events, %d were acknowledged", len(events), kept)
	}
	mustAccept(t, s, asked(int64(kept)))
}

// TestBesideTheServer: another process changes subscriptions and revives messages while one
// serves.
func TestBesideTheServer(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "briefbot.db")
	server, other := openStore(t, path), openStore(t, path)
	room := chat.Room{Platform: "slack", Channel: "C1"}
	id, err := other.AddSubscription(t.Context(), chat.Subscription{Room: room, At: "08:00", Zone: "UTC"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := server.PostDigest(t.Context(), id, "2026-03-01", time.Now(), []chat.Message{{Key: "m", To: chat.Address{Room: room}}}); err != nil {
		t.Fatal(err)
	}
	if err := server.Bury(t.Context(), 1, "not_in_channel"); err != nil {
		t.Fatal(err)
	}
	if n, err := other.Revive(t.Context()); n != 1 || err != nil {
		t.Errorf("revived %d, %v", n, err)
	}
	if got, err := server.NextMessages(t.Context(), time.Now(), time.Minute, 1); len(got) != 1 || err != nil {
		t.Errorf("messages %v, %v; want the one that was revived", got, err)
	}
	if err := other.RemoveSubscription(t.Context(), id); err != nil {
		t.Error(err)
	}
	if all, err := server.Subscriptions(t.Context()); len(all) != 0 || err != nil {
		t.Errorf("subscriptions %v, %v; want none", all, err)
	}
}

// TestUsageOfTwoProcesses: two processes that ask at once keep to one limit together, and one
// sees what the other has used.
func TestUsageOfTwoProcesses(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	const limit, each = 1000, 130
	storetest.SpendTogether(t, limit, each, openStore(t, path), openStore(t, path))
	all, err := openStore(t, path).Usage(t.Context(), briefing.Month(time.Now()))
	total := 0
	for _, u := range all {
		total += u.Sum()
	}
	if want := (limit + each - 1) / each * each; total != want || err != nil {
		t.Errorf("%d tokens used, %v; want %d", total, err, want)
	}
}
