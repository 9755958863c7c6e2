package compose

import (
	"regexp"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
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

// clauseEnd is where a sentence may be cut: before a comma, a dash, a semicolon, or a
// conjunction that starts a clause.
var clauseEnd = regexp.MustCompile(`[,;:]\s|\s[—–-]\s|\s(?:while|although|though|but|and|which|who|where|when|as|because|after|before|with)\s`)

// dependent finds a clause that does not stand by itself.
var dependent = regexp.MustCompile(`^[,;:—–\s-]*(?:while|although|though|but|and|which|who|where|when|as|because|after|before|with|including)\b`)

// trim cuts a line to whole clauses within limit words: of those that hold what must stay, the
// ones with the most of what is to be kept, and of these the longest. All spans are of the
// document. ok is false when nothing fits.
func (l *line) trim(limit int, must briefing.Span, keep []briefing.Span) (best briefing.Span, ok bool) {
	if l.words() <= limit {
		return l.Span, true
	}
	bounds := l.clauses()
	most := -1
	for i, start := range bounds {
		if dependent.MatchString(l.doc.Text[start:l.End]) {
			continue
		}
		for _, end := range bounds[i+1:] {
			s := l.tidy(briefing.Span{Start: start, End: end})
			if !must.Empty() && !s.Contains(must) || countWords(s.Of(l.doc.Text)) > limit {
				continue
			}
			kept := 0
			for _, k := range keep {
				if s.Contains(k) {
					kept++
				}
			}
			if kept > most || kept == most && s.End-s.Start > best.End-best.Start {
				best, most = s, kept
			}
		}
	}
	return best, most >= 0
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

// claim makes a line, cut to limit words, a claim; ok is false when what must stay does not fit
// or is too short to be quoted.
func (l *line) claim(limit int, must briefing.Span, keep ...briefing.Span) (briefing.DraftClaim, bool) {
	s, ok := l.trim(limit, must, keep)
	if d := l.dateline(); s.Start == l.Start && (must.Empty() || must.Start >= d) {
		s.Start = d
	}
	quote := briefing.Quote{Doc: l.doc, Span: l.numbered(s)}
	if !ok || !cite.Quotable(quote) {
		return briefing.DraftClaim{}, false
	}
	return briefing.DraftClaim{Text: cite.Plain(s.Of(l.doc.Text)), Quotes: []briefing.Quote{quote}}, true
}

// dateline returns where a line starts behind the place of writing: "LAUSANNE, June 4 — ".
func (l *line) dateline() int {
	if m := dateline.FindStringSubmatch(l.text); m != nil {
		return l.Start + len(m[1])
	}
	return l.Start
}

var dateline = regexp.MustCompile(`^(\p{Lu}[\p{Lu} .’'-]{2,30}(?:, [\p{L}\d .]{2,25})?(?: \([\p{L} ]{2,20}\))? [—–] )[“"]?\p{Lu}`)

// numbered returns a part of a list item that is too short to be quoted together with the item's
// number, which makes it a whole line.
func (l *line) numbered(s briefing.Span) briefing.Span {
	if !l.Item || countWords(s.Of(l.doc.Text)) >= cite.MinQuoteWords {
		return s
	}
	start := strings.LastIndexByte(l.doc.Text[:s.Start], '\n') + 1
	if m := itemNumber.FindStringIndex(l.doc.Text[start:s.Start]); m != nil {
		s.Start = start + m[0]
	}
	return s
}

var itemNumber = regexp.MustCompile(`\d+[.)]\s*$`)

// quote returns the line as the place that a part of it stands on: all of it, or, when it is
// too long to be quoted, whole clauses around the part.
func (l *line) quote(part briefing.Span) briefing.Quote {
	s, ok := l.trim(cite.MaxQuoteWords, part, nil)
	if !ok {
		s = part
	}
	return briefing.Quote{Doc: l.doc, Span: s}
}

// in moves a span of the line's text to the document.
func (l *line) in(s briefing.Span) briefing.Span {
	return briefing.Span{Start: l.Start + s.Start, End: l.Start + s.End}
}

func countWords(s string) int { return len(strings.Fields(s)) }
