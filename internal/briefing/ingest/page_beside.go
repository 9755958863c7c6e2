package ingest

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"briefbot/internal/briefing/inert"
)

// beside finds what a page shows beside its article about it.
type beside struct {
	body

	inStory bool // the heading was seen: what is above it may be today's date
}

const maxBesideBytes = 100 // of a name or date beside an article

// note takes the first name that an element shows, and the first date below the heading.
func (b *beside) note(n *html.Node) {
	b.inStory = b.inStory || n.DataAtom == atom.H1
	signed := b.byline == "" && signs(n)
	stamped := b.date == "" && b.inStory && slices.ContainsFunc(namesOf(n), func(w string) bool { return stampWords[w] })
	if !signed && !stamped {
		return
	}
	text := inert.Clean(textOf(n))
	if len(text) > maxBesideBytes {
		return
	}
	if signed && strings.IndexFunc(text, wordRune) >= 0 {
		b.byline = text
	}
	if text = stampLabel.ReplaceAllString(text, ""); stamped && !firstDate([]string{text}).IsZero() {
		b.date = text
	}
}

// signs reports whether an element says who wrote the article.
func signs(n *html.Node) bool {
	return attr(n, "rel") == "author" || slices.ContainsFunc(namesOf(n), func(w string) bool { return bylineWords[w] })
}

var (
	bylineWords = set(`byline author authors`)
	stampWords  = set(`date dateline time timestamp datetime published pubdate posted`)
	stampLabel  = regexp.MustCompile(`^(?i:(?:first |last )?(?:published|posted|updated|created|date)(?: on| at)?:?)\s+`)
)

// textOf returns the text in an element, a little more than maxBesideBytes at most.
func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
			b.WriteByte(' ')
		}
		if b.Len() > 4*maxBesideBytes {
			break
		}
	}
	return b.String()
}
