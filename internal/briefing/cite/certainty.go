package cite

import (
	"slices"
	"strings"

	"briefbot/internal/briefing/english"
)

// raised returns the word of the claim that is stated with more certainty than in the quotes.
func (c *comparison) raised() string {
	for _, t := range c.quote.turns {
		if t.level == 0 {
			continue
		}
		for _, j := range c.quote.verbsOf(t) {
			for i, w := range c.claim.words {
				at, _ := c.best(i)
				if at != j || !c.claim.verbal(i) || !sameVerb(w.Key, c.quote.words[j].Key) {
					continue
				}
				level := c.claim.certainty(i)
				if level > t.level && !(t.level == 3 && level == plainFact && !c.claim.past(i)) {
					return w.Text
				}
			}
		}
	}
	return ""
}

// hardened returns the word of the claim that stands where the quotes have one that leaves more
// open, between the same words: "is" or "will be" for "might be", "rose" for "would rise".
func (c *comparison) hardened() string {
	for _, t := range c.quote.turns {
		if t.level == 0 {
			continue
		}
		for i, w := range c.claim.words {
			if w.anchor >= 0 || w.Lower == "to" || !c.claim.firmer(i, t.level) || c.claim.openNear(i, t.level) {
				continue
			}
			for end := t.at + 1; end <= t.at+3; end++ { // "is expected to be"
				if max(c.slot(i, i+1, t.at, end), c.slot(i, i+1, t.at-1, end)) >= sameSlot {
					return w.Text
				}
			}
		}
	}
	return ""
}

// openNear reports whether a word next to word i, or it, leaves as much open as a level.
func (s *statement) openNear(i, level int) bool {
	const reach = 2
	return slices.ContainsFunc(s.turns, func(t turn) bool {
		return t.level > 0 && t.level <= level && t.at >= i-reach && t.at <= i+reach
	})
}

// sameSlot is the slot of a place with the same words on both sides.
const sameSlot = 2

// firmer reports whether word i states what it states with more certainty than a level. What is
// still to come may be put in the present.
func (s *statement) firmer(i, level int) bool {
	w := s.words[i]
	own := w.level
	for n, class := range []string{"open1", "open2", "open3"} {
		if is(class, w.Key) {
			own = n + 1
		}
	}
	switch {
	case own <= level:
		return false
	case level == plainFact-1:
		return pastBe[w.Lower] || w.content && s.past(i)
	}
	return auxiliaries[w.Lower] || w.content && english.Verb(w.Text)
}

var pastBe = set("was were had did")

// sameVerb reports whether two keys are forms of one word: with synonyms it is too often another
// verb that a turn holds over.
func sameVerb(a, b string) bool { return a == b || kin(a, b) }

// verbsOf returns the first words that a turn holds over and that are no function words.
func (s *statement) verbsOf(t turn) []int {
	var out []int
	for j := t.from; j < t.to && len(out) < heads; j++ {
		if w := s.words[j]; w.anchor < 0 && !english.Stop(w.Key) && !s.negation(j) {
			out = append(out, j)
		}
	}
	return out
}

// verbal reports whether word i is likely the verb of a statement, or stands with "to be".
func (s *statement) verbal(i int) bool {
	w := s.words[i]
	if w.anchor >= 0 || english.Stop(w.Key) {
		return false
	}
	if i > 0 && (s.words[i-1].Lower == "to" || beforeNoun[s.words[i-1].Lower]) {
		return false
	}
	const reach = 2
	for j := max(0, i-reach); j < i; j++ {
		if auxiliaries[s.words[j].Lower] && s.words[j].clause == w.clause {
			return true
		}
	}
	return english.Verb(w.Text) && !strings.HasSuffix(w.Lower, "ing")
}

var beforeNoun = set("the a an this that these those its his her their our of no each every any")

var auxiliaries = set("is are was were be been am has have had do does did will would shall should can could may might must to")

// certainty returns how certain a statement is of word i: as certain as of the least certain of
// its clause.
func (s *statement) certainty(i int) int {
	level := s.words[i].level
	if level < plainFact {
		return level
	}
	for _, t := range s.turns {
		if t.level > 0 && s.words[t.at].sentence == s.words[i].sentence {
			level = min(level, t.level)
		}
	}
	return level
}

// past reports whether word i looks like a verb in the past.
func (s *statement) past(i int) bool {
	const reach = 2
	for j := max(0, i-reach); j < i; j++ {
		switch s.words[j].Lower {
		case "did", "has", "have", "had", "was", "were":
			return s.words[j].sentence == s.words[i].sentence
		}
	}
	w := s.words[i]
	changed := w.Key != w.Lower && !strings.Contains(w.Lower, " ") && english.Verb(w.Text)
	return changed && !strings.HasSuffix(w.Lower, "s") && !strings.HasSuffix(w.Lower, "ing") && !strings.HasSuffix(w.Lower, "e")
}

// unconditional reports whether the claim leaves out a condition of the sentence that it restates.
func (c *comparison) unconditional() bool {
	counts := map[int]int{}
	all := 0
	for i := range c.claim.words {
		if !c.claim.words[i].content {
			continue
		}
		if j, _ := c.best(i); j >= 0 {
			counts[c.quote.words[j].sentence]++
			all++
		}
	}
	open := slices.ContainsFunc(c.claim.words, func(w word) bool { return is("if", w.Key) || openingWords[w.Lower] })
	for sentence, n := range counts {
		if 2*n > all && c.quote.conditional(sentence) && !open {
			return true
		}
	}
	return false
}

// openingWords leave a condition to be understood.
var openingWords = set("would could cannot when")
