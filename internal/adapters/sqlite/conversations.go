package sqlite

import (
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

// History returns the last n turns of the event's conversation before it, oldest first:
// what was asked since the given time, as the role "user", each followed by the answer that
// it was settled with, as the role "bot", where that has a text.
func (s *Store) History(ctx context.Context, e chat.Event, since time.Time, n int) ([]briefing.Turn, error) {
	if e.Conversation == "" || n <= 0 {
		return nil, nil
	}
	turns, err := s.history(ctx, e, since, n)
	if err != nil {
		return nil, s.failure(fmt.Sprintf("read what came before event %d", e.ID), err)
	}
	slices.Reverse(turns)
	return turns[max(0, len(turns)-n):], nil
}

const turnsBefore = `SELECT e.body, coalesce(a.record ->> '$.answer.answer', '')
	FROM events e LEFT JOIN answers a ON a.id = e.answer
	WHERE e.conversation = ? AND e.conversation <> '' AND e.id < ? AND e.at >= ?
		AND e.body <> '' AND e.body ->> '$.kind' IN (?, ?)
	ORDER BY e.id DESC LIMIT ?`

// history returns at least the last n turns, when there are as many, newest first.
func (s *Store) history(ctx context.Context, e chat.Event, since time.Time, n int) (turns []briefing.Turn, err error) {
	rows, err := s.reader.QueryContext(ctx, turnsBefore, e.Conversation, e.ID, micros(since), chat.Ask, chat.Fact, n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var body sql.RawBytes
		var answered string
		if err := rows.Scan(&body, &answered); err != nil {
			return nil, err
		}
		var asked chat.Event
		if err := json.Unmarshal(body, &asked); err != nil {
			return nil, err
		}
		if answered != "" {
			turns = append(turns, briefing.Turn{Role: "bot", Text: answered})
		}
		if asked.Text != "" {
			turns = append(turns, briefing.Turn{Role: "user", Text: asked.Text})
		}
	}
	return turns, rows.Err()
}

// Follows reports whether an event of the conversation was accepted, however long ago.
func (s *Store) Follows(ctx context.Context, conversation string) (bool, error) {
	var follows bool
	err := s.reader.QueryRowContext(ctx,
		"SELECT EXISTS (SELECT 1 FROM events WHERE conversation = ? AND conversation <> '')", conversation).Scan(&follows)
	return follows, s.failure("look for a conversation", err)
}

const conversationAt = `SELECT conversation FROM messages
	WHERE state = 'posted' AND channel = ? AND posted = ? ORDER BY id DESC LIMIT 1`

// ConversationOf returns the conversation of the message that was posted in the room's
// channel, in whichever thread, under the platform's id, however long ago; "" when no
// message or no conversation of it is known.
func (s *Store) ConversationOf(ctx context.Context, room chat.Room, posted string) (string, error) {
	var conversation string
	err := s.reader.QueryRowContext(ctx, conversationAt, channelOf(room), posted).Scan(&conversation)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return conversation, s.failure("look for the conversation of a message", err)
}
