package compose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
)

// locate finds a quote in a part of a text whatever white space, quotation marks, dashes, case
// and Markdown either has. It starts and ends with whole words.
func locate(text string, in briefing.Span, quote string) (briefing.Span, bool) {
	sought := strings.TrimFunc(fold(quote).text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if sought == "" {
		return briefing.Span{}, false
	}
	f := fold(in.Of(text))
	for from := 0; ; {
		i := strings.Index(f.text[from:], sought)
		if i < 0 {
			return briefing.Span{}, false
		}
		start, end := from+i, from+i+len(sought)
		if !f.inWord(start) && !f.inWord(end) {
			return briefing.Span{Start: in.Start + f.starts[start], End: in.Start + f.ends[end-1]}, true
		}
		from = start + 1
	}
}

// folded is a text in which what may be written in several ways is written in one.
type folded struct {
	text         string
	starts, ends []int // of each byte, where the character that it is from starts and ends
}

// fold folds a text.
func fold(text string) folded {
	var f folded
	var b strings.Builder
	skip := cite.Markup(text)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		end := i + size
		if j := slices.IndexFunc(skip, func(s briefing.Span) bool { return s.Start <= i && i < s.End }); j < 0 {
			b.WriteString(foldRune(r, b.Len() == 0 || strings.HasSuffix(b.String(), " ")))
		}
		for len(f.starts) < b.Len() {
			f.starts, f.ends = append(f.starts, i), append(f.ends, end)
		}
		i = end
	}
	f.text = b.String()
	return f
}

// foldRune returns what stands for a character; spaced tells that a space is before it.
func foldRune(r rune, spaced bool) string {
	switch {
	case unicode.IsSpace(r):
		if spaced {
			return ""
		}
		return " "
	case strings.ContainsRune(`"“”„‟«»*_`, r), unicode.Is(unicode.C, r):
		return ""
	case strings.ContainsRune("'’‘‚‛`´", r):
		return "'"
	case unicode.Is(unicode.Pd, r):
		return "-"
	case r == '…':
		return "..."
	}
	return string(unicode.ToLower(r))
}

// inWord reports whether a place is between two letters or digits.
func (f folded) inWord(at int) bool {
	if at <= 0 || at >= len(f.text) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(f.text[:at])
	after, _ := utf8.DecodeRuneInString(f.text[at:])
	return wordRune(before) && wordRune(after)
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
