package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"briefbot/internal/adapters/chat"
)

// Mode returns the mode that was set for the room, threads included; "" when none was.
func (s *Store) Mode(ctx context.Context, room chat.Room) (mode chat.Mode, err error) {
	err = s.reader.QueryRowContext(ctx, "SELECT mode FROM rooms WHERE channel = ?", channelOf(room)).Scan(&mode)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return mode, s.failure("read the mode of "+channelOf(room), err)
}

// SetMode sets the mode of the room, or ends its own with chat.ByDefault.
func (s *Store) SetMode(ctx context.Context, room chat.Room, mode chat.Mode) error {
	return s.change(ctx, "set the mode of "+channelOf(room), func(ctx context.Context, tx *sql.Tx) error {
		return setMode(ctx, tx, room, mode)
	})
}

func setMode(ctx context.Context, tx *sql.Tx, room chat.Room, mode chat.Mode) (err error) {
	switch mode {
	case "":
	case chat.ByDefault:
		_, err = tx.ExecContext(ctx, "DELETE FROM rooms WHERE channel = ?", channelOf(room))
	default:
		_, err = tx.ExecContext(ctx, "INSERT INTO rooms (channel, mode) VALUES (?, ?) ON CONFLICT DO UPDATE SET mode = excluded.mode", channelOf(room), mode)
	}
	return err
}

// Modes lists the rooms that have a mode of their own.
func (s *Store) Modes(ctx context.Context) ([]chat.RoomMode, error) {
	const what = "list the modes of rooms"
	rows, err := s.reader.QueryContext(ctx, "SELECT channel, mode FROM rooms ORDER BY channel")
	if err != nil {
		return nil, s.failure(what, err)
	}
	all, err := collect(rows, func(rows *sql.Rows) (m chat.RoomMode, err error) {
		var channel string
		err = rows.Scan(&channel, &m.Mode)
		m.Room.Platform, m.Room.Channel, _ = strings.Cut(channel, ":")
		return m, err
	})
	return all, s.failure(what, err)
}
