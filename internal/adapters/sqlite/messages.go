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
	"briefbot/internal/briefing"
)

// channelOf names the queue that the messages to a room stand in: all threads of a channel
// have one.
func channelOf(room chat.Room) string { return room.Platform + ":" + room.Channel }

// insertMessages puts the messages at the end of their channels' queues, in order. A message
// whose key is known in its channel is there already and stays as it is; the key of a
// message in another channel, and one key twice in a call, are errors.
func (s *Store) insertMessages(ctx context.Context, tx *sql.Tx, messages []chat.Message) error {
	for i, m := range messages {
		if slices.ContainsFunc(messages[:i], func(o chat.Message) bool { return o.Key == m.Key }) {
			return fmt.Errorf("message %q: the key is used twice", m.Key)
		}
		if err := s.insertMessage(ctx, tx, m); err != nil {
			return fmt.Errorf("message %q: %w", m.Key, err)
		}
	}
	return nil
}

const insertMessage = `INSERT INTO messages (key, channel, address, conversation, parent, body, created, head)
	VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
		NOT EXISTS (SELECT 1 FROM messages WHERE channel = ?2 AND state = 'waiting'))
	ON CONFLICT (key) DO UPDATE SET key = key RETURNING channel`

func (s *Store) insertMessage(ctx context.Context, tx *sql.Tx, m chat.Message) error {
	address, err := json.Marshal(m.To)
	if err != nil {
		return err
	}
	created := m.Created
	if created.IsZero() {
		created = s.now()
	}
	var channel string
	queue := channelOf(m.To.Room)
	err = tx.QueryRowContext(ctx, insertMessage,
		m.Key, queue, string(address), m.Conversation, m.Parent, string(m.Body), micros(created)).Scan(&channel)
	if err == nil && channel != queue {
		err = fmt.Errorf("the key is that of a message in %s", channel)
	}
	return err
}

const claimMessages = `UPDATE messages SET lease = ?1, attempts = attempts + 1, doubt = doubt + 1
	WHERE id IN (SELECT id FROM messages WHERE head = 1 AND due <= ?2 AND lease <= ?2 ORDER BY id LIMIT ?3)
	RETURNING id, key, address, conversation, parent,
		coalesce((SELECT p.posted FROM messages p WHERE p.key = messages.parent), ''),
		body, created, attempts, doubt > 1`

// NextMessages claims up to n messages until now and the lease, in their order: of each
// channel the first that is waiting, when it is due and unclaimed. A message is doubtful
// when an earlier claim of it has not been held back as surely not posted.
func (s *Store) NextMessages(ctx context.Context, now time.Time, lease time.Duration, n int) ([]chat.Message, error) {
	messages, err := claim(ctx, s, "claim messages", claimMessages, scanMessage, now, lease, n)
	slices.SortFunc(messages, func(a, b chat.Message) int { return cmp.Compare(a.ID, b.ID) })
	return messages, err
}

func scanMessage(rows *sql.Rows) (m chat.Message, err error) {
	var address sql.RawBytes
	var body []byte
	var created int64
	err = rows.Scan(&m.ID, &m.Key, &address, &m.Conversation, &m.Parent, &m.ParentID,
		&body, &created, &m.Attempts, &m.Doubtful)
	if err == nil {
		err = json.Unmarshal(address, &m.To)
	}
	if err != nil {
		return chat.Message{}, fmt.Errorf("message %d: %w", m.ID, err)
	}
	m.Body, m.Created = body, fromMicros(created)
	return m, nil
}

// HoldBack lets a claimed message be claimed again from due on, and keeps why. When it is
// not doubtful, this claim is not counted as one that may have posted it. Of a message that
// is not claimed it does nothing.
func (s *Store) HoldBack(ctx context.Context, id int64, due time.Time, doubtful bool, why string) error {
	return s.change(ctx, fmt.Sprintf("hold back message %d", id), func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE messages SET lease = 0, due = ?, why = ?, doubt = doubt - NOT ?
			WHERE id = ? AND lease <> 0`, micros(due), why, doubtful, id)
		return err
	})
}

// Posted ends a message, a buried one too, under the platform's id of it, and forgets the
// way back that it was given. A message that was posted keeps the id it has. It returns
// briefing.ErrNotFound when there is no such message.
func (s *Store) Posted(ctx context.Context, id int64, posted string) error {
	return s.change(ctx, fmt.Sprintf("end message %d", id), func(ctx context.Context, tx *sql.Tx) error {
		return s.endMessage(ctx, tx, id, `UPDATE messages SET state = 'posted', head = 0, lease = 0, ended = ?, posted = ?,
			why = '', address = json_remove(address, '$.handle') WHERE id = ? AND state <> 'posted'`, posted)
	})
}

// Bury ends a message that waits, and keeps why; it no longer holds up its channel. It
// returns briefing.ErrNotFound when there is no such message.
func (s *Store) Bury(ctx context.Context, id int64, why string) error {
	return s.change(ctx, fmt.Sprintf("bury message %d", id), func(ctx context.Context, tx *sql.Tx) error {
		return s.endMessage(ctx, tx, id, `UPDATE messages SET state = 'buried', head = 0, lease = 0, ended = ?, why = ?
			WHERE id = ? AND state = 'waiting'`, why)
	})
}

// endMessage runs the update of a message, with the time, the note and the message's id,
// and makes the next of its channel the first.
func (s *Store) endMessage(ctx context.Context, tx *sql.Tx, id int64, update, note string) error {
	var channel string
	err := tx.QueryRowContext(ctx, "SELECT channel FROM messages WHERE id = ?", id).Scan(&channel)
	if errors.Is(err, sql.ErrNoRows) {
		return briefing.ErrNotFound
	}
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, update, micros(s.now()), note, id); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, nextMessage, channel)
	return err
}

// nextMessage makes the first waiting message of a channel its head.
const nextMessage = `UPDATE messages SET head = 1
	WHERE id = (SELECT min(id) FROM messages WHERE channel = ? AND state = 'waiting')`

// Backlog counts what is unsettled, waiting and buried.
func (s *Store) Backlog(ctx context.Context) (chat.Backlog, error) {
	var b chat.Backlog
	var event, message int64
	err := s.reader.QueryRowContext(ctx, `SELECT
		(SELECT count(*) FROM events WHERE settled IS NULL),
		(SELECT count(*) FROM messages WHERE state = 'waiting'),
		(SELECT count(*) FROM messages WHERE state = 'buried'),
		coalesce((SELECT accepted FROM events WHERE head = 1 ORDER BY id LIMIT 1), 0),
		coalesce((SELECT min(created) FROM messages WHERE state = 'waiting'), 0)`).
		Scan(&b.Events, &b.Messages, &b.Buried, &event, &message)
	b.OldestEvent, b.OldestMessage = fromMicros(event), fromMicros(message)
	return b, s.failure("count what waits", err)
}
