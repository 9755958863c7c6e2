package main

import (
	"bufio"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// workspace is as much of Slack as it takes to post a message.
type workspace struct {
	*httptest.Server
	mu     sync.Mutex
	auth   []string // what auth.test answers, in turn; the last one goes on
	posted []string // the forms that chat.postMessage got
}

func newWorkspace(t *testing.T, auth ...string) *workspace {
	w := &workspace{auth: auth}
	w.Server = httptest.NewServer(http.HandlerFunc(w.answer))
	t.Cleanup(w.Close)
	return w
}

const authOK = `{"ok": true, "team": "Desk", "team_id": "T1", "user": "bot", "user_id": "U1", "bot_id": "B1"}`

func (w *workspace) answer(to http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	to.Header().Set("Content-Type", "application/json")
	switch r.URL.Path {
	case "/api/auth.test":
		answer := w.auth[0]
		if len(w.auth) > 1 {
			w.auth = w.auth[1:]
		}
		if answer == "" {
			to.WriteHeader(http.StatusBadGateway)
		}
		io.WriteString(to, answer)
	case "/api/chat.postMessage":
		body, _ := io.ReadAll(r.Body)
		w.posted = append(w.posted, string(body))
		fmt.Fprintf(to, `{"ok": true, "channel": "C1", "ts": "1700000001.%06d"}`, len(w.posted))
	default:
		io.WriteString(to, `{"ok": true}`)
	}
}

func (w *workspace) said(text string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.Contains(strings.Join(w.posted, "\n"), text)
}

// process is a bot serve of its own.
type process struct {
	*exec.Cmd
	address string
	out     *lockedBuffer
}

// The secrets of a process, which nothing that it prints may hold.
const (
	processToken  = "xoxb-1-never-printed"
	processSecret = "signing-never-printed"
)

// command is bot with the settings to serve the workspace in HTTP mode.
func (w *workspace) command(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "bot", args...)
	cmd.Env = append(os.Environ(), "SLACK_BOT_TOKEN="+processToken, "SLACK_SIGNING_SECRET="+processSecret,
		"SLACK_API_URL="+w.URL+"/api/", "BRIEFBOT_LISTEN=127.0.0.1:0", "BRIEFBOT_DATA="+dir)
	return cmd
}

// start starts bot serve and waits until it is ready.
func (w *workspace) start(t *testing.T, dir string) *process {
	t.Helper()
	p := &process{Cmd: w.command(t, dir, "serve", "--demo"), out: &lockedBuffer{}}
	stderr, err := p.StderrPipe()
	if err == nil {
		err = p.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	ready := make(chan string, 1)
	go func() {
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			fmt.Fprintln(p.out, lines.Text())
			if m := regexp.MustCompile(`msg=ready listen=(\S+)`).FindStringSubmatch(lines.Text()); m != nil {
				ready <- m[1]
			}
		}
		close(ready)
	}()
	address, ok := <-ready
	if !ok {
		t.Fatalf("bot serve ended before it was ready:\n%s", p.out)
	}
	p.address = address
	return p
}

// mention sends a signed event: somebody asks.
func (p *process) mention(t *testing.T, ts, question string) {
	t.Helper()
	body := fmt.Sprintf(`{"type": "event_callback", "team_id": "T1", "event_id": "E%[1]s", "event":
		{"type": "app_mention", "user": "U2", "channel": "C1", "ts": "%[1]s", "text": "<@U1> %[2]s"}}`, ts, question)
	now := fmt.Sprint(time.Now().Unix())
	mac := hmac.New(sha256.New, []byte(processSecret))
	fmt.Fprintf(mac, "v0:%s:%s", now, body)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+p.address+"/slack/events", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Slack-Request-Timestamp", now)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("the event was answered with %s", answer.Status)
	}
}

// ended waits for the end and returns the exit status; -1 for a signal.
func (p *process) ended(t *testing.T) int {
	t.Helper()
	start := time.Now()
	err := p.Wait()
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("it took %s to end", took)
	}
	if text := p.out.String(); strings.Contains(text, "never-printed") {
		t.Errorf("a secret is in the log:\n%s", text)
	}
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode()
	}
	if err != nil {
		t.Fatal(err)
	}
	return 0
}

// TestServeProcess serves Slack over HTTP from a process of its own: it answers, has bot doctor
// and no second bot serve beside it, is killed and told to stop.
func TestServeProcess(t *testing.T) {
	t.Parallel()
	w, dir := newWorkspace(t, "", "", authOK), t.TempDir() // Slack is away at first
	p := w.start(t, dir)
	p.mention(t, "1700000000.000001", "who is in the Russian delegation?")
	eventually(t, "an answer", func() bool { return w.said("Lavrov") })

	doctor, err := w.command(t, dir, "doctor", "--data", under(dir, "demo")).Output()
	for _, line := range []string{
		fmt.Sprintf("✓ process          %d is ready at %s\n", p.Process.Pid, p.address),
		"✓ Slack over HTTP  takes signed requests alone",
		"✓ bot token       bot (U1) in Desk (T1)\n",
	} {
		if !strings.Contains(string(doctor), line) {
			t.Errorf("bot doctor (%v) lacks %s:\n%s", err, line, doctor)
		}
	}
	second, err := w.command(t, dir, "serve", "--demo").CombinedOutput()
	if want := fmt.Sprintf("another bot serve (process %d) has it", p.Process.Pid); err == nil || !strings.Contains(string(second), want) {
		t.Errorf("the second: %v, %s, want %s", err, second, want)
	}

	if err := p.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	p.ended(t)
	p = w.start(t, dir)
	p.mention(t, "1700000000.000002", "what time does the summit start?")
	eventually(t, "an answer after the kill", func() bool { return w.said("Sources+differ") || w.said("19%3A30") })
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if status := p.ended(t); status != 0 {
		t.Errorf("exit status %d after SIGTERM:\n%s", status, p.out)
	}
}

// A token that Slack does not know ends bot serve at once, and says which it is.
func TestServeWrongToken(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, `{"ok": false, "error": "invalid_auth"}`)
	out, err := w.command(t, t.TempDir(), "serve", "--demo").CombinedOutput()
	if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != exitFailure {
		t.Errorf("bot serve: %v", err)
	}
	last := out[strings.LastIndex(strings.TrimSpace(string(out)), "\n")+1:]
	if !strings.HasPrefix(string(last), "bot: slack: auth.test: invalid_auth; set SLACK_BOT_TOKEN ") || strings.Contains(string(out), "never-printed") {
		t.Errorf("bot serve says %s", out)
	}
}
