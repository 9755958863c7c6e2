package ingest

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"briefbot/internal/briefing/inert"
	"briefbot/internal/briefing/ingest/mend"
)

// Outline is one feed of a list of subscriptions.
type Outline struct {
	Title string   // one line, or ""
	URL   string   // absolute address of the feed
	Site  string   // absolute address of its site, or ""
	Tags  []string // the folders that it is in, outermost first, and its categories; without commas
}

// Bounds of a list of subscriptions.
const (
	maxOutlines = 10_000
	maxFolders  = 100 // in one another
	maxTags     = 20  // of a feed; the rest is dropped
	maxTagRunes = 100
)

// ReadOPML reads a list of subscriptions: OPML 1 or 2 in any encoding, broken or not. A feed
// that is listed twice comes once, with the tags of both. A list that is cut short or too
// long comes with the feeds before that point and an error that is ErrPartial. The error is the
// reason alone: the caller names the list.
func ReadOPML(data []byte) ([]Outline, error) {
	list, err := readOPML(data)
	if err != nil {
		err = fmt.Errorf("%w; export the list again as OPML", err)
	}
	return list, err
}

func readOPML(data []byte) ([]Outline, error) {
	if len(data) > maxFeedBytes {
		return nil, fmt.Errorf("larger than %d MB, the limit for a list", maxFeedBytes>>20)
	}
	r := opmlReader{at: map[string]int{}}
	z := html.NewTokenizer(strings.NewReader(mend.Decode(data, "")))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return r.result()
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken && kind != html.EndTagToken {
			continue
		}
		name, more := z.TagName()
		tag := string(name)
		z.NextIsNotRawText()
		switch {
		case tag == "opml":
			r.began, r.ended = true, kind == html.EndTagToken
		case tag == "outline" && kind == html.EndTagToken:
			r.folders = r.folders[:max(0, len(r.folders)-1)]
		case tag == "outline":
			r.outline(outlineAttributes(z, more), kind == html.StartTagToken)
		}
		if len(r.list) > maxOutlines {
			return r.list[:maxOutlines], fmt.Errorf("%w, it has more than %d feeds", ErrPartial, maxOutlines)
		}
	}
}

// opmlReader collects the feeds of a list.
type opmlReader struct {
	list         []Outline
	at           map[string]int // place in the list, by address
	folders      []string       // that are open; "" for an outline that is none
	began, ended bool
}

func (r *opmlReader) result() ([]Outline, error) {
	switch {
	case !r.began && len(r.list) == 0:
		return nil, errors.New("it is no OPML")
	case r.began && !r.ended:
		return r.list, fmt.Errorf("%w, it is cut short", ErrPartial)
	}
	return r.list, nil
}

// outlineAttributes returns what is read of an outline, by names in lower case.
func outlineAttributes(z *html.Tokenizer, more bool) map[string]string {
	attrs := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch k := string(key); k {
		case "text", "title", "type", "xmlurl", "url", "htmlurl", "category":
			if _, ok := attrs[k]; !ok && len(value) <= mend.MaxLineBytes {
				attrs[k] = strings.TrimSpace(string(value))
			}
		}
	}
	return attrs
}

// outline takes a feed or folder.
func (r *opmlReader) outline(attrs map[string]string, open bool) {
	address := attrs["xmlurl"]
	if address == "" && (strings.EqualFold(attrs["type"], "rss") || strings.EqualFold(attrs["type"], "atom")) {
		address = attrs["url"]
	}
	address = webAddress(strings.Replace(address, "feed://", "http://", 1))
	title := shown(cmp.Or(attrs["title"], attrs["text"]))
	folder := ""
	if address == "" {
		folder = title
	} else {
		if title == shown(address) {
			title = ""
		}
		r.add(Outline{Title: title, URL: address, Site: webAddress(attrs["htmlurl"]), Tags: tagsOf(append(slices.Clone(r.folders), attrs["category"])...)})
	}
	if open && len(r.folders) < maxFolders {
		r.folders = append(r.folders, folder)
	}
}

func (r *opmlReader) add(o Outline) {
	if i, ok := r.at[o.URL]; ok {
		r.list[i].Tags = tagsOf(append(r.list[i].Tags, o.Tags...)...)
		return
	}
	r.at[o.URL] = len(r.list)
	r.list = append(r.list, o)
}

// tagsOf returns the tags in lists of tags, which commas divide, each once.
func tagsOf(lists ...string) []string {
	var tags []string
	for _, list := range lists {
		for tag := range strings.SplitSeq(list, ",") {
			tag = strings.Trim(shorten(inert.Clean(tag), maxTagRunes), " /")
			if tag != "" && !slices.Contains(tags, tag) && len(tags) < maxTags {
				tags = append(tags, tag)
			}
		}
	}
	return tags
}

// opmlOutline is a feed as OPML 2.0 has it. http://opml.org/spec2.opml
type opmlOutline struct {
	Text     string `xml:"text,attr"`
	Title    string `xml:"title,attr,omitempty"`
	Type     string `xml:"type,attr"`
	XMLURL   string `xml:"xmlUrl,attr"`
	HTMLURL  string `xml:"htmlUrl,attr,omitempty"`
	Category string `xml:"category,attr,omitempty"`
}

// WriteOPML writes a list as OPML 2.0 that ReadOPML reads as it was. Tags become categories.
func WriteOPML(w io.Writer, title string, outlines []Outline) error {
	var doc struct {
		XMLName xml.Name      `xml:"opml"`
		Version string        `xml:"version,attr"`
		Title   string        `xml:"head>title"`
		Feeds   []opmlOutline `xml:"body>outline"`
	}
	doc.Version, doc.Title = "2.0", title
	for _, o := range outlines {
		doc.Feeds = append(doc.Feeds, opmlOutline{
			Text: cmp.Or(o.Title, o.URL), Title: o.Title, Type: "rss", XMLURL: o.URL, HTMLURL: o.Site, Category: strings.Join(o.Tags, ","),
		})
	}
	text, err := xml.MarshalIndent(doc, "", "  ")
	if err == nil {
		_, err = io.WriteString(w, xml.Header+string(text)+"\n")
	}
	if err != nil {
		return fmt.Errorf("ingest: write OPML: %w", err)
	}
	return nil
}
