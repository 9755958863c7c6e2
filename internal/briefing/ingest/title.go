package ingest

import (
	"strings"
	"unicode/utf8"
)

const (
	maxTitleWords     = 22 // of a first line that is taken for a title
	guessedTitleRunes = 80
)

// guessTitle names an article that has no title of its own: its first line when that looks
// like one, else its first Markdown heading, else its first words, else the name given.
func guessTitle(text, name string) string {
	first, rest := firstLine(text)
	if titleLine(first) && strings.TrimSpace(rest) != "" {
		return plainHeading(first)
	}
	for line := range strings.Lines(rest) {
		if title, ok := strings.CutPrefix(line, "# "); ok && plainHeading(title) != "" {
			return plainHeading(title)
		}
	}
	if first == "" {
		return name
	}
	return shorten(strings.Join(strings.Fields(first), " "), guessedTitleRunes)
}

// firstLine returns the first line that is neither blank nor promotional, without the
// white space around it, and what follows it.
func firstLine(text string) (first, rest string) {
	for text != "" {
		first, text, _ = strings.Cut(text, "\n")
		if first = strings.TrimSpace(first); strings.IndexFunc(first, wordRune) >= 0 && !promotional(first) {
			return first, text
		}
	}
	return "", ""
}

// titleLine reports whether the first line of an article looks like its title: a Markdown
// heading, or short and no sentence.
func titleLine(line string) bool {
	if _, ok := markdownHeading(line); ok {
		return true
	}
	return line != "" && countWords(line) <= maxTitleWords && bullet(line) == 0 && !endsSentence(line)
}

// endsSentence reports whether a line ends as a sentence does. A question or a line cut
// short by an ellipsis may well be a heading.
func endsSentence(line string) bool {
	line = strings.TrimRight(line, closingPunctuation)
	r, _ := utf8.DecodeLastRuneInString(line)
	if r == '.' && strings.HasSuffix(line, "...") || r == '…' || r == '?' {
		return false
	}
	if r == '.' && acronym(line[strings.LastIndexAny(line, " \t")+1:]) {
		return false
	}
	return strings.ContainsRune(sentenceFinal, r)
}

// plainHeading returns a heading without its markup.
func plainHeading(line string) string { return strings.Trim(line, headingMarkup) }

// shorten cuts s at a word bound to at most limit runes, the ellipsis included.
func shorten(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	end, space, n := 0, 0, 0
	for i, r := range s {
		if n++; n == limit {
			break
		}
		if r == ' ' {
			space = i
		}
		end = i + utf8.RuneLen(r)
	}
	if space > 0 {
		end = space
	}
	return strings.TrimRight(s[:end], " ,;:–—-") + "…"
}
