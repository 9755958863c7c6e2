package evals

import (
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"briefbot/internal/briefing"
)

// Quotes that count have this many words, or are a whole line.
const minQuoteWords, maxQuoteWords = 4, 80

var bulletRE = regexp.MustCompile(`^[\s\v\x{85}\p{Z}]*[-•*][\s\v\x{85}\p{Z}]+`)

// library looks articles up and keeps them folded.
type library struct {
	text   func(article string) (string, bool)
	folded map[string]article
}

// article is a folded text. The article that is not there is empty.
type article struct {
	id    string
	text  string
	lines map[string]bool // without bullets
}

func newLibrary(text func(article string) (string, bool)) *library {
	return &library{text: text, folded: map[string]article{}}
}

// article looks up an id, with or without a file's ending.
func (l *library) article(id string) article {
	if a, ok := l.folded[id]; ok {
		return a
	}
	a := article{id: id, lines: map[string]bool{}}
	text, ok := l.text(id)
	if !ok {
		a.id = strings.TrimSuffix(id, path.Ext(id))
		text, _ = l.text(a.id)
	}
	a.text = fold(text)
	for line := range strings.SplitSeq(text, "\n") {
		a.lines[fold(bulletRE.ReplaceAllString(line, ""))] = true
	}
	l.folded[id] = a
	return a
}

// good reports whether a citation's quote stands word for word in its article and is
// neither too short to mean something nor too long to be a quote.
func (l *library) good(c briefing.Citation) bool {
	quote, a := fold(c.Quote), l.article(c.Article)
	if quote == "" || !strings.Contains(a.text, quote) {
		return false
	}
	words := len(wordRE.FindAllStringIndex(quote, -1))
	return minQuoteWords <= words && words <= maxQuoteWords || a.lines[quote]
}

// bears reports whether a citation stands where the evidence does.
func (l *library) bears(c briefing.Citation, e Evidence) bool {
	a := l.article(c.Article)
	return strings.HasPrefix(a.id, e.Article) && overlap(fold(c.Quote), fold(e.Quote), a.text)
}

// overlap reports whether two parts of a text share half of the shorter one somewhere.
func overlap(a, b, text string) bool {
	half := float64(min(utf8.RuneCountInString(a), utf8.RuneCountInString(b))) / 2
	others := occurrences(b, text)
	for _, p := range occurrences(a, text) {
		for _, q := range others {
			shared := briefing.Span{Start: max(p.Start, q.Start), End: min(p.End, q.End)}
			if !shared.Empty() && float64(utf8.RuneCountInString(shared.Of(text))) >= half {
				return true
			}
		}
	}
	return false
}

// maxOccurrences bounds the comparison of parts that stand everywhere.
const maxOccurrences = 20

// occurrences returns where part stands in text, overlapping ones too.
func occurrences(part, text string) []briefing.Span {
	var out []briefing.Span
	for from := 0; part != "" && len(out) < maxOccurrences; {
		i := strings.Index(text[from:], part)
		if i < 0 {
			break
		}
		at := from + i
		out = append(out, briefing.Span{Start: at, End: at + len(part)})
		from = at + 1
	}
	return out
}
