package chat

import (
	"context"
	"fmt"

	"briefbot/internal/briefing"
)

// usage shows what a room has used of models this month: to everybody there, and of no other
// room.
func (d *desk) usage(ctx context.Context, room Room) (Page, error) {
	now := d.Now().UTC()
	all, err := d.Rooms.Usage(ctx, briefing.Month(now))
	if err != nil {
		return Page{}, err
	}
	name, in := room.Base().String(), now.Format("January 2006")
	var own, total, requests int
	for _, u := range all {
		total += u.Sum()
		if u.Room == name {
			own, requests = own+u.Sum(), requests+u.Requests
		}
	}
	said := fmt.Sprintf("This room has used %d tokens of the language model in %s, in %s", own, in, count(requests, "request"))
	if requests == 0 {
		said = "This room has not used a language model in " + in
	}
	if d.Limits.Room > 0 {
		said += fmt.Sprintf("; it may use %d", d.Limits.Room)
	}
	p := notice(said + ".")
	if d.Limits.Check(name, total, own) != nil {
		p.Items = append(p.Items, Item{Style: Paragraph, Text: "The allowance is used up: until the month is over (UTC), I answer in the words of the articles."})
	}
	return p, nil
}
