package followup

import (
	"cmp"
	"strings"
)

// ask puts a question word before what the last question was about: "why" after "Did the oven
// crack?" is "Why did the oven crack?".
func ask(word string, last exchange) string {
	q := split(strings.TrimRight(last.question, "?!. "))
	if len(q.tokens) == 0 {
		return ""
	}
	word = strings.ToLower(word)
	verb := q.firstVerb()
	if verb < 0 {
		return q.askOfSubject(word, last.answer)
	}
	rest := lowered(q.text[q.tokens[verb].Start:])
	if asked := q.askedFor(verb); asked != "" && word != "who" && word != "whom" {
		if counts(word) {
			return ""
		}
		rest += " " + asked
	}
	switch {
	case word == "why not":
		return "why " + deny(rest)
	case counts(word):
		noun, without := q.several(verb)
		if noun == "" {
			return ""
		}
		return word + " " + noun + " " + without
	}
	return strings.TrimSuffix(word, " so") + " " + rest
}

// counts reports whether a question word needs a noun: how many.
func counts(word string) bool { return word == "how many" || word == "which" }

// firstVerb returns the token of the auxiliary verb that a question turns on, or -1.
func (s *sentence) firstVerb() int {
	for i, t := range s.tokens {
		if auxiliaries[t.Lower] {
			return i
		}
	}
	return -1
}

// askedFor returns the noun that stood between the question word and the verb: "seats" of "how
// many seats did they win".
func (s *sentence) askedFor(verb int) string {
	for _, p := range s.phrases {
		if p.asked && p.to == verb {
			return s.of(p)
		}
	}
	return ""
}

// several returns the first phrase of several things after the verb, and the question from the
// verb without it.
func (s *sentence) several(verb int) (noun, without string) {
	for _, p := range s.phrases {
		if p.from > verb && s.plural(p) && p.sort == common {
			start := s.tokens[p.from].Start
			return s.of(p), lowered(s.text[s.tokens[verb].Start:start]) + strings.TrimSpace(s.text[s.tokens[p.to-1].End:])
		}
	}
	return "", ""
}

// askOfSubject asks of a question whose subject was asked for: "Who bought Alaska?".
func (s *sentence) askOfSubject(word, answer string) string {
	first := s.tokens[0]
	if !questionWords[first.Lower] || len(s.tokens) < 3 || counts(word) || word == "who" {
		return ""
	}
	subject := "somebody"
	rest := s.text[s.tokens[1].Start:]
	for _, p := range s.phrases {
		if p.asked && p.from <= 2 {
			subject, rest = s.of(p), s.text[s.tokens[p.to-1].End:]
		}
	}
	if first.Lower == "who" {
		subject = cmp.Or(doer(answer, s.tokens[1].Key), subject)
	}
	return strings.TrimSuffix(word, " not") + " was it that " + subject + " " + strings.TrimSpace(rest)
}

// doer returns who an answer says did something, or all of an answer that is a name.
func doer(answer, verb string) string {
	a := split(answer)
	for _, p := range a.phrases {
		if p.to < len(a.tokens) && a.tokens[p.to].Key == verb || len(a.phrases) == 1 && len(a.tokens) <= maxFragment {
			return a.of(p)
		}
	}
	return ""
}

// lowered writes a text without a capital on the verb that begins it.
func lowered(text string) string { return strings.ToLower(text[:1]) + text[1:] }

var denials = strings.NewReplacer("will", "won't", "can", "can't", "could", "couldn't", "would", "wouldn't",
	"is", "isn't", "are", "aren't", "was", "wasn't", "were", "weren't", "does", "doesn't", "did", "didn't", "do", "don't",
	"has", "hasn't", "have", "haven't", "had", "hadn't", "should", "shouldn't")

// deny makes the verb that a text begins with one that denies.
func deny(text string) string {
	verb, rest, _ := strings.Cut(text, " ")
	if strings.HasSuffix(verb, "n't") {
		return text
	}
	return denials.Replace(strings.ToLower(verb)) + " " + rest
}
