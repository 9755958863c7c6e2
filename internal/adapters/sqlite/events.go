package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"briefbot/internal/adapters/chat"
)

// Accept keeps the event unless one of its keys is known: then the others become known with
// it.
func (s *Store) Accept(ctx context.Context, e chat.Event) (fresh bool, err error) {
	body, keys, err := encodeEvent(e)
	if err != nil {
		return false, fmt.Errorf("sqlite: accept an event: %w", err)
	}
	err = s.change(ctx, fmt.Sprintf("accept event %q", e.Keys[0]), func(ctx context.Context, tx *sql.Tx) error {
		event, err := eventOf(ctx, tx, keys)
		if err != nil {
			return err
		}
		if fresh = event == 0; fresh {
			if event, err = s.insertEvent(ctx, tx, e, body); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO event_keys (key, event) SELECT value, ? FROM json_each(?) WHERE true
			ON CONFLICT (key) DO NOTHING`, event, keys)
		return err
	})
	return fresh && err == nil, err
}

func encodeEvent(e chat.Event) (body, keys string, err error) {
	if err := e.Validate(); err != nil {
		return "", "", err
	}
	b, err := json.Marshal(e)
	if err != nil {
		return "", "", err
	}
	k, err := json.Marshal(e.Keys)
	return string(b), string(k), err
}

// eventOf returns the event that is known under one of the keys, 0 when there is none.
func eventOf(ctx context.Context, tx *sql.Tx, keys string) (event int64, err error) {
	err = tx.QueryRowContext(ctx,
		"SELECT event FROM event_keys WHERE key IN (SELECT value FROM json_each(?)) LIMIT 1", keys).Scan(&event)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return event, err
}

const insertEvent = `INSERT INTO events (conversation, body, at, accepted, due, head)
	VALUES (?1, ?2, ?3, ?4, ?5,
		?1 = '' OR NOT EXISTS (SELECT 1 FROM events WHERE conversation = ?1 AND settled IS NULL)) RETURNING id`

func (s *Store) insertEvent(ctx context.Context, tx *sql.Tx, e chat.Event, body string) (id int64, err error) {
	now := micros(s.now())
	at := now
	if !e.At.IsZero() {
		at = micros(e.At)
	}
	err = tx.QueryRowContext(ctx, insertEvent, e.Conversation, body, at, now, micros(e.Due)).Scan(&id)
	return id, err
}

const claimEvents = `UPDATE events SET lease = ?1, attempts = attempts + 1
	WHERE id IN (SELECT id FROM events WHERE head = 1 AND due <= ?2 AND lease <= ?2 ORDER BY id LIMIT ?3)
	RETURNING id, body, due, attempts`

// NextEvents claims up to n events until now and the lease, in the order of acceptance:
// those that are due, unsettled and unclaimed, and the first of their conversation that is
// unsettled.
func (s *Store) NextEvents(ctx context.Context, now time.Time, lease time.Duration, n int) ([]chat.Event, error) {
	events, err := claim(ctx, s, "claim events", claimEvents, scanEvent, now, lease, n)
	slices.SortFunc(events, func(a, b chat.Event) int { return cmp.Compare(a.ID, b.ID) })
	return events, err
}

// claim runs an update that claims up to n rows until now and the lease, and returns them in
// no order.
func claim[T any](
	ctx context.Context, s *Store, what, update string, scan func(*sql.Rows) (T, error), now time.Time, lease time.Duration, n int,
) (claimed []T, err error) {
	err = s.change(ctx, what, func(ctx context.Context, tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, update, micros(now.Add(lease)), micros(now), n)
		if err != nil {
			return err
		}
		claimed, err = collect(rows, scan)
		return err
	})
	if err != nil {
		return nil, err
	}
	return claimed, nil
}

func scanEvent(rows *sql.Rows) (chat.Event, error) {
	var id, due int64
	var attempts int
	var body sql.RawBytes
	if err := rows.Scan(&id, &body, &due, &attempts); err != nil {
		return chat.Event{}, err
	}
	var e chat.Event
	if err := json.Unmarshal(body, &e); err != nil {
		return chat.Event{}, fmt.Errorf("event %d: %w", id, err)
	}
	e.ID, e.Due, e.Attempts = id, fromMicros(due), attempts
	return e, nil
}

// HandBack lets a claimed event be claimed again from due on, and keeps why. Its attempts
// stay as they are. Of an event that is not claimed it does nothing.
func (s *Store) HandBack(ctx context.Context, id int64, due time.Time, why string) error {
	return s.change(ctx, fmt.Sprintf("hand back event %d", id), func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx,
			"UPDATE events SET lease = 0, due = ?, why = ? WHERE id = ? AND lease <> 0",
			micros(due), why, id)
		return err
	})
}

// Release ends the leases of all events. It is for the one process that serves, before it
// claims any: whoever held them is gone, and an event has no effect outside before it is
// settled. The leases of messages must run out, for the other's request may still be under
// way.
func (s *Store) Release(ctx context.Context) error {
	return s.change(ctx, "release events", func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE events SET lease = 0 WHERE head = 1 AND lease <> 0")
		return err
	})
}

// collect scans all rows and closes them.
func collect[T any](rows *sql.Rows, scan func(rows *sql.Rows) (T, error)) (all []T, err error) {
	defer rows.Close()
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}
