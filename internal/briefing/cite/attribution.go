package cite

import (
	"strings"

	"briefbot/internal/briefing/english"
)

// unsaid reports whether the claim states as a fact what the quotes have somebody say.
func (c *comparison) unsaid() bool {
	if c.claim.speaks() {
		return false
	}
	said, all := 0, 0
	for i := range c.claim.words {
		if !c.claim.words[i].content {
			continue
		}
		if j, _ := c.best(i); j >= 0 {
			all++
			if c.quote.words[j].said {
				said++
			}
		}
	}
	return 2*said > all
}

// findSpeech marks the words that somebody is said to say: those after "says", and all of a
// sentence that ends in "she said" or goes "according to".
func (s *statement) findSpeech() {
	for i, w := range s.words {
		if w.anchor >= 0 || !is("said", w.Key) || !english.Verb(w.Text) && w.Key != english.Key("according") {
			continue
		}
		last := true // of the sentence's clauses, or nearly
		for j := i + 1; j < len(s.words) && s.words[j].sentence == w.sentence; j++ {
			s.words[j].said = true
			last = last && s.words[j].clause <= w.clause+1
		}
		if w.Key != english.Key("according") && !(last && s.clauseBefore(i)) {
			continue
		}
		for j := i - 1; j >= 0 && s.words[j].sentence == w.sentence; j-- {
			if s.words[j].clause < w.clause || w.Key == english.Key("according") {
				s.words[j].said = true
			}
		}
	}
}

// clauseBefore reports whether a comma or a quotation mark parts word i's clause from one before.
func (s *statement) clauseBefore(i int) bool {
	first := i
	for first > 0 && s.words[first-1].clause == s.words[i].clause {
		first--
	}
	return first > 0 && s.words[first-1].sentence == s.words[i].sentence && strings.ContainsAny(s.gap(first), ",”\"")
}

// speaks reports whether the statement says that somebody says, expects or wants something, or
// quotes it.
func (s *statement) speaks() bool {
	return strings.ContainsAny(s.text, "“\"‘") || s.has("said") || s.has("open1") || s.has("open2")
}
