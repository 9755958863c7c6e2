package cite

import (
	"strings"
	"unicode/utf8"
)

// cut numbers the sentences and clauses.
func (s *statement) cut() {
	sentence, clause := 0, 0
	for i := range s.words {
		if i > 0 {
			gap := s.gap(i)
			switch {
			case s.endsSentence(i, gap):
				sentence++
				clause++
			case strings.ContainsAny(gap, ",;:()—–“”\"") || clauseStarts[s.words[i].Lower]:
				clause++
			}
		}
		s.words[i].sentence, s.words[i].clause = sentence, clause
	}
}

// endsSentence reports whether a sentence ends before word i.
func (s *statement) endsSentence(i int, gap string) bool {
	if strings.Contains(gap, "\n") {
		return true
	}
	if !strings.ContainsAny(gap, ".!?") || !strings.Contains(gap, " ") {
		return false
	}
	before := s.words[i-1]
	return !(abbreviations[before.Lower] || utf8.RuneCountInString(before.Text) == 1 && before.Capital())
}

var (
	abbreviations = set("mr mrs ms dr st gen col lt sgt sen rep gov prof vs no")
	clauseStarts  = set("but although though while whereas because since unless if when which who whose where")
)

// conditional reports whether a sentence makes what it says depend on something.
func (s *statement) conditional(sentence int) bool {
	for i, w := range s.words {
		if w.sentence != sentence || !is("if", w.Key) {
			continue
		}
		opens := i == 0 || s.words[i-1].clause != w.clause
		if w.Lower != "should" || opens { // "Should the bid succeed, …"
			return true
		}
	}
	return false
}
