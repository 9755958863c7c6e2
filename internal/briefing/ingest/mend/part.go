package mend

import (
	"bytes"
	"encoding/base64"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// part is an element that is read for what is in it.
type part struct {
	raw, name string // as read, and as written
	role      role
	texture   texture
	attrs     map[string]string
	base      *url.URL
	language  string
	buf       strings.Builder
	long      bool     // more was in it than is kept
	inner     []string // open tags
}

// texture is what the text of markup is, once its entities are resolved.
type texture int

const (
	hypertext texture = iota // HTML
	plaintext
	looksLike // HTML or plain, by its looks
	elements  // HTML that was not escaped, with its entities
	encoded   // base64
)

func newPart(raw, name string, what role, attrs map[string]string, form string, base *url.URL) *part {
	p := &part{raw: raw, name: name, role: what, attrs: attrs, base: base, language: shortLine(attrs["xml:lang"])}
	if what == roleMarkup {
		p.texture = textureOf(strings.ToLower(attrs["type"]), strings.ToLower(attrs["mode"]), form)
		p.attrs = nil
	}
	for _, key := range []string{"href", "url"} {
		if p.attrs[key] != "" {
			p.attrs[key] = Resolve(base, p.attrs[key])
		}
	}
	return p
}

// textureOf reads the type of RSS, which says nothing, and of Atom 0.3 and 1.0.
// https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1
func textureOf(kind, mode, form string) texture {
	switch {
	case mode == "base64":
		return encoded
	case strings.Contains(kind, "xhtml"):
		return elements
	case strings.Contains(kind, "html"):
		return hypertext
	case kind == "text" || kind == "plain" || kind == "text/plain":
		return plaintext
	case kind == "" && form == "feed":
		return looksLike
	case mode == "" && strings.Contains(kind, "/") && !strings.HasPrefix(kind, "text/") && !strings.Contains(kind, "xml"):
		return encoded
	}
	return hypertext
}

// voidTags are the elements of HTML without an end tag.
var voidTags = []string{"br", "hr", "img", "input", "wbr", "area", "col"}

const maxInnerTagBytes = 4 << 10 // of a tag within a text; a longer one is kept without its attributes

// tag takes a start tag within the element.
func (p *part) tag(name string, raw []byte, selfClosing bool) {
	if len(p.inner) >= maxDepth {
		return
	}
	if p.role == roleMarkup {
		if p.texture != encoded && p.texture != hypertext {
			p.texture = elements
		}
		p.add(markupOf(name, raw))
	}
	switch {
	case slices.Contains(voidTags, name):
	case !selfClosing:
		p.inner = append(p.inner, name)
	case p.role == roleMarkup: // HTML takes <script/> for an open tag
		p.add(markupOf(name, []byte("</"+name+">")))
	}
}

// endTag takes an end tag within the element, and reports whether it belongs there.
func (p *part) endTag(name string, raw []byte) bool {
	for i := len(p.inner) - 1; i >= 0; i-- {
		if p.inner[i] == name {
			p.inner = p.inner[:i]
			if p.role == roleMarkup {
				p.add(markupOf(name, raw))
			}
			return true
		}
	}
	return false
}

// markupOf returns a tag as HTML: without the prefix of XHTML.
func markupOf(name string, raw []byte) string {
	prefix, local := cutName(name)
	if prefix == "" && len(raw) <= maxInnerTagBytes {
		return string(raw)
	}
	if bytes.HasPrefix(raw, []byte("</")) {
		return "</" + local + ">"
	}
	return "<" + local + ">"
}

// text takes text within the element: as it stands, and with its entities resolved.
func (p *part) text(raw, resolved string) {
	switch {
	case p.role == roleNone:
	case p.role != roleMarkup || p.texture == hypertext || p.texture == encoded:
		p.add(resolved)
	case p.texture == elements:
		p.add(raw)
	default:
		p.add(html.EscapeString(resolved))
	}
}

func (p *part) add(s string) {
	limit := MaxLineBytes
	if p.role == roleMarkup {
		limit = MaxContentBytes
	}
	if p.long {
		return
	}
	if cut := limit - p.buf.Len(); cut < len(s) {
		for p.long = true; !utf8.RuneStart(s[cut]); {
			cut--
		}
		s = s[:cut]
	}
	p.buf.WriteString(s)
}

var htmlTag = regexp.MustCompile(`</[A-Za-z][A-Za-z0-9]*\s*>|<(?:br|p|hr|img)\b[^>]*>`)

// value returns what the element says.
func (p *part) value() (string, bool) {
	s := strings.TrimSpace(p.buf.String())
	switch {
	case p.role == roleLink || p.name == "dc:identifier" && strings.HasPrefix(s, "/"):
		s = Resolve(p.base, s)
	case p.role != roleMarkup:
		return s, !p.long
	case p.texture == encoded:
		if data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), "")); err == nil && utf8.Valid(data) {
			return string(data), true
		}
	case p.texture == looksLike:
		if plain := html.UnescapeString(s); htmlTag.MatchString(plain) {
			return plain, true
		}
	}
	return s, true
}

// Resolve returns a link as an absolute address, or as it is where that cannot be.
func Resolve(base *url.URL, link string) string {
	link = strings.ReplaceAll(strings.Join(strings.FieldsFunc(link, lineEnd), ""), " ", "%20")
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil || base == nil || link == "" || u.IsAbs() {
		return link
	}
	return base.ResolveReference(u).String()
}

func lineEnd(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }

func shortLine(s string) string { return s[:min(len(s), 64)] }
