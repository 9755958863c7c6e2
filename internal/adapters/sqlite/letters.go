package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"briefbot/internal/adapters/chat"
)

// Buried lists the messages that could not be delivered, in their order.
func (s *Store) Buried(ctx context.Context) ([]chat.Letter, error) {
	rows, err := s.reader.QueryContext(ctx,
		"SELECT id, address, why, attempts, created FROM messages WHERE state = 'buried' ORDER BY id")
	if err != nil {
		return nil, s.failure("list buried messages", err)
	}
	letters, err := collect(rows, func(rows *sql.Rows) (l chat.Letter, err error) {
		var address sql.RawBytes
		var created int64
		if err := rows.Scan(&l.ID, &address, &l.Why, &l.Attempts, &created); err != nil {
			return l, err
		}
		var to chat.Address
		err = json.Unmarshal(address, &to)
		l.Room, l.Created = to.Room, fromMicros(created)
		return l, err
	})
	return letters, s.failure("list buried messages", err)
}

// Revive puts the buried messages of the ids, or all when none is given, back into their
// channels' queues at their old places, and returns how many it were. They count as created
// now and have had no attempts, but are doubtful. When another message is the first of the
// channel, they wait as long as that one: it may be on its way.
func (s *Store) Revive(ctx context.Context, ids ...int64) (int, error) {
	chosen, err := json.Marshal(ids)
	if err != nil {
		return 0, s.failure("revive messages", err)
	}
	var channels []string
	err = s.change(ctx, "revive messages", func(ctx context.Context, tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `UPDATE messages SET
				state = 'waiting', ended = 0, created = ?3, attempts = 0, doubt = max(doubt, 1),
				due = coalesce((SELECT max(h.due, h.lease) FROM messages h WHERE h.channel = messages.channel AND h.head = 1), 0)
			WHERE state = 'buried' AND (?1 OR id IN (SELECT value FROM json_each(?2))) RETURNING channel`,
			len(ids) == 0, string(chosen), micros(s.now()))
		if err != nil {
			return err
		}
		if channels, err = collect(rows, scanText); err != nil {
			return err
		}
		for _, c := range channels {
			if _, err := tx.ExecContext(ctx, `UPDATE messages SET head = 0 WHERE channel = ? AND head = 1`, c); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, nextMessage, c); err != nil {
				return err
			}
		}
		return nil
	})
	return len(channels), err
}

func scanText(rows *sql.Rows) (text string, err error) { return text, rows.Scan(&text) }
