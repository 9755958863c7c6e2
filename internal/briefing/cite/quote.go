package cite

import (
	"strings"

	"briefbot/internal/briefing"
)

// The length of a quote in words. A whole line of the article, such as an item of a list,
// may be shorter.
const (
	MinQuoteWords = 4
	MaxQuoteWords = 80
)

// checkQuote checks the place that a claim stands on.
func checkQuote(q briefing.Quote) error {
	if q.Doc == nil || q.Empty() || !q.Within(q.Doc.Text) || briefing.RevisionOf(q.Doc.Text) != q.Doc.Revision {
		return ErrQuote
	}
	if !Quotable(q) {
		return ErrLength
	}
	return nil
}

// Quotable reports whether a place in a document has the length of a quote.
func Quotable(q briefing.Quote) bool {
	words := len(strings.Fields(q.Of(q.Doc.Text)))
	return words <= MaxQuoteWords && (words >= MinQuoteWords || wholeLine(q))
}

// wholeLine reports whether a quote is all of its line, a bullet and white space aside.
func wholeLine(q briefing.Quote) bool {
	text := q.Doc.Text
	start := strings.LastIndexByte(text[:q.Start], '\n') + 1
	end := len(text)
	if i := strings.IndexByte(text[q.End:], '\n'); i >= 0 {
		end = q.End + i
	}
	const bullets = " \t\r-–—•*·0123456789.)"
	return strings.Trim(text[start:q.Start], bullets) == "" && strings.TrimSpace(text[q.End:end]) == ""
}
