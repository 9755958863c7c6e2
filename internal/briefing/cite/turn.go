package cite

import (
	"slices"
	"strings"

	"briefbot/internal/briefing/english"
)

// turn is a word that negates or weakens the words after it.
type turn struct {
	at       int
	from, to int // the words that it holds over
	level    int // 0 for a negation
}

const plainFact = 4 // the level of what is stated as it is

// findTurns finds the negations and the words that leave open what comes after them.
func (s *statement) findTurns() {
	for i, w := range s.words {
		t := turn{at: i, from: i + 1, to: s.scopeEnd(i)}
		switch {
		case w.anchor >= 0:
			continue
		case s.negates(i):
		case i > 0 && beforeNoun[s.words[i-1].Lower]: // "the demand"
			continue
		case is("open1", w.Key) && !s.calendarMay(i):
			t.level = 1
		case is("open2", w.Key):
			t.level = 2
		case is("open3", w.Key) && (w.Key != english.Key("go") || w.Lower == "going" && s.follows(i, "to")):
			t.level = 3
		case w.Key == "have" && s.follows(i, "to"):
			t.level = 2
		case w.Lower == "considering", w.Lower == "reportedly":
			t.level = 1
		case is("said", w.Key) && s.follows(i, "to") && i > 0 && s.words[i-1].Key == "be": // is said to have
			t.level = 2
		default:
			continue
		}
		s.turns = append(s.turns, t)
		for j := t.from; j < t.to; j++ {
			if t.level == 0 {
				s.words[j].negated = !s.words[j].negated
			} else {
				s.words[j].level = min(s.words[j].level, t.level)
			}
		}
	}
}

// maxScope is how many words a negation holds over at most.
const maxScope = 10

// scopeEnd returns the end of the clause after word i.
func (s *statement) scopeEnd(i int) int {
	end := i + 1
	for end < len(s.words) && end-i <= maxScope && s.words[end].clause == s.words[min(i+1, len(s.words)-1)].clause &&
		s.words[end].sentence == s.words[i].sentence {
		end++
	}
	return end
}

// negates reports whether word i is a negation.
func (s *statement) negates(i int) bool {
	w := s.words[i]
	switch w.Lower {
	case "not":
		return true
	case "no":
		return !s.follows(i, "doubt more less fewer later earlier")
	case "fail", "fails", "failed", "failing", "decline", "declines", "declined", "declining":
		return s.follows(i, "to") || w.Key == english.Key("decline") && s.follows(i, "any an the comment")
	case "false", "untrue", "impossible":
		return true
	}
	return strings.HasSuffix(w.Lower, "n't") || is("not", w.Key)
}

// calendarMay reports whether word i is the month of May.
func (s *statement) calendarMay(i int) bool { return s.words[i].Text == "May" && i > 0 }

// negation reports whether word i is a negation.
func (s *statement) negation(i int) bool {
	return slices.ContainsFunc(s.turns, func(t turn) bool { return t.at == i && t.level == 0 })
}

// negations returns how many negations the statement has.
func (s *statement) negations() int {
	n := 0
	for _, t := range s.turns {
		if t.level == 0 {
			n++
		}
	}
	return n
}

// heads are the first telling words that a turn holds over: what it is about.
const heads = 2

// headsOf returns the first telling words that a turn of a statement holds over.
func (s *statement) headsOf(t turn) []int {
	var out []int
	for j := t.from; j < t.to && len(out) < heads; j++ {
		if s.words[j].content && !s.negation(j) {
			out = append(out, j)
		}
	}
	return out
}
