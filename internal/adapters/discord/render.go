package discord

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"briefbot/internal/adapters/chat"
)

// body is a message as Render makes it. Post adds what goes with the way it takes.
type body struct {
	Embeds     []*discordgo.MessageEmbed    `json:"embeds"`
	Components []discordgo.MessageComponent `json:"components,omitempty"`
	// AllowedMentions names nobody, whatever the text says.
	AllowedMentions discordgo.MessageAllowedMentions `json:"allowed_mentions"`
}

// Render makes the bodies of the messages that show the page: an embed with the text and one
// with the sources, coloured by the tone, the buttons under the last message. All text is
// inert.
func (a *Adapter) Render(p chat.Page, _ chat.Address) ([]json.RawMessage, error) {
	var bodies []json.RawMessage
	for _, part := range p.Split(fits) {
		b := render(part)
		if !b.fits() {
			return nil, fmt.Errorf("discord: render page %s: a part of %d units fits no message", p.Key, b.units())
		}
		raw, err := json.Marshal(b)
		if err != nil {
			return nil, fmt.Errorf("discord: render page %s: %w", p.Key, err)
		}
		bodies = append(bodies, raw)
	}
	return bodies, nil
}

// fits reports whether a part of a page is one message. What is too long before it is set is
// not set at all: a page is tried in many ways.
func fits(part chat.Page) bool {
	length := 0
	for _, item := range part.Items {
		length += utf8.RuneCountInString(item.Text)
	}
	if length > maxDescriptionUnits {
		return false
	}
	part.Key = chat.PartKey(part.Key, 999) // is set later
	return render(part).fits()
}

// render makes the message of a part. Where one item with its sources is too long, it is the
// sources that are shortened.
func render(part chat.Page) body {
	links := map[int]string{}
	for _, s := range part.Sources {
		if link, _ := address(s.URL); units(link) <= maxMarkerURLUnits {
			links[s.N] = link
		}
	}
	b := compose(part, links, sourceLines(part.Sources, maxDescriptionUnits))
	if len(part.Items) <= 1 && !b.fits() {
		some := part.Sources[:min(len(part.Sources), maxMarkers)]
		b = compose(part, nil, sourceLines(some, maxSourcesUnits/max(1, len(some))-1))
	}
	return b
}

// compose sets a part: its markers lead to the links, its sources are set already.
func compose(part chat.Page, links map[int]string, sources string) body {
	text := &discordgo.MessageEmbed{
		Title:       within(maxTitleUnits, title(part), escape),
		Description: asked(part) + itemLines(part.Items, links),
		Color:       colour(part.Tone),
	}
	b := body{
		Embeds:          []*discordgo.MessageEmbed{text},
		AllowedMentions: discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
	}
	if sources != "" {
		b.Embeds = append(b.Embeds, &discordgo.MessageEmbed{Title: "Sources", Description: sources, Color: colour(part.Tone)})
	}
	b.Embeds[len(b.Embeds)-1].Footer = &discordgo.MessageEmbedFooter{Text: footer(part)}
	if part.Answer != "" {
		b.Components = []discordgo.MessageComponent{buttons(part.Answer)}
	}
	return b
}

// colour and sign show at a glance what a page is.
func colour(t chat.Tone) int {
	switch t {
	case chat.Answers:
		return 0x2e8b57 // green
	case chat.Differs:
		return 0xe69f00 // orange
	case chat.NotFound:
		return 0x7f8c8d // grey
	case chat.Briefs:
		return 0x0072b2 // blue
	case chat.Fails:
		return 0xd55e00 // red
	}
	return 0x5865f2
}

func sign(t chat.Tone) string {
	switch t {
	case chat.Differs:
		return "⚖️ "
	case chat.NotFound:
		return "🔍 "
	case chat.Briefs:
		return "📰 "
	case chat.Fails:
		return "⚠️ "
	}
	return ""
}

func title(part chat.Page) string {
	if part.Title == "" {
		return ""
	}
	return sign(part.Tone) + part.Title
}

// asked repeats the question above the answer. Naming who asked mentions nobody: embeds never
// do, and the message's allowed mentions are none.
func asked(part chat.Page) string {
	if part.Asked == "" {
		return ""
	}
	line := "> " + within(maxAskedUnits, part.Asked, escape)
	if n, err := strconv.ParseUint(part.AskedBy, 10, 64); err == nil && strconv.FormatUint(n, 10) == part.AskedBy {
		line += " — <@" + part.AskedBy + ">"
	}
	return line + "\n\n"
}

func itemLines(items []chat.Item, links map[int]string) string {
	var b strings.Builder
	for i, item := range items {
		if i > 0 {
			b.WriteString(between(items[i-1].Style, item.Style))
		}
		b.WriteString(itemLine(item, links))
	}
	return b.String()
}

// between keeps the items of a list together, and a heading with what it heads.
func between(above, below chat.Style) string {
	if above == chat.Heading || above == below && (above == chat.Bullet || above == chat.Code) {
		return "\n"
	}
	return "\n\n"
}

func itemLine(item chat.Item, links map[int]string) string {
	text := escape(item.Text)
	switch item.Style {
	case chat.Heading:
		text = "**" + text + "**"
	case chat.Bullet:
		text = "- " + text
	case chat.Quoted:
		text = "> " + text
	case chat.Code:
		text = code(item.Text)
	}
	for i, n := range item.Cites[:min(len(item.Cites), maxMarkers)] {
		if i == 0 {
			text += " "
		}
		text += masked(marker(n), links[n])
	}
	if tail := within(maxTailUnits, item.Tail, escape); tail != "" {
		text += " · *" + tail + "*"
	}
	return text
}

func marker(n int) string { return "[" + strconv.Itoa(n) + "]" }

// sourceLines lists the sources, each in the given number of units.
func sourceLines(sources []chat.Source, room int) string {
	lines := make([]string, len(sources))
	for i, s := range sources {
		lines[i] = sourceLine(s, room)
	}
	return strings.Join(lines, "\n")
}

// sourceLine shows a source: its number, its title, where it comes from and where the link
// leads, its quote. What there is no room for goes from the end.
func sourceLine(s chat.Source, room int) string {
	link, host := address(s.URL)
	head := "**" + escape(marker(s.N)) + "** "
	tail := ""
	if origin := within(maxOriginUnits, s.Origin, escape); origin != "" {
		tail = " — " + origin
	}
	if host != "" {
		tail += " · " + escape(host)
	}
	name := func(text string) string { return masked(text, link) }
	line := head + within(maxTitleUnits+units(link), s.Title, name) + tail
	if units(line) > room {
		return head + within(max(room-units(head), 0), s.Title, escape)
	}
	const open, end = "\n> “", "”"
	if quote := within(min(maxQuoteUnits, room-units(line+open+end)), s.Quote, escape); quote != "" {
		line += open + quote + end
	}
	return line
}

// footer is the small print: the note, and the key that Find looks for.
func footer(part chat.Page) string {
	note := within(maxNoteUnits, part.Note, plain)
	if note != "" {
		note += " · "
	}
	return note + reference(part.Key)
}

// reference is how a message says its key.
func reference(key string) string { return "ref " + key }

// The buttons under an answer. The custom id is the name, a colon and the answer's id.
const (
	buttonQuotes     = "quotes"
	buttonHelpful    = "helpful"
	buttonNotHelpful = "not_helpful"
)

func buttons(answer string) discordgo.ActionsRow {
	button := func(label, name string) discordgo.Button {
		return discordgo.Button{Label: label, Style: discordgo.SecondaryButton, CustomID: name + ":" + answer}
	}
	return discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		button("Show quotes", buttonQuotes),
		button("Helpful", buttonHelpful),
		button("Not helpful", buttonNotHelpful),
	}}
}

func (b body) units() int {
	n := 0
	for _, e := range b.Embeds {
		n += units(e.Title) + units(e.Description)
		if e.Footer != nil {
			n += units(e.Footer.Text)
		}
	}
	return n
}

// fits reports whether Discord takes the message.
func (b body) fits() bool {
	tooLong := func(e *discordgo.MessageEmbed) bool {
		return units(e.Title) > maxTitleUnits || units(e.Description) > maxDescriptionUnits ||
			e.Footer != nil && units(e.Footer.Text) > maxFooterUnits
	}
	return b.units() <= maxEmbedsUnits && !slices.ContainsFunc(b.Embeds, tooLong)
}
