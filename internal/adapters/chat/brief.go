package chat

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"briefbot/internal/briefing/digest"
	"briefbot/internal/briefing/inert"
)

// brief does a subcommand of /brief.
func (d *desk) brief(ctx context.Context, e Event) (Page, Outcome, error) {
	name, rest, _ := strings.Cut(strings.TrimSpace(e.Text), " ")
	switch strings.ToLower(name) {
	case "", "help":
		return helpPage(), Outcome{}, nil
	case "subscribe":
		s, err := subscribe(rest)
		if err != nil {
			return notice(capital(err.Error()) + "."), Outcome{}, nil
		}
		s.Room, s.By, s.Created = e.To.Room.Base(), e.User, d.Now()
		return notice("This room gets a digest " + s.String() + ". /brief subscriptions lists them, /brief unsubscribe ID ends one."), Outcome{Subscribe: &s}, nil
	case "unsubscribe":
		return d.unsubscribe(ctx, e, rest)
	case "subscriptions":
		own, err := d.subscriptions(ctx, e.To.Room)
		return subscriptionsPage(own), Outcome{}, err
	case "sources":
		return d.sources(ctx, e, rest)
	case "mode":
		return d.mode(ctx, e, rest)
	case "usage":
		page, err := d.usage(ctx, e.To.Room)
		return page, Outcome{}, err
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
		return s.Room.Base() != room.Base()
	}), err
}

// subscribe reads "08:00 [Europe/Berlin] [topic]". The error is for the one who typed it.
func subscribe(text string) (Subscription, error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return Subscription{}, errors.New("a digest needs a time of day, as in /brief subscribe 08:00 Europe/Berlin")
	}
	at, zone, topic := words[0], "UTC", words[1:]
	if len(topic) > 0 {
		if _, err := digest.ParseZone(topic[0]); err == nil || strings.Contains(topic[0], "/") {
			zone, topic = topic[0], topic[1:]
		}
	}
	return NewSubscription(at, zone, strings.Join(topic, " "))
}

// maxTopicRunes is more than any topic has, and fits every heading.
const maxTopicRunes = 100

// NewSubscription returns a subscription to a topic, or to everything, at a time of day in a
// time zone, without a room. Its error is for the one who wrote them.
func NewSubscription(at, zone, topic string) (Subscription, error) {
	schedule, err := digest.ParseSchedule(at, zone)
	if err != nil {
		return Subscription{}, err
	}
	s := Subscription{At: schedule.TimeOfDay(), Zone: schedule.Zone().String(), Topic: inert.Clean(topic)}
	if utf8.RuneCountInString(s.Topic) > maxTopicRunes {
		return Subscription{}, fmt.Errorf("the topic is longer than %d characters", maxTopicRunes)
	}
	return s, nil
}
