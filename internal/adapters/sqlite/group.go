package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"sync"
)

// group commits what several callers change at a time together: what comes while one
// transaction is on its way to the disk goes with the next. Sixteen callers that accept
// events get five times as many of them kept (go test -bench Accept).
type group struct {
	db      *sql.DB
	turn    chan struct{} // holds a value while somebody writes
	mu      sync.Mutex    // guards waiting
	waiting []*pending
}

// pending is what one caller wants done.
type pending struct {
	do    func(ctx context.Context, tx *sql.Tx) error
	begun bool // no longer waiting
	done  bool // committed with others
}

func newGroup(db *sql.DB) *group { return &group{db: db, turn: make(chan struct{}, 1)} }

// commit runs do in a transaction, perhaps with others'. Do is run again, alone, when theirs
// or its own part has failed: the last time counts.
func (g *group) commit(ctx context.Context, do func(ctx context.Context, tx *sql.Tx) error) error {
	p := &pending{do: do}
	g.mu.Lock()
	g.waiting = append(g.waiting, p)
	g.mu.Unlock()
	select {
	case g.turn <- struct{}{}:
	case <-ctx.Done():
		if g.withdraw(p) {
			return ctx.Err()
		}
		g.turn <- struct{}{} // somebody is at it
	}
	defer func() { <-g.turn }()
	if !p.begun {
		g.commitAll(ctx)
	}
	if p.done {
		return nil
	}
	return transact(ctx, g.db, do)
}

// commitAll tries to commit all that waits, when it is of several callers. That one of them
// goes away must not take the work of the others with it.
func (g *group) commitAll(ctx context.Context) {
	g.mu.Lock()
	all := g.waiting
	g.waiting = nil
	g.mu.Unlock()
	together := len(all) > 1 && nil == transact(context.WithoutCancel(ctx), g.db,
		func(ctx context.Context, tx *sql.Tx) error {
			for _, p := range all {
				if err := p.do(ctx, tx); err != nil {
					return err // which its own caller will get, from its own transaction
				}
			}
			return nil
		})
	for _, p := range all {
		p.begun, p.done = true, together
	}
}

// withdraw takes back what nobody has begun with.
func (g *group) withdraw(p *pending) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	at := slices.Index(g.waiting, p)
	if at < 0 {
		return false
	}
	g.waiting = slices.Delete(g.waiting, at, at+1)
	return true
}
