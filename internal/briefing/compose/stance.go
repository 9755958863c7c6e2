package compose

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

//go:embed stances.txt
var stancesText string

// stances is what stances.txt says.
type stances struct {
	pro, contra *regexp.Regexp
	asks        map[string]bool // keys
}

var stanceWords = sync.OnceValue(func() stances {
	parts, out := map[string][]string{}, stances{asks: map[string]bool{}}
	for line := range strings.Lines(stancesText) {
		use, rest, ok := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case !ok || line[0] == '#':
		case use == "asks":
			for _, w := range strings.Fields(rest) {
				out.asks[english.Key(w)] = true
			}
		default:
			parts[use] = append(parts[use], rest)
		}
	}
	compile := func(use string) *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(?:` + strings.Join(parts[use], "|") + `)\b`)
	}
	out.pro, out.contra = compile("for"), compile("against")
	return out
})

// What a line is worth for what a stance is on.
const (
	minStanceTopic = 0.6 // all of it
	minStanceWord  = 0.9 // one word of it
)

// stance drafts both sides where one article tells that somebody means to do what another tells
// that they have given up: "Is X open to a land swap?"
func (p *page) stance() (briefing.Draft, bool) {
	if denies.MatchString(p.query.Question.Text) {
		return briefing.Draft{}, false
	}
	var pro, contra *line
	for _, l := range p.rankProse() {
		switch {
		case l.Item || questions.MatchString(l.text) || !p.onStance(l) || !p.byAgent(l):
		case stanceWords().contra.MatchString(l.text):
			if contra == nil {
				contra = l
			}
		case pro == nil && stanceWords().pro.MatchString(l.text) && !supposes.MatchString(l.text):
			pro = l
		}
	}
	if pro == nil || contra == nil || !pro.apart(contra) {
		return briefing.Draft{}, false
	}
	return p.showLines("position", pro, contra)
}

// asksStance reports whether the question asks what somebody means to do: whether they want to,
// or what their position is.
func (p *page) asksStance() bool {
	question := p.query.Question.Text
	return p.query.Kind == briefing.KindYesNo && slices.ContainsFunc(english.Tokens(question), func(t english.Token) bool { return stanceWords().asks[t.Key] }) ||
		position.MatchString(question)
}

var position = regexp.MustCompile(`(?i)\b(?:position|stance|attitude|view)s?\b`)

// byAgent reports whether the first that a line names is one whom the question names, or a
// pronoun that may stand for them.
func (p *page) byAgent(l *line) bool {
	for i, t := range l.tokens {
		switch {
		case anyPronoun.MatchString(t.Text):
			return !p.agentOfMany() || !personal[t.Lower]
		case !t.Capital() || english.Stop(t.Key) || i == 0 && english.Country(t.Key) == "" && !p.named(t):
		case i+1 < len(l.tokens) && l.tokens[i+1].Capital(): // the name is still to come
		case p.agent < 0:
			return p.named(t)
		default:
			agent := p.query.Terms[p.agent]
			return worth(&agent, t.Key) >= minNameWorth || strings.Contains(p.query.Question.Text, agent.Text+" "+t.Text)
		}
	}
	return true
}

var personal = map[string]bool{"he": true, "she": true, "his": true, "her": true}

// agentOfMany reports whether the one whom the question names is no person: a country, or the
// first word of a longer name: "European leaders".
func (p *page) agentOfMany() bool {
	if p.agent < 0 {
		return false
	}
	name := p.query.Terms[p.agent]
	next := p.agent + 1
	return english.Country(name.Key) != "" ||
		next < len(p.query.Terms) && !english.Verb(p.query.Terms[next].Text) && strings.Contains(p.query.Question.Text, name.Text+" "+p.query.Terms[next].Text)
}

// onStance reports whether a line is about what the stance is on, and its one who has it stands
// near.
func (p *page) onStance(l *line) bool {
	sum, all, best, names, near := 0.0, 0.0, 0.0, 0, 0
	for i, t := range p.query.Terms {
		switch {
		case t.Name:
			names++
			if l.context[i] >= minNameAbout {
				near++
			}
		case t.Frame || stanceWords().asks[t.Key]:
		default:
			sum, all, best = sum+t.Weight*l.own[i], all+t.Weight, max(best, l.own[i])
		}
	}
	return all > 0 && names > 0 && near > 0 && best >= minStanceWord && sum >= minStanceTopic*all
}
