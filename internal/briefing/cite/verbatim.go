package cite

import (
	"regexp"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// verbatim reports whether a claim is a part of one of its quotes, white space and the marks of
// Plain aside, that cuts off no half of a word, of a number or of a negation.
func verbatim(text string, quotes []briefing.Quote) bool {
	text = flat(text)
	for _, q := range quotes {
		quote := q.Of(q.Doc.Text)
		if partOf(flat(quote), text) {
			return true
		}
		if plain := Plain(quote); strings.Contains(plain, text) && sameWords(plain, quote) && partOf(plain, text) {
			return true
		}
	}
	return false
}

// partOf reports whether a text stands in a quote, whole.
func partOf(quote, text string) bool {
	var tokens []english.Token
	for from := 0; ; from++ {
		i := strings.Index(quote[from:], text)
		if i < 0 {
			return false
		}
		if tokens == nil {
			tokens = english.Tokens(quote)
		}
		from += i
		if whole(tokens, briefing.Span{Start: from, End: from + len(text)}) {
			return true
		}
	}
}

// whole reports whether none of a quote's tokens lies across an end of the part, and none before
// it denies it: right before it, or as in "denied reports that".
func whole(quote []english.Token, part briefing.Span) bool {
	before := -1
	for i, t := range quote {
		if t.Start < part.Start && part.Start < t.End || t.Start < part.End && part.End < t.End {
			return false
		}
		if t.End <= part.Start {
			before = i
		}
	}
	for before > 0 && deniedAs[quote[before].Lower] {
		before--
	}
	return before < 0 || !is("not", quote[before].Key) && !strings.HasSuffix(quote[before].Lower, "n't")
}

// deniedAs are words between a denial and what is denied.
var deniedAs = set("that to reports claims allegations accusations rumours rumors suggestions any the having been it")

// sameWords reports whether a text has no word that another lacks, in the same order: marks that
// were taken out may have kept two numbers apart.
func sameWords(plain, text string) bool {
	words := english.Tokens(text)
	for _, t := range english.Tokens(plain) {
		for len(words) > 0 && words[0].Text != t.Text {
			words = words[1:]
		}
		if len(words) == 0 {
			return false
		}
		words = words[1:]
	}
	return true
}

// Plain puts a text on one line, without the footnote marks, which an answer has of its own, and
// the Markdown of its source.
func Plain(s string) string {
	s = links.ReplaceAllString(s, "$1")
	return flat(marks.ReplaceAllString(s, ""))
}

// Markup returns the places of a text that Plain leaves out.
func Markup(text string) []briefing.Span {
	var out []briefing.Span
	for _, m := range marks.FindAllStringIndex(text, -1) {
		out = append(out, briefing.Span{Start: m[0], End: m[1]})
	}
	for _, m := range links.FindAllStringSubmatchIndex(text, -1) {
		out = append(out, briefing.Span{Start: m[0], End: m[2]}, briefing.Span{Start: m[3], End: m[1]})
	}
	return out
}

var (
	links = regexp.MustCompile(`\[([^\[\]]+)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)`)
	marks = regexp.MustCompile(`\[(?:\d+|citation needed|[a-z])\]|\*\*|__`)
)

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }
