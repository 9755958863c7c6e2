package retrieve

import (
	"maps"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

const (
	worthHolder  = 0.9 // the name of who alone holds an office
	worthHolders = 0.7 // the names of those who do, where the corpus names several
	maxHolders   = 3   // more tell nothing
	maxPresented = 40  // passages that are looked at for the holder of an office, and for namesakes
)

// addHolders lets the last name of who holds an office stand for the office: for each of the
// words of "the palace spokesman". It has to have a word that says of what. It is held by whom a
// sentence presents with the very same words, and not by one whose last name is another's, too.
func (x *Index) addHolders(q *briefing.Query) {
	for _, office := range offices(q.Question.Text) {
		names := x.holders(office, q.Question)
		worth := worthHolder
		if len(names) > 1 {
			worth = worthHolders
		}
		for _, name := range names {
			for i := range q.Terms {
				if slices.Contains(office, q.Terms[i].Key) {
					x.addVariant(&q.Terms[i], name, worth)
				}
			}
		}
	}
}

// offices returns the keys of each office that a question names by several words, without
// who holds it: "the palace spokesman", "the governor of the Bank of Norland".
func offices(question string) [][]string {
	var out [][]string
	tokens := english.Tokens(question)
	next := func(i int) bool { // token i and the one after it are joined
		return i >= 0 && i+1 < len(tokens) && strings.Trim(question[tokens[i].End:tokens[i+1].Start], " s'’") == ""
	}
	for i, t := range tokens {
		if !english.IsRole(t.Key) || several(t.Lower) || next(i) && (tokens[i+1].Capital() || english.IsRole(tokens[i+1].Key)) {
			continue
		}
		start, end := i, i+1
		for next(start-1) && !english.Stop(tokens[start-1].Key) {
			start--
		}
		if next(i) && complements[tokens[i+1].Lower] {
			end = complementEnd(tokens, i+2, next)
		}
		if keys := content(tokens[start:end]); len(keys) > 1 {
			out = append(out, keys)
		}
	}
	return out
}

// several reports whether an office is written for more than one holder.
func several(lower string) bool {
	return strings.HasSuffix(lower, "men") || strings.HasSuffix(lower, "s") && !strings.HasSuffix(lower, "ss")
}

// complements are the words between an office and what it is of.
var complements = wordSet("of", "for", "at", "to")

// complementEnd returns the end of the words from token i on that say what an office is of.
func complementEnd(tokens []english.Token, i int, next func(int) bool) int {
	for ; i < len(tokens) && next(i-1); i++ {
		t := tokens[i]
		if english.Stop(t.Key) && t.Lower != "the" && !complements[t.Lower] || !t.Capital() && english.Verb(t.Text) {
			break
		}
	}
	return i
}

// content returns the keys of the words that are no function words and no days.
func content(tokens []english.Token) []string {
	var out []string
	for _, t := range tokens {
		if !english.Stop(t.Key) && !english.IsMonthOrDay(t.Key) && !slices.Contains(out, t.Key) {
			out = append(out, t.Key)
		}
	}
	return out
}

// holders returns the keys of the last names of those whom the corpus presents with an office.
func (x *Index) holders(office []string, q briefing.Question) []string {
	words, rarest := x.wordsOf(office)
	if words == nil {
		return nil
	}
	first := map[string]string{} // last name -> first name
	for text := range x.passagesWith(rarest, q, maxPresented, words...) {
		for _, m := range english.Mentions(text) {
			name := english.Tokens(m.Name.Of(text))
			if len(name) > 1 && sameOffice(office, content(english.Tokens(m.Role.Of(text)))) {
				first[name[len(name)-1].Key] = name[0].Key
			}
		}
	}
	maps.DeleteFunc(first, func(last, first string) bool { return x.shared(last, first, q) })
	if len(first) > maxHolders {
		return nil
	}
	return slices.Sorted(maps.Keys(first))
}

// wordsOf returns the terms for each word of an office, those of a country for one that names
// it, and the rarest of the others; nil where the corpus lacks one.
func (x *Index) wordsOf(office []string) (words [][]uint32, rarest uint32) {
	found := false
	for _, key := range office {
		var terms []uint32
		if id, ok := x.words.find(key); ok {
			terms = append(terms, id)
			if english.Country(key) == "" && (!found || x.words.terms[id].living < x.words.terms[rarest].living) {
				rarest, found = id, true
			}
		}
		for _, v := range english.CountryWords(key) {
			if id, ok := x.words.find(v.Key); ok {
				terms = append(terms, id)
			}
		}
		if len(terms) == 0 {
			return nil, 0
		}
		words = append(words, terms)
	}
	if !found {
		return nil, 0
	}
	return words, rarest
}

// sameOffice reports whether two offices have the same words; words for one country are one,
// and a country that only the second names is its holder's.
func sameOffice(asked, held []string) bool {
	in := func(k string, keys []string) bool {
		c := english.Country(k)
		return slices.ContainsFunc(keys, func(o string) bool { return o == k || c != "" && english.Country(o) == c })
	}
	for _, k := range asked {
		if !in(k, held) {
			return false
		}
	}
	for _, k := range held {
		if english.Country(k) == "" && !in(k, asked) {
			return false
		}
	}
	return true
}

// shared reports whether a last name is also somebody's with another first name.
func (x *Index) shared(last, first string, q briefing.Question) bool {
	id, ok := x.words.find(last)
	if !ok || !x.words.isName(id) || english.Country(last) != "" {
		return true
	}
	for text := range x.passagesWith(id, q, maxPresented) {
		for _, m := range english.Mentions(text) {
			name := english.Tokens(m.Name.Of(text))
			if n := len(name); n > 1 && name[n-1].Key == last && name[0].Key != first {
				return true
			}
		}
	}
	return false
}
