package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// child is bot serve as a process of its own, which can be killed and started again over
// one data folder.
type child struct {
	t      testing.TB
	data   string // what BRIEFBOT_DATA says
	listen string
	args   []string
	env    []string
	log    logTail

	cmd    *exec.Cmd
	exited chan error
}

// newChild prepares a process over a data folder. The test binary is its program (see
// TestMain): it acts as bot when it is called so.
func newChild(t testing.TB, data string, env []string, args ...string) *child {
	t.Helper()
	s := &child{t: t, data: data, listen: freeAddress(t), args: append([]string{"serve"}, args...)}
	s.env = append([]string{
		"HOME=" + t.TempDir(), "PATH=" + os.Getenv("PATH"), "BRIEFBOT_DATA=" + data, "BRIEFBOT_LISTEN=" + s.listen,
	}, env...)
	t.Cleanup(func() {
		s.kill()
		if t.Failed() {
			t.Logf("the last lines of its log:\n%s", s.log.String())
		}
	})
	return s
}

// freeAddress is a loopback address that nobody listens on. It stays the same over restarts.
func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// start starts the process.
func (s *child) start() {
	s.t.Helper()
	s.cmd = exec.Command("bot", s.args...)
	s.cmd.Env, s.cmd.Stderr = s.env, &s.log
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.exited = make(chan error, 1)
	go func(cmd *exec.Cmd, exited chan error) { exited <- cmd.Wait() }(s.cmd, s.exited)
}

// kill ends the process as a loss of power would.
func (s *child) kill() {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Kill()
	<-s.exited
	s.cmd = nil
}

// stop tells the process to stop and returns how long it took. It must exit with 0.
func (s *child) stop() time.Duration {
	s.t.Helper()
	start := time.Now()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	select {
	case err := <-s.exited:
		s.cmd = nil
		if err != nil {
			s.t.Errorf("told to stop, it ended with %v", err)
		}
	case <-time.After(15 * time.Second):
		s.t.Error("told to stop, it had not ended after 15 s")
		s.kill()
	}
	return time.Since(start)
}

// get returns what the listener says under a path, and whether it says 200.
func (s *child) get(path string) (string, bool) {
	client := http.Client{Timeout: 5 * time.Second}
	r, err := client.Get("http://" + s.listen + path)
	if err != nil {
		return err.Error(), false
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return err.Error(), false
	}
	return string(text), r.StatusCode == http.StatusOK
}

// ready waits until the process says that it is.
func (s *child) ready() {
	s.t.Helper()
	deadline := time.Now().Add(60 * time.Second)
	for {
		said, ok := s.get("/readyz")
		if ok {
			return
		}
		select {
		case err := <-s.exited:
			s.exited <- err
			s.t.Fatalf("it ended before it was ready: %v", err)
		default:
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("not ready after a minute: %s", said)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// metric reads a gauge or counter without labels.
func (s *child) metric(name string) float64 {
	s.t.Helper()
	text, ok := s.get("/metrics")
	for line := range strings.Lines(text) {
		var value float64
		if n, _ := fmt.Sscanf(line, name+" %g", &value); ok && n == 1 {
			return value
		}
	}
	s.t.Fatalf("no metric %s: %s", name, text)
	return 0
}

// logTail keeps the end of a log.
type logTail struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

const maxLogTail = 16 << 10

func (l *logTail) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.buf.Write(p)
	if over := l.buf.Len() - maxLogTail; over > 0 {
		l.buf.Next(over)
	}
	return len(p), nil
}

func (l *logTail) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}
