package ingest

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/language"

	"briefbot/internal/briefing/inert"
)

// plainText returns a text of a page's head as one line: some hold markup, or escapes twice.
func plainText(s string, limit int) string {
	s = html.UnescapeString(s)
	if strings.Contains(s, "<") {
		s = strings.ReplaceAll(FragmentText(s), "\n", " ")
	}
	s = inert.Clean(s)
	if utf8.RuneCountInString(s) > limit {
		return shorten(s, limit)
	}
	return s
}

// languageTag returns a language as BCP 47, or "".
func languageTag(s string) string {
	s, _, _ = strings.Cut(s, ",")
	tag, err := language.Parse(strings.TrimSpace(s))
	if base, _ := tag.Base(); err != nil || len(s) > 35 || base.String() == "und" || base.String() == "mul" || base.String() == "zxx" {
		return ""
	}
	return tag.String()
}

// plainName returns the name of a site, or "" for what is none.
func plainName(s string) string {
	if s = plainText(s, maxNameRunes); strings.Contains(s, "://") || strings.HasPrefix(s, "@") || strings.IndexFunc(s, wordRune) < 0 {
		return ""
	}
	return s
}

// siteName returns the name of a site without what it says of itself behind it.
func siteName(s string) string {
	s, _, _ = strings.Cut(s, " | ")
	return plainName(s)
}

var by = regexp.MustCompile(`^(?i:(?:written |posted |reported )?by|von|por|par|di|door|av|af)[:\s]\s*`)

// authors returns names as one line, each once, without what is none.
func authors(values []string) string {
	var out []string
	for _, v := range values {
		v = plainName(by.ReplaceAllString(plainText(v, maxNameRunes+1), ""))
		if strings.Contains(v, "@") || strings.HasPrefix(v, "www.") || utf8.RuneCountInString(v) > maxNameRunes {
			continue
		}
		for part := range strings.SplitSeq(v, ", ") {
			if part != "" && !logins[strings.ToLower(part)] && !slices.Contains(out, part) && len(out) < maxAuthors {
				out = append(out, part)
			}
		}
	}
	return strings.Join(out, ", ")
}

// logins are the accounts that publish for others.
var logins = set(`admin administrator webmaster root user editor redaktion`)

var titleBreak = regexp.MustCompile(`\s+[|–—\-·•»«:/]+\s+|\s*\|\s*`)

// withoutSite takes the name of the site off a title, at its end or its beginning.
func withoutSite(title, name string, address *url.URL) string {
	for {
		breaks := titleBreak.FindAllStringIndex(title, -1)
		if len(breaks) == 0 {
			return title
		}
		last, head := breaks[len(breaks)-1], breaks[0]
		switch {
		case namesSite(title[last[1]:], name, address):
			title = title[:last[0]]
		case namesSite(title[:head[0]], name, address):
			title = title[head[1]:]
		default:
			return title
		}
	}
}

// namesSite reports whether part of a title is the name of the site, or of its host.
func namesSite(part, name string, address *url.URL) bool {
	part = strings.TrimPrefix(letters(part), "the")
	if part == "" {
		return false
	}
	if name = strings.TrimPrefix(letters(name), "the"); name != "" && (part == name || len(part) > 3 && strings.HasPrefix(name, part) || strings.HasPrefix(part, name) && len(part) < 2*len(name)) {
		return true
	}
	if address == nil {
		return false
	}
	domain := owner(address)
	label, _, _ := strings.Cut(domain, ".")
	return part == letters(domain) || part == letters(label)
}
