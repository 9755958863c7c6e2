package followup

import (
	"strings"

	"briefbot/internal/briefing/english"
)

// sentence is a text cut into tokens, with the noun phrases in it.
type sentence struct {
	text    string
	tokens  []english.Token
	phrases []phrase
}

// phrase is a run of tokens that names something: "the Rural Alliance", "2024".
type phrase struct {
	from, to int    // tokens
	after    string // the preposition before it
	sort     sort
	asked    bool // it stands after "how many" or "which": the answer is of its kind
	owner    bool // it ends in 's
}

// sort is what a phrase names, as far as its form tells.
type sort int

const (
	common  sort = iota
	named        // it has a capital
	office       // its noun is one: the foreign minister
	country      // one word for a country
	day          // a year, a month, a day
)

// split finds the noun phrases of a text.
func split(text string) sentence {
	s := sentence{text: text, tokens: english.Tokens(text)}
	p, open, after, asked := phrase{}, false, "", false
	end := func(to int) {
		if open {
			p.to = to
			s.add(p)
		}
		open = false
	}
	for i, t := range s.tokens {
		if i > 0 && !s.joined(i-1) {
			end(i)
			after = ""
		}
		switch {
		case determiners[t.Lower]:
			end(i)
			p, open = phrase{from: i, after: after, asked: asked}, true
			after, asked = "", false
		case s.breaks(i, open && i > p.from) && !(asked && english.Verb(t.Text)):
			end(i)
			after = ""
			if prepositions[t.Lower] {
				after = t.Lower
			}
			asked = t.Lower == "many" || t.Lower == "which"
		default:
			if !open {
				p, open = phrase{from: i, after: after, asked: asked}, true
				after, asked = "", false
			}
			if strings.HasPrefix(text[t.End:], "'s") || strings.HasPrefix(text[t.End:], "’s") {
				p.owner = true
				end(i + 1)
			}
		}
	}
	end(len(s.tokens))
	return s
}

// joined reports whether tokens i and i+1 stand together.
func (s *sentence) joined(i int) bool {
	switch s.text[s.tokens[i].End:s.tokens[i+1].Start] {
	case " ", "-", "'s ", "’s ", "' ", "’ ", ". ":
		return true
	}
	return false
}

// breaks reports whether token i is no part of a name: a function word, or a verb that does not
// follow an article.
func (s *sentence) breaks(i int, inside bool) bool {
	t := s.tokens[i]
	if t.Capital() && i > 0 && !pronouns[t.Lower] && !questionWords[t.Lower] {
		return false
	}
	if english.Stop(t.Key) || t.Key == "us-pronoun" || questionWords[t.Lower] || pronouns[t.Lower] {
		return true
	}
	afterArticle := i > 0 && determiners[s.tokens[i-1].Lower]
	return english.Verb(t.Text) && !t.Capital() && !afterArticle && (inside || i == 0 || !prepositions[s.tokens[i-1].Lower])
}

// add keeps a phrase with more than an article.
func (s *sentence) add(p phrase) {
	if p.to == p.from+1 && determiners[s.tokens[p.from].Lower] {
		return
	}
	p.sort = s.sortOf(p)
	s.phrases = append(s.phrases, p)
}

func (s *sentence) sortOf(p phrase) sort {
	head := s.head(p)
	words := s.tokens[p.from:p.to]
	if determiners[words[0].Lower] {
		words = words[1:]
	}
	dated, capital := false, false
	for _, t := range words {
		dated = dated || english.IsMonthOrDay(t.Key) || year(t)
		capital = capital || t.Capital() && t.Start > 0 && english.Country(t.Key) == "" || t.Capital() && len(words) > 1 && t.Start == 0
	}
	switch {
	case dated:
		return day
	case len(words) == 1 && english.Country(head.Key) != "":
		return country
	case english.IsRole(head.Key):
		return office
	case capital, words[0].Capital() && p.from > 0:
		return named
	}
	return common
}

// head returns the noun of a phrase: its last word.
func (s *sentence) head(p phrase) english.Token { return s.tokens[p.to-1] }

// of returns the words of a phrase.
func (s *sentence) of(p phrase) string { return s.text[s.tokens[p.from].Start:s.tokens[p.to-1].End] }

// long returns the words of a phrase with those that belong to it: "the plant in Estby".
func (s *sentence) long(i int) string {
	return s.of(phrase{from: s.phrases[i].from, to: s.reach(i, common)})
}

// reach returns the token after those that belong to a phrase; with named, those after other
// words than "of" only where they are names.
func (s *sentence) reach(i int, only sort) int {
	p := s.phrases[i]
	for _, q := range s.phrases[i+1:] {
		adjacent := q.from == p.to+1 || p.owner && q.from == p.to
		loose := only == named && q.after != "of" && !proper(q.sort)
		if !adjacent || q.sort == day || loose || !p.owner && !complements[q.after] {
			break
		}
		p.to, p.owner = q.to, q.owner
	}
	return p.to
}

// plural reports whether a phrase names several things or people.
func (s *sentence) plural(p phrase) bool {
	head := s.head(p)
	if irregularPlurals[head.Lower] {
		return true
	}
	l := head.Lower
	many := strings.HasSuffix(l, "s") && !strings.HasSuffix(l, "ss") && !strings.HasSuffix(l, "us") && !strings.HasSuffix(l, "is")
	return many && (!head.Capital() || determiners[s.tokens[p.from].Lower] && p.to-p.from == 2)
}

// year reports whether a token is a year.
func year(t english.Token) bool {
	return len(t.Text) == 4 && (strings.HasPrefix(t.Text, "19") || strings.HasPrefix(t.Text, "20")) && strings.Trim(t.Text, "0123456789") == ""
}
