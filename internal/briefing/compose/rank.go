package compose

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// What a line is worth beyond the words it shares with the question.
const (
	bonusType   = 0.15 // it holds the type of answer asked for
	bonusSpeech = 0.12
	bonusTopic  = 0.12 // it says what the words asked for are about

	bonusSubject = 0.18 // its subject is the question's; as much is lost when it is another name
	bonusDecides = 0.06 // it denies, or says what will be, where yes or no is asked
	bonusHead    = 0.2  // it has the noun of "which noun" as part of a name
	bonusHeading = 0.15 // the heading above it says what is asked for
	bonusExact   = 0.06 // it tells a place by two names: at X in Y
	bonusVenue   = 0.1  // it says at which building or the like

	penaltyQuestion = 0.3
	penaltyFragment = 0.05 // it does not end like a sentence

	penaltyWord   = 0.003 // for each word of a line over easyWords
	easyWords     = 20
	penaltyNoName = 0.3 // it names nobody and nothing new where a name is asked for
	penaltyNoVerb = 0.3 // it says not itself what somebody did who is asked for: "who won"
)

// rankProse returns the lines, the best for the kind of question first.
func (p *page) rankProse() []*line {
	if p.ranked != nil {
		return p.ranked
	}
	lines := slices.Clone(p.lines)
	for _, l := range lines {
		p.measure(l)
		l.score += p.typeBonus(l) + p.subjectBonus(l) + p.headBonus(l) + p.placeBonus(l) + p.headingBonus(l)
		l.score -= p.noise(l) + penaltyWord*float64(max(0, l.words()-easyWords))
	}
	p.agreeOnNames(lines)
	slices.SortStableFunc(lines, func(a, b *line) int { return descending(a.score, b.score) })
	p.ranked = lines
	return lines
}

// typeBonus is what a line gains that holds the type of answer asked for, and one loses that
// names nobody and no place where one is, or lacks the verb of a question after somebody.
func (p *page) typeBonus(l *line) float64 {
	kind := p.query.Kind
	if !p.suits(l) {
		if kind == briefing.KindWho || kind == briefing.KindWhere {
			return -penaltyNoName
		}
		return 0
	}
	if v := p.predicate(); kind == briefing.KindWho && v >= 0 && l.own[v] < minVerbWorth {
		return bonusType - penaltyNoVerb
	}
	switch {
	case kind == briefing.KindWhy && cause.MatchString(l.text):
		return 2 * bonusType // a plain reason, not just a word that may give one
	case kind == briefing.KindQuote && p.onTopic(l):
		return bonusSpeech + bonusTopic
	case kind == briefing.KindQuote:
		return bonusSpeech
	case kind == briefing.KindYesNo:
		return bonusDecides
	}
	return bonusType
}

// onTopic reports whether a line itself has every word that stands after "about".
func (p *page) onTopic(l *line) bool {
	for i := range p.topic {
		if l.own[i] < minTermWorth {
			return false
		}
	}
	return len(p.topic) > 0
}

// placeBonus is what a line gains that tells a place exactly.
func (p *page) placeBonus(l *line) float64 {
	if p.query.Kind != briefing.KindWhere {
		return 0
	}
	bonus := 0.0
	if p.newPlaces(l) > 1 || cityOf.MatchString(l.text) {
		bonus += bonusExact
	}
	if venue.MatchString(l.text) {
		bonus += bonusVenue
	}
	return bonus
}

// suits reports whether a line holds the type of answer that the question asks for.
func (p *page) suits(l *line) bool {
	switch p.query.Kind {
	case briefing.KindWhy:
		return reason.MatchString(l.text)
	case briefing.KindYesNo:
		return decides.MatchString(l.text)
	case briefing.KindQuote:
		return p.speaks(l)
	case briefing.KindWhere:
		return p.newPlaces(l) > 0
	case briefing.KindList:
		return enumerates.MatchString(l.text)
	case briefing.KindWho:
		return p.newName(l) && (p.query.Focus != "" || p.newPerson(l))
	case briefing.KindRoster:
		return p.newName(l)
	}
	return false
}

var (
	cause   = regexp.MustCompile(`(?i)\b(?:because|due to (?:the|an?|its|his|her|their|this|that|these|\w+(?:ing|tion|ity|ness|s))\b|owing to|thanks to|so that|in order to|in response to|to (?:punish|avoid|prevent|protect)|caused?|led to|prompted|reasons?|on the grounds)\b`)
	reason  = regexp.MustCompile(`(?i)\b(?:because|since|due to|owing to|thanks to|as (?:it|he|she|they|the|there|many|a|an|well as)|so that|in order to|in response|to (?:punish|avoid|prevent|protect|allow|help|keep|show|reduce|make|ensure|end|stop|put)|after|amid|allows?|reasons?|caused?|led to|prompted|result|over (?:its|their|his|her)|for (?:\w+ing)|fears?|worr(?:y|ied)|given|therefore|without|despite)\b`)
	decides = regexp.MustCompile(`(?i)\b(?:will|would|not|no|never|none|neither|nor|without|absent|cannot|refus\w*|reject\w*|agreed|confirmed|denied)\b|n[’']t\b`)
	cityOf  = regexp.MustCompile(`\bin [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?, [A-Z]`)
	venue   = regexp.MustCompile(`\b(?:at|inside|outside|aboard)\s+(?:the\s+|an?\s+)?(?:\w+\s+){0,2}?[A-Z]`)
)

// headingBonus is what a line gains under a heading that says what the question asks for.
func (p *page) headingBonus(l *line) float64 {
	if l.passage.Heading == "" || p.weigh(p.match(english.Tokens(l.passage.Heading))) < minShare {
		return 0
	}
	return bonusHeading
}

// noise is what a line loses that is no statement: a question, a headline, a menu.
func (p *page) noise(l *line) float64 {
	switch text := strings.TrimSpace(l.text); {
	case strings.HasSuffix(text, "?") || strings.Contains(text, " | "):
		return penaltyQuestion
	case !l.Item && !strings.ContainsAny(text[len(text)-1:], ".!\"'”’)…:;") && !strings.HasSuffix(text, "”") && !strings.HasSuffix(text, "’"):
		return penaltyFragment
	}
	return 0
}

// headBonus is what a line gains that has the noun that the question asks to name, as part of
// a name: "Air Force Base".
func (p *page) headBonus(l *line) float64 {
	focus := english.Tokens(p.query.Focus)
	if len(focus) == 0 || p.query.Kind == briefing.KindNumber {
		return 0
	}
	head := focus[len(focus)-1].Key
	if slices.ContainsFunc(l.tokens, func(t english.Token) bool { return t.Key == head && t.Capital() && t.Start > 0 }) {
		return bonusHead
	}
	return 0
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
