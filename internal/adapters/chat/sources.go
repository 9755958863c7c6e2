package chat

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"briefbot/internal/briefing/inert"
	"briefbot/internal/briefing/sources"
)

// sources does a subcommand of /brief sources, for admins alone.
func (d *desk) sources(ctx context.Context, e Event, text string) (Page, Outcome, error) {
	if refusal, ok := d.refuses(e, "see and change what I follow"); ok {
		return refusal, Outcome{}, nil
	}
	all, err := d.Sources.Sources(ctx)
	if err != nil {
		return Page{}, Outcome{}, err
	}
	verb, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	switch verb = strings.ToLower(verb); verb {
	case "", "list":
		return sourcesPage(all, d.Now()), Outcome{}, nil
	case "add":
		page, o := d.addSource(e, all, rest)
		return page, o, nil
	case "remove", "pause", "resume":
		page, o := changeSource(all, verb, rest)
		return page, o, nil
	}
	return sourcesHelp(verb), Outcome{}, nil
}

// addSource follows an address, or changes how one is followed: what is not said then stays.
func (d *desk) addSource(e Event, all []sources.Source, text string) (Page, Outcome) {
	said, err := readSource(text)
	s := said
	if err == nil {
		s, err = said.Check()
	}
	if err != nil {
		return notice(capital(err.Error()) + "."), Outcome{}
	}
	s.By, s.Added = e.To.Room.Platform+":"+e.User, d.Now()
	follows := fmt.Sprintf("%s is added, to be visited every %s at most. Its first visit", sources.Redacted(s.Address), writeEvery(s.Every))
	if at := slices.IndexFunc(all, func(old sources.Source) bool { return old.Address == s.Address }); at >= 0 {
		old := all[at]
		s.Name, s.Every = cmp.Or(inert.Clean(said.Name), old.Name), cmp.Or(said.Every, old.Every)
		s.Tags, s.Quota = old.Tags, old.Quota
		follows = fmt.Sprintf("Source %d was followed already: it is %s now, to be visited every %s at most. Its next visit", old.ID, s.Name, writeEvery(s.Every))
	}
	return notice(follows + " comes within seconds; /brief sources list shows how it went."), Outcome{Source: &SourceChange{Add: &s}}
}

// readSource reads "ADDRESS [every 30m] [NAME…]". The error is for the one who typed it.
func readSource(text string) (s sources.Source, err error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return s, errors.New("name what to follow, as in /brief sources add https://example.org/feed")
	}
	s.Address, words = words[0], words[1:]
	if s.Folder() || strings.ContainsAny(s.Address[:1], `/\.~`) {
		return s, errors.New("a folder is followed with bot sources add where I run; from here, only addresses such as https://example.org/feed")
	}
	if len(words) > 0 && strings.EqualFold(words[0], "every") {
		if s.Every, words, err = readEvery(words[1:]); err != nil {
			return s, err
		}
	}
	s.Name = strings.Join(words, " ")
	return s, nil
}

func readEvery(words []string) (every time.Duration, rest []string, err error) {
	if len(words) > 0 {
		if every, err = time.ParseDuration(words[0]); err == nil && every != 0 {
			return every, words[1:], nil
		}
	}
	return 0, nil, errors.New("after every stands the time between two visits: every 30m, every 2h")
}

// writeEvery writes a time between visits as readEvery reads it, in minutes where it can.
func writeEvery(every time.Duration) string {
	text := every.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// changeSource does what the verb says to the source that a person names.
func changeSource(all []sources.Source, verb, name string) (Page, Outcome) {
	s, ok := sources.Pick(all, name)
	if !ok && strings.TrimSpace(name) == "" {
		return notice("Name the source by its number or its name, as in /brief sources " + verb + " 1; /brief sources list shows them."), Outcome{}
	}
	if !ok {
		return notice("There is no source " + ellipsis(inert.Clean(name), maxAddressRunes) + "; /brief sources list shows them."), Outcome{}
	}
	what, change := "", &SourceChange{}
	switch verb {
	case "remove":
		what, change.Remove = "is not followed any more.", s.ID
		if s.Articles > 0 {
			what += " What came of it stays: " + count(s.Articles, "article") + "."
		}
	case "pause":
		what, change.Pause = fmt.Sprintf("is paused: no visits until /brief sources resume %d.", s.ID), s.ID
	case "resume":
		what, change.Resume = "is followed again. Its next visit comes within seconds; /brief sources list shows how it went.", s.ID
	}
	return notice(fmt.Sprintf("Source %d, %s, %s", s.ID, s.Name, what)), Outcome{Source: change}
}
