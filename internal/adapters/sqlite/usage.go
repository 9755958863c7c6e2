package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"briefbot/internal/briefing"
)

// reservedFor is how long a request may be under way: far longer than any is.
const reservedFor = 2 * time.Minute

const (
	tokensOf = `SELECT coalesce(sum(n), 0), coalesce(sum(n) FILTER (WHERE room = ?2), 0) FROM (
		SELECT room, prompt + output AS n FROM usage WHERE month = ?1
		UNION ALL SELECT room, prompt + output FROM reservations WHERE month = ?1)`
	addUsage = ` ON CONFLICT DO UPDATE SET
		requests = requests + excluded.requests, prompt = prompt + excluded.prompt, output = output + excluded.output`
	// A request that was killed is likely to be paid for, and nobody knows what was written.
	countLapsed = `INSERT INTO usage (month, room, model, requests, prompt, output)
		SELECT month, room, model, count(*), sum(prompt), 0 FROM reservations WHERE until < ?1 GROUP BY month, room, model` + addUsage
	dropLapsed = "DELETE FROM reservations WHERE until < ?1"
)

// Reserve sets aside what a request of a room to a model may use at most, in this month, and
// returns a number to settle it with. It returns a *briefing.SpentError when what was used and
// set aside before has reached a limit: so a limit is passed by one request at most. What is not
// settled within two minutes counts with its prompt.
func (s *Store) Reserve(
	ctx context.Context, room, model string, most briefing.Tokens, limits briefing.Limits,
) (id int64, err error) {
	err = s.change(ctx, fmt.Sprintf("set tokens of %s aside for %s", model, room), func(ctx context.Context, tx *sql.Tx) error {
		now := s.now()
		for _, statement := range []string{countLapsed, dropLapsed} {
			if _, err := tx.ExecContext(ctx, statement, micros(now)); err != nil {
				return err
			}
		}
		var all, own int
		month := briefing.Month(now)
		if err := tx.QueryRowContext(ctx, tokensOf, month, room).Scan(&all, &own); err != nil {
			return err
		}
		if err := limits.Check(room, all, own); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `INSERT INTO reservations (month, room, model, prompt, output, until) VALUES (?, ?, ?, ?, ?, ?)
			RETURNING id`, month, room, model, most.Prompt, most.Output, micros(now.Add(reservedFor))).Scan(&id)
	})
	return id, err
}

// SettleUsage ends what was set aside and counts what was used, in the month in which it was
// set aside. What used nothing is no request. One that is settled, or has lapsed, stays as it is.
func (s *Store) SettleUsage(ctx context.Context, reservation int64, used briefing.Tokens) error {
	return s.change(ctx, fmt.Sprintf("count tokens of reservation %d", reservation), func(ctx context.Context, tx *sql.Tx) error {
		var month, room, model string
		err := tx.QueryRowContext(ctx, "DELETE FROM reservations WHERE id = ? RETURNING month, room, model", reservation).Scan(&month, &room, &model)
		if errors.Is(err, sql.ErrNoRows) || err == nil && used.Sum() == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO usage (month, room, model, requests, prompt, output) VALUES (?, ?, ?, 1, ?, ?)"+addUsage,
			month, room, model, used.Prompt, used.Output)
		return err
	})
}

// Usage lists what was used in a month, by room and model. What is under way is not in it.
func (s *Store) Usage(ctx context.Context, month string) ([]briefing.Usage, error) {
	what := "read the usage of " + month
	rows, err := s.reader.QueryContext(ctx, `SELECT month, room, model, sum(requests), sum(prompt), sum(output) FROM (
			SELECT * FROM usage UNION ALL SELECT month, room, model, 1, prompt, 0 FROM reservations WHERE until < ?2)
		WHERE month = ?1 GROUP BY room, model ORDER BY room, model`, month, micros(s.now()))
	if err != nil {
		return nil, s.failure(what, err)
	}
	all, err := collect(rows, func(rows *sql.Rows) (u briefing.Usage, err error) {
		err = rows.Scan(&u.Month, &u.Room, &u.Model, &u.Requests, &u.Prompt, &u.Output)
		return u, err
	})
	return all, s.failure(what, err)
}
