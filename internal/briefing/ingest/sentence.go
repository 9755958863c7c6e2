package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/internal/briefing"
)

// maxSentenceBytes bounds a sentence, so that every one can be shown. Longer runs without
// a stop are cut at a clause or a word.
const maxSentenceBytes = 1000

// sentences returns the spans of the sentences of one paragraph, in order and without the
// white space around them. Together they hold everything but white space. The rules are
// those of news English; text in other languages is cut where they happen to apply.
func sentences(text string) []briefing.Span {
	var out []briefing.Span
	start := skipSpace(text, 0)
	word := -1 // where the next letter or digit is, as seen from start
	for at := start; start < len(text); {
		end, next := stop(text, start, at)
		at = next
		if end < 0 && next < len(text) {
			continue
		}
		if end < 0 {
			end = len(strings.TrimRightFunc(text, unicode.IsSpace))
		}
		if word < start {
			word = nextWordRune(text, start)
		}
		switch n := len(out); {
		case word < end || n == 0 && next == len(text):
			out = cutLong(out, text, briefing.Span{Start: start, End: end})
		case n > 0:
			out[n-1].End = end // a stray mark belongs to what stands before it
		default:
			continue // or after it
		}
		start = skipSpace(text, end)
		at = start
	}
	return out
}

func nextWordRune(text string, at int) int {
	if i := strings.IndexFunc(text[at:], wordRune); i >= 0 {
		return at + i
	}
	return len(text)
}

// stop looks for the first sentence-final mark from at on. It returns the end of the
// sentence that starts at start, or -1 and where to look on.
func stop(text string, start, at int) (end, next int) {
	mark := at
	for mark < len(text) && finalMark(text[mark:]) == 0 {
		mark++
	}
	end = mark
	for size := 1; size > 0; end += size {
		size = finalMark(text[end:])
	}
	if end == mark {
		return -1, len(text)
	}
	marks := text[mark:end]
	closed := closers(text, start, end)
	after := skipSpace(text, closed)
	if after == len(text) {
		return closed, after
	}
	if after == closed || !ends(text[start:mark], marks, text[end:closed], text[after:]) {
		return -1, max(end, closed)
	}
	return closed, closed
}

// finalMark returns the length of the sentence-final mark at the start of s, or 0.
func finalMark(s string) int {
	switch {
	case s == "":
		return 0
	case s[0] == '.' || s[0] == '!' || s[0] == '?':
		return 1
	case strings.HasPrefix(s, "…"):
		return len("…")
	}
	return 0
}

// closers returns the end of the quotation marks, brackets and note numbers that close
// what ends at end. A quotation mark that stands alone between spaces, as in tokenised
// text, closes when it is ” or ” or when one is open.
func closers(text string, start, end int) int {
	for {
		rest := text[end:]
		switch {
		case strings.HasPrefix(rest, "”"), strings.HasPrefix(rest, "’"), strings.HasPrefix(rest, "»"):
			_, size := utf8.DecodeRuneInString(rest)
			end += size
		case rest != "" && strings.IndexByte("\"')]", rest[0]) >= 0:
			end++
		case note(rest) > 0:
			end += note(rest)
		case strings.HasPrefix(rest, " ''") && (len(rest) == 3 || rest[3] == ' '):
			end += 3
		case strings.HasPrefix(rest, " )"):
			end += 2
		case strings.HasPrefix(rest, ` "`) && (len(rest) == 2 || rest[2] == ' ') && strings.Count(text[max(start, end-maxSentenceBytes):end], `"`)%2 == 1:
			end += 2
		case strings.HasPrefix(rest, " ”"):
			end += len(" ”")
		default:
			return end
		}
	}
}

// note returns the length of a note number such as "[12]" at the start of s, or 0.
func note(s string) int {
	if len(s) < 3 || s[0] != '[' {
		return 0
	}
	i := 1
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	if i == 1 || i > 4 || i == len(s) || s[i] != ']' {
		return 0
	}
	return i + 1
}

// ends reports whether marks, standing after before and closed by quotes, end a sentence
// when after follows them behind white space.
func ends(before, marks, quotes, after string) bool {
	next := nextWord(after)
	first, _ := utf8.DecodeRuneInString(next)
	lower := unicode.IsLower(first) && !camel(next)
	if marks != "." {
		return !lower && (quotes == "" || !saying(after))
	}
	last := lastWord(before)
	switch {
	case last == "" && strings.TrimSpace(before) == "":
		return false
	case lower:
		return quotes == "" && plainWord(last) && !introducing[last] && !counting[last] && !closing[last]
	case strings.ContainsAny(quotes, "\"'”’»"):
		return true
	case introducing[last]:
		return false
	case counting[last]:
		return !unicode.IsDigit(first)
	case closing[last], acronym(last + "."), initial(before, last):
		return starters[next] && !dashed(after)
	case number(last) && len(last) <= 2 && strings.TrimSpace(before) == last:
		return false // the number of a list item
	}
	return true
}

// lastWord returns the word that s ends in, without opening marks.
func lastWord(s string) string {
	at := strings.LastIndexAny(s, " \t\n\r\u00a0") + 1
	for at > 0 && at < len(s) && !utf8.RuneStart(s[at]) {
		at++
	}
	return strings.TrimLeft(s[at:], "\"'“‘([{—–-*_")
}

// nextWord returns the word that s starts with, without the marks around it.
func nextWord(s string) string {
	s = strings.TrimLeft(s, "\"'“‘([{`*_—–- ")
	for i, r := range s {
		if !wordRune(r) && r != '\'' && r != '’' && r != '-' {
			return s[:i]
		}
	}
	return s
}

// dashed reports whether s starts with a dash.
func dashed(s string) bool {
	return strings.HasPrefix(s, "-") || strings.HasPrefix(s, "–") || strings.HasPrefix(s, "—")
}

// camel reports whether a word that starts in lower case is a name such as iPhone.
func camel(word string) bool {
	return len(word) > 1 && 'A' <= word[1] && word[1] <= 'Z'
}

// plainWord reports whether word is lower-case letters only, and more than one.
func plainWord(word string) bool {
	if len(word) < 2 {
		return false
	}
	return strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLower(r) }) < 0
}

func number(word string) bool {
	return word != "" && strings.Trim(word, "0123456789") == ""
}

// acronym reports whether word is letters with a stop after each: "U.S.", "a.m.", "Ph.D.".
func acronym(word string) bool {
	stops := 0
	for part := range strings.SplitSeq(strings.TrimSuffix(word, "."), ".") {
		if n := utf8.RuneCountInString(part); n == 0 || n > 2 || strings.IndexFunc(part, unicode.IsLetter) < 0 {
			return false
		}
		stops++
	}
	return stops > 1
}

// initial reports whether last is the initial of a name: one capital letter after nothing,
// a capitalised word or another initial.
func initial(before, last string) bool {
	if len(last) != 1 || last[0] < 'A' || 'Z' < last[0] {
		return false
	}
	previous := lastWord(strings.TrimRight(before[:len(before)-1], " \t\n\r\u00a0"))
	r, _ := utf8.DecodeRuneInString(previous)
	return previous == "" || unicode.IsUpper(r) && !starters[previous]
}

// saying reports whether text goes on to name the speaker of a quotation: "Putin said".
func saying(text string) bool {
	for range 4 {
		word := nextWord(text)
		if word == "" {
			return false
		}
		if speech[word] {
			return true
		}
		at := strings.Index(text, word) + len(word)
		if text = text[at:]; text == "" || text[0] != ' ' {
			return false
		}
	}
	return false
}

// cutLong appends the span, in parts of at most maxSentenceBytes.
func cutLong(out []briefing.Span, text string, s briefing.Span) []briefing.Span {
	for s.End-s.Start > maxSentenceBytes {
		end := s.Start + clause(s.Of(text)[:maxSentenceBytes])
		out = append(out, briefing.Span{Start: s.Start, End: s.Start + len(strings.TrimRightFunc(text[s.Start:end], unicode.IsSpace))})
		s.Start = skipSpace(text, end)
	}
	return append(out, s)
}

// clause returns where to cut s, which is too long: at the last line, clause or word in its
// second half, or else at a character.
func clause(s string) int {
	for _, at := range []string{"\n", "; ", ", ", " "} {
		if i := strings.LastIndex(s, at); i >= len(s)/2 {
			return i + len(at)
		}
	}
	end := len(s)
	for end > len(s)-utf8.UTFMax {
		if r, size := utf8.DecodeLastRuneInString(s[:end]); r != utf8.RuneError || size != 1 {
			return end
		}
		end--
	}
	return len(s)
}

func skipSpace(s string, at int) int {
	return len(s) - len(strings.TrimLeftFunc(s[at:], unicode.IsSpace))
}
