package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing"
)

// Settle ends the event and keeps what came of it, all or nothing: the answer as Record
// does, the messages, the feedback unless the person has said something later, and the
// changes of subscriptions, of sources and of the room's mode. The way back that the event came with is forgotten; the messages
// have their own.
//
// A subscription is removed only in the channel that the event came from; one of another
// channel and one that is gone already are left alone, and so is a source that is gone. An
// event that is settled already is left as it is, with all that came of it. It returns briefing.ErrNotFound when there is no
// such event.
func (s *Store) Settle(ctx context.Context, id int64, o chat.Outcome) error {
	return s.change(ctx, fmt.Sprintf("settle event %d", id), func(ctx context.Context, tx *sql.Tx) error {
		e, err := unsettled(ctx, tx, id)
		if err != nil || e == nil {
			return err
		}
		answer, err := insertOutcome(ctx, tx, o)
		if err != nil {
			return err
		}
		if err := s.insertMessages(ctx, tx, o.Messages); err != nil {
			return err
		}
		if err := s.changeSubscriptions(ctx, tx, e.To.Room, o); err != nil {
			return err
		}
		if err := s.changeFollowed(ctx, tx, o.Source); err != nil {
			return err
		}
		if err := setMode(ctx, tx, e.To.Room, o.Mode); err != nil {
			return err
		}
		return s.endEvent(ctx, tx, e, answer, o.Failed)
	})
}

// unsettled returns the event, nil when it is settled already, or briefing.ErrNotFound.
func unsettled(ctx context.Context, tx *sql.Tx, id int64) (*chat.Event, error) {
	var body sql.NullString
	err := tx.QueryRowContext(ctx, "SELECT iif(settled IS NULL, body, NULL) FROM events WHERE id = ?", id).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, briefing.ErrNotFound
	}
	if err != nil || !body.Valid {
		return nil, err
	}
	e := &chat.Event{}
	if err := json.Unmarshal([]byte(body.String), e); err != nil {
		return nil, err
	}
	e.ID = id
	return e, nil
}

// insertOutcome keeps the answer and the feedback, and returns the answer's id.
func insertOutcome(ctx context.Context, tx *sql.Tx, o chat.Outcome) (answer sql.NullString, err error) {
	if o.Record != nil {
		stored, docs := detach(*o.Record)
		if err := insertAnswer(ctx, tx, stored, docs); err != nil {
			return answer, fmt.Errorf("answer %q: %w", o.Record.Answer.AnswerID, err)
		}
		answer = sql.NullString{String: o.Record.Answer.AnswerID, Valid: true}
	}
	if f := o.Verdict; f != nil {
		_, err = tx.ExecContext(ctx, `INSERT INTO feedback (answer, user, helpful, at) VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET helpful = excluded.helpful, at = excluded.at WHERE excluded.at >= at`,
			f.Answer, f.User, f.Helpful, micros(f.At))
	}
	return answer, err
}

func (s *Store) changeSubscriptions(ctx context.Context, tx *sql.Tx, room chat.Room, o chat.Outcome) error {
	if o.Subscribe != nil {
		if _, err := s.insertSubscription(ctx, tx, *o.Subscribe); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, "DELETE FROM subscriptions WHERE id = ? AND channel = ?",
		o.Unsubscribe, channelOf(room))
	return err
}

// changeFollowed makes a change of sources, as AddSource, RemoveSource and PauseSource do.
func (s *Store) changeFollowed(ctx context.Context, tx *sql.Tx, c *chat.SourceChange) error {
	if c == nil {
		return nil
	}
	if c.Add != nil {
		if _, _, err := s.insertSource(ctx, tx, *c.Add); err != nil {
			return fmt.Errorf("source %q: %w", c.Add.Name, err)
		}
	}
	_, err := tx.ExecContext(ctx, removeSource, c.Remove)
	if err == nil {
		_, err = tx.ExecContext(ctx, pauseSource, c.Pause, true)
	}
	if err == nil {
		_, err = tx.ExecContext(ctx, pauseSource, c.Resume, false)
	}
	return err
}

// nextEvent makes the first unsettled event of a conversation its head.
const nextEvent = `UPDATE events SET head = 1
	WHERE id = (SELECT min(id) FROM events WHERE conversation = ? AND settled IS NULL)`

// endEvent makes the event a settled one and the next of its conversation the first.
func (s *Store) endEvent(ctx context.Context, tx *sql.Tx, e *chat.Event, answer sql.NullString, why string) error {
	_, err := tx.ExecContext(ctx, `UPDATE events SET settled = ?, head = 0, lease = 0, answer = ?, why = ?,
		body = json_remove(body, '$.to.handle') WHERE id = ?`, micros(s.now()), answer, why, e.ID)
	if err != nil || e.Conversation == "" {
		return err
	}
	_, err = tx.ExecContext(ctx, nextEvent, e.Conversation)
	return err
}

// Verdicts counts the people who found the answer helpful and those who did not.
func (s *Store) Verdicts(ctx context.Context, answerID string) (helpful, not int, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT count(*) FILTER (WHERE helpful = 1), count(*) FILTER (WHERE helpful = 0)
		FROM feedback WHERE answer = ?`, answerID).Scan(&helpful, &not)
	return helpful, not, s.failure(fmt.Sprintf("count verdicts on answer %q", answerID), err)
}
