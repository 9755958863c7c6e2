package sqlite

import (
	"context"
	"database/sql"
	"time"
)

const (
	// minKeyAge is how long at least the keys of an event are known after it was settled:
	// Slack sends an event again up to 5 minutes later
	// (https://docs.slack.dev/apis/events-api/#retries); twice that is kept.
	minKeyAge = 10 * time.Minute
	// pruneBatch is how many rows a transaction of Prune changes: what is accepted meanwhile
	// waits for it.
	pruneBatch = 500
)

// Prune forgets what was settled, posted or buried before the given time and at least ten
// minutes ago: of events the keys and all but that there was one in the conversation, of
// posted messages the body, of buried ones the way back they were given. What is unsettled
// or waiting stays, and answers do.
func (s *Store) Prune(ctx context.Context, before time.Time) error {
	if newest := s.now().Add(-minKeyAge); before.After(newest) {
		before = newest
	}
	for _, statements := range [][]string{{pruneKeys, pruneEvents}, {pruneMessages}, {pruneHandles}} {
		for more := true; more; {
			err := s.change(ctx, "prune", func(ctx context.Context, tx *sql.Tx) (err error) {
				more, err = prune(ctx, tx, before, statements)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// The keys go with the events that the same selection finds after it.
const (
	settledEvents = "SELECT id FROM events WHERE settled < ?1 AND body <> '' ORDER BY settled, id LIMIT ?2"
	pruneKeys     = "DELETE FROM event_keys WHERE event IN (" + settledEvents + ")"
	pruneEvents   = "UPDATE events SET body = '', why = '' WHERE id IN (" + settledEvents + ")"
	pruneMessages = `UPDATE messages SET body = '', address = '{}', why = '' WHERE id IN (
		SELECT id FROM messages WHERE state = 'posted' AND body <> '' AND ended < ?1 LIMIT ?2)`
	pruneHandles = `UPDATE messages SET address = json_remove(address, '$.handle') WHERE id IN (
		SELECT id FROM messages WHERE state = 'buried' AND ended < ?1 AND address -> '$.handle' IS NOT NULL LIMIT ?2)`
)

// prune runs the statements, each for one batch, and reports whether the last has changed
// a whole one.
func prune(ctx context.Context, tx *sql.Tx, before time.Time, statements []string) (more bool, err error) {
	for _, statement := range statements {
		done, err := tx.ExecContext(ctx, statement, micros(before), pruneBatch)
		if err != nil {
			return false, err
		}
		n, err := done.RowsAffected()
		if err != nil {
			return false, err
		}
		more = n == pruneBatch
	}
	return more, nil
}
