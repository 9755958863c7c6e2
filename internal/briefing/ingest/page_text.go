package ingest

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"briefbot/internal/briefing/inert"
)

// pageLine is a paragraph, list item or heading of a page.
type pageLine struct {
	text   string
	kind   kind
	tight  bool // a line end and no more stands before it
	linked int  // bytes of it that are in links
}

// lineWriter makes lines of a tree.
type lineWriter struct {
	lines  []pageLine
	buf    strings.Builder
	kind   kind // of the line at hand
	cells  int  // of a table row since its last text
	breaks int  // line ends since the last line; blocks are two apart
	link   bool
	linked int
}

// linesOf returns the lines of a tree.
func linesOf(n *html.Node) []pageLine {
	var w lineWriter
	w.walk(n)
	w.end()
	return w.lines
}

func (w *lineWriter) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data)
		return
	case html.ElementNode:
	default:
		w.children(n)
		return
	}
	switch a := atom.Lookup([]byte(n.Data)); { // what readability makes has no atom
	case a == atom.Br:
		w.end()
		w.breaks++
	case skipped[a]:
	case a == atom.A:
		was := w.link
		w.link = true
		w.children(n)
		w.link = was
	case a == atom.Td || a == atom.Th:
		w.cells++
		w.children(n)
	case blockTags[a]:
		w.block(n, a)
	default:
		w.children(n)
	}
}

func (w *lineWriter) block(n *html.Node, tag atom.Atom) {
	w.end()
	w.breaks = 2
	around, lines := w.kind, len(w.lines)
	switch {
	case tag == atom.Li:
		w.kind = item
	case headingTags[tag]:
		w.kind = heading
	}
	w.children(n)
	w.end()
	w.breaks = 2
	if w.kind = around; around == item && len(w.lines) > lines {
		w.kind = prose // only the first line of an item has its bullet
	}
}

func (w *lineWriter) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

func (w *lineWriter) write(text string) {
	if strings.TrimSpace(text) != "" {
		if w.buf.Len() > 0 {
			w.buf.WriteString(strings.Repeat(" | ", w.cells))
		}
		w.cells = 0
	} else if w.buf.Len() == 0 {
		return
	}
	w.buf.WriteString(text)
	if w.link {
		w.linked += len(strings.TrimSpace(text))
	}
}

// end closes the line at hand.
func (w *lineWriter) end() {
	text := inert.Clean(w.buf.String())
	w.buf.Reset()
	w.cells = 0
	if text != "" {
		w.lines = append(w.lines, pageLine{text: text, kind: w.kind, tight: w.breaks == 1, linked: w.linked})
		if w.kind == item {
			w.kind = prose
		}
		w.breaks = 0
	}
	w.linked = 0
}

var (
	blockTags = atoms(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details,
		atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend, atom.Li,
		atom.Listing, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.Option, atom.P, atom.Pre, atom.Section, atom.Summary,
		atom.Table, atom.Tbody, atom.Tfoot, atom.Thead, atom.Tr, atom.Ul)
	skipped = atoms(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Head, atom.Title, atom.Select,
		atom.Textarea, atom.Iframe, atom.Object, atom.Embed, atom.Input, atom.Audio, atom.Video, atom.Canvas)
	headingTags = atoms(atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)
)

// joinLines writes lines as a text.
func joinLines(lines []pageLine) string {
	var b strings.Builder
	for i, l := range lines {
		switch {
		case i == 0:
		case l.tight || l.kind == item && lines[i-1].kind == item:
			b.WriteString("\n")
		default:
			b.WriteString("\n\n")
		}
		switch l.kind {
		case item:
			b.WriteString("- ")
		case heading:
			b.WriteString("## ")
		}
		b.WriteString(l.text)
	}
	return b.String()
}

// FragmentText returns the plain text of an HTML fragment, in the form of [Page].Text. Of
// one that is longer than a page may be it is the beginning.
func FragmentText(fragment string) (text string) {
	defer func() {
		if recover() != nil { // a fault in the parser of others
			text = ""
		}
	}()
	s, _ := skim(strings.ToValidUTF8(fragment, "\ufffd"))
	doc, err := html.Parse(bytes.NewReader(s.markup))
	if err != nil {
		return ""
	}
	return joinLines(linesOf(doc))
}
