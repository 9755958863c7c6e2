package english

import (
	"strings"
	"unicode/utf8"

	"briefbot/internal/briefing"
)

// words is a text cut into tokens, with what stands between them.
type words struct {
	text   string
	tokens []Token
}

// gap returns what stands between token i and the one after it.
func (w words) gap(i int) string { return w.text[w.tokens[i].End:w.tokens[i+1].Start] }

// joined reports whether tokens i and i+1 stand together without punctuation, a hyphen, an
// initial's stop or a possessive ending aside.
func (w words) joined(i int) bool {
	if i < 0 || i+1 >= len(w.tokens) {
		return false
	}
	gap := w.gap(i)
	if strings.Count(gap, "\n") > 1 {
		return false // another paragraph
	}
	switch strings.TrimSpace(gap) {
	case "", "-", "‑", "–", "’s", "'s", "’", "'":
		return true
	case ".":
		t := w.tokens[i].Text
		return utf8.RuneCountInString(t) == 1 || honorifics[w.tokens[i].Lower] || titles[w.tokens[i].Lower]
	default:
		return false
	}
}

// comma reports whether only a comma stands before token i.
func (w words) comma(i int) bool {
	return i > 0 && i < len(w.tokens) && strings.TrimSpace(w.gap(i-1)) == ","
}

// opensSentence reports whether token i is the first of a sentence.
func (w words) opensSentence(i int) bool {
	return i == 0 || !w.joined(i-1) && strings.ContainsAny(w.gap(i-1), ".!?\n")
}

// span returns the place of tokens [from, end), which are one at least.
func (w words) span(from, end int) briefing.Span {
	return briefing.Span{Start: w.tokens[from].Start, End: w.tokens[end-1].End}
}
