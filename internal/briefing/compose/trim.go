package compose

import (
	"regexp"
	"strings"

	"briefbot/internal/briefing"
)

// maxWords is the longest answer by kind of question, in words.
func maxWords(k briefing.Kind) int {
	switch k {
	case briefing.KindWhen, briefing.KindWhere, briefing.KindNumber, briefing.KindWho, briefing.KindEntity:
		return 45
	case briefing.KindYesNo:
		return 60
	case briefing.KindRoster:
		return 90
	}
	return 70
}

// The longest answers that show both sides of a disagreement.
const (
	maxSidesWords       = 75
	maxRosterSidesWords = 100
)

// minQuoteWords is the shortest quote that can be told apart from chance.
const minQuoteWords = 4

// clauseEnd is where a sentence may be cut: before a comma, a dash, a semicolon, or a
// conjunction that starts a clause.
var clauseEnd = regexp.MustCompile(`[,;:]\s|\s[—–-]\s|\s(?:while|although|though|but|and|which|who|where|when|as|because|after|before|with)\s`)

// dependent finds a clause that does not stand by itself.
var dependent = regexp.MustCompile(`^[,;:—–\s-]*(?:while|although|though|but|and|which|who|where|when|as|because|after|before|with|including)\b`)

// trim cuts a line to the fewest whole clauses around what must stay (spans of the
// document) within limit words; ok is false when they do not fit.
func (l *line) trim(limit int, keep ...briefing.Span) (span briefing.Span, ok bool) {
	if l.words() <= limit {
		return l.Span, true
	}
	from, to := l.End, l.Start
	for _, k := range keep {
		from, to = min(from, k.Start), max(to, k.End)
	}
	if from > to {
		from, to = l.Start, l.Start
	}
	bounds := l.clauses()
	best, found := briefing.Span{}, false
	for i, start := range bounds {
		if dependent.MatchString(l.doc.Text[start:l.End]) {
			continue
		}
		for _, end := range bounds[i+1:] {
			s := l.tidy(briefing.Span{Start: start, End: end})
			if s.Start > from || s.End < to {
				continue
			}
			if n := len(strings.Fields(s.Of(l.doc.Text))); n <= limit && n >= minQuoteWords && (!found || s.End-s.Start > best.End-best.Start) {
				best, found = s, true
			}
		}
	}
	return best, found
}

// clauses returns the places where the line may be cut, its ends among them.
func (l *line) clauses() []int {
	out := []int{l.Start}
	for _, m := range clauseEnd.FindAllStringIndex(l.text, -1) {
		out = append(out, l.Start+m[0])
	}
	return append(out, l.End)
}

// tidy takes the punctuation and white space off both ends of a cut, a final stop aside.
func (l *line) tidy(s briefing.Span) briefing.Span {
	text := s.Of(l.doc.Text)
	head := len(text) - len(strings.TrimLeft(text, " ,;:—–-\t\n"))
	tail := len(text) - len(strings.TrimRight(text, " ,;:—–-\t\n"))
	if head+tail >= len(text) {
		return s
	}
	return briefing.Span{Start: s.Start + head, End: s.End - tail}
}

// claim makes a line, cut to limit words around keep, a claim; ok is false when it does not
// fit.
func (l *line) claim(limit int, keep ...briefing.Span) (briefing.DraftClaim, bool) {
	s, ok := l.trim(limit, keep...)
	if !ok {
		return briefing.DraftClaim{}, false
	}
	return briefing.DraftClaim{
		Text:   flat(s.Of(l.doc.Text)),
		Quotes: []briefing.Quote{{Doc: l.doc, Span: s}},
	}, true
}

// flat puts a text on one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func countWords(s string) int { return len(strings.Fields(s)) }
