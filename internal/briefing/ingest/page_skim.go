package ingest

import (
	"errors"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// skimmed is a page cut down to the markup that makes its text, and what it says of itself.
type skimmed struct {
	markup  []byte
	title   string              // <title>
	heading string              // the first <h1>
	lang    string              // of <html>
	base    string              // of <base>
	meta    map[string][]string // contents by name or property, in lower case
	links   []pageLink
	data    []string   // JSON-LD
	ld      linkedData // what is in it
	times   []pageTime
}

type pageLink struct{ rel, kind, href string }

type pageTime struct {
	value   string // datetime
	marked  string // itemprop
	inStory bool   // behind the first <h1>
}

const (
	maxTagBytes = 8 << 10 // a longer tag loses its attributes
	maxDepth    = 100     // elements further inside are dropped, and their content is kept; the parser takes 512, some of its own making
	maxFacts    = 2000    // of each kind
	maxPerName  = 20      // contents under one name

	maxMarkupBytes = 5 << 20 // without scripts and the like; long real pages have 1 MB
)

// skimmer goes over a page once, so that what the parser is given has bounds: what makes
// no text is left out, and so is formatting. Misnested, formatting is copied by the parser
// into every paragraph that follows.
type skimmer struct {
	skimmed

	z       *html.Tokenizer
	tokens  int
	depth   int // open elements of those that can be nested
	dropped int // open elements beyond maxDepth
	story   int // <h1> so far
	inH1    bool
}

var errTooMuchMarkup = errors.New("it has more than 200,000 tags and texts, or 5 MB of them, the limits for one page")

// skim goes over markup. With an error it returns what it has until there.
func skim(markup string) (*skimmed, error) {
	s := &skimmer{z: html.NewTokenizer(strings.NewReader(markup))}
	s.meta = map[string][]string{}
	for {
		switch s.z.Next() {
		case html.ErrorToken:
			s.ld = readLinkedData(s.data)
			return &s.skimmed, nil
		case html.TextToken:
			s.text()
		case html.StartTagToken:
			s.start(false)
		case html.SelfClosingTagToken:
			s.start(true)
		case html.EndTagToken:
			s.end()
		}
		if s.tokens++; s.tokens > maxPageTokens || len(s.markup) > maxMarkupBytes {
			return &s.skimmed, errTooMuchMarkup
		}
	}
}

func (s *skimmer) text() {
	raw := s.z.Raw()
	s.markup = append(s.markup, raw...)
	if s.inH1 && len(s.heading) < maxTagBytes {
		s.heading += html.UnescapeString(string(raw))
	}
}

func (s *skimmer) start(closed bool) {
	raw := s.z.Raw()
	at := len(s.markup)
	s.markup = append(s.markup, raw...) // now: reading the tag changes its bytes
	name, _ := s.z.TagName()
	tag := atom.Lookup(name)
	if len(raw) > maxTagBytes {
		s.markup = append(append(append(s.markup[:at], '<'), name...), '>')
	}
	switch {
	case s.read(tag, closed) || formatting[tag]:
		s.markup = s.markup[:at]
	case closed && blockTags[tag] && !void[tag]:
		s.markup = append(s.markup[:at], "<br>"...) // <p/> has no text, and ends a line
	case closed && !void[tag] || nests(tag) && !s.open():
		s.markup = s.markup[:at]
	}
}

// open reports whether an element can still be opened.
func (s *skimmer) open() bool {
	if s.depth >= maxDepth {
		s.dropped++
		return false
	}
	s.depth++
	return true
}

func (s *skimmer) end() {
	raw := s.z.Raw()
	at := len(s.markup)
	s.markup = append(s.markup, raw...)
	name, _ := s.z.TagName()
	tag := atom.Lookup(name)
	if tag == atom.H1 {
		s.inH1 = false
	}
	switch {
	case formatting[tag] || rawText[tag] || tag == atom.Title:
		s.markup = s.markup[:at]
	case nests(tag) && s.dropped > 0:
		s.dropped--
		s.markup = s.markup[:at]
	case nests(tag) && s.depth > 0:
		s.depth--
	}
}

// read takes what an element says of the page, and reports whether that is all of it.
func (s *skimmer) read(tag atom.Atom, closed bool) bool {
	switch tag {
	case atom.Title, atom.Script:
		kind := ""
		if tag == atom.Script {
			kind = strings.ToLower(s.attributes()["type"])
		}
		if closed || s.z.Next() != html.TextToken {
			return true
		}
		switch text := s.z.Text(); {
		case tag == atom.Title && s.title == "":
			s.title = string(text)
		case strings.Contains(kind, "ld+json") && len(s.data) < maxFacts:
			s.data = append(s.data, string(text))
		}
		return true
	case atom.Meta:
		s.addMeta(s.attributes())
		return true
	case atom.Link:
		if a := s.attributes(); len(s.links) < maxFacts {
			s.links = append(s.links, pageLink{rel: strings.ToLower(a["rel"]), kind: strings.ToLower(a["type"]), href: strings.TrimSpace(a["href"])})
		}
		return true
	case atom.Base:
		if href := s.attributes()["href"]; s.base == "" {
			s.base = href
		}
		return true
	case atom.Html:
		if lang := s.attributes()["lang"]; s.lang == "" {
			s.lang = lang
		}
	case atom.H1:
		s.story++
		s.inH1 = s.story == 1 && !closed
	case atom.Time:
		if a := s.attributes(); len(s.times) < maxFacts {
			s.times = append(s.times, pageTime{value: a["datetime"], marked: a["itemprop"], inStory: s.story > 0})
		}
	}
	if rawText[tag] && !closed {
		s.z.Next()
	}
	return rawText[tag]
}

func (s *skimmer) addMeta(a map[string]string) {
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		name := strings.ToLower(strings.TrimSpace(a[key]))
		if list := s.meta[name]; name != "" && a["content"] != "" && len(s.meta) < maxFacts && len(list) < maxPerName {
			s.meta[name] = append(list, a["content"])
		}
	}
}

// attributes returns the attributes of the tag at hand, the first of each name.
func (s *skimmer) attributes() map[string]string {
	out := map[string]string{}
	for {
		key, value, more := s.z.TagAttr()
		if _, ok := out[string(key)]; !ok && len(key) > 0 {
			out[string(key)] = string(value)
		}
		if !more {
			return out
		}
	}
}

// nests reports whether an element stays open until it is closed, however deep it is.
func nests(tag atom.Atom) bool {
	return !void[tag] && !formatting[tag] && !rawText[tag] && !closes[tag]
}

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	m := map[atom.Atom]bool{}
	for _, a := range list {
		m[a] = true
	}
	return m
}

var (
	formatting = atoms(atom.B, atom.Big, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U)
	rawText    = atoms(atom.Script, atom.Style, atom.Noscript, atom.Iframe, atom.Noembed, atom.Noframes, atom.Plaintext, atom.Xmp, atom.Textarea)
	void       = atoms(atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param,
		atom.Source, atom.Track, atom.Wbr)
	closes = atoms(atom.A, atom.Body, atom.Button, atom.Dd, atom.Dt, atom.Head, atom.Html, atom.Li, atom.Option, atom.P, atom.Rp, atom.Rt,
		atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr) // by the next one of its kind
)
