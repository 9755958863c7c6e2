package sqlite

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"briefbot/internal/briefing"
)

const (
	writerPath  = "BRIEFBOT_TEST_WRITER" // the database that the child process writes to
	batchSize   = 20
	batchPrefix = "batch"
)

func TestMain(m *testing.M) {
	for name, child := range map[string]func(path string, done io.Writer) error{
		writerPath: writeForever, chatterPath: chatForever,
	} {
		if path := os.Getenv(name); path != "" {
			fmt.Fprintln(os.Stderr, child(path, os.Stdout)) // it ends only with an error
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// writeForever puts one batch after another, records an answer from it, and only then
// writes its number on a line.
func writeForever(path string, done io.Writer) error {
	ctx := context.Background()
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	for b := time.Now().UnixNano(); ; b++ { // numbers that no earlier child has used
		docs := make([]*briefing.Document, batchSize)
		for i := range docs {
			docs[i] = story(fmt.Sprintf("%s-%d-%d", batchPrefix, b, i), 5)
		}
		if _, err := s.Put(ctx, docs); err != nil {
			return err
		}
		if err := s.Record(ctx, answerFrom(strconv.FormatInt(b, 10), docs)); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(done, b); err != nil {
			return err
		}
	}
}

func answerFrom(id string, docs []*briefing.Document) briefing.Record {
	r := briefing.Record{Answer: briefing.Answer{AnswerID: id}}
	for _, d := range docs {
		r.Evidence.Hits = append(r.Evidence.Hits, briefing.Hit{Doc: d})
	}
	return r
}

// TestKilledWriter kills a writing process again and again: what it had said to be done is
// there, and what it was at is there whole or not at all.
func TestKilledWriter(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	var acknowledged []string
	for round := range 5 {
		acknowledged = append(acknowledged, killedWriter(t, path, round)...)
		s, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		checkBatches(t, s)
		for _, b := range acknowledged {
			r, err := s.Answer(t.Context(), b)
			if err != nil || len(r.Evidence.Hits) != batchSize {
				t.Errorf("answer %s, acknowledged before the kill: %d hits, %v", b, len(r.Evidence.Hits), err)
			}
		}
		var sound string
		if err := s.writer.QueryRow("PRAGMA integrity_check").Scan(&sound); err != nil || sound != "ok" {
			t.Errorf("integrity check: %q, %v", sound, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(acknowledged) == 0 {
		t.Error("no batch was written: nothing was tested")
	}
}

// killedWriter runs a writing process, reads beside it, kills it some time after its first
// batches, and returns the batches it had acknowledged.
func killedWriter(t *testing.T, path string, round int) (acknowledged []string) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), writerPath+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for len(acknowledged) < 3 && lines.Scan() {
		acknowledged = append(acknowledged, lines.Text())
	}
	beside := openStore(t, path)
	checkBatches(t, beside)
	time.Sleep(time.Duration(round) * 1700 * time.Microsecond) // another point of its work each time
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() {
		acknowledged = append(acknowledged, lines.Text())
	}
	_ = child.Wait() // it says that the process was killed
	return acknowledged
}

// checkBatches fails the test unless every batch in the store is whole.
func checkBatches(t *testing.T, s *Store) {
	t.Helper()
	sizes := map[string]int{}
	for _, id := range ids(t, s) {
		sizes[id[:strings.LastIndexByte(id, '-')]]++
	}
	for batch, size := range sizes {
		if size != batchSize {
			t.Errorf("%s has %d documents, want %d", batch, size, batchSize)
		}
	}
}
