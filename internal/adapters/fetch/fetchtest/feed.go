package fetchtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"time"
)

// entry is an article as it stands in a feed.
type entry struct {
	Story
	full    bool
	updated time.Time
}

// feed writes a feed. Of the articles that the Many fault adds there are no pages.
func (s *Site) feed(d document, home string) []byte {
	s.mu.Lock()
	items, length, full, extra := s.feeds[d.number].items, paragraphs, fullText(d.number), ""
	switch d.fault {
	case Many:
		items, length, full = 6000, 1, false // or it would be too large to be sent
	case Deep:
		extra = deep(d.number, 20_000)
	}
	var entries []entry
	for item := items - 1; item >= 0; item-- {
		e := entry{Story: s.beginning(d.number, item, length), full: full}
		e.updated = e.Published.Add(time.Duration(s.edits[place{d.number, item}].times) * time.Minute)
		entries = append(entries, e)
	}
	s.mu.Unlock()
	return render(d.number, home, entries, extra)
}

// render writes a feed in its format. Extra goes into its first article, as it is.
func render(number int, home string, entries []entry, extra string) []byte {
	title := "News of " + name(uint64(number)<<24)
	switch formats[number%len(formats)].ending {
	case "rss":
		return rss(title, home, entries, extra)
	case "atom":
		return atom(title, home, entries, extra)
	}
	return jsonFeed(title, home, entries, extra)
}

func rss(title, home string, entries []entry, extra string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>%s</title><link>%s</link><description>%[1]s</description><language>en</language>
`, esc(title), home)
	for _, e := range entries {
		fmt.Fprintf(&b, `<item><title>%s</title><link>%s</link><guid isPermaLink="true">%[2]s</guid><dc:creator>%s</dc:creator><pubDate>%s</pubDate><description>%s</description>`,
			esc(e.Title), esc(e.URL), esc(e.Author), e.Published.Format(time.RFC1123Z), esc(e.Teaser))
		if e.full {
			fmt.Fprintf(&b, "<content:encoded><![CDATA[%s]]></content:encoded>", markup(e.Text))
		}
		b.WriteString(extra + "</item>\n")
		extra = ""
	}
	b.WriteString("</channel></rss>\n")
	return b.Bytes()
}

func atom(title, home string, entries []entry, extra string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>%s</title><id>%s</id><link href="%[2]s"/><updated>2025-01-01T00:00:00Z</updated>
`, esc(title), home)
	for _, e := range entries {
		fmt.Fprintf(&b, `<entry><title>%s</title><id>%s</id><link rel="alternate" href="%[2]s"/><author><name>%s</name></author><published>%s</published><updated>%s</updated><summary>%s</summary>`,
			esc(e.Title), esc(e.URL), esc(e.Author), e.Published.Format(time.RFC3339), e.updated.Format(time.RFC3339), esc(e.Teaser))
		if e.full {
			fmt.Fprintf(&b, `<content type="html">%s</content>`, esc(markup(e.Text)))
		}
		b.WriteString(extra + "</entry>\n")
		extra = ""
	}
	b.WriteString("</feed>\n")
	return b.Bytes()
}

func jsonFeed(title, home string, entries []entry, extra string) []byte {
	items := []map[string]any{}
	for _, e := range entries {
		item := map[string]any{
			"id": e.URL, "url": e.URL, "title": e.Title, "summary": e.Teaser, "authors": []map[string]string{{"name": e.Author}},
			"date_published": e.Published.Format(time.RFC3339), "date_modified": e.updated.Format(time.RFC3339),
		}
		if e.full {
			item["content_html"] = markup(e.Text)
		} else {
			item["content_text"] = e.Teaser
		}
		if extra != "" && len(items) == 0 {
			item["_extra"] = "@"
		}
		items = append(items, item)
	}
	out, err := json.Marshal(map[string]any{
		"version": "https://jsonfeed.org/version/1.1", "title": title, "home_page_url": home, "language": "en", "items": items,
	})
	if err != nil {
		panic(err)
	}
	return bytes.Replace(out, []byte(`"@"`), []byte(extra), 1) // what is nested so deep cannot be marshaled
}

// deep is something nested in itself, in the form of a feed's format.
func deep(number, levels int) string {
	if formats[number%len(formats)].ending == "json" {
		return strings.Repeat("[", levels) + strings.Repeat("]", levels)
	}
	return `<x:a xmlns:x="urn:x">` + strings.Repeat("<x:a>", levels) + strings.Repeat("</x:a>", levels) + "</x:a>"
}

// markup is a text as HTML.
func markup(text string) string {
	return "<p>" + strings.ReplaceAll(esc(text), "\n\n", "</p>\n<p>") + "</p>"
}

func esc(text string) string { return html.EscapeString(text) }
