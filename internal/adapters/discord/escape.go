package discord

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"briefbot/internal/briefing/inert"
)

// markup holds what means something anywhere in Discord's Markdown: emphasis, spoilers, code,
// links and mentions. opening holds what does at the start of a line alone: quotes, headings
// and lists. A backslash before any character that is neither letter nor digit nor space makes
// it plain text: https://discord.com/developers/docs/reference#message-formatting
const (
	markup  = "\\*_~`|[]<@"
	opening = "-+#>"
)

// apart is put between the @ and the name of a mention of everyone: the backslash alone would
// leave it to every client, log and bridge on the way to read it like Discord does.
const apart = "\u200b"

// escape returns text as one line that shows as what it says.
func escape(text string) string {
	var b strings.Builder
	text = inert.Clean(text)
	numbered := numberStart(text)
	at := 0
	for word := range strings.SplitAfterSeq(text, " ") {
		colons := strings.Contains(word, "://") || strings.Count(word, ":") > 1 // an address, an emoji
		for i, r := range word {
			switch {
			case strings.ContainsRune(markup, r), at+i == numbered,
				at+i == 0 && strings.ContainsRune(opening, r),
				r == ':' && colons, r == '(' && strings.HasSuffix(word[:i], "]"):
				b.WriteByte('\\')
			}
			b.WriteRune(r)
			if r == '@' && callsAll(word[i:]) {
				b.WriteString(apart)
			}
		}
		at += len(word)
	}
	return b.String()
}

// numberStart returns where the full stop or the bracket stands that makes the line an item of
// a numbered list; -1 for none.
func numberStart(text string) int {
	rest := strings.TrimLeft(text, "0123456789")
	if len(rest) < len(text) && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, ")")) {
		return len(text) - len(rest)
	}
	return -1
}

// plain returns text as one line for where Discord reads no Markdown.
func plain(text string) string {
	var b strings.Builder
	text = inert.Clean(text)
	for at, r := range text {
		b.WriteRune(r)
		if r == '@' && callsAll(text[at:]) {
			b.WriteString(apart)
		}
	}
	return b.String()
}

// callsAll reports whether a text that begins with an @ mentions everybody.
func callsAll(text string) bool {
	name := strings.ToLower(text[1:min(len(text), 1+len("everyone"))])
	return strings.HasPrefix(name, "everyone") || strings.HasPrefix(name, "here")
}

// code returns text as a command to be typed. Nothing but the backtick means anything in it.
func code(text string) string {
	text = strings.ReplaceAll(plain(text), "`", "'")
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}

// within returns what set makes of the text, shortened by its end until it holds at most
// limit units. set must make at least a unit of each character.
func within(limit int, text string, set func(string) string) string {
	const ellipsis = "…"
	const enough = 16 // bytes for a unit that is shown, and for those beside it that are not
	limit = max(limit, 0)
	runes := []rune(inert.Clean(text[:min(len(text), limit*enough)]))
	if len(runes) <= limit {
		if full := set(string(runes)); units(full) <= limit {
			return full
		}
	}
	low, high := 0, min(len(runes), limit) // low fits, as far as anything does; high does not
	for low+1 < high {
		mid := (low + high) / 2
		if units(set(string(runes[:mid])+ellipsis)) <= limit {
			low = mid
		} else {
			high = mid
		}
	}
	if low == 0 {
		return ""
	}
	return set(strings.TrimSpace(string(runes[:low])) + ellipsis)
}

// address returns a web address that can stand in a masked link, and the host that it leads
// to; "" when it is none that a person should follow.
func address(text string) (link, host string) {
	if len(text) > maxURLUnits {
		return "", ""
	}
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Hostname() == "" || u.User != nil || strings.Contains(u.Host, "[") || (u.Scheme != "http" && u.Scheme != "https") {
		return "", ""
	}
	link = encode(u.String())
	if _, err := url.Parse(link); err != nil || units(link) > maxURLUnits {
		return "", ""
	}
	// The host as it stands in the address: letters that look like others are %XX in it.
	host, _, _ = strings.Cut(strings.TrimPrefix(link, u.Scheme+"://"), "/")
	if end := strings.IndexAny(host, "?#"); end >= 0 {
		host = host[:end]
	}
	return link, host
}

// encode writes everything in an address that could end a link or begin markup as %XX.
func encode(link string) string {
	var b strings.Builder
	for _, c := range []byte(link) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("()<>[]{}\"'\\`^|*@", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// masked returns text as a link; without one where the address is none.
func masked(text, link string) string {
	if link == "" {
		return escape(text)
	}
	if text = escape(label(text)); text == "" {
		return ""
	}
	return "[" + text + "](" + link + ")"
}

// pairs matches brackets that may stand in the text of a link: Discord pairs them there
// without regard for backslashes.
var pairs = regexp.MustCompile(`\[[^\[\]]*\]`)

// label returns text with other brackets where Discord would not take it as the text of a link.
func label(text string) string {
	if strings.ContainsAny(pairs.ReplaceAllString(text, ""), "[]") {
		return strings.NewReplacer("[", "(", "]", ")").Replace(text)
	}
	return text
}
