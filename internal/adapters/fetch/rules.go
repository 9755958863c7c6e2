package fetch

import (
	"bytes"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// maxCrawlDelay is the longest Crawl-delay that is kept to. RFC 9309 has none; some sites ask
// for minutes, which would make a round of their feeds last for days.
const maxCrawlDelay = 30 * time.Second

// rules are what a robots.txt says to one bot. None forbid nothing.
type rules struct {
	lines []rule
	delay time.Duration
}

// rule says whether paths that match a pattern may be asked for.
type rule struct {
	pattern string
	allow   bool
}

// bytes is about how much memory the rules take.
func (r *rules) bytes() int {
	if r == nil {
		return 0
	}
	n := 0
	for _, l := range r.lines {
		n += 32 + len(l.pattern)
	}
	return n
}

// group is what stands under one or more User-agent lines.
type group struct {
	named, all bool // a line names the bot, or everybody
	ruled      bool // a rule has come: another User-agent line starts the next group
}

// parseRules reads the rules of a robots.txt for a product token: those of all groups that
// name it, else those for everybody (RFC 9309, 2.2.1). Lines that it does not understand it
// passes over, as the RFC asks (2.2).
func parseRules(file []byte, token string) *rules {
	var named, all rules
	var g group
	found := false
	for line := range bytes.FieldsFuncSeq(bytes.TrimPrefix(file, []byte("\ufeff")), func(r rune) bool { return r == '\n' || r == '\r' }) {
		text, _, _ := strings.Cut(string(line), "#")
		key, value, _ := strings.Cut(text, ":")
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		switch key {
		case "user-agent":
			g = g.agent(value, token)
			found = found || g.named
			continue
		case "allow", "disallow":
			g.ruled = true
		}
		if g.named {
			named.add(key, value)
		}
		if g.all {
			all.add(key, value)
		}
	}
	if found {
		return &named
	}
	return &all
}

// agent is the group after a User-agent line.
func (g group) agent(value, token string) group {
	if g.ruled {
		g = group{}
	}
	switch {
	case strings.HasPrefix(value, "*"):
		g.all = true
	case token != "" && strings.EqualFold(productToken(value), token):
		g.named = true
	}
	return g
}

// add adds a line of a group.
func (r *rules) add(key, value string) {
	switch key {
	case "allow", "disallow":
		if strings.HasPrefix(value, "/") || strings.HasPrefix(value, "*") {
			r.lines = append(r.lines, rule{pattern: octets(value), allow: key == "allow"})
		}
	case "crawl-delay":
		if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
			r.delay = max(r.delay, time.Duration(min(s, maxCrawlDelay.Seconds())*float64(time.Second)))
		}
	}
}

// productToken is the name at the start of a User-Agent (RFC 9309, 2.2.1).
func productToken(agent string) string {
	end := strings.IndexFunc(agent, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '_' && r != '-'
	})
	if end < 0 {
		return agent
	}
	return agent[:end]
}

// allow reports whether an address may be asked for: what the longest pattern says that
// matches, and yes when two are as long (RFC 9309, 2.2.2).
func (r *rules) allow(u *url.URL) bool {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if path == "/robots.txt" {
		return true
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	path = octets(path)
	best, allowed := -1, true
	for _, l := range r.lines {
		if n := len(l.pattern); (n > best || n == best && l.allow) && matches(l.pattern, path) {
			best, allowed = n, l.allow
		}
	}
	return allowed
}

// matches reports whether a path starts as a pattern says, in which * is anything and a
// final $ the end (RFC 9309, 2.2.3). It takes time in proportion to both.
func matches(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	first, rest, wild := strings.Cut(pattern, "*")
	path, ok := strings.CutPrefix(path, first)
	for ok && wild {
		first, rest, wild = strings.Cut(rest, "*")
		if whole && !wild {
			return strings.HasSuffix(path, first)
		}
		_, path, ok = strings.Cut(path, first)
	}
	return ok && (!whole || path == "")
}

// octets writes a path in the one way in which it is compared (RFC 9309, 2.2.2): what is not
// ASCII is escaped, and of what is escaped the letters, digits and -._~ are not.
func octets(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		if n, ok := escape(path[i:]); ok && unreserved(n) {
			b.WriteByte(n)
			i += 2
		} else if ok {
			b.WriteString(strings.ToUpper(path[i : i+3]))
			i += 2
		} else {
			b.WriteByte(path[i])
		}
	}
	return graphic(b.String())
}

// escape reads the octet that a text starts with, as in %41.
func escape(text string) (byte, bool) {
	if len(text) < 3 || text[0] != '%' {
		return 0, false
	}
	n, err := strconv.ParseUint(text[1:3], 16, 8)
	return byte(n), err == nil
}

// graphic escapes what is not graphic ASCII.
func graphic(text string) string {
	var b strings.Builder
	for i := range len(text) {
		if c := text[i]; c > ' ' && c <= '~' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
