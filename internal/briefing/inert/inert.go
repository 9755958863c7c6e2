// Package inert takes the power out of text of unknown origin, so that it can be shown as one
// line: on a terminal, in a chat, in a log.
//
// It knows no format: what a platform reads as markup is that platform's adapter's to escape.
package inert

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
)

// Clean returns text as one line that cannot control a terminal: white space and line ends
// become single spaces; control characters, escape sequences' introducers, characters that
// change the direction of text and invisible ones are left out.
func Clean(text string) string {
	shown := strings.Map(func(r rune) rune {
		if hidden(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
	return strings.Join(strings.Fields(shown), " ")
}

// hidden reports whether r has no place in shown text: the control characters C0 and C1,
// the formatting ones (bidi embeddings, overrides and isolates among them), private use.
// The two joiners stay: scripts and emoji need them.
func hidden(r rune) bool {
	const nonJoiner, joiner = '\u200c', '\u200d'
	return r != nonJoiner && r != joiner && unicode.Is(unicode.C, r)
}

// EscapeJSON returns the line of JSON with the characters that Clean leaves out written as
// \u escapes, so that it says the same and can be shown on a terminal. The line end stays.
func EscapeJSON(line string) string {
	var b strings.Builder
	for _, r := range line {
		switch {
		case r == '\n' || !hidden(r):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
