package ingest

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"briefbot/internal/briefing/inert"
)

// prune takes out of a page what is no part of its article by its tag, role or class.
func prune(doc *html.Node) body {
	p := pruner{mass: map[*html.Node]int{}, story: map[*html.Node]bool{}}
	p.weigh(doc, false)
	p.total = p.mass[doc]
	p.main = p.mainArticle(doc)
	p.walk(doc)
	return p.beside
}

type pruner struct {
	mass  map[*html.Node]int  // bytes of long text outside links, below a node
	story map[*html.Node]bool // holds an <h1>
	main  *html.Node          // the <article> with the heading, if it has enough text
	total int

	inStory bool // the heading was seen
	beside  body
}

// minArticleBytes is the prose from which on an <article> with the heading is the article.
const minArticleBytes = 600

// mainArticle returns the innermost <article> that holds the heading and enough text.
func (p *pruner) mainArticle(doc *html.Node) *html.Node {
	var found *html.Node
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Article && p.story[n] && p.mass[n] >= minArticleBytes {
			if found != nil && !within(n, found) {
				return nil
			}
			found = n
		}
	}
	return found
}

func within(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// minProseBytes is the length from which on a text is counted as prose.
const minProseBytes = 60

func (p *pruner) weigh(n *html.Node, link bool) {
	if n.Type == html.TextNode {
		if len(n.Data) >= minProseBytes && !link {
			p.mass[n] = len(n.Data)
		}
		return
	}
	keepQuoted(n)
	mass, story := 0, n.DataAtom == atom.H1
	link = link || n.DataAtom == atom.A
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.weigh(c, link)
		mass += p.mass[c]
		story = story || p.story[c]
	}
	if mass > 0 {
		p.mass[n] = mass
	}
	if story {
		p.story[n] = true
	}
}

func (p *pruner) walk(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		p.note(c)
		if c.Type == html.ElementNode && p.alien(c) {
			n.RemoveChild(c)
		} else {
			p.walk(c)
		}
		c = next
	}
}

// note takes the name and the date that stand by the heading.
func (p *pruner) note(n *html.Node) {
	if n.Type != html.ElementNode {
		return
	}
	p.inStory = p.inStory || n.DataAtom == atom.H1
	signed := p.beside.byline == "" && (attr(n, "rel") == "author" || attr(n, "itemprop") == "author" || classed(n, bylineWords))
	stamped := p.beside.date == "" && p.inStory && classed(n, dateWordsInClass)
	if !signed && !stamped {
		return
	}
	text := inert.Clean(textOf(n))
	if signed && len(text) <= maxBesideBytes && countWords(text) > 0 {
		p.beside.byline = text
	}
	if text = dateLabel.ReplaceAllString(text, ""); stamped && len(text) <= maxBesideBytes {
		if _, err := parseDate(text); err == nil {
			p.beside.date = text
		}
	}
}

const maxBesideBytes = 100 // of a name or date beside an article

var (
	bylineWords      = set(`byline author authors`)
	dateWordsInClass = set(`date dateline time timestamp datetime published pubdate posted`)
	dateLabel        = regexp.MustCompile(`^(?i:(?:first |last )?(?:published|posted|updated|created|date)(?: on| at)?:?)\s+`)
)

// textOf returns the text in an element that is not long.
func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if b.Len() > 4*maxBesideBytes {
			break
		}
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// alien reports whether an element is no part of the article.
func (p *pruner) alien(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Head, atom.Body, atom.Main, atom.H1, atom.P:
		return n.DataAtom == atom.P && classed(n, alienWords)
	case atom.Nav, atom.Aside, atom.Footer, atom.Form, atom.Button, atom.Dialog, atom.Menu, atom.Select, atom.Figcaption, atom.Svg,
		atom.Video, atom.Audio, atom.Template, atom.Object:
		return p.spare(n)
	case atom.Figure:
		return p.spare(n) && !holds(n, atom.Table, atom.Blockquote, atom.Pre, atom.Ul, atom.Ol)
	case atom.Article:
		if p.teaser(n) || p.main != nil && !within(n, p.main) && !within(p.main, n) {
			return true
		}
	}
	if alienRoles[attr(n, "role")] {
		return p.spare(n)
	}
	return p.spare(n) && classed(n, alienWords)
}

// spare reports whether the article can do without an element: it holds neither its
// heading nor most of the text of the page.
func (p *pruner) spare(n *html.Node) bool {
	share := 2
	if p.story[n] {
		share = 10
	}
	return p.mass[n]*share <= p.total
}

// teaser reports whether an <article> presents another one: its heading is a link.
func (p *pruner) teaser(n *html.Node) bool {
	if p.mass[n]*4 > p.total || p.story[n] {
		return false
	}
	linked := false
	for c := range n.Descendants() {
		if heads6[c.DataAtom] {
			linked = linked || holds(c, atom.A) || c.Parent.DataAtom == atom.A
		}
	}
	return linked
}

func holds(n *html.Node, tags ...atom.Atom) bool {
	for c := range n.Descendants() {
		for _, t := range tags {
			if c.DataAtom == t {
				return true
			}
		}
	}
	return false
}

// keepQuoted takes the classes off what holds a quotation and its links: those of a quoted
// post name the network, and are taken for share buttons.
func keepQuoted(n *html.Node) {
	if n.DataAtom != atom.Blockquote {
		return
	}
	for c := range n.Descendants() {
		if c.DataAtom == atom.A {
			c.Data, c.DataAtom = "span", atom.Span
		}
	}
	for e, up := n, 0; e != nil && up < 3 && e.DataAtom != atom.Body && e.DataAtom != atom.Article; e, up = e.Parent, up+1 {
		for i := range e.Attr {
			if e.Attr[i].Key == "class" || e.Attr[i].Key == "id" {
				e.Attr[i].Val = ""
			}
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// classed reports whether a class or id of an element, such as "c-related_list" or
// "authorBio", holds one of the words, or a pair of them.
func classed(n *html.Node, words map[string]bool) bool {
	for _, a := range n.Attr {
		if !namingAttrs[a.Key] {
			continue
		}
		for class := range strings.FieldsSeq(a.Val) {
			last := ""
			for _, w := range classWords(class) {
				if words[w] || words[last+" "+w] {
					return true
				}
				last = w
			}
		}
	}
	return false
}

var namingAttrs = set(`class id itemprop data-component data-testid`)

// classWords cuts a class into its words: at marks and before capitals.
func classWords(class string) []string {
	var words []string
	start := -1
	var last rune
	for i, r := range class {
		letter := unicode.IsLetter(r)
		if start >= 0 && (!letter || unicode.IsUpper(r) && unicode.IsLower(last)) {
			words = append(words, strings.ToLower(class[start:i]))
			start = -1
		}
		if letter && start < 0 {
			start = i
		}
		last = r
	}
	if start >= 0 {
		words = append(words, strings.ToLower(class[start:]))
	}
	return words
}
