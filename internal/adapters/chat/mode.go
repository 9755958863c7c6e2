package chat

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"briefbot/internal/briefing"
)

// Mode is how a room is answered, and how its digests are told.
type Mode string

// The modes.
const (
	Extractive Mode = "extractive" // in the words of the articles
	LLM        Mode = "llm"        // in the words of a model
	Auto       Mode = "auto"       // as LLM where a model is set up, else as Extractive
	// ByDefault is that of all rooms that none was set for; setting it ends a room's own.
	ByDefault Mode = "default"
)

// ParseMode reads the mode of a room. The error is for the one who typed it.
func ParseMode(text string) (Mode, error) {
	m := Mode(strings.ToLower(strings.TrimSpace(text)))
	if !slices.Contains([]Mode{Extractive, LLM, Auto, ByDefault}, m) {
		return "", fmt.Errorf("%q is no mode; give extractive, llm, auto or default", ellipsis(text, 40))
	}
	return m, nil
}

// RoomMode is a mode that was set for a room.
type RoomMode struct {
	Room Room `json:"room"`
	Mode Mode `json:"mode"`
}

// service returns what answers in a room, by its mode.
func (b *Bot) service(ctx context.Context, room Room) (*briefing.Service, error) {
	if b.Model == nil {
		return b.Service, nil
	}
	set, err := b.Rooms.Mode(ctx, room)
	if err != nil {
		return nil, err
	}
	if b.wording(set) == Extractive {
		return b.Service, nil
	}
	return b.Model(room.Base()), nil
}

// wording is whose words a mode comes to: Extractive or LLM.
func (b *Bot) wording(set Mode) Mode {
	if b.Model == nil || cmp.Or(set, b.Mode) == Extractive {
		return Extractive
	}
	return LLM
}

// mode shows the mode of a room, or sets it for admins.
func (d *desk) mode(ctx context.Context, e Event, text string) (Page, Outcome, error) {
	if strings.TrimSpace(text) == "" {
		set, err := d.Rooms.Mode(ctx, e.To.Room)
		return d.modePage(set), Outcome{}, err
	}
	mode, err := ParseMode(text)
	if err != nil {
		return notice(capital(err.Error()) + "."), Outcome{}, nil
	}
	if refusal, ok := d.refuses(e, "set how a room is answered"); ok {
		return refusal, Outcome{}, nil
	}
	set := mode
	if mode == ByDefault {
		set = ""
	}
	return d.modePage(set), Outcome{Mode: mode}, nil
}

// modePage says how a room is answered for which a mode was set, or none.
func (b *Bot) modePage(set Mode) Page {
	said := fmt.Sprintf("The mode of this room is %s", set)
	if set == "" {
		said = fmt.Sprintf("The mode of this room is the default, %s", cmp.Or(b.Mode, Auto))
	}
	switch {
	case b.wording(set) == LLM:
		said += ": I answer in the words of a language model, as far as the sources bear them out."
	case b.Model == nil && cmp.Or(set, b.Mode) != Extractive:
		said += ". No language model is set up, so I answer in the words of the articles until my operator sets one up."
	default:
		said += ": I answer in the words of the articles."
	}
	p := notice(said)
	p.Note = "/brief mode extractive, llm, auto or default sets it; for admins"
	return p
}
