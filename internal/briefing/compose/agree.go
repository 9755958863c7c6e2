package compose

import (
	"fmt"
	"slices"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// What a line gains where several articles agree with it. They do not settle what is true: values
// that differ are both shown all the same.
const (
	bonusAgreed = 0.4  // it has the name that most of them give
	bonusBeside = 0.24 // a name in it stands beside the question's words
	bonusValue  = 0.1  // it has the value that most of them give

	placeShare = 0.25 // of the bonuses of a name, for a place: there it counts more how exact it is
)

// seeksName reports whether the question asks for a name, of somebody or of a place.
func (p *page) seeksName() bool {
	return p.query.Kind == briefing.KindWho || p.query.Kind == briefing.KindWhere
}

// agreeOnNames lifts the lines with a name that can be the answer: the more, the more articles
// give it and the nearer it stands to the words of the question.
func (p *page) agreeOnNames(lines []*line) {
	if !p.seeksName() {
		return
	}
	best := 0.0
	for _, l := range lines {
		if p.answers(l) {
			best = max(best, l.score)
		}
	}
	names := make([][]name, len(lines))
	votes, common := tally{}, commonWords(lines)
	for i, l := range lines {
		names[i] = p.names(l, common)
		for _, n := range names[i] {
			votes.add(n.Key, l.doc, n.beside*l.say(best))
		}
	}
	shares := votes.shares()
	for i, l := range lines {
		bonus := 0.0
		for _, n := range names[i] {
			if b := bonusAgreed*shares[n.Key] + bonusBeside*n.beside; b > bonus {
				bonus, l.named = b, l.in(n.Span)
			}
		}
		if p.query.Kind == briefing.KindWhere {
			bonus *= placeShare
		}
		l.score += bonus
	}
}

// name is a word of a name that can be the answer.
type name struct {
	english.Token
	beside float64 // 1 right beside a word of the question, half of it besideWords away
}

const besideWords = 5

// names returns the words of the names in a line that the question does not have, where it asks
// for a place those behind a word of place.
func (p *page) names(l *line, common map[string]bool) []name {
	var asked []int
	for i, t := range l.tokens {
		if p.resembles(t.Key) {
			asked = append(asked, i)
		}
	}
	var out []name
	for i, t := range l.tokens {
		if common[t.Key] || !p.newWord(t) || p.query.Kind == briefing.KindWhere && !p.placed(l, i) {
			continue
		}
		n := name{Token: t}
		for _, j := range asked {
			n.beside = max(n.beside, besideWords/(besideWords+max(float64(i-j), float64(j-i))))
		}
		out = append(out, n)
	}
	return out
}

// newWord reports whether a word is written like one of a name that the question does not have.
func (p *page) newWord(t english.Token) bool {
	return t.Capital() && !english.Stop(t.Key) && !english.IsMonthOrDay(t.Key) && !english.IsRole(t.Key) && !p.inQuestion(t.Key)
}

// resembles reports whether a key stands for a telling word of the question, if only roughly.
func (p *page) resembles(key string) bool {
	return slices.ContainsFunc(p.query.Terms, func(t briefing.Term) bool { return !t.Frame && worth(&t, key) >= minTermWorth })
}

// placed reports whether token i of a line is in a name behind a word of place, and no country
// where a smaller place is asked for.
func (p *page) placed(l *line, i int) bool {
	if f := p.query.Focus; f != "" && f != "country" && english.Country(l.tokens[i].Key) != "" {
		return false
	}
	return slices.ContainsFunc(l.tokens[max(0, i-3):i], func(t english.Token) bool { return placePrepositions[t.Lower] })
}

// maxSmall is how often a word of a name may be written small, to each time it is not.
const maxSmall = 0.3

// commonWords returns the words that lines write small as well: "Final", "Team".
func commonWords(lines []*line) map[string]bool {
	small, capital := map[string]float64{}, map[string]float64{}
	for _, l := range lines {
		for i, t := range l.tokens {
			switch {
			case !t.Capital():
				small[t.Key]++
			case i > 0:
				capital[t.Key]++
			}
		}
	}
	out := map[string]bool{}
	for key, n := range small {
		out[key] = n > maxSmall*capital[key]
	}
	return out
}

// agreeOnValues lifts the findings with a value that several articles give.
func agreeOnValues(found []*finding) {
	best := 0.0
	for _, f := range found {
		best = max(best, f.score)
	}
	votes := tally{}
	for _, f := range found {
		if key := f.key(); key != "" {
			votes.add(key, f.doc, f.say(best))
		}
	}
	shares := votes.shares()
	for _, f := range found {
		f.score += bonusValue * shares[f.key()]
	}
}

// key returns what a value is in one form, "" for a day that is told from the day of writing.
func (f *finding) key() string {
	switch t := f.time; {
	case t == nil:
		return fmt.Sprint(f.size.Unit, f.size.Low, f.size.High)
	case t.Clock:
		return fmt.Sprint("minute", t.Minute)
	case t.Day > 0:
		return fmt.Sprint("day", t.Month, t.Day)
	case t.Month > 0:
		return fmt.Sprint("month", t.Month)
	case t.Year > 0:
		return fmt.Sprint("year", t.Year)
	}
	return ""
}
