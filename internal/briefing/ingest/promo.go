package ingest

import "strings"

// The lines that sites put between the paragraphs of an article to keep or sell readers.

// promoLabels open a promotional line when the line ends there or goes on with a mark such
// as a colon: "ALSO READ: …", "Related | …", "Advertisement".
var promoLabels = []string{
	"also read", "read also", "also see", "see also", "also watch", "also on", "read more", "read next", "read this", "read",
	"more", "more from", "more on this", "more on this story", "more on this topic", "keep reading", "continue reading",
	"related", "related story", "related stories", "related article", "related articles", "related news", "related coverage",
	"related content", "related topics", "related reading", "related links", "recommended", "recommended for you", "recommended reading",
	"don't miss", "must read", "must-read", "most read", "most popular", "most viewed", "trending", "trending now", "top stories",
	"you may also like", "you might also like", "editor's pick", "editor's picks", "editors' picks", "in case you missed it", "icymi",
	"watch", "watch now", "watch live", "watch more", "watch video", "watch the video", "listen", "listen now", "live updates",
	"advertisement", "advertisements", "advertising", "ad", "ads", "sponsored", "sponsored content", "paid content", "partner content",
	"promoted", "promoted stories", "article continues below", "article continues after advertisement", "story continues below",
	"story continues below advertisement", "story continues after advertisement", "advertisement - scroll to continue",
	"continue reading below", "continue reading the main story", "skip advertisement", "skip to content", "scroll to continue",
	"subscribe", "subscribe now", "sign up", "sign up now", "sign in", "log in", "newsletter", "newsletters", "follow us", "share",
	"share this", "share this article", "share this story", "share on", "tweet", "print", "save", "comments", "show comments",
	"leave a comment", "view comments", "download now", "download the app", "get the app", "shop now", "buy now", "donate", "donate now",
}

// promoCalls open a line that calls on the reader. Such a line is short.
var promoCalls = []string{
	"subscribe to", "subscribe for", "subscribe today", "subscribe here", "sign up for our", "sign up for the", "sign up for free",
	"sign up for breaking", "sign up for daily", "sign up for weekly", "sign up to", "sign up here", "sign up today",
	"register for free", "register now", "click here", "click the link", "click on the link", "click to ", "tap here", "tap to ",
	"follow us", "follow our", "follow live", "like us on", "find us on", "join us on", "join our", "join the conversation",
	"connect with us", "download our", "download the app", "get our", "get the latest", "get all the latest", "get breaking news",
	"get more news", "get unlimited access", "stay up to date with", "stay updated with", "stay informed with", "stay tuned",
	"support our journalism", "support our work", "become a member", "become a subscriber", "make a donation", "start your free trial",
	"try it free", "read more about", "read more on", "read more at", "read more here", "read more from", "read the full",
	"read our full", "see more on", "see the full", "view the full", "for more news", "for more stories", "for all the latest",
	"for the latest news", "catch all the latest", "catch the latest", "have a news tip", "do you have a tip", "got a tip",
	"this story is for subscribers", "this article is for subscribers", "already a subscriber", "not a subscriber",
	"listen to this article", "listen to this story", "add us as a preferred", "all rights reserved", "copyright ©", "© 20",
}

const (
	maxLabelledWords = 40 // of a line behind a label
	maxCallWords     = 30
	maxButtonWords   = 15
)

// promotional reports whether a line is no part of the article around it.
func promotional(line string) bool {
	line = strings.TrimLeft(line, " \t>*_#[(-–—•·▶►→»|")
	if line == "" {
		return true // a rule or an ornament
	}
	if strings.HasPrefix(line, "!") && strings.HasPrefix(line[1:], "[") {
		return true // an image of Markdown
	}
	head := strings.ToLower(strings.ReplaceAll(line[:min(len(line), 64)], "’", "'"))
	for _, label := range promoLabels {
		if rest, ok := strings.CutPrefix(head, label); ok && labelEnds(rest) {
			return countWords(line) <= maxLabelledWords
		}
	}
	if strings.Contains(head, "click here") || strings.HasPrefix(head, "advertisement ") || shareButtons(head) {
		return countWords(line) <= maxButtonWords
	}
	for _, call := range promoCalls {
		if strings.HasPrefix(head, call) {
			return countWords(line) <= maxCallWords
		}
	}
	return false
}

// shareButtons reports whether s is the names of sites to share an article on.
func shareButtons(s string) bool {
	n := 0
	for word := range strings.FieldsSeq(s) {
		switch strings.Trim(word, ",|·•/") {
		case "", "on", "via":
		case "facebook", "twitter", "x", "whatsapp", "linkedin", "reddit", "telegram", "pinterest", "messenger", "flipboard",
			"email", "e-mail", "share", "print", "copy", "link", "sms", "tweet", "instagram", "threads", "bluesky":
			n++
		default:
			return false
		}
	}
	return n > 1
}

// labelEnds reports whether what follows a label shows that it was one.
func labelEnds(rest string) bool {
	rest = strings.TrimLeft(rest, " \t*_)]")
	return rest == "" || strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "|") || strings.HasPrefix(rest, ">") ||
		strings.HasPrefix(rest, "»") || strings.HasPrefix(rest, "→")
}
