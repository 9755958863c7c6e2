package mend

import (
	"bytes"
	"cmp"
	"html"
	"io"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	tokens "golang.org/x/net/html"
)

// readAttributes returns those attributes of a tag that are read.
func readAttributes(z *tokens.Tokenizer, more bool) map[string]string {
	var attrs map[string]string
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		k := string(key)
		if (attributes[k] != "" || scoped[k] || strings.HasPrefix(k, "xmlns")) && len(value) <= MaxLineBytes && len(attrs) < maxFields {
			if attrs == nil {
				attrs = map[string]string{}
			}
			attrs[k] = strings.TrimSpace(string(value))
		}
	}
	return attrs
}

// scoped are the attributes that tell how to read an element.
var scoped = map[string]bool{
	"xml:base": true, "base": true, "xml:lang": true, "mode": true, "lastmod": true, "rdf:about": true, "about": true,
}

// with returns the scope in an element with these attributes.
func (s scope) with(attrs map[string]string) scope {
	for _, key := range slices.Sorted(maps.Keys(attrs)) {
		if prefix, ok := strings.CutPrefix(key, "xmlns:"); ok && prefix != "" || key == "xmlns" {
			s.spaces = s.spaces.declare(strings.TrimPrefix(prefix, "xmlns"), strings.ToLower(attrs[key]))
		}
	}
	if base := cmp.Or(attrs["xml:base"], attrs["base"]); base != "" {
		if u, err := url.Parse(Resolve(s.base, base)); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
			s.base = u
		}
	}
	return s
}

const openCDATA, closeCDATA = "<![CDATA[", "]]>"

// text takes a run of text or a CDATA section.
func (m *mender) text() {
	if m.part == nil {
		return
	}
	raw := string(m.z.Raw())
	verbatim, cdata := strings.CutPrefix(raw, openCDATA)
	if !cdata {
		m.part.text(raw, m.entity.resolve(raw))
		return
	}
	verbatim, closed := strings.CutSuffix(verbatim, closeCDATA)
	if !closed {
		verbatim = m.reopen(verbatim)
	}
	m.part.text(html.EscapeString(verbatim), verbatim)
}

// reopen ends a CDATA section that has no end at the end tag of its field, where there is
// one, and goes on from there. No other section has an end behind it either.
func (m *mender) reopen(rest string) string {
	end := strings.Index(strings.ToLower(rest), "</"+m.part.raw)
	if end < 0 || len(strings.ToLower(rest)) != len(rest) {
		return rest
	}
	m.z = tokenizer(strings.ReplaceAll(rest[end:], openCDATA, ""))
	return rest[:end]
}

// escape writes text for an XML parser.
func escape(w *bytes.Buffer, s string) {
	_, _ = io.WriteString(w, escaper.Replace(strings.Map(legal, s)))
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;")

// entities are those that a document declares for its own use.
type entities struct {
	text map[string]string
	left int // bytes that they may still be resolved to
}

var entityDeclaration = regexp.MustCompile(`<!ENTITY\s+([\w.-]{1,32})\s+(?:"([^"<&]{0,256})"|'([^'<&]{0,256})')\s*>`)

// declaredEntities returns the internal entities of plain text in a document type. External
// ones are never read, nor are those that are made of others.
func declaredEntities(text string) entities {
	e := entities{text: map[string]string{}, left: MaxContentBytes}
	for _, m := range entityDeclaration.FindAllStringSubmatch(text[:min(len(text), maxLeadBytes)], maxFields) {
		e.text[m[1]] = m[2] + m[3]
	}
	return e
}

const maxEntityBytes = 40 // of a reference; HTML's longest is 33

// resolve replaces the references that end in a semicolon and are known: of XML, HTML, by
// number and declared. All else stays, a bare & included.
func (e *entities) resolve(s string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "&")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		text := ""
		end := strings.IndexByte(rest[:min(len(rest), maxEntityBytes)], ';')
		if end > 0 {
			text = e.lookUp(rest[:end])
		}
		if text == "" {
			b.WriteByte('&')
			s = rest
			continue
		}
		b.WriteString(text)
		s = rest[end+1:]
	}
}

func (e *entities) lookUp(name string) string {
	if text, ok := e.text[name]; ok && len(text) <= e.left {
		e.left -= len(text)
		return text
	}
	reference := "&" + name + ";"
	if text := html.UnescapeString(reference); !strings.HasSuffix(text, ";") || name == "semi" || name == "#59" {
		return text
	}
	return ""
}
