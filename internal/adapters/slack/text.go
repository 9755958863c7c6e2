package slack

import (
	"cmp"
	"regexp"
	"strings"

	"briefbot/internal/briefing/inert"
)

// markup is what Slack writes for mentions, channels, commands and links: <@U123|name>,
// <#C123|general>, <!here>, <!subteam^S123|@group>, <https://example.com|label>
// (https://docs.slack.dev/messaging/formatting-message-text). What people type has its <
// escaped.
var markup = regexp.MustCompile(`<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>`)

// mentions says whom a text mentions: the bot, and anybody else.
func mentions(text, bot string) (self, others bool) {
	for _, m := range markup.FindAllStringSubmatch(text, -1) {
		switch {
		case m[1] == "@" && m[2] == bot:
			self = true
		case m[1] == "@", m[1] == "!" && !strings.HasPrefix(m[2], "date^"):
			others = true
		}
	}
	return self, others
}

// cleanText returns what a person wrote as one plain line, without the mentions of the bot.
func cleanText(text, bot string) string {
	text = markup.ReplaceAllStringFunc(text, func(found string) string {
		m := markup.FindStringSubmatch(found)
		sign, target, label := m[1], m[2], m[3]
		switch {
		case sign == "@" && target == bot:
			return " "
		case sign == "@" || sign == "#":
			return sign + strings.TrimPrefix(cmp.Or(label, target), sign)
		case sign == "!" && label == "":
			return "@" + target
		case sign == "!":
			return label
		}
		_, address, isMail := strings.Cut(target, "mailto:")
		if isMail {
			target = address
		}
		return cmp.Or(label, target)
	})
	return strings.TrimLeft(inert.Clean(unescaper.Replace(text)), ",:; ")
}

var unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
