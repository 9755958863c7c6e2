package followup

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing/english"
)

// antecedent returns what a pronoun stands for: the latest exchange that has something of its
// kind decides. Where that has several equally good ones, they are the options.
func antecedent(pronoun string, c class, past []exchange, taken []string) (stands string, options []string) {
	for _, x := range slices.Backward(past) {
		switch c {
		case person:
			stands, options = x.person(pronoun)
		case thing:
			stands = x.thing(taken)
		case several:
			stands = x.group(taken)
		case place:
			stands = x.place()
		}
		if stands != "" || len(options) > 0 {
			return stands, options
		}
	}
	return "", nil
}

var (
	whoIs    = regexp.MustCompile(`(?i)^(?:(?:so |and )?(?:who(?:'s|’s| is| was|s)|tell me about|who (?:are|were)) )(.+)$`)
	asksWho  = regexp.MustCompile(`(?i)^(?:(?:to|by|for|with|from|of|under) )?(?:who|whom|whose)\b`)
	asksNoun = regexp.MustCompile(`(?i)^(?:(?:in|at|on|to|from|for|by|with|of) )?(?:which|what)\b`)
)

// person returns the person that "he" or "she" is after an exchange.
func (x exchange) person(pronoun string) (string, []string) {
	q := split(strings.TrimRight(x.question, "?!. "))
	inQuestion := people(q.text, pronoun)
	described := q.hasOffice() || len(q.phrases) > 0 && determiners[q.tokens[q.phrases[0].from].Lower]
	m := whoIs.FindStringSubmatch(q.text)
	described = described || m != nil && english.Verb(strings.Fields(m[1])[0])
	if m != nil && len(inQuestion) == 0 && !described {
		return m[1], nil // "who is mira oduya"
	}
	fresh := slices.DeleteFunc(people(x.answer, pronoun), func(p who) bool {
		return slices.ContainsFunc(inQuestion, p.same)
	})
	asked := asksWho.MatchString(q.text) && (m == nil || described)
	if asked || len(inQuestion) == 0 {
		if one, ok := q.meant(fresh); ok {
			return one.name, nil
		}
		if len(fresh) > 1 && asked {
			return "", names(fresh)
		}
	}
	if len(inQuestion) > 0 {
		return inQuestion[0].name, nil
	}
	if i := slices.IndexFunc(q.phrases, func(p phrase) bool { return p.sort == office && !q.plural(p) }); i >= 0 {
		return q.long(i), nil
	}
	if len(fresh) == 1 {
		return fresh[0].name, nil
	}
	return "", nil
}

// hasOffice reports whether a question names an office.
func (s *sentence) hasOffice() bool {
	return slices.ContainsFunc(s.tokens, func(t english.Token) bool { return english.IsRole(t.Key) })
}

// meant returns the one person, or the one whose office the question asked for.
func (s *sentence) meant(all []who) (who, bool) {
	if len(all) == 1 {
		return all[0], true
	}
	best, most, ties := who{}, 0, 0
	for _, w := range all {
		n := 0
		for _, t := range s.tokens {
			if !english.Stop(t.Key) && slices.ContainsFunc(english.Tokens(w.about), func(o english.Token) bool { return o.Key == t.Key }) {
				n++
			}
		}
		switch {
		case n > most:
			best, most, ties = w, n, 0
		case n == most:
			ties++
		}
	}
	return best, most > 0 && ties == 0
}

// who is a person that a text names, with the words about the name.
type who struct{ name, office, about string }

// same reports whether another name is of the same person, by the last word of it.
func (w who) same(o who) bool {
	last := func(name string) string { f := strings.Fields(name); return strings.ToLower(f[len(f)-1]) }
	return last(w.name) == last(o.name)
}

// people returns the persons that a text names, each once, but for those that a pronoun cannot
// stand for.
func people(text, pronoun string) []who {
	var out []who
	mentions := english.Mentions(text)
	for i, m := range mentions {
		from, to := 0, len(text)
		if i > 0 {
			from = mentions[i-1].Name.End
		}
		if i+1 < len(mentions) {
			to = mentions[i+1].Name.Start
		}
		w := who{m.Name.Of(text), m.Role.Of(text), text[from:m.Name.Start]}
		if strings.HasPrefix(text[m.Name.End:], ",") {
			w.about += text[m.Name.End:to]
		}
		word := before(text, m.Name.Start)
		located := w.office == "" && placed[strings.ToLower(word)]
		if located || slices.ContainsFunc(out, w.same) || excluded(word+" "+w.office, pronoun) {
			continue
		}
		out = append(out, w)
	}
	return out
}

// before returns the word before a place.
func before(text string, at int) string {
	f := strings.Fields(text[:at])
	if len(f) == 0 {
		return ""
	}
	return f[len(f)-1]
}

// excluded reports whether the words about a person are of the other sex than a pronoun.
func excluded(about, pronoun string) bool {
	other := female
	switch pronoun {
	case "she", "her", "hers":
		other = male
	}
	return slices.ContainsFunc(english.Tokens(about), func(t english.Token) bool { return other[t.Lower] })
}

func names(all []who) []string {
	var out []string
	for _, w := range all {
		out = append(out, w.name)
	}
	return out
}

// thing returns what "it" is after an exchange.
func (x exchange) thing(taken []string) string {
	q := split(strings.TrimRight(x.question, "?!. "))
	if name := q.answered(x.answer); name != "" && !slices.Contains(taken, name) {
		return name
	}
	persons := people(q.text, "")
	may := func(s *sentence, p phrase) bool {
		isPerson := slices.ContainsFunc(persons, func(w who) bool { return strings.Contains(s.of(p), w.name) && strings.Contains(w.name, " ") })
		head := s.head(p)
		return !isPerson && !p.asked && p.sort != day && p.sort != office && !s.plural(p) && !vague[head.Lower] &&
			!english.Describing(head.Text) && !slices.Contains(taken, s.of(p))
	}
	for _, will := range []func(p phrase) bool{
		func(p phrase) bool { return p.after == "about" },
		func(p phrase) bool { return !complements[p.after] && q.definite(p) },
		func(p phrase) bool { return q.definite(p) },
		func(p phrase) bool { return true },
	} {
		if i := q.first(func(p phrase) bool { return will(p) && may(&q, p) }); i >= 0 {
			return q.long(i)
		}
	}
	a := split(x.answer)
	persons = people(x.answer, "")
	if i := a.first(func(p phrase) bool { return may(&a, p) }); i >= 0 {
		return a.long(i)
	}
	return ""
}

// definite reports whether a phrase names one certain thing.
func (s *sentence) definite(p phrase) bool {
	return proper(p.sort) || determiners[s.tokens[p.from].Lower]
}

// answered returns the name that an answer gives to a question after "which ship": the phrase
// with that noun and a name.
func (s *sentence) answered(answer string) string {
	i := s.first(func(p phrase) bool { return p.asked })
	if i < 0 || s.phrases[i].from > 2 || !asksNoun.MatchString(s.text) {
		return ""
	}
	noun := s.head(s.phrases[i]).Key
	a := split(answer)
	for _, p := range a.phrases {
		has, name := false, false
		for _, t := range a.tokens[p.from:p.to] {
			has = has || t.Key == noun
			name = name || t.Capital()
		}
		if has && name {
			return a.of(p)
		}
	}
	if len(a.phrases) == 1 && len(a.tokens) <= maxFragment {
		return a.of(a.phrases[0])
	}
	return ""
}

// first returns the first phrase that will do, or -1.
func (s *sentence) first(will func(phrase) bool) int { return slices.IndexFunc(s.phrases, will) }

// group returns what "they" are after an exchange.
func (x exchange) group(taken []string) string {
	q := split(strings.TrimRight(x.question, "?!. "))
	may := func(p phrase) bool {
		return (q.plural(p) && p.sort != day || groups[q.head(p).Lower] || q.groupIn(p)) && !slices.Contains(taken, q.of(p)) && !p.asked
	}
	if i := q.first(may); i >= 0 {
		return q.long(i)
	}
	if i := q.first(func(p phrase) bool { return p.sort == named && len(people(q.of(p), "")) == 0 }); i >= 0 {
		return q.long(i)
	}
	if i := q.first(func(p phrase) bool { return p.sort == named }); i >= 0 {
		return q.long(i)
	}
	return ""
}

// groupIn reports whether a phrase is a group by one of its words: "the Labour Party leadership".
func (s *sentence) groupIn(p phrase) bool {
	return slices.ContainsFunc(s.tokens[p.from:p.to], func(t english.Token) bool { return groups[t.Lower] && t.Capital() })
}

// place returns where "there" is after an exchange.
func (x exchange) place() string {
	a := split(x.answer)
	if strings.HasPrefix(strings.ToLower(x.question), "where") {
		for _, p := range slices.Backward(a.phrases) {
			if (placed[p.after] || p.after == "of") && proper(p.sort) {
				return a.of(p)
			}
		}
	}
	q := split(strings.TrimRight(x.question, "?!. "))
	for _, p := range q.phrases {
		if placed[p.after] && proper(p.sort) {
			return q.of(p)
		}
	}
	if i := q.first(func(p phrase) bool { return proper(p.sort) && len(people(q.of(p), "")) == 0 }); i >= 0 {
		return q.of(q.phrases[i])
	}
	if i := q.first(func(p phrase) bool { return proper(p.sort) }); i >= 0 {
		return q.of(q.phrases[i])
	}
	return ""
}

var placed = set("in at near on from")
