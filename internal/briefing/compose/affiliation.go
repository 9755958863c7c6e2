package compose

import (
	"slices"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// worthAffiliation is what a person's name is worth for the country that the person speaks
// for.
const worthAffiliation = 0.75

// affiliations learns from the offices in the evidence who belongs to which country: "US
// President Ann Lee" makes "Lee" stand for the US.
func affiliations(lines []*line) map[string][]string {
	m := map[string][]string{}
	for _, l := range lines {
		for _, mention := range l.mentions() {
			name := english.Tokens(mention.Name.Of(l.text))
			last := name[len(name)-1].Key
			for _, t := range english.Tokens(mention.Role.Of(l.text)) {
				if c := english.Country(t.Key); c != "" {
					if !slices.Contains(m[last], c) {
						m[last] = append(m[last], c)
					}
					break // an ambassador to another country does not belong to it
				}
			}
		}
	}
	return m
}

// countriesOf returns the countries that whoever bears a name belongs to, as far as the evidence
// tells.
func (p *page) countriesOf(name string) []string {
	if p.known == nil {
		p.known = affiliations(p.lines)
	}
	return p.known[name]
}

// affiliate lifts what lines are worth for the countries of the question by the persons in
// them. Someone who belongs to two countries tells nothing.
func (p *page) affiliate() {
	for i, t := range p.query.Terms {
		country := english.Country(t.Key)
		if country == "" && p.query.Kind == briefing.KindRoster {
			country = p.countryOf(t) // whoever comes with X is of X's side
		}
		if country == "" {
			continue
		}
		for _, l := range p.lines {
			for _, token := range l.tokens {
				c := p.countriesOf(token.Key)
				if len(c) == 1 && c[0] == country || english.Country(t.Key) == "" && english.Country(token.Key) == country {
					l.own[i] = max(l.own[i], worthAffiliation)
					l.context[i] = max(l.context[i], worthAffiliation)
				}
			}
		}
	}
}

func (l *line) mentions() []english.Mention {
	if !l.mentioned {
		l.persons, l.mentioned = english.Mentions(l.text), true
	}
	return l.persons
}
