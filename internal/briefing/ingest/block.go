package ingest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/internal/briefing"
)

const (
	maxHeadingWords = 12
	maxHeadingRunes = 90
	minHeadedWords  = 12 // of the paragraph below a plain heading
)

const (
	headingMarkup      = " \t\r\n\u00a0#*_" // what stands around a heading and is no part of it
	sentenceFinal      = ".!?…:;,"
	closingPunctuation = "\"'”’)]»*_"
)

type kind int

const (
	prose   kind = iota // a paragraph
	item                // of a list
	heading             // of the blocks below it
	title               // of the article
	aside               // a promotional line or a rule: in no passage
)

// block is a paragraph, heading or list item.
type block struct {
	briefing.Span // without the bullet or the heading marks

	kind kind
	from int  // where it begins, its bullet included
	gap  bool // a blank line stands before it
}

// blocks cuts a text into blocks. Lines are paragraphs, save where a paragraph is plainly
// wrapped over several lines.
func blocks(text string) []block {
	lines := scanLines(text)
	width := wrapWidth(text, lines)
	var out []block
	for _, l := range lines {
		if n := len(out); n > 0 && joins(text, out[n-1], l, width) {
			out[n-1].End = l.End
			continue
		}
		out = append(out, l)
	}
	markItems(text, out)
	markHeadings(text, out)
	return out
}

// scanLines returns a block for each line that is not blank.
func scanLines(text string) []block {
	var out []block
	at, gap := 0, true
	for line := range strings.Lines(text) {
		start := at + len(line) - len(strings.TrimLeftFunc(line, unicode.IsSpace))
		at += len(line)
		line = strings.TrimSpace(line)
		if line == "" {
			gap = true
			continue
		}
		b := block{Span: briefing.Span{Start: start, End: start + len(line)}, from: start, gap: gap}
		gap = false
		if n := len(out); n > 0 && !b.gap && out[n-1].kind == prose && underline(line) && headingLine(out[n-1].Of(text)) {
			out[n-1].kind = heading
			continue
		}
		b.classify(line)
		out = append(out, b)
	}
	return out
}

// classify finds out what can be told from the line alone.
func (b *block) classify(line string) {
	if title, ok := markdownHeading(line); ok {
		b.kind = heading
		b.Start = b.End - len(title)
		return
	}
	if promotional(line) || strings.IndexFunc(line, wordRune) < 0 {
		b.kind = aside
		return
	}
	if n := bullet(line); n > 0 {
		b.kind = item
		b.Start += n
		return
	}
	if line[0] == '>' {
		b.Start = b.End - len(strings.TrimLeftFunc(line, func(r rune) bool { return r == '>' || unicode.IsSpace(r) }))
	}
}

// markdownHeading returns what stands behind the number signs of a Markdown heading.
func markdownHeading(line string) (string, bool) {
	rest := strings.TrimLeft(line, "#")
	n := len(line) - len(rest)
	title := strings.TrimLeftFunc(rest, unicode.IsSpace)
	if n == 0 || n > 6 || len(title) == len(rest) || strings.IndexFunc(title, wordRune) < 0 {
		return "", false
	}
	return title, true
}

// underline reports whether a line makes the one above it a Markdown heading.
func underline(line string) bool {
	return len(line) >= 3 && (strings.Trim(line, "=") == "" || strings.Trim(line, "-") == "")
}

var bullets = regexp.MustCompile(`^(?:[-*+•·‣▪●◦–—]|\(?\d{1,2}[.)]|\(?[a-z]\))[\pZ\t]`)

// bullet returns the length of the bullet that a line of a list starts with, or 0.
func bullet(line string) int {
	if c := line[0]; 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' && (len(line) == 1 || line[1] != ')') {
		return 0
	}
	n := len(bullets.FindString(line))
	if n == 0 {
		return 0
	}
	return len(line) - len(strings.TrimLeftFunc(line[n:], unicode.IsSpace))
}

const (
	maxWrapWidth = 120 // bytes; longer lines are paragraphs of their own
	minWrapWidth = 40
)

// wrapWidth returns the width at which the text is wrapped, or 0 when its lines are
// paragraphs. It is wrapped when most lines that another follows directly break off
// within a sentence.
func wrapWidth(text string, lines []block) int {
	width, broken, whole := 0, 0, 0
	for i, l := range lines {
		n := l.End - l.from
		if n > maxWrapWidth {
			return 0
		}
		width = max(width, n)
		if i+1 == len(lines) || lines[i+1].gap || lines[i+1].kind != prose || l.kind == heading || l.kind == aside {
			continue
		}
		if n >= minWrapWidth && !strings.ContainsRune(sentenceFinal, lastRune(l.Of(text))) {
			broken++
		} else {
			whole++
		}
	}
	if broken < 2 || broken < whole {
		return 0
	}
	return width
}

// joins reports whether line l goes on with the paragraph or list item b.
func joins(text string, b, l block, width int) bool {
	if l.gap || l.kind != prose || b.kind == heading || b.kind == aside {
		return false
	}
	above, line := b.Of(text), l.Of(text)
	last, first := lastRune(above), firstRune(line)
	if last == ',' || unicode.IsLower(first) && !strings.ContainsRune(".!?…:", lastRune(strings.TrimRight(above, closingPunctuation))) {
		return true
	}
	word, _, _ := strings.Cut(line, " ")
	aboveLine := above[strings.LastIndexByte(above, '\n')+1:]
	return width > 0 && len(aboveLine)+1+len(word) > width*7/10
}

// markItems finds the lists without bullets: two or more short lines, alike in the blank
// lines between them, below a line that ends in a colon.
func markItems(text string, blocks []block) {
	for i := 0; i+2 < len(blocks); i++ {
		if blocks[i].kind != prose || !introduces(blocks[i].Of(text)) {
			continue
		}
		first, end := i+1, i+1
		for end < len(blocks) && itemLine(text, blocks[end]) && (end == first || blocks[end].gap == blocks[first+1].gap) {
			end++
		}
		if last := blocks[end-1]; end < len(blocks) && blocks[end].kind == prose && last.gap == blocks[end].gap && headingLine(last.Of(text)) {
			end-- // it may be the heading of what follows
		}
		if end-first < 2 {
			continue
		}
		for j := first; j < end; j++ {
			blocks[j].kind = item
		}
		i = end - 1
	}
}

// itemLine reports whether a block could be an item of a list without bullets.
func itemLine(text string, b block) bool {
	line := b.Of(text)
	return b.kind == prose && countWords(line) <= maxHeadingWords && !strings.Contains(line, "\n") &&
		!strings.ContainsRune(".!?…:", lastRune(strings.TrimRight(line, closingPunctuation)))
}

// markHeadings turns short lines above longer paragraphs, lists and headings into headings.
func markHeadings(text string, blocks []block) {
	for i := len(blocks) - 2; i >= 0; i-- {
		b, below := &blocks[i], blocks[i+1]
		numbered := b.kind == item && '0' <= text[b.from] && text[b.from] <= '9' // no list, when alone
		alone := below.kind != item && (i == 0 || blocks[i-1].kind != item)
		if line := b.Of(text); (b.kind == prose || numbered && alone) && headingLine(line) && heads(text, countWords(line), blocks[i+1:]) {
			b.kind = heading
		}
	}
}

// heads reports whether a short line can be the heading of the blocks below it.
func heads(text string, words int, below []block) bool {
	switch first := below[0]; first.kind {
	case prose:
		line := first.Of(text)
		n := countWords(line)
		return n >= minHeadedWords && n > words || introduces(line)
	case heading:
		return len(below) > 1 && below[1].kind == prose
	}
	return false
}

// headingLine reports whether a line could be a heading: short, no sentence, and not in
// lower case.
func headingLine(line string) bool {
	first := firstRune(strings.TrimLeft(line, "*_\"'“‘("))
	return countWords(line) <= maxHeadingWords && utf8.RuneCountInString(line) <= maxHeadingRunes &&
		!strings.Contains(line, "\n") && !unicode.IsLower(first) && first != '@' && !endsSentence(line) && !label.MatchString(line)
}

// label matches short lines that say something of themselves: bylines, credits in
// parentheses, and figures behind a name ("Revenue: $12 million", "Texas – 40").
var label = regexp.MustCompile(`^By \p{Lu}|^\(.*\)$|(?::| [-–—]) .*\d`)

// introduces reports whether a line announces what follows it.
func introduces(line string) bool {
	return strings.HasSuffix(strings.TrimRight(line, closingPunctuation), ":")
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
