package slack

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"briefbot/internal/briefing/inert"
)

// harmless returns text as one line in which Slack finds nothing to read. Rich text and plain
// text elements parse nothing anyway; the word joiner stands for where their text ends up in
// a place that does, such as a copy of the message.
func harmless(text string) string { return opening.Replace(inert.Clean(text)) }

// opening is how Slack's mentions begin.
var opening = strings.NewReplacer("<!", "<\u2060!", "<@", "<\u2060@", "<#", "<\u2060#")

// escape writes text so that Slack takes it literally where it reads markup
// (https://docs.slack.dev/messaging/formatting-message-text#escaping).
func escape(text string) string { return escaper.Replace(text) }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// cut returns text with at most limit characters, ending in an ellipsis when it is cut.
func cut(text string, limit int) string { return cutBy(text, limit, func(rune) int { return 1 }) }

// cutEscaped is cut for text that counts escaped.
func cutEscaped(text string, limit int) string {
	return cutBy(text, limit, func(r rune) int { return utf8.RuneCountInString(escape(string(r))) })
}

func cutBy(text string, limit int, size func(rune) int) string {
	used, end := 0, 0 // end is where the ellipsis would still fit
	for at, r := range text {
		if used < limit {
			end = at
		}
		if used += size(r); used > limit {
			return strings.TrimRight(text[:end], " ") + "…"
		}
	}
	return text
}

// safeURL returns the address as Slack takes it for a link, and the host that it leads to;
// "" when it is not to be a link: not of the web, or made to look like another's.
func safeURL(address string) (link, host string) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Hostname() == "" {
		return "", ""
	}
	host = strings.ToLower(u.Hostname())
	if strings.ContainsFunc(host, func(r rune) bool {
		return r > '~' || !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789.-:_", r)
	}) {
		return "", "" // a name in another script may look like one that it is not
	}
	link = strings.NewReplacer("|", "%7C", "<", "%3C", ">", "%3E", `"`, "%22", " ", "%20", "`", "%60").Replace(u.String())
	if inert.Clean(link) != link || utf8.RuneCountInString(link) > maxURLRunes {
		return "", ""
	}
	return link, host
}
