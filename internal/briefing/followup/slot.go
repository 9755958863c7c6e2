package followup

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// What a phrase of the question before is worth as the place for a new one.
const (
	sameNoun  = 6.0
	sameSort  = 4.0
	bothNames = 3.0
	bothPlain = 2.0
	anyNoun   = 1.0

	askedWorth   = -2.0 // the noun of "how many"
	subjectWorth = 0.6
	articleWorth = 0.5 // both or neither have one

	enoughLed  = 1.0 // for "and X?"
	enoughBare = 3.0 // for "X?"
)

// fill puts a fragment in its place in the question before: "and in 2024", "the American one".
func fill(f follow, last exchange) string {
	if f.text == "" {
		return ""
	}
	if f.led || theOne.MatchString(f.text) {
		return put(f.text, last.question, enoughLed)
	}
	if !withPrep.MatchString(f.text) && !plainName(f.text) || !beginning.MatchString(last.question) {
		return "" // it may be a question of its own, in few words
	}
	return put(f.text, last.question, enoughBare)
}

// plainName reports whether a fragment is nothing but a name, an office, a country or a day.
func plainName(fragment string) bool {
	f := split("of " + fragment)
	if len(f.phrases) != 1 || f.phrases[0].to != len(f.tokens) || len(f.tokens) > 5 {
		return false
	}
	switch f.phrases[0].sort {
	case named:
		return !slices.ContainsFunc(f.tokens[1:], func(t english.Token) bool { return !t.Capital() && !determiners[t.Lower] })
	case common:
		return false
	}
	return true
}

// correct puts what was meant in the place of what was not.
func correct(f follow, last exchange) string {
	if f.instead != "" {
		if at, ok := find(last.question, f.instead); ok {
			return last.question[:at.Start] + f.correction + last.question[at.End:]
		}
	}
	return put(f.correction, last.question, enoughLed)
}

// find returns where a text has the words of another, case aside.
func find(text, part string) (at briefing.Span, ok bool) {
	all, sought := english.Tokens(text), english.Tokens(part)
	for i := 0; i+len(sought) <= len(all) && len(sought) > 0; i++ {
		run := all[i : i+len(sought)]
		if slices.EqualFunc(run, sought, func(a, b english.Token) bool { return a.Lower == b.Lower }) {
			return briefing.Span{Start: run[0].Start, End: run[len(run)-1].End}, true
		}
	}
	return briefing.Span{}, false
}

var (
	theOne   = regexp.MustCompile(`(?i)^(?:(of|in|on|at|by|for|with|to|from|about) )?(?:the |an? )?(.+?) ones?$`)
	withPrep = regexp.MustCompile(`(?i)^(of|in|on|at|by|for|with|to|from|into|about|against|between|during|before|after|under|over|since|until|within|near|around) (.+)$`)
)

// put returns a question with the fragment in the place of the phrase that fits it best, or "".
func put(fragment, question string, enough float64) string {
	q := split(strings.TrimRight(question, "?!. "))
	if m := theOne.FindStringSubmatch(fragment); m != nil {
		return q.putKind(m[2])
	}
	prep := ""
	if m := withPrep.FindStringSubmatch(fragment); m != nil {
		prep, fragment = strings.ToLower(m[1]), m[2]
	}
	f := split("of " + fragment) // a first word may be a name
	if len(f.phrases) == 0 {
		return ""
	}
	return q.putPhrase(prep, fragment, &f, enough)
}

// putKind puts "the American one" for "the Russian delegation".
func (s *sentence) putKind(kind string) string {
	words := english.Tokens(kind)
	if len(words) == 0 || questionWords[words[0].Lower] || words[0].Lower == "other" {
		return ""
	}
	for _, p := range s.phrases { // another country, or another of what describes a noun
		for i := p.from; i < p.to; i++ {
			if english.Country(words[0].Key) != "" && english.Country(s.tokens[i].Key) != "" {
				return s.replace(i, i+1, kind)
			}
		}
	}
	for i := len(s.phrases) - 1; i >= 0; i-- {
		p := s.phrases[i]
		first := p.from
		if determiners[s.tokens[first].Lower] {
			first++
		}
		if p.sort != day && p.to > first && !(p.sort == named && s.head(p).Capital()) {
			return s.replace(first, max(first, p.to-1), kind+" ")
		}
	}
	return ""
}

// replace puts words for the tokens [from, to); none when they are equal.
func (s *sentence) replace(from, to int, words string) string {
	start := s.tokens[from].Start
	end := start
	if to > from {
		end = s.tokens[to-1].End
		words = strings.TrimSpace(words)
	}
	return s.text[:start] + words + s.text[end:]
}

// putPhrase puts a phrase for the one that it fits best.
func (s *sentence) putPhrase(prep, fragment string, f *sentence, enough float64) string {
	x := f.phrases[0]
	best, worth := -1, enough
	for i := range s.phrases {
		if w := s.fits(i, prep, f, x); w >= worth {
			best, worth = i, w+0.01 // the first of equals
		}
	}
	if best < 0 {
		if prep != "" && (x.sort == day || prep == "in" || prep == "at" || prep == "after" || prep == "before") {
			return s.text + " " + prep + " " + fragment
		}
		return ""
	}
	p := s.phrases[best]
	if x.sort == country {
		for i := p.from; i < p.to; i++ {
			if english.Country(s.tokens[i].Key) != "" {
				return s.replace(i, i+1, fragment)
			}
		}
	}
	if strings.EqualFold(s.of(p), fragment) {
		return ""
	}
	if x.sort == day && s.sortOf(p) == day && prep != "" && p.after != "" && p.after != prep {
		return s.replace(p.from-1, p.to, prep+" "+fragment)
	}
	if s.kin(p, f, x) < sameSort || len(f.phrases) > 1 {
		p.to = s.reach(best, named) // what belonged to the one does not belong to the other
	}
	return s.replace(p.from, p.to, fragment)
}

// fits tells what phrase i is worth as the place for another.
func (s *sentence) fits(i int, prep string, f *sentence, x phrase) float64 {
	p := s.phrases[i]
	if prep != "" && p.after != prep && !(x.sort == day && p.sort == day) {
		return 0
	}
	w := s.kin(p, f, x)
	if w == 0 {
		return 0
	}
	if prep != "" {
		w += anyNoun
	}
	if p.asked {
		w += askedWorth
	}
	if s.subject(i) {
		w += subjectWorth
	}
	if determiners[f.tokens[x.from].Lower] == determiners[s.tokens[p.from].Lower] {
		w += articleWorth
	}
	return w
}

// kin tells how much alike what two phrases name is.
func (s *sentence) kin(p phrase, f *sentence, x phrase) float64 {
	foreign := false
	for _, t := range s.tokens[p.from:p.to] {
		foreign = foreign || english.Country(t.Key) != ""
	}
	switch {
	case (x.sort == day) != (p.sort == day):
		return 0
	case x.sort == day, x.sort == country && foreign:
		return sameSort + 1
	case s.head(p).Key == f.head(x).Key && x.to-x.from > 1:
		return sameNoun
	case x.sort == office && p.sort == office:
		return sameSort
	case proper(x.sort) && proper(p.sort):
		return bothNames
	case x.sort == common && p.sort == common:
		return bothPlain
	}
	return anyNoun
}

func proper(s sort) bool { return s == named || s == country }

// subject reports whether phrase i follows the question's first verb.
func (s *sentence) subject(i int) bool {
	from := s.phrases[i].from
	return from > 0 && auxiliaries[s.tokens[from-1].Lower] && !s.auxiliaryBefore(from-1)
}

func (s *sentence) auxiliaryBefore(i int) bool {
	for _, t := range s.tokens[:i] {
		if auxiliaries[t.Lower] {
			return true
		}
	}
	return false
}
