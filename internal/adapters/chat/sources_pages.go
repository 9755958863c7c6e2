package chat

import (
	"fmt"
	"time"

	"briefbot/internal/briefing/inert"
	"briefbot/internal/briefing/sources"
)

const (
	// maxListed is how many sources are listed: a page or two on every platform.
	maxListed = 40
	// maxAddressRunes and maxTroubleRunes are enough to know it by.
	maxAddressRunes = 120
	maxTroubleRunes = 240
)

// sourcesPage lists the sources with what came of them, first those that have trouble. Names
// and faults are the words of others, and addresses may hold secrets.
func sourcesPage(all []sources.Source, now time.Time) Page {
	if len(all) == 0 {
		return notice("I follow no source yet. /brief sources add https://example.org/feed makes me follow one.")
	}
	var troubled, well []sources.Source
	for _, s := range all {
		if s.Trouble(now) != "" {
			troubled = append(troubled, s)
		} else {
			well = append(well, s)
		}
	}
	p := Page{Tone: Informs, Title: count(len(all), "source"), Note: "/brief sources add ADDRESS follows one more; remove, pause and resume take a number or a name"}
	if len(troubled) > 0 {
		p.Title += fmt.Sprintf(", %d with trouble", len(troubled))
	}
	all = append(troubled, well...)
	if more := len(all) - maxListed; more > 0 {
		all = all[:maxListed]
		p.Note = fmt.Sprintf("%d more are not shown; bot sources list shows all. ", more) + p.Note
	}
	for _, s := range all {
		p.Items = append(p.Items, sourceItems(s, now)...)
	}
	return p
}

func sourceItems(s sources.Source, now time.Time) []Item {
	address := ellipsis(sources.Redacted(s.Address), maxAddressRunes)
	items := []Item{{Style: Bullet, Text: fmt.Sprintf("%d: %s, %s", s.ID, inert.Clean(s.Name), address), Tail: s.Status(now)}}
	if trouble := s.Trouble(now); trouble != "" {
		items = append(items, Item{Style: Quoted, Text: ellipsis(inert.Clean(trouble), maxTroubleRunes)})
	}
	return items
}

// sourcesHelp says what can be done to sources.
func sourcesHelp(unknown string) Page {
	p := Page{
		Tone: Informs, Title: "What I follow",
		Items: []Item{
			{Style: Code, Text: "/brief sources list", Tail: "what I follow, what came of it and what is wrong"},
			{Style: Code, Text: "/brief sources add ADDRESS [every 30m] [NAME]", Tail: "a feed, or a page that names its feed"},
			{Style: Code, Text: "/brief sources pause 1", Tail: "by number or name; resume goes on with it"},
			{Style: Code, Text: "/brief sources remove 1", Tail: "its articles stay"},
		},
	}
	if unknown != "help" {
		p.Title = "There is no /brief sources " + ellipsis(unknown, 40)
	}
	return p
}
