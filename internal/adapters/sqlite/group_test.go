package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"golang.org/x/sync/errgroup"
)

// gather runs the calls while somebody else writes, so that all of them wait, and then lets
// them go on.
func gather(t *testing.T, g *group, calls ...func() error) []error {
	t.Helper()
	g.turn <- struct{}{}
	errs := make([]error, len(calls))
	var all errgroup.Group
	for i, call := range calls {
		all.Go(func() error {
			errs[i] = call()
			return nil
		})
	}
	for waits(g) < len(calls) {
		runtime.Gosched()
	}
	<-g.turn
	_ = all.Wait() // the errors are in errs
	return errs
}

func waits(g *group) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.waiting)
}

// mark sets a mark and remembers the transaction.
func mark(g *group, name string, txs *sync.Map) func() error {
	return func() error {
		return g.commit(context.Background(), func(ctx context.Context, tx *sql.Tx) error {
			txs.Store(tx, true)
			_, err := tx.ExecContext(ctx, "INSERT INTO marks (name, value) VALUES (?, 'set')", name)
			return err
		})
	}
}

func wantMarks(t *testing.T, s *Store, want int) {
	t.Helper()
	if got := number(t, s, "SELECT count(*) FROM marks"); got != want {
		t.Errorf("%d marks, want %d", got, want)
	}
}

func TestGroupCommitsTogether(t *testing.T) {
	t.Parallel()
	s := openStore(t, newPath(t))
	var txs sync.Map
	var calls []func() error
	for i := range 10 {
		calls = append(calls, mark(s.group, fmt.Sprint(i), &txs))
	}
	if err := errors.Join(gather(t, s.group, calls...)...); err != nil {
		t.Error(err)
	}
	wantMarks(t, s, len(calls))
	count := 0
	txs.Range(func(any, any) bool { count++; return true })
	if count != 1 {
		t.Errorf("%d transactions, want 1", count)
	}
}

// TestGroupKeepsErrorsApart: one that fails has its error, the others are done once.
func TestGroupKeepsErrorsApart(t *testing.T) {
	t.Parallel()
	s := openStore(t, newPath(t))
	var txs sync.Map
	wrong := errors.New("wrong")
	errs := gather(t, s.group, mark(s.group, "a", &txs), func() error {
		return s.group.commit(t.Context(), func(ctx context.Context, tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, "INSERT INTO marks (name, value) VALUES ('b', '')"); err != nil {
				return err
			}
			return wrong
		})
	}, mark(s.group, "c", &txs))
	if errs[0] != nil || errs[1] != wrong || errs[2] != nil {
		t.Errorf("errors %v, want only that of the second", errs)
	}
	wantMarks(t, s, 2)
}

// TestGroupLetsGo: who goes away takes nothing of the others along, also as the one who
// writes for them.
func TestGroupLetsGo(t *testing.T) {
	t.Parallel()
	s := openStore(t, newPath(t))
	var txs sync.Map
	ctx, cancel := context.WithCancel(t.Context())
	leaving := func() error {
		return s.group.commit(ctx, func(ctx context.Context, tx *sql.Tx) error {
			cancel() // while its own or the others' transaction runs
			_, err := tx.ExecContext(ctx, "INSERT INTO marks (name, value) VALUES ('leaving', '')")
			return err
		})
	}
	errs := gather(t, s.group, leaving, mark(s.group, "a", &txs), mark(s.group, "b", &txs))
	if err := errors.Join(errs...); err != nil {
		t.Error(err)
	}
	wantMarks(t, s, 3)

	s.group.turn <- struct{}{}
	if err := leaving(); !errors.Is(err, context.Canceled) {
		t.Errorf("leaving while others write: %v", err)
	}
	if n := waits(s.group); n != 0 {
		t.Errorf("%d wait, want none", n)
	}
	<-s.group.turn
}
