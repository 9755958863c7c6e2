package compose

import (
	"regexp"
	"slices"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// What a line is worth beyond the words it shares with the question.
const (
	bonusType   = 0.15 // it holds the type of answer asked for
	bonusReason = 0.15
	bonusSpeech = 0.12
)

// prose answers in one to three sentences: the best line, and the next best ones while they
// are nearly as good, say something else, and fit.
func (p *page) prose() briefing.Draft {
	lines := p.rankProse()
	limit := maxWords(p.query.Kind)
	var d briefing.Draft
	var taken []*line
	for _, l := range lines {
		if len(taken) == maxSentences || len(taken) > 0 && l.score < nextBest*taken[0].score {
			break
		}
		if !p.answers(l) || slices.ContainsFunc(taken, l.repeats) {
			continue
		}
		c, ok := l.claim(limit, p.matched(l)...)
		if !ok && len(taken) == 0 {
			c, ok = l.claim(limit)
		}
		if !ok {
			continue
		}
		limit -= countWords(c.Text)
		taken, d.Claims = append(taken, l), append(d.Claims, c)
	}
	return d
}

const (
	maxSentences = 2
	nextBest     = 0.85 // of the best line's score, for another to be shown beside it
)

// rankProse scores the lines for the kind of question.
func (p *page) rankProse() []*line {
	lines := slices.Clone(p.lines)
	for _, l := range lines {
		p.measure(l)
		if p.suits(l) {
			l.score += p.bonus()
		}
	}
	slices.SortStableFunc(lines, func(a, b *line) int { return descending(a.score, b.score) })
	return lines
}

func (p *page) bonus() float64 {
	switch p.query.Kind {
	case briefing.KindWhy:
		return bonusReason
	case briefing.KindQuote:
		return bonusSpeech
	}
	return bonusType
}

var (
	reason  = regexp.MustCompile(`(?i)\b(?:because|since|due to|owing to|thanks to|as (?:it|he|she|they|the|there|many|a|an|well as)|so that|in order to|in response|to (?:punish|avoid|prevent|protect|allow|help|keep|show|reduce|make|ensure|end|stop|put)|after|amid|allows?|reasons?|caused?|led to|prompted|result|over (?:its|their|his|her)|for (?:\w+ing)|fears?|worr(?:y|ied)|given|therefore|without|despite)\b`)
	speech  = regexp.MustCompile(`(?i)\b(?:said|says|saying|told|tells|stated|states|added|adds|warn\w*|call(?:s|ed|ing)|describ\w*|characteri[sz]\w*|claim\w*|urg(?:es|ed|ing)|insist\w*|stress\w*|argu\w*|announc\w*|vow\w*|promis\w*|remark\w*|thank\w*|express\w*|accus\w*|critici[sz]\w*|prais\w*|denie[sd]|confirm\w*|declar\w*|explain\w*|ask(?:s|ed)|wrote|hint\w*|suggest\w*|cautioned|reject\w*)\b|[“"‘]`)
	atPlace = regexp.MustCompile(`\b(?:in|at|on|to|near|from|outside|across|inside|of|off)\s+(?:the\s+)?(?:\w+\s+){0,2}?[A-Z]`)
)

// suits reports whether a line holds the type of answer that the question asks for.
func (p *page) suits(l *line) bool {
	switch p.query.Kind {
	case briefing.KindWhy:
		return reason.MatchString(l.text)
	case briefing.KindQuote:
		return speech.MatchString(l.text)
	case briefing.KindWhere:
		return atPlace.MatchString(l.text) && p.newName(l)
	case briefing.KindWho, briefing.KindRoster:
		return p.newName(l)
	}
	return false
}

// newName reports whether a line names something that the question does not name.
func (p *page) newName(l *line) bool {
	for i, t := range l.tokens {
		if i > 0 && t.Capital() && !english.Stop(t.Key) && !english.IsMonthOrDay(t.Key) && !p.inQuestion(t.Key) {
			return true
		}
	}
	return false
}

// matched returns where the words stand that a line shares with the question.
func (p *page) matched(l *line) []briefing.Span {
	var out []briefing.Span
	for _, t := range l.tokens {
		if p.inQuestion(t.Key) {
			out = append(out, briefing.Span{Start: l.Start + t.Start, End: l.Start + t.End})
		}
	}
	return out
}

// repeats reports whether a line says nearly the same words as another.
func (l *line) repeats(o *line) bool {
	have := map[string]bool{}
	for _, t := range o.tokens {
		have[t.Key] = true
	}
	same, all := 0, 0
	for _, t := range l.tokens {
		if english.Stop(t.Key) {
			continue
		}
		all++
		if have[t.Key] {
			same++
		}
	}
	return all == 0 || float64(same) >= 0.7*float64(all)
}
