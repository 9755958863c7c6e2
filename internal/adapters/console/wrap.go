package console

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// minText is the least columns of text in a line, however narrow the terminal and deep the
// indent.
const minText = 20

// tie is a space at which no line is broken. Clean leaves none in text, so all are ours.
const tie = "\u00a0"

// wrap breaks clean text into lines of at most the terminal's width: the first after the
// prefix first, the others after rest, both of which count. Ties become plain spaces.
func (r Renderer) wrap(first, rest, text string) string {
	if r.Width == 0 {
		return first + strings.ReplaceAll(text, tie, " ")
	}
	var b strings.Builder
	b.WriteString(first)
	room, used := max(r.Width-columns(first), minText), 0
	for word := range strings.SplitSeq(text, " ") {
		n := columns(word)
		if used > 0 && used+1+n > room {
			b.WriteString("\n" + rest)
			room, used = max(r.Width-columns(rest), minText), 0
		}
		if used > 0 {
			b.WriteByte(' ')
			used++
		}
		b.WriteString(strings.ReplaceAll(word, tie, " "))
		used += n
	}
	return b.String()
}

// columns is how many columns text takes: two for a wide character, none for a combining
// one (Unicode Standard Annex 11).
func columns(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case wide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func wide(r rune) bool {
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}

// cut shortens clean text to about limit columns, on a word's end.
func cut(text string, limit int) string {
	if columns(text) <= limit {
		return text
	}
	var b strings.Builder
	used := 0
	for word := range strings.FieldsSeq(text) {
		n := columns(word) + 1
		if used+n > limit && used > 0 {
			break
		}
		b.WriteString(word + " ")
		used += n
	}
	return strings.TrimRight(b.String(), " ,;:") + " …"
}
