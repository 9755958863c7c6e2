package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/adapters/openai/openaitest"
	"briefbot/internal/briefing/glove"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"bot": main})
}

// TestScript runs the command line as its users do: testdata/script/*.txtar. No script sees
// the data or the settings of whoever runs it.
func TestScript(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":       status,
			"answer-id":    answerID,
			"tamper":       tamper,
			"dead-letters": deadLetters,
			"site":         site,
			"model":        model,
			"embeddings":   embeddings,
		},
		Setup: func(env *testscript.Env) error {
			home := env.WorkDir + "/home"
			env.Setenv("HOME", home)
			env.Setenv("LocalAppData", home)
			return os.Mkdir(home, 0o700)
		},
	})
}

// status runs a command and checks how it exits: status 2 bot nonsense
func status(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: status CODE COMMAND...")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit status %d, want %s", got, args[0])
	}
}

// answerID sets ANSWER to the id of an answer in JSON: answer-id FILE
func answerID(ts *testscript.TestScript, _ bool, args []string) {
	var answer struct {
		ID string `json:"answer_id"`
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &answer))
	if answer.ID == "" {
		ts.Fatalf("%s holds no answer_id", args[0])
	}
	ts.Setenv("ANSWER", answer.ID)
}

// tamper changes what a data folder says was answered: tamper DIR ANSWER-ID
func tamper(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", filepath.Join(ts.MkAbs(args[0]), storeFile))
	ts.Check(err)
	defer db.Close()
	done, err := db.Exec(`UPDATE answers SET record = json_set(record, '$.answer.answer', 'another') WHERE id = ?`, args[1])
	ts.Check(err)
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		ts.Fatalf("changed %d records, %v", n, err)
	}
}

// deadLetters puts messages that could not be delivered into a data folder: dead-letters DIR N
func deadLetters(ts *testscript.TestScript, _ bool, args []string) {
	ctx := context.Background()
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	store, err := openIn(ctx, ts.MkAbs(args[0]))
	ts.Check(err)
	defer store.Close()
	for i := range n {
		to := chat.Address{Room: chat.Room{Platform: "slack", Channel: fmt.Sprintf("C%d", i+1)}}
		e := chat.Event{Keys: []string{to.Room.String()}, Kind: chat.Ask, To: to, At: time.Now()}
		_, err := store.Accept(ctx, e)
		ts.Check(err)
		events, err := store.NextEvents(ctx, time.Now(), time.Minute, 1)
		ts.Check(err)
		m := chat.Message{Key: fmt.Sprint("key", i), To: to, Body: json.RawMessage("{}"), Created: time.Now()}
		ts.Check(store.Settle(ctx, events[0].ID, chat.Outcome{Messages: []chat.Message{m}}))
		messages, err := store.NextMessages(ctx, time.Now(), time.Minute, 1)
		ts.Check(err)
		ts.Check(store.Bury(ctx, messages[0].ID, "channel_not_found"))
	}
}

// model lets the commands that follow ask a model, which writes what a file holds at each
// request: model FILE
func model(ts *testscript.TestScript, _ bool, args []string) {
	s := openaitest.New(scriptTest{ts}, openaitest.Answer(func(openaitest.Request) string { return ts.ReadFile(args[0]) }))
	ts.Setenv("OPENAI_BASE_URL", s.URL)
	ts.Setenv("OPENAI_API_KEY", openaitest.Key)
	ts.Setenv("OPENAI_MODEL", openaitest.Model)
}

// embeddings lets the commands that follow search by meaning.
func embeddings(ts *testscript.TestScript, _ bool, _ []string) {
	table, err := glove.Load()
	ts.Check(err)
	s := openaitest.New(scriptTest{ts}, openaitest.Say("")).Embeds(openaitest.Vectors(openaitest.Meaning(table)))
	ts.Setenv("OPENAI_BASE_URL", s.URL)
	ts.Setenv("OPENAI_API_KEY", openaitest.Key)
	ts.Setenv("OPENAI_EMBEDDING_MODEL", openaitest.EmbeddingModel)
}

// scriptTest is a script as openaitest needs one.
type scriptTest struct{ *testscript.TestScript }

func (scriptTest) Helper()              {}
func (t scriptTest) Cleanup(end func()) { t.Defer(end) }
func (t scriptTest) Error(args ...any)  { t.Logf("%s", fmt.Sprint(args...)) }

// site serves the files of a folder to the commands that follow, as they are at each request,
// and sets SITE to where: site DIR
func site(ts *testscript.TestScript, _ bool, args []string) {
	files := http.FileServer(http.Dir(ts.MkAbs(args[0])))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("If-Modified-Since") // of whole seconds: a script changes a file within one
		files.ServeHTTP(w, r)
	}))
	ts.Defer(server.Close)
	ts.Setenv("SITE", server.URL)
	ts.Setenv("BRIEFBOT_FETCH_LOOPBACK", "true")
}
