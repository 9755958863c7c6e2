package english

import (
	"strings"
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
func (t Token) Number() bool { return t.Text[0] >= '0' && t.Text[0] <= '9' }

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

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

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

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

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

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isLetterAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLetter(r)
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

// phrases are groups of words that mean what one word does: names that are as often written
// as an abbreviation, and verbs of two words.
var phrases = []struct{ words, key string }{
	{"united states of america", "us"},
	{"united states", "us"},
	{"united kingdom", "uk"},
	{"united nations", "un"},
	{"united arab emirates", "uae"},
	{"european union", "eu"},
	{"take place", "hold"},
	{"takes place", "hold"},
	{"taking place", "hold"},
	{"took place", "hold"},
	{"taken place", "hold"},
	{"step down", "resign"},
	{"steps down", "resign"},
	{"stepped down", "resign"},
	{"stepping down", "resign"},
	{"called off", "cancel"},
	{"call off", "cancel"},
	{"pulled out", "withdraw"},
	{"pull out", "withdraw"},
	{"carried out", "conduct"},
	{"carry out", "conduct"},
	{"turned down", "reject"},
	{"turn down", "reject"},
	{"break out", "outbreak"},
	{"breaks out", "outbreak"},
	{"broke out", "outbreak"},
	{"broken out", "outbreak"},
	{"run out", "expire"},
	{"runs out", "expire"},
	{"ran out", "expire"},
	{"kick off", "begin"},
	{"kicks off", "begin"},
	{"kicked off", "begin"},
	{"shut down", "close"},
	{"shuts down", "close"},
	{"go up", "rise"},
	{"goes up", "rise"},
	{"went up", "rise"},
	{"go down", "fall"},
	{"goes down", "fall"},
	{"went down", "fall"},
	{"take over", "acquire"},
	{"took over", "acquire"},
	{"taken over", "acquire"},
	{"give up", "surrender"},
	{"gave up", "surrender"},
	{"given up", "surrender"},
	{"giving up", "surrender"},
	{"gives up", "surrender"},
	{"carry on", "continue"},
	{"goes on", "continue"},
	{"go on", "continue"},
	{"going on", "continue"},
	{"set foot", "visit"},
	{"sets foot", "visit"},
	{"rule out", "exclude"},
	{"ruled out", "exclude"},
	{"get under way", "begin"},
	{"gets under way", "begin"},
	{"got under way", "begin"},
	{"get underway", "begin"},
}

// phraseStarts are the phrases by the length and first letter of their first word.
var phraseStarts = func() map[[2]byte][]string {
	m := map[[2]byte][]string{}
	for _, p := range phrases {
		first, _, _ := strings.Cut(p.words, " ")
		at := [2]byte{byte(len(first)), first[0]}
		m[at] = append(m[at], p.words)
	}
	return m
}()

// phraseEnd lengthens a word to the phrase of the table that starts with it.
func phraseEnd(text string, start, end int) int {
	for _, p := range phraseStarts[[2]byte{byte(min(end-start, 255)), text[start] | 0x20}] {
		stop := start + len(p)
		if stop <= len(text) && strings.EqualFold(text[start:stop], p) && (stop == len(text) || !isLetterAt(text, stop)) {
			return stop
		}
	}
	return end
}

// compoundEnd lengthens a word to the hyphenated one that a particle makes of it: one-on-one,
// face-to-face, follow-up, feel-out.
func compoundEnd(text string, end int) int {
	if end >= len(text) || text[end] != '-' {
		return end
	}
	next := end + 1
	for next < len(text) && isASCIILetter(text[next]) {
		next++
	}
	if !compoundParticles[text[end+1:next]] {
		return end
	}
	if next < len(text) && text[next] == '-' {
		last := next + 1
		for last < len(text) && isASCIILetter(text[last]) {
			last++
		}
		if last > next+1 {
			return last
		}
	}
	return next
}

var compoundParticles = map[string]bool{
	"on": true, "to": true, "by": true, "in": true, "of": true, "up": true, "down": true, "off": true, "out": true, "over": true, "back": true, "for": true,
}
