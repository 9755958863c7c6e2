package slack

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"briefbot/internal/adapters/chat"
)

// eventType is the type of the metadata that names a message, by which Find finds it.
const eventType = "briefbot_message"

// message is the body of a chat.postMessage call, less the channel and the thread.
type message struct {
	Text        string              `json:"text"`
	Blocks      []slack.Block       `json:"blocks"`
	Metadata    slack.SlackMetadata `json:"metadata"`
	Parse       string              `json:"parse"`
	Markdown    bool                `json:"mrkdwn"`
	LinkNames   bool                `json:"link_names"`
	UnfurlLinks bool                `json:"unfurl_links"`
	UnfurlMedia bool                `json:"unfurl_media"`
}

// Render makes the bodies of the messages that show the page, each within Slack's limits.
// All text goes out as elements of rich text or as plain text, which parse nothing. The one
// mention is that of the person who asked, by a command whose answer does not stand under
// it: a user element, which shows the name and lets the person know. No text can make one.
func (a *Adapter) Render(p chat.Page, _ chat.Address) ([]json.RawMessage, error) {
	var bodies []json.RawMessage
	for _, part := range bounded(p).Split(fits) {
		var b bytes.Buffer
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(newMessage(part)); err != nil {
			return nil, fmt.Errorf("slack: render message %s: %w", part.Key, err)
		}
		bodies = append(bodies, bytes.TrimSpace(b.Bytes()))
	}
	return bodies, nil
}

func newMessage(p chat.Page) message {
	m := message{Text: cutEscaped(fallback(p), maxFallbackRunes), Blocks: blocks(p), Parse: "none"}
	m.Text = escape(m.Text)
	m.Metadata = slack.SlackMetadata{EventType: eventType, EventPayload: map[string]any{"key": p.Key}}
	return m
}

// fits reports whether a part of a page is one message.
func fits(p chat.Page) bool {
	if tooLong(p) {
		return false
	}
	p.Key = strings.Repeat("k", maxKeyRunes)
	all := blocks(p)
	return len(all) <= maxBlocks && blocksRunes(all) <= maxBlocksRunes
}

// tooLong reports whether the texts alone are too long, without laying them out.
func tooLong(p chat.Page) bool {
	runes := 0
	for _, s := range p.Sources {
		runes += utf8.RuneCountInString(s.Title) + utf8.RuneCountInString(s.Quote)
	}
	for _, item := range p.Items {
		if runes += utf8.RuneCountInString(item.Text); runes > maxBlocksRunes {
			return true
		}
	}
	return false
}

// maxKeyRunes is the longest key (chat.Message); an answer in a chat has its message's as id.
const maxKeyRunes = 25

// blocksRunes measures blocks for maxBlocksRunes. In JSON, &, < and > take six characters:
// more than Slack's escapes of them.
func blocksRunes(all []slack.Block) int {
	text, err := json.Marshal(all)
	if err != nil {
		return maxBlocksRunes + 1
	}
	return utf8.RuneCount(text) + len(all)*blockRunes
}

// glyphs mark the tones, to be told at a glance.
var glyphs = map[chat.Tone]string{
	chat.Differs: "⚖️", chat.NotFound: "🔍", chat.Briefs: "📰", chat.Informs: "ℹ️", chat.Fails: "⚠️",
}

// bounded returns the page with everything cut that could keep a part of it from being one
// message however it is split.
func bounded(p chat.Page) chat.Page {
	p.Title = harmless(p.Title)
	p.Asked = cut(harmless(p.Asked), maxAskedRunes)
	p.Note = cut(harmless(p.Note), maxNoteRunes)
	if utf8.RuneCountInString(p.Answer) > maxKeyRunes {
		p.Answer = ""
	}
	p.Sources = slices.Clone(p.Sources)
	for i, s := range p.Sources {
		s.Title, s.Origin, s.Quote = cut(harmless(s.Title), maxSourceRunes), cut(harmless(s.Origin), maxSourceRunes), harmless(s.Quote)
		s.URL, _ = safeURL(s.URL)
		p.Sources[i] = s
	}
	p.Items = slices.Clone(p.Items)
	for i, item := range p.Items {
		item.Text, item.Tail = harmless(item.Text), cut(harmless(item.Tail), maxTailRunes)
		p.Items[i] = boundedItem(p, item)
	}
	return p
}

// boundedItem takes the addresses of its sources, then markers from an item that would not
// fit a message even if its text were a single character.
func boundedItem(p chat.Page, item chat.Item) chat.Item {
	p.Items = []chat.Item{{Style: item.Style, Text: "x …", Tail: item.Tail, Cites: item.Cites}}
	all := p.Sources
	p.Sources = slices.DeleteFunc(slices.Clone(all), func(s chat.Source) bool { return !slices.Contains(item.Cites, s.N) })
	for i := range p.Sources {
		p.Sources[i].Quote = ""
	}
	for i := len(p.Sources) - 1; i >= 0 && !fits(p); i-- {
		at := slices.IndexFunc(all, func(s chat.Source) bool { return s.N == p.Sources[i].N })
		all[at].URL = ""
		p.Sources[i].URL = ""
	}
	for len(item.Cites) > 0 && !fits(p) {
		item.Cites = item.Cites[:len(item.Cites)-1]
		p.Items[0].Cites = item.Cites
		p.Sources = slices.DeleteFunc(p.Sources, func(s chat.Source) bool { return !slices.Contains(item.Cites, s.N) })
	}
	return item
}

// blocks lays out a page that is bounded. There is at least one block; the first is named
// after the page.
func blocks(p chat.Page) []slack.Block {
	var out []slack.Block
	if p.Title != "" {
		title := cut(strings.TrimSpace(glyphs[p.Tone]+" "+p.Title), maxHeaderRunes)
		out = append(out, slack.NewHeaderBlock(plainText(title)))
	}
	if asked := askedElements(p); len(asked) > 0 {
		out = append(out, slack.NewRichTextBlock("", &slack.RichTextQuote{Type: slack.RTEQuote, Elements: asked}))
	}
	out = append(out, itemBlocks(p)...)
	if len(p.Sources) > 0 {
		out = append(out, sourcesBlock(p.Sources))
	}
	if p.Note != "" {
		out = append(out, slack.NewContextBlock("", plainText(p.Note)))
	}
	if p.Answer != "" {
		out = append(out, buttons(p.Answer))
	}
	if len(out) == 0 {
		out = append(out, slack.NewRichTextBlock("", slack.NewRichTextSection(slack.NewRichTextSectionTextElement("…", nil))))
	}
	name(out[0], p.Key)
	return out
}

// name gives a block its id: the second way to find a message again.
func name(b slack.Block, id string) {
	switch b := b.(type) {
	case *slack.HeaderBlock:
		b.BlockID = id
	case *slack.RichTextBlock:
		b.BlockID = id
	case *slack.ContextBlock:
		b.BlockID = id
	case *slack.ActionBlock:
		b.BlockID = id
	}
}

// userID is what Slack's ids of people look like.
var userID = regexp.MustCompile(`^[UW][A-Z0-9]{2,20}$`)

// askedElements say who asked what.
func askedElements(p chat.Page) line {
	var l line
	if userID.MatchString(p.AskedBy) {
		l = append(l, slack.NewRichTextSectionUserElement(p.AskedBy, nil))
		l.text(" asked", nil)
		if p.Asked != "" {
			l.text(": ", nil)
		}
	}
	l.text(p.Asked, nil)
	return l
}

// itemBlocks sets the items. What begins a block Slack sets apart from what is above.
func itemBlocks(p chat.Page) []slack.Block {
	var out []slack.Block
	var block *slack.RichTextBlock
	for i, item := range p.Items {
		if i == 0 || begins(item.Style, p.Items[i-1].Style) {
			block = slack.NewRichTextBlock("")
			out = append(out, block)
		}
		set(block, item, inline(item, p.Sources))
	}
	return out
}

// begins reports whether an item of the style begins a block after one of the other.
func begins(style, after chat.Style) bool {
	return style == chat.Heading || style == chat.Paragraph && after != chat.Heading || style == chat.Quoted && after == chat.Quoted
}

// set adds an item to a block.
func set(block *slack.RichTextBlock, item chat.Item, elements line) {
	switch item.Style {
	case chat.Bullet:
		if n := len(block.Elements); n > 0 {
			if list, ok := block.Elements[n-1].(*slack.RichTextList); ok {
				list.Elements = append(list.Elements, slack.NewRichTextSection(elements...))
				return
			}
		}
		block.Elements = append(block.Elements, slack.NewRichTextList(slack.RTEListBullet, 0, slack.NewRichTextSection(elements...)))
	case chat.Quoted:
		block.Elements = append(block.Elements, &slack.RichTextQuote{Type: slack.RTEQuote, Elements: elements})
	default:
		block.Elements = append(block.Elements, slack.NewRichTextSection(elements...))
	}
}

// inline is an item's text with its markers and tail.
func inline(item chat.Item, sources []chat.Source) line {
	var style *slack.RichTextSectionTextStyle
	switch item.Style {
	case chat.Heading:
		style = &slack.RichTextSectionTextStyle{Bold: true}
	case chat.Code:
		style = &slack.RichTextSectionTextStyle{Code: true}
	}
	var l line
	l.text(cmp.Or(item.Text, "…"), style)
	for i, n := range item.Cites {
		if i == 0 {
			l.text(" ", nil)
		}
		l.link(marker(n), urlOf(sources, n), nil)
	}
	if item.Tail != "" {
		l.text(" · ", nil)
		l.text(item.Tail, &slack.RichTextSectionTextStyle{Italic: true})
	}
	return l
}

// urlOf returns where marker n leads, or "".
func urlOf(sources []chat.Source, n int) string {
	for _, s := range sources {
		if s.N == n {
			return s.URL
		}
	}
	return ""
}

func marker(n int) string { return "[" + strconv.Itoa(n) + "]" }

// sourcesBlock lists what the markers stand for: the title, where and when it was published,
// the host that the link leads to, and the quote where the message does not show it.
func sourcesBlock(sources []chat.Source) *slack.RichTextBlock {
	var head line
	head.text("Sources", &slack.RichTextSectionTextStyle{Bold: true})
	block := slack.NewRichTextBlock("", slack.NewRichTextSection(head...))
	for _, s := range sources {
		var l line
		l.text(marker(s.N)+" ", nil)
		_, host := safeURL(s.URL)
		l.link(cmp.Or(s.Title, host, "untitled"), s.URL, nil)
		if s.Origin != "" {
			l.text(" — "+s.Origin, nil)
		}
		if host != "" {
			l.text(" · "+host, nil)
		}
		block.Elements = append(block.Elements, slack.NewRichTextSection(l...))
		if s.Quote != "" {
			var quote line
			quote.text("“"+s.Quote+"”", nil)
			block.Elements = append(block.Elements, &slack.RichTextQuote{Type: slack.RTEQuote, Elements: quote})
		}
	}
	return block
}

// buttons stand under an answer. Their ids are the commands' of all platforms.
func buttons(answer string) *slack.ActionBlock {
	button := func(id, label string) slack.BlockElement {
		return slack.NewButtonBlockElement(id, answer, plainText(label))
	}
	return slack.NewActionBlock("",
		button(actionQuotes, "Show quotes"), button(actionHelpful, "Helpful"), button(actionNotHelpful, "Not helpful"))
}

// plainText is a text object in which Slack reads nothing, not even the names of emoji.
func plainText(s string) *slack.TextBlockObject {
	emoji := false
	return &slack.TextBlockObject{Type: slack.PlainTextType, Text: s, Emoji: &emoji}
}

// fallback is the page as lines of text, for notifications and screen readers.
func fallback(p chat.Page) string {
	lines := []string{p.Title, p.Asked}
	for _, item := range p.Items {
		line := item.Text
		for i, n := range item.Cites {
			if i == 0 {
				line += " "
			}
			line += marker(n)
		}
		lines = append(lines, strings.TrimSpace(line+" "+item.Tail))
	}
	for _, s := range p.Sources {
		lines = append(lines, strings.TrimSpace(marker(s.N)+" "+s.Title+" "+s.Origin))
	}
	lines = slices.DeleteFunc(append(lines, p.Note), func(line string) bool { return line == "" })
	return cmp.Or(strings.Join(lines, "\n"), "…")
}
