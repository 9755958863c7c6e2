package retrieve

import (
	"maps"
	"math"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

const (
	// minSpelled is the shortest word that is taken for a slip.
	minSpelled = 4
	// atHand is how much more likely a word is meant that the corpus has: as if it were so many
	// times as frequent.
	atHand = 30.0
	// clearly is how much likelier the best word has to be than the next.
	clearly = 1.5
	// changed is how likely one certain letter is typed for another, against left out, double or
	// in the wrong place: "wher" is "where" rather than "when".
	changed = 0.3
	// rare is from which place on a word of the language may be a slip of one that is many times
	// as frequent, and common up to which place one is no name.
	rare, many, common = 20000, 10, 5000
)

// Spell returns a question with its slips of spelling put right: a word that neither the
// language nor the corpus has becomes the one that it is a letter off, where there is clearly
// one. The first letter is never wrong. A name becomes only a name that the corpus has, with the
// same letters but for one that is missing, double or in the wrong place, and only when no other
// name is as near: where it might be another's, it is left to be not found.
func (x *Index) Spell(question string) string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	question = english.Typed(question)
	var b strings.Builder
	at := 0
	tokens := english.Tokens(question)
	for i, t := range tokens {
		if strings.ContainsAny(t.Text, " .'’") || !lettered(t.Text) || x.knows(t) {
			continue
		}
		before := ""
		if i > 0 {
			before = tokens[i-1].Text
		}
		if word := x.putRight(t, before); word != "" {
			b.WriteString(question[at:t.Start] + word)
			at = t.End
		}
	}
	return b.String() + question[at:]
}

// lettered reports whether a word is of plain letters and long enough to be put right.
func lettered(word string) bool {
	if len(word) < minSpelled || len(word) <= 5 && strings.ToUpper(word) == word {
		return false
	}
	return strings.Trim(strings.ToLower(word), "abcdefghijklmnopqrstuvwxyz") == ""
}

// knows reports whether the corpus or the language has a word. One that is rare in the language
// and that the corpus lacks is not known in lower case.
func (x *Index) knows(t english.Token) bool {
	if _, ok := x.words.find(t.Key); ok || english.Stop(t.Key) || english.Country(t.Key) != "" {
		return true
	}
	if id, ok := x.table.Lookup(t.Lower); ok && (id < rare || t.Capital()) {
		return true
	}
	for _, id := range x.words.spelled[english.Spelling(t.Key)] {
		term := &x.words.terms[id]
		if x.words.isName(id) && term.living > 0 && (term.word < 0 || term.word >= common) {
			return true // another transliteration
		}
	}
	return false
}

// guess is a word that may be meant.
type guess struct {
	word  string
	name  bool
	here  bool // the corpus has it
	worth float64
}

// putRight returns the word that is meant by one that is not known, or "". before is the word
// before it.
func (x *Index) putRight(t english.Token, before string) string {
	var best, next guess
	names := 0
	consider := func(g guess) {
		if g.name && g.worth > 0 {
			names++
		}
		phrase := before != "" && len(english.Tokens(before+" "+g.word)) == 1 // United States
		switch {
		case t.Capital() && before != "" && !g.name && !phrase || g.worth <= 0 || g.word == best.word:
		case g.worth > best.worth:
			best, next = g, best
		case g.worth > next.worth:
			next = g
		}
	}
	for _, w := range slices.Sorted(maps.Keys(oneOff(t.Lower))) {
		g := x.guess(w)
		if len(w) == len(t.Lower) && !sameLetters(t.Lower, w) {
			g.worth *= changed
		}
		if !g.name || sameLetters(t.Lower, w) || x.isCommon(w) {
			consider(g)
		}
	}
	rareWord, isWord := x.table.Lookup(t.Lower)
	switch {
	case best.word == "" || best.name && (names > 1 || !best.here) || best.worth < clearly*next.worth:
		return ""
	case isWord && (best.name || !best.here || best.worth < atHand*many*x.table.Frequency(rareWord)):
		return ""
	case t.Capital() || best.name:
		return strings.ToUpper(best.word[:1]) + best.word[1:]
	}
	return best.word
}

// guess tells how likely a word is meant: by its frequency in the language, and by whether the
// corpus has it.
func (x *Index) guess(word string) guess {
	g := guess{word: word}
	if id, ok := x.table.Lookup(word); ok {
		g.worth = x.table.Frequency(id)
	}
	key := english.Key(word)
	if id, ok := x.words.find(key); ok && (g.worth > 0 || key == word) {
		g.name, g.here = x.words.isName(id), true
		g.worth = atHand * math.Max(g.worth, x.table.Frequency(rare))
	} else if english.Country(key) != "" {
		g.name, g.here = true, slices.ContainsFunc(english.CountryWords(key), func(v english.Variant) bool {
			_, ok := x.words.find(v.Key)
			return ok
		})
	}
	return g
}

// isCommon reports whether a word is one of the most frequent of the language.
func (x *Index) isCommon(word string) bool {
	id, ok := x.table.Lookup(word)
	return ok && id < common
}

// sameLetters reports whether two words differ in no letter and in no ending: one has a letter
// twice or not at all, or two in the other order.
func sameLetters(a, b string) bool {
	if len(a) == len(b) {
		x, y := []byte(a), []byte(b)
		slices.Sort(x)
		slices.Sort(y)
		return slices.Equal(x, y)
	}
	return a[len(a)-1] == b[len(b)-1]
}

// oneOff returns what a word can be when one letter after the first was left out, typed twice,
// changed for another or swapped with the next.
func oneOff(word string) map[string]bool {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	out := map[string]bool{}
	for i := 1; i <= len(word); i++ {
		for _, l := range letters {
			out[word[:i]+string(l)+word[i:]] = true
			if i < len(word) && byte(l) != word[i] {
				out[word[:i]+string(l)+word[i+1:]] = true
			}
		}
		if i < len(word) {
			out[word[:i]+word[i+1:]] = true
		}
		if i+1 < len(word) && word[i] != word[i+1] {
			out[word[:i]+word[i+1:i+2]+word[i:i+1]+word[i+2:]] = true
		}
	}
	return out
}

var _ briefing.Speller = (*Index)(nil)
