package chat

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// brief does a subcommand of /brief.
func (d *desk) brief(ctx context.Context, e Event) (Page, Outcome, error) {
	name, rest, _ := strings.Cut(strings.TrimSpace(e.Text), " ")
	switch strings.ToLower(name) {
	case "", "help":
		return helpPage(), Outcome{}, nil
	case "subscribe":
		s, err := parseSubscription(rest)
		if err != nil {
			return notice(capital(err.Error()) + "."), Outcome{}, nil
		}
		s.Room, s.By, s.Created = Room{Platform: e.To.Room.Platform, Channel: e.To.Room.Channel}, e.User, d.Now()
		return notice("This room gets a digest " + s.String() + ". /brief subscriptions lists them, /brief unsubscribe ID ends one."), Outcome{Subscribe: &s}, nil
	case "unsubscribe":
		return d.unsubscribe(ctx, e, rest)
	case "subscriptions":
		own, err := d.subscriptions(ctx, e.To.Room)
		return subscriptionsPage(own), Outcome{}, err
	}
	p := helpPage()
	p.Title = "There is no /brief " + ellipsis(name, 40)
	return p, Outcome{}, nil
}

func (d *desk) unsubscribe(ctx context.Context, e Event, number string) (Page, Outcome, error) {
	own, err := d.subscriptions(ctx, e.To.Room)
	if err != nil {
		return Page{}, Outcome{}, err
	}
	id, err := strconv.ParseInt(strings.TrimSpace(number), 10, 64)
	at := slices.IndexFunc(own, func(s Subscription) bool { return s.ID == id })
	if err != nil || at < 0 {
		p := subscriptionsPage(own)
		p.Note = "To end one, name its number: /brief unsubscribe 1"
		return p, Outcome{}, nil
	}
	return notice("This room gets no digest " + own[at].String() + " any more."), Outcome{Unsubscribe: id}, nil
}

// subscriptions returns the digests that a room gets, whatever thread it was asked in.
func (d *desk) subscriptions(ctx context.Context, room Room) ([]Subscription, error) {
	all, err := d.Ledger.Subscriptions(ctx)
	return slices.DeleteFunc(all, func(s Subscription) bool {
		return s.Room.Platform != room.Platform || s.Room.Channel != room.Channel
	}), err
}

// parseSubscription reads "08:00 [Europe/Berlin] [topic]". The error is for the one who
// typed it.
func parseSubscription(text string) (Subscription, error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return Subscription{}, errors.New("a digest needs a time of day, as in /brief subscribe 08:00 Europe/Berlin")
	}
	at, err := ParseTimeOfDay(words[0])
	if err != nil {
		return Subscription{}, err
	}
	s := Subscription{At: at, Zone: "UTC"}
	words = words[1:]
	if len(words) > 0 {
		switch zone, err := ParseZone(words[0]); {
		case err == nil:
			s.Zone, words = zone, words[1:]
		case strings.Contains(words[0], "/"):
			return Subscription{}, err
		}
	}
	s.Topic = strings.Join(words, " ")
	return s, nil
}

// ParseTimeOfDay reads a time of day on the 24-hour clock: "8:00", "08:00".
func ParseTimeOfDay(text string) (string, error) {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return "", fmt.Errorf("%q is no time of day; write it as 08:00", ellipsis(text, 40))
	}
	return t.Format("15:04"), nil
}

// ParseZone reads the name of a time zone: "Europe/Berlin", "UTC".
func ParseZone(name string) (string, error) {
	if name == "" || name == "Local" {
		return "", errors.New("no time zone; write it as Europe/Berlin")
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return "", fmt.Errorf("%q is no time zone; write it as Europe/Berlin", ellipsis(name, 40))
	}
	return zone.String(), nil
}
