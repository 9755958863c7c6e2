package english

import (
	"unicode"
	"unicode/utf8"

	"briefbot/internal/briefing"
)

// Token is a word or number of a text.
type Token struct {
	briefing.Span
	Text  string // as written, without a possessive ending
	Lower string // Text in lower case without accents
	Key   string // its normal form: what is compared and indexed
}

// Capital reports whether the token is written with a first capital letter.
func (t Token) Capital() bool {
	r, _ := utf8.DecodeRuneInString(t.Text)
	return unicode.IsUpper(r)
}

// Number reports whether the token starts with a digit.
func (t Token) Number() bool { return isDigit(t.Text[0]) }

// Tokens returns the words and numbers of a text in order. Hyphenated words are taken
// apart; "U.S.", "U.S", "US" and "United States" are one token with one key.
func Tokens(text string) []Token {
	out := make([]Token, 0, len(text)/5)
	Scan(text, func(s briefing.Span) {
		t := Token{Span: s, Text: s.Of(text)}
		t.Lower = Lower(t.Text)
		t.Key = keyOf(t.Text, t.Lower)
		out = append(out, t)
	})
	return out
}
