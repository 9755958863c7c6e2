package slack

import (
	"slices"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// line is a line of rich text.
type line []slack.RichTextSectionElement

// text adds literal text: to the last element when that is text of the same style, and in as
// many elements as it takes.
func (l *line) text(s string, style *slack.RichTextSectionTextStyle) {
	if s == "" {
		return
	}
	if n := len(*l); n > 0 && style == nil {
		last, ok := (*l)[n-1].(*slack.RichTextSectionTextElement)
		if ok && last.Style == nil && utf8.RuneCountInString(last.Text)+utf8.RuneCountInString(s) <= maxTextRunes {
			last.Text += s
			return
		}
	}
	for chunk := range slices.Chunk([]rune(s), maxTextRunes) {
		*l = append(*l, slack.NewRichTextSectionTextElement(string(chunk), style))
	}
}

// link adds text that leads to a safe address; text alone when there is none, or too much of
// it for a link.
func (l *line) link(s, url string, style *slack.RichTextSectionTextStyle) {
	if url == "" || utf8.RuneCountInString(s) > maxTextRunes {
		l.text(s, style)
		return
	}
	*l = append(*l, slack.NewRichTextSectionLinkElement(url, s, style))
}
