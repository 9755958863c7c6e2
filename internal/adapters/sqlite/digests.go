package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing"
)

// Subscriptions lists all subscriptions, oldest first.
func (s *Store) Subscriptions(ctx context.Context) ([]chat.Subscription, error) {
	rows, err := s.reader.QueryContext(ctx,
		"SELECT id, channel, thread, at, zone, topic, by, created FROM subscriptions ORDER BY id")
	if err != nil {
		return nil, s.failure("list subscriptions", err)
	}
	all, err := collect(rows, func(rows *sql.Rows) (b chat.Subscription, err error) {
		var channel string
		var created int64
		err = rows.Scan(&b.ID, &channel, &b.Room.Thread, &b.At, &b.Zone, &b.Topic, &b.By, &created)
		b.Room.Platform, b.Room.Channel, _ = strings.Cut(channel, ":")
		b.Created = fromMicros(created)
		return b, err
	})
	return all, s.failure("list subscriptions", err)
}

// AddSubscription keeps the subscription and returns its id. One that its room has already,
// with the same time, zone and topic, stays as it is, and its id is returned.
func (s *Store) AddSubscription(ctx context.Context, b chat.Subscription) (id int64, err error) {
	err = s.change(ctx, "add a subscription", func(ctx context.Context, tx *sql.Tx) error {
		id, err = s.insertSubscription(ctx, tx, b)
		return err
	})
	return id, err
}

func (s *Store) insertSubscription(ctx context.Context, tx *sql.Tx, b chat.Subscription) (id int64, err error) {
	created := b.Created
	if created.IsZero() {
		created = s.now()
	}
	err = tx.QueryRowContext(ctx, `INSERT INTO subscriptions (channel, thread, at, zone, topic, by, created)
		VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (channel, thread, at, zone, topic) DO UPDATE SET at = at RETURNING id`,
		channelOf(b.Room), b.Room.Thread, b.At, b.Zone, b.Topic, b.By, micros(created)).Scan(&id)
	return id, err
}

// RemoveSubscription forgets a subscription and when it had digests. Its id is not given
// again. It returns briefing.ErrNotFound when there is no such subscription.
func (s *Store) RemoveSubscription(ctx context.Context, id int64) error {
	return s.change(ctx, fmt.Sprintf("remove subscription %d", id), func(ctx context.Context, tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "DELETE FROM subscriptions WHERE id = ?", id)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, briefing.ErrNotFound)
		}
		return nil
	})
}

// LastDigest returns until when the digest of the subscription's last local date reached;
// the zero time before the first.
func (s *Store) LastDigest(ctx context.Context, subscription int64) (time.Time, error) {
	var until int64
	err := s.reader.QueryRowContext(ctx,
		"SELECT until FROM digests WHERE subscription = ? ORDER BY date DESC LIMIT 1", subscription).Scan(&until)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	return fromMicros(until), s.failure(fmt.Sprintf("read the last digest of subscription %d", subscription), err)
}

// HasDigest reports whether the local date has its digest.
func (s *Store) HasDigest(ctx context.Context, subscription int64, date string) (bool, error) {
	var has bool
	err := s.reader.QueryRowContext(ctx,
		"SELECT EXISTS (SELECT 1 FROM digests WHERE subscription = ? AND date = ?)", subscription, date).Scan(&has)
	return has, s.failure(fmt.Sprintf("look for a digest of subscription %d", subscription), err)
}

// PostDigest keeps the digest of a local date and its messages, unless that date has one,
// and says whether it was new. It returns briefing.ErrNotFound when the subscription has
// been removed.
func (s *Store) PostDigest(
	ctx context.Context, subscription int64, date string, until time.Time, messages []chat.Message,
) (fresh bool, err error) {
	err = s.change(ctx, fmt.Sprintf("keep the digest of %s of subscription %d", date, subscription), func(ctx context.Context, tx *sql.Tx) error {
		var there bool
		err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM subscriptions WHERE id = ?)", subscription).Scan(&there)
		if err != nil {
			return err
		}
		if !there {
			return briefing.ErrNotFound
		}
		done, err := tx.ExecContext(ctx, `INSERT INTO digests (subscription, date, until) VALUES (?, ?, ?)
			ON CONFLICT DO NOTHING`, subscription, date, micros(until))
		if err != nil {
			return err
		}
		n, err := done.RowsAffected()
		if fresh = n > 0; err != nil || !fresh {
			return err
		}
		return s.insertMessages(ctx, tx, messages)
	})
	return fresh && err == nil, err
}
