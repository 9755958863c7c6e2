package ingest

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	jsonfeed "github.com/mmcdole/gofeed/json"

	"briefbot/internal/briefing/ingest/mend"
)

// readJSON reads JSON Feed 1.0 and 1.1, entry by entry. https://www.jsonfeed.org/version/1.1/
func readJSON(text, address string) (Feed, error) {
	base, _ := url.Parse(address)
	var feed Feed
	var head jsonfeed.Feed
	var items []*jsonfeed.Item
	partial := eachMember(text, func(key string, dec *json.Decoder) error {
		if key != "items" {
			return headMember(&head, key, dec)
		}
		return eachElement(dec, func() error {
			item := new(jsonfeed.Item)
			if err := tolerate(dec.Decode(item)); err != nil {
				return err
			}
			if len(items) == mend.MaxEntries {
				return fmt.Errorf("%w, it has more than %d entries", ErrPartial, mend.MaxEntries)
			}
			items = append(items, item)
			return nil
		})
	})
	feed.Title = shown(head.Title)
	feed.Language = languageTag(head.Language)
	for _, item := range items {
		feed.Entries = append(feed.Entries, ofJSONItem(item, jsonAuthors(head.Author, head.Authors), base))
	}
	return feed, partial
}

func ofJSONItem(i *jsonfeed.Item, author string, base *url.URL) Entry {
	e := Entry{
		ID:        asLine(i.ID),
		URL:       webAddress(mend.Resolve(base, i.URL)),
		Title:     shown(i.Title),
		Author:    cmp.Or(jsonAuthors(i.Author, i.Authors), author),
		Language:  languageTag(i.Language),
		Summary:   cutContent(html.EscapeString(i.Summary)),
		Content:   cutContent(cmp.Or(i.ContentHTML, html.EscapeString(i.ContentText))),
		Published: feedDate(i.DatePublished),
		Modified:  feedDate(i.DateModified),
	}
	if e.URL == "" {
		e.URL = webAddress(e.ID)
	}
	return e
}

// eachMember calls member with each key of an object, to decode its value. It returns an
// error that is ErrPartial where the object breaks off.
func eachMember(text string, member func(key string, dec *json.Decoder) error) error {
	dec := json.NewDecoder(strings.NewReader(text))
	if _, err := dec.Token(); err != nil {
		return asPartial(err)
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return asPartial(err)
		}
		name, _ := key.(string)
		if err := member(name, dec); err != nil {
			return asPartial(err)
		}
	}
	_, err := dec.Token()
	return asPartial(err)
}

// eachElement calls element to decode each element of an array.
func eachElement(dec *json.Decoder, element func() error) error {
	if start, err := dec.Token(); err != nil || start != json.Delim('[') {
		return err
	}
	for dec.More() {
		if err := element(); err != nil {
			return err
		}
	}
	_, err := dec.Token()
	return err
}

// headMember decodes what is read of a feed beside its items.
func headMember(head *jsonfeed.Feed, key string, dec *json.Decoder) error {
	switch key {
	case "title":
		return tolerate(dec.Decode(&head.Title))
	case "home_page_url":
		return tolerate(dec.Decode(&head.HomePageURL))
	case "language":
		return tolerate(dec.Decode(&head.Language))
	case "author":
		return tolerate(dec.Decode(&head.Author))
	case "authors":
		return tolerate(dec.Decode(&head.Authors))
	}
	return dec.Decode(new(json.RawMessage))
}

// tolerate passes over a value of the wrong type, which is left empty.
func tolerate(err error) error {
	if wrong := new(json.UnmarshalTypeError); errors.As(err, &wrong) {
		return nil
	}
	return err
}

func asPartial(err error) error {
	if err == nil || errors.Is(err, ErrPartial) {
		return err
	}
	return fmt.Errorf("%w, it is cut short or broken: %w", ErrPartial, err)
}

// jsonAuthors returns the authors of JSON Feed 1.0 and 1.1.
func jsonAuthors(one *jsonfeed.Author, more []*jsonfeed.Author) string {
	var out []string
	for _, a := range append([]*jsonfeed.Author{one}, more...) {
		if a != nil && asLine(a.Name) != "" && !slices.Contains(out, asLine(a.Name)) {
			out = append(out, asLine(a.Name))
		}
	}
	return shown(strings.Join(out, ", "))
}

// asLine returns plain text on one line, or "" when it is too long for one.
func asLine(s string) string {
	if s = strings.Join(strings.Fields(s), " "); len(s) > mend.MaxLineBytes {
		return ""
	}
	return s
}

func cutContent(s string) string {
	for end := mend.MaxContentBytes; len(s) > mend.MaxContentBytes; end-- {
		if utf8.RuneStart(s[end]) {
			return s[:end]
		}
	}
	return s
}
