package english

import (
	"unicode"
	"unicode/utf8"

	"briefbot/internal/briefing"
)

// Scan calls word with the span of each token of the text, in order.
func Scan(text string, word func(briefing.Span)) {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r >= '0' && r <= '9':
			end := numberEnd(text, i)
			word(briefing.Span{Start: i, End: end})
			i = end
		case unicode.IsLetter(r):
			end := wordEnd(text, i)
			if joined := compoundEnd(text, end); joined > end {
				end = joined
			} else {
				end = phraseEnd(text, i, end)
			}
			word(briefing.Span{Start: i, End: end})
			i = skipPossessive(text, end)
		default:
			i += n
		}
	}
}

// numberEnd finds the end of digits that commas, stops and colons may join: 1,200 7.2 19:30.
func numberEnd(text string, i int) int {
	for i < len(text) {
		c := text[i]
		joined := (c == '.' || c == ',' || c == ':') && i+1 < len(text) && isDigit(text[i+1])
		if !isDigit(c) && !joined {
			break
		}
		i++
	}
	return i
}

// wordEnd finds the end of a run of letters. Stops join single letters ("U.S.", "a.m.");
// an apostrophe joins when it ends no possessive ("O'Neill", "won't").
func wordEnd(text string, start int) int {
	if end := acronymEnd(text, start); end > start {
		return end
	}
	i := start
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if isApostrophe(r) {
			next, _ := utf8.DecodeRuneInString(text[i+n:])
			if i == start || !unicode.IsLetter(next) || skipPossessive(text, i) > i {
				break
			}
		} else if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		i += n
	}
	return i
}

// acronymEnd finds the end of letters with a stop after each: at least two of them.
func acronymEnd(text string, i int) int {
	start, letters := i, 0
	for i+1 < len(text) && isASCIILetter(text[i]) && text[i+1] == '.' {
		i += 2
		letters++
	}
	if letters >= 1 && i < len(text) && isASCIILetter(text[i]) && !(i+1 < len(text) && isLetterAt(text, i+1)) {
		i++ // "U.S" without its last stop
		letters++
	}
	if letters < 2 {
		return start
	}
	return i
}

// skipPossessive returns the place after a possessive ending ('s or ') at i, or i.
func skipPossessive(text string, i int) int {
	r, n := utf8.DecodeRuneInString(text[i:])
	if !isApostrophe(r) {
		return i
	}
	rest := text[i+n:]
	if rest != "" && (rest[0] == 's' || rest[0] == 'S') && (len(rest) == 1 || !isLetterAt(rest, 1)) {
		return i + n + 1
	}
	return i
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

func isLetterAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLetter(r)
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
