package digest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/english"
)

// line is a sentence that can be told.
type line struct {
	quote  briefing.Quote
	text   string
	tokens []english.Token
	keys   []string // of its telling words
	order  int      // among the sentences of its article
}

const (
	openingSentences = 15 // of an article can be told: those after them go into details
	minLineWords     = 6
	maxLineWords     = 45
)

// lines returns the sentences of an article's opening that can be told by themselves, or, when
// there are none, all of its opening that can be quoted.
func lines(d *briefing.Document) []line {
	var whole, rest []line
	for i, s := range opening(d) {
		l := newLine(d, s.Span, i)
		if !l.passes() || furniture(cite.Plain(l.text)) {
			continue
		}
		if n := countWords(l.text); !s.Item && n >= minLineWords && n <= maxLineWords && l.complete() {
			whole = append(whole, l)
		}
		rest = append(rest, l)
	}
	if len(whole) > 0 {
		return whole
	}
	return rest
}

// opening returns the first sentences of an article.
func opening(d *briefing.Document) []briefing.Sentence {
	var out []briefing.Sentence
	for _, p := range d.Passages {
		out = append(out, p.Sentences...)
		if len(out) >= openingSentences {
			return out[:openingSentences]
		}
	}
	return out
}

func newLine(d *briefing.Document, s briefing.Span, order int) line {
	s.Start += len(preamble.FindString(s.Of(d.Text)))
	l := line{quote: briefing.Quote{Doc: d, Span: s}, text: s.Of(d.Text), order: order}
	l.tokens = english.Tokens(l.text)
	for _, t := range l.tokens {
		if !english.Stop(t.Key) {
			l.keys = append(l.keys, t.Key)
		}
	}
	return l
}

// preamble finds what stands before a sentence in its line: where it was written, "ORLENBURG —",
// or a heading in bold.
var preamble = regexp.MustCompile(`^(?:\*\*[^*]+\*\*\s+|\p{Lu}[\p{Lu} .'’-]+(?:, [\p{L}. ]{2,20})?(?: \([\p{L} ]{2,20}\))? ?(?:[—–]|-{1,2} )\s*)`)

// claim drafts the line.
func (l line) claim() briefing.DraftClaim {
	return briefing.DraftClaim{Text: cite.Plain(l.text), Quotes: []briefing.Quote{l.quote}}
}

// passes reports whether the gate will let the line through. Marks that are left out may have
// kept two numbers apart.
func (l line) passes() bool {
	if c := l.claim(); c.Text != strings.Join(strings.Fields(l.text), " ") {
		return (cite.Gate{}).Check("", c) == nil
	}
	return cite.Quotable(l.quote)
}

// complete reports whether the line is a sentence that needs no other to be understood.
func (l line) complete() bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(l.text, `“"‘'(*_[`))
	last := strings.TrimRight(l.text, `”"’')*_]`)
	return (unicode.IsUpper(first) || unicode.IsDigit(first)) && strings.HasSuffix(last, ".") && !strings.HasSuffix(last, "..") &&
		strings.Count(l.text, "“") == strings.Count(l.text, "”") && strings.Count(l.text, `"`)%2 == 0 &&
		!dangling.MatchString(l.text) && !l.saidByPronoun() && !l.personal()
}

// dangling finds a beginning that leans on the sentence before.
var dangling = regexp.MustCompile(`^[“"‘'*_]*(?:He|She|It|They|His|Hers?|Its|Theirs?|This|That|These|Those|Such|There|Here|` +
	`And|But|Or|Nor|So|Yet|Still|Also|Then|Thus|Hence|Both|Neither|Either|Another|Others|Instead|However|Moreover|Furthermore|Meanwhile|Otherwise|` +
	`Besides|Nevertheless|Nonetheless|Therefore|Afterwards|Elsewhere|Even so|As a result|For (?:example|instance)|In (?:addition|contrast|fact|response|return)|` +
	`On the other hand|At the same time|One of (?:them|these|those)|The (?:former|latter|other|others|same|two|three))\b`)

// saidByPronoun reports whether the line is words of somebody whom it does not name: "…, she
// said".
func (l line) saidByPronoun() bool {
	for i := 1; i+1 < len(l.tokens); i++ {
		before := l.text[l.tokens[i-1].End:l.tokens[i].Start]
		if pronouns[l.tokens[i].Lower] && sayings[l.tokens[i+1].Lower] && strings.ContainsAny(before, `,”"’'`) {
			return true
		}
	}
	return false
}

// personal reports whether the line speaks for its author or to the reader, quotations aside.
func (l line) personal() bool {
	return slices.ContainsFunc(l.tokens, func(t english.Token) bool {
		before := l.text[:t.Start]
		quoted := strings.Count(before, "“") > strings.Count(before, "”") || strings.Count(before, `"`)%2 == 1
		word, _, _ := strings.Cut(t.Lower, "'")
		return (authors[word] || t.Key == "us-pronoun") && !quoted
	})
}

var (
	pronouns = set("he she they i we")
	sayings  = set("said says added adds told wrote warned argued insisted explained noted continued recalled")
	authors  = set("i my me we our ours you your yours let")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// furniture reports whether a text is what a site puts into its articles and is no part of
// them.
func furniture(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(text, p) })
}

var phrases = []string{
	"newsletter", "sign up here", "sign up now", "sign up today", "sign up for free", "thanks for signing up", "subscribe to", "subscribe now",
	"subscribe today", "already a subscriber", "privacy notice", "privacy policy", "email address", "e-mail address", "accept cookies", "use cookies",
	"uses cookies", "click here", "affiliate link", "read more:", "read more about", "follow us", "advertisement", "all rights reserved", "saved list",
	"text size", "this article was", "this article is", "this article contains", "this article may", "this story was originally", "this page is",
	"this post may", "{{", "http://", "https://", " | ",
}

func countWords(s string) int { return len(strings.Fields(s)) }
