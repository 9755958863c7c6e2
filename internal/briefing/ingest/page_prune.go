package ingest

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// prune takes out of a page what is no part of its article by its tag, role or class, and
// returns what stands there about the article.
func prune(doc *html.Node) body {
	freeQuotations(doc)
	p := pruner{scales: weigh(doc)}
	p.main = p.mainArticle(doc)
	p.walk(doc)
	return p.beside.body
}

type pruner struct {
	scales
	beside

	main *html.Node // the <article> that holds the heading and enough text, or nil
}

func (p *pruner) walk(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode {
			p.note(c)
			if p.alien(c) {
				n.RemoveChild(c)
			}
		}
		if c.Parent != nil {
			p.walk(c)
		}
		c = next
	}
}

// alien reports whether an element is no part of the article.
func (p *pruner) alien(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Head, atom.Body, atom.Main, atom.H1:
		return false
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
	return p.spare(n) && (alienRoles[attr(n, "role")] || p.alienClass(n))
}

// spare reports whether the article can do without an element: it holds neither its
// heading nor most of the text of the page.
func (p *pruner) spare(n *html.Node) bool {
	if p.story[n] {
		return p.mass[n]*10 <= p.total
	}
	return p.mass[n]*2 <= p.total
}

// alienClass reports whether a class or id of an element names what is beside an article,
// in a word that does not name most of the text of the page. A part of a line, such as the
// place that a report is from, stays.
func (p *pruner) alienClass(n *html.Node) bool {
	if !blockTags[n.DataAtom] && n.Parent.DataAtom == atom.P {
		return false
	}
	for _, w := range namesOf(n) {
		if alienWords[w] && p.named[w]*2 <= p.total {
			return true
		}
	}
	return false
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

// teaser reports whether an <article> presents another one: its heading is a link to it.
func (p *pruner) teaser(n *html.Node) bool {
	if p.mass[n]*4 > p.total || p.story[n] {
		return false
	}
	for c := range n.Descendants() {
		if c.DataAtom == atom.A && !strings.Contains(attr(c, "href"), "#") && leads(c) {
			return true
		}
	}
	return false
}

// leads reports whether a link stands in a heading, or around one.
func leads(link *html.Node) bool {
	for n := link.Parent; n != nil && !blockTags[n.DataAtom]; n = n.Parent {
		link = n
	}
	return headingTags[link.Parent.DataAtom] || holds(link, atom.H2, atom.H3, atom.H4, atom.H5)
}

// freeQuotations takes the classes off what holds a quotation, and its links: those of a
// quoted post name the network, and are taken for share buttons.
func freeQuotations(doc *html.Node) {
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Blockquote {
			freeQuotation(n)
		}
	}
}

const maxFrames = 3 // elements around a quotation that are for it alone

func freeQuotation(quotation *html.Node) {
	for c := range quotation.Descendants() {
		if c.DataAtom == atom.A {
			c.Data, c.DataAtom = "span", atom.Span
		}
	}
	for n, up := quotation, 0; n != nil && up < maxFrames && n.DataAtom != atom.Body && n.DataAtom != atom.Article; n, up = n.Parent, up+1 {
		for i, a := range n.Attr {
			if a.Key == "class" || a.Key == "id" {
				n.Attr[i].Val = ""
			}
		}
	}
}

func within(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
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

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
