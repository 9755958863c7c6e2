package ingest

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"briefbot/internal/briefing/inert"
)

// Text returns the fuller of the content and the summary as plain text.
func (e Entry) Text() string {
	_, text := e.fuller()
	return text
}

// fuller returns the one of content and summary that has more text, and the text.
func (e Entry) fuller() (fragment, text string) {
	content, summary := FragmentText(e.Content), FragmentText(e.Summary)
	if len(summary) > len(content) {
		return e.Summary, summary
	}
	return e.Content, content
}

// minStoryWords is the least that is taken for a whole story.
const minStoryWords = 100

// Teaser reports whether the feed plainly has only the opening of the story, so that the
// rest is on its page: it is short, or ends in dots or a call to read on.
// A long opening that ends in none of these is taken for the story.
func (e Entry) Teaser() bool {
	fragment, text := e.fuller()
	if countWords(text) < minStoryWords {
		return true
	}
	end := lastLine(fragment)
	return breaksOff(end) || callsOn(end)
}

const maxEndBytes = 4 << 10 // of a fragment, in which its last line is looked for

// lastLine returns the last line of a fragment of HTML, in lower case, without the note on
// its origin that WordPress adds.
func lastLine(fragment string) string {
	if start := len(fragment) - maxEndBytes; start > 0 {
		fragment = strings.ToValidUTF8(fragment[start:], "")
	}
	end := strings.ToLower(oneLine(fragment))
	return strings.TrimSpace(origin.ReplaceAllString(end, ""))
}

var origin = regexp.MustCompile(`\bthe post .{1,300} (?:appeared first|first appeared) on .{1,100}$`)

func breaksOff(end string) bool {
	end = strings.TrimRight(end, " ])»>")
	return strings.HasSuffix(end, "...") || strings.HasSuffix(end, "…")
}

// readOn are the links with which teasers end.
var readOn = []string{
	"read more", "read on", "read the rest", "read full story", "read full article", "read the full story", "read the full article",
	"continue reading", "full story", "full article", "keep reading", "more »", "more >", "[more]",
	"weiterlesen", "mehr lesen", "lire la suite", "lire plus", "leer más", "seguir leyendo", "ler mais", "leia mais", "leggi tutto",
	"continua a leggere", "lees verder", "lees meer", "läs mer", "les mer", "læs mere", "lue lisää", "czytaj dalej", "devamını oku",
	"читать далее", "читати далі", "続きを読む", "阅读全文", "閱讀全文", "더 보기", "اقرأ المزيد",
}

func callsOn(end string) bool {
	bare := strings.TrimRightFunc(end, func(r rune) bool { return !unicode.IsLetter(r) })
	for _, call := range readOn {
		if strings.HasSuffix(bare, call) || strings.HasSuffix(end, call) {
			return true
		}
	}
	return false
}

// maxShownRunes bounds titles and names; real ones stay far below.
const maxShownRunes = 500

// oneLine returns the text of a fragment of HTML on one line.
func oneLine(fragment string) string {
	if !strings.ContainsAny(fragment, "<&") {
		return inert.Clean(fragment)
	}
	z := html.NewTokenizer(strings.NewReader(fragment))
	var b strings.Builder
	var open atom.Atom
	for {
		switch z.Next() {
		case html.ErrorToken:
			return inert.Clean(b.String())
		case html.TextToken:
			if open != atom.Script && open != atom.Style {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			if open = atom.Lookup(name); spaced[open] {
				b.WriteByte(' ')
			}
		case html.EndTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); spaced[atom.Lookup(name)] {
				b.WriteByte(' ')
			}
			open = 0
		}
	}
}

// spaced are the elements that keep words apart.
var spaced = map[atom.Atom]bool{
	atom.Br: true, atom.P: true, atom.Div: true, atom.Li: true, atom.Td: true, atom.Blockquote: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true,
}

// shownLine returns the text of a fragment of HTML as a title or name.
func shownLine(fragment string) string { return shown(oneLine(fragment)) }

// shown returns plain text as a title or name: one line that is not too long.
func shown(s string) string { return shorten(inert.Clean(s), maxShownRunes) }
