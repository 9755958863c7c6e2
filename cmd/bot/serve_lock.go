package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// lockFile is held by the one bot serve of a data folder. The kernel lets it go with the
// process, however that ends.
const lockFile = "serve.lock"

const (
	// lockPatience is how long a start waits for the lock: for a predecessor that is ending,
	// or a bot doctor that looks whether it is held.
	lockPatience = 2 * time.Second
	lockRetry    = 50 * time.Millisecond
)

// holder is the process that serves, as the lock file says.
type holder struct {
	PID    int    `json:"pid"`
	Listen string `json:"listen,omitempty"` // "" without a listener
}

// serveLock is the lock of a data folder.
type serveLock struct {
	path  string
	flock *flock.Flock
}

// lockData takes the lock of the data folder.
func lockData(ctx context.Context, dir string) (*serveLock, error) {
	l := &serveLock{path: filepath.Join(dir, lockFile)}
	l.flock = flock.New(l.path, flock.SetPermissions(0o600))
	ctx, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	_, err := l.flock.TryLockContext(ctx, lockRetry)
	switch {
	case err == nil:
		return l, l.sign("")
	case !errors.Is(err, context.DeadlineExceeded):
		return nil, fmt.Errorf("lock data folder %s: %w", dir, cause(err))
	}
	return nil, fmt.Errorf("lock data folder %s: another bot serve%s has it; stop that one, or name another folder with --data DIR", dir, l.named())
}

// sign writes down who holds the lock and listens where, for people and for bot doctor.
func (l *serveLock) sign(listen string) error {
	text, err := json.Marshal(holder{PID: os.Getpid(), Listen: listen})
	if err == nil {
		err = os.WriteFile(l.path, append(text, '\n'), 0o600)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", l.path, cause(err))
	}
	return nil
}

// named says who holds the lock, when it is known.
func (l *serveLock) named() string {
	if h := readHolder(l.path); h.PID != 0 {
		return fmt.Sprintf(" (process %d)", h.PID)
	}
	return ""
}

func readHolder(path string) (h holder) {
	if text, err := os.ReadFile(path); err != nil || json.Unmarshal(text, &h) != nil {
		return holder{}
	}
	return h
}

// release lets the lock go. The file stays, empty: to remove it would let two processes each
// lock a file of that name.
func (l *serveLock) release() error {
	return errors.Join(os.Truncate(l.path, 0), l.flock.Close())
}

// serving returns the process that serves the data folder, and whether one does.
func serving(dir string) (h holder, ok bool) {
	path := filepath.Join(dir, lockFile)
	if _, err := os.Stat(path); err != nil {
		return holder{}, false
	}
	probe := flock.New(path, flock.SetFlag(os.O_RDONLY))
	free, err := probe.TryRLock()
	defer func() { _ = probe.Close() }() // it has written nothing
	if err != nil || free {
		return holder{}, false
	}
	return readHolder(path), true
}
