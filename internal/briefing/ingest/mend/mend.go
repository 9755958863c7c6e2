// Package mend makes any feed one that a parser reads whole. It guarantees that the outcome
//
//   - is well-formed XML in UTF-8, in the form of RSS or of Atom, whatever was broken;
//   - holds only elements that are read, a bounded number of bounded length, under the
//     prefixes that they mostly have, so that what a parser makes of it is bounded;
//   - has absolute links, and every text that may be HTML as HTML;
//   - holds whole entries: one that is cut off is left out, and the feed says so.
//
// Decode comes first and makes any text UTF-8. Entities that are external or made of others
// are not resolved. The package does not tell what the elements mean.
package mend

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	tokens "golang.org/x/net/html"
)

// Feed is a feed as an RSS or Atom parser can read it whole.
type Feed struct {
	XML     []byte // with rss or feed as its outermost element
	Form    string // rss or feed; "" when it is no feed
	Partial error  // an ErrPartial when it is cut short or beyond a bound, or nil
}

// ErrPartial marks what was read in part. What was read is whole.
var ErrPartial = errors.New("only a part was read")

// Bounds of a feed. Real ones stay far below.
const (
	MaxEntries      = 5000
	MaxContentBytes = 1 << 20 // of a text that may be HTML; the rest is dropped
	MaxLineBytes    = 4 << 10 // of any other field or attribute, which is dropped when longer

	maxFields = 200      // elements of one entry, or of the feed beside its entries
	maxSpaces = 100      // namespaces that are declared
	maxDepth  = 100      // elements in one another; the text of deeper ones is kept
	maxBytes  = 40 << 20 // of the outcome
)

// mender goes over the tags of a feed once. An HTML tokenizer reads them: it takes any
// text for what it most likely is, where an XML parser gives up.
type mender struct {
	z       *tokens.Tokenizer
	out     bytes.Buffer
	form    string
	native  namespace // of the feed's own elements
	open    []element
	part    *part // the one that is being read, or nil
	stories int
	start   int // of the story that is being read, in out
	entity  entities
	partial error
}

// element is one that holds others, from its start tag to its end tag.
type element struct {
	raw, name string // as read, and as written
	scope
	role     role
	fields   int
	language string // of a story and what it holds, where it says so
}

// scope is what an element hands down.
type scope struct {
	spaces *namespace // the innermost that is declared
	base   *url.URL
}

// namespace is a declaration, and those that it stands within.
type namespace struct {
	prefix, uri string
	outer       *namespace
	n           int // of declarations, this one included
}

// declare returns n with one more declaration, or n when there are too many.
func (n *namespace) declare(prefix, uri string) *namespace {
	inner := &namespace{prefix: prefix, uri: uri, outer: n, n: 1}
	if n != nil {
		inner.n += n.n
	}
	if inner.n > maxSpaces {
		return n
	}
	return inner
}

// of returns the namespace of a prefix.
func (n *namespace) of(prefix string) (uri string, ok bool) {
	for ; n != nil; n = n.outer {
		if n.prefix == prefix {
			return n.uri, true
		}
	}
	return "", false
}

// Mend returns the feed in text, which was fetched at where.
func Mend(text, where string) Feed {
	base, _ := url.Parse(where)
	m := &mender{z: tokenizer(text), entity: declaredEntities(text)}
	m.read(scope{base: base})
	if len(m.open) == 1 && m.open[0].raw == "" { // which was made up
		m.closeTop()
	}
	if len(m.open) > 0 {
		if m.partial == nil {
			m.partial = fmt.Errorf("%w, it is cut short", ErrPartial)
		}
		m.drop()
	}
	return Feed{XML: m.out.Bytes(), Form: m.form, Partial: m.partial}
}

func tokenizer(text string) *tokens.Tokenizer {
	z := tokens.NewTokenizer(strings.NewReader(text))
	z.AllowCDATA(true)
	return z
}

var (
	errTooMany = fmt.Errorf("%w, it has more than %d entries", ErrPartial, MaxEntries)
	errTooBig  = fmt.Errorf("%w, it is larger than %d MB", ErrPartial, maxBytes>>20)
)

// read goes on to the end of the outermost element, of the text, or of what is allowed.
func (m *mender) read(outer scope) {
	for m.partial == nil {
		switch m.z.Next() {
		case tokens.ErrorToken:
			return
		case tokens.TextToken:
			m.text()
		case tokens.StartTagToken:
			m.startTag(outer, false)
		case tokens.SelfClosingTagToken:
			m.startTag(outer, true)
		case tokens.EndTagToken:
			m.endTag()
		}
		switch {
		case m.out.Len() > maxBytes:
			m.partial = errTooBig
		case m.form != "" && len(m.open) == 0:
			return
		}
	}
}

// drop leaves out the story that is not whole and closes what is open.
func (m *mender) drop() {
	for len(m.open) > 0 {
		if last := m.top(); last.role == roleStory {
			m.out.Truncate(m.start)
			m.open = m.open[:len(m.open)-1]
			continue
		}
		m.closeTop()
	}
}

func (m *mender) top() *element { return &m.open[len(m.open)-1] }

// startTag takes a start tag: of an element, of a field, or within a field.
func (m *mender) startTag(outer scope, selfClosing bool) {
	raw := m.z.Raw()
	tag, more := m.z.TagName()
	name := string(tag)
	m.z.NextIsNotRawText()
	if _, local := cutName(name); m.part != nil && roles[local] != roleStory {
		m.part.tag(name, raw, selfClosing)
		return
	}
	attrs := readAttributes(m.z, more)
	if len(m.open) > 0 {
		outer = m.top().scope
	}
	inner := outer.with(attrs)
	switch {
	case len(m.open) == 0:
		m.root(name, attrs, inner)
	case m.part != nil && roles[canonical(name, inner.spaces, m.native)] != roleStory:
		m.part.tag(name, []byte("<"+name+">"), selfClosing)
		return
	default:
		m.element(name, attrs, inner)
	}
	if selfClosing {
		m.end(name)
	}
}

// root opens the outermost element: others are passed over until it comes.
func (m *mender) root(name string, attrs map[string]string, in scope) {
	prefix, local := cutName(name)
	if m.form = roots[local]; m.form == "" {
		return
	}
	m.native.prefix = prefix
	m.native.uri, _ = in.spaces.of(prefix)
	m.out.WriteString("<" + m.form + declared[m.form] + ` xml:lang="`)
	escape(&m.out, shortLine(attrs["xml:lang"]))
	m.out.WriteString(`">`)
	m.open = append(m.open, element{raw: name, name: m.form, scope: in, role: roleHolder})
	if local != m.form && local != "rdf" { // a bare channel or entry
		m.open[0].raw = ""
		m.element(name, attrs, in)
	}
}

// element opens an element that is in no field, or a field.
func (m *mender) element(raw string, attrs map[string]string, in scope) {
	name := canonical(raw, in.spaces, m.native)
	what := roleNone
	if m.form == "feed" {
		name = strings.TrimPrefix(name, "atom:")
		name = cmp.Or(atomRenamed[name], name)
		what = cmp.Or(atomRoles[name], roles[name])
	} else {
		name = cmp.Or(renamed[name], name)
		what = roles[name]
	}
	switch {
	case what == roleStory:
		m.story(raw, attrs, in)
	case what == roleHolder:
		m.hold(element{raw: raw, name: name, scope: in, role: roleHolder}, attrs)
	default:
		if m.top().fields++; m.top().fields > maxFields {
			what = roleNone
		}
		m.part = newPart(raw, name, what, attrs, m.form, in.base)
	}
}

// story opens an entry. Entries are not in one another, so an open one ends here.
func (m *mender) story(raw string, attrs map[string]string, in scope) {
	m.part = nil
	if i := slices.IndexFunc(m.open[1:], func(e element) bool { return e.name != "channel" }); i >= 0 {
		m.closeTo(1 + i)
	}
	if m.stories++; m.stories > MaxEntries {
		m.partial = errTooMany
		return
	}
	m.start = m.out.Len()
	name := "item"
	if m.form == "feed" {
		name = "entry"
	}
	m.hold(element{raw: raw, name: name, scope: in, role: roleStory, language: shortLine(attrs["xml:lang"])}, attrs)
}

// hold opens an element that holds others. One that is in itself is passed over.
func (m *mender) hold(e element, attrs map[string]string) {
	if e.role == roleHolder && slices.ContainsFunc(m.open, func(o element) bool { return o.name == e.name }) {
		return
	}
	m.open = append(m.open, e)
	m.out.WriteString("<" + e.name + ">")
	if e.name == "channel" || e.role == roleStory {
		m.attributesAsFields(attrs, e.base)
	}
}

// attributesAsFields writes what CDF and RDF say in attributes.
func (m *mender) attributesAsFields(attrs map[string]string, base *url.URL) {
	if m.form == "feed" {
		return
	}
	if href := attrs["href"]; href != "" {
		m.write("link", nil, Resolve(base, href))
	}
	if date := attrs["lastmod"]; date != "" {
		m.write("dcterms:modified", nil, date)
	}
	if about := cmp.Or(attrs["rdf:about"], attrs["about"]); about != "" && m.top().role == roleStory {
		m.write("guid", map[string]string{"ispermalink": "false"}, about)
	}
}

// endTag takes an end tag. One that closes nothing is passed over.
func (m *mender) endTag() {
	name, _ := m.z.TagName()
	raw := string(name)
	if m.part != nil && m.part.endTag(raw, m.z.Raw()) {
		return
	}
	m.end(raw)
}

// end closes the field or the innermost element of a name, and all in it.
func (m *mender) end(raw string) {
	if m.part != nil && m.part.raw == raw {
		m.endPart()
		return
	}
	for i := len(m.open) - 1; i >= 0; i-- {
		if m.open[i].raw == raw {
			m.closeTo(i)
			return
		}
	}
}

// closeTo closes all elements from the i-th.
func (m *mender) closeTo(i int) {
	m.endPart()
	for len(m.open) > i {
		m.closeTop()
	}
}

func (m *mender) closeTop() {
	last := m.top()
	if last.language != "" {
		m.write("dc:language", nil, last.language)
	}
	m.out.WriteString("</" + last.name + ">")
	m.open = m.open[:len(m.open)-1]
}

// endPart writes the part that is being read.
func (m *mender) endPart() {
	p := m.part
	m.part = nil
	if p == nil || p.role == roleNone {
		return
	}
	if m.top().role == roleStory && p.role == roleMarkup && m.top().language == "" {
		m.top().language = p.language
	}
	value, ok := p.value()
	if !ok {
		return
	}
	if m.form == "feed" && p.name == "link" && p.attrs["href"] == "" && value != "" {
		p.attrs = map[string]string{"href": value, "rel": p.attrs["rel"]}
	}
	m.write(p.name, p.attrs, value)
}

func (m *mender) write(name string, attrs map[string]string, value string) {
	m.out.WriteString("<" + name)
	for key, as := range attributes {
		if v := attrs[key]; v != "" {
			m.out.WriteString(" " + as + `="`)
			escape(&m.out, v)
			m.out.WriteByte('"')
		}
	}
	m.out.WriteByte('>')
	escape(&m.out, value)
	m.out.WriteString("</" + name + ">")
}
