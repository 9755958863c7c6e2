package compose

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// speaks reports whether in a line the one whose words are asked for says something, or a
// pronoun that stands for them does.
func (p *page) speaks(l *line) bool {
	speaker := p.speaker()
	if speaker < 0 {
		return speech.MatchString(l.text)
	}
	own, other := p.attributed(l, speaker)
	if l.context[speaker] >= worthEarlier && (pronounSpeaks.MatchString(l.text) || startsWithPronoun.MatchString(l.text) && speech.MatchString(l.text) && !other || quoted.MatchString(l.text) && !p.newPerson(l)) {
		return true
	}
	if own || other {
		return own
	}
	if l.own[speaker] >= minTermWorth && silent.MatchString(l.text) {
		return true
	}
	term := &p.query.Terms[speaker]
	for i, t := range l.tokens {
		if worth(term, t.Key) < 0.6 {
			continue
		}
		after := l.text[t.End:]
		if i+1 < len(l.tokens) {
			after = l.text[t.End:l.tokens[min(i+spokenWithin, len(l.tokens)-1)].End]
		}
		if speech.MatchString(after) || i > 0 && speech.MatchString(l.tokens[i-1].Text) {
			return true
		}
	}
	return false
}

// attributed reports whether a line says who tells it: the one whose words are asked for, or only
// another: "Lee was the last to leave, a steward told us."
func (p *page) attributed(l *line, speaker int) (own, other bool) {
	for _, m := range teller.FindAllStringSubmatchIndex(l.text, -1) {
		if p.hasWithin(l, speaker, max(m[2], m[4]), max(m[3], m[5])) {
			return true, false
		}
		other = true
	}
	return false, other
}

// speaksOn reports whether a line gives by a pronoun the words of the one whose words are asked
// for, where the sentence before names them.
func (p *page) speaksOn(l *line) bool {
	speaker, before := p.speaker(), p.neighbour(l, -1)
	return speaker >= 0 && before != nil && before.own[speaker] >= 0.6 && pronounSpeaks.MatchString(l.text)
}

// quotesOn reports whether a line opens with a quotation of the one whose words are asked for,
// whom the sentence before names: "We are not leaving," she said.
func (p *page) quotesOn(l *line) bool {
	return p.query.Kind == briefing.KindQuote && strings.IndexAny(l.text, "“\"") == 0 && p.speaksOn(l)
}

// spokenWithin is how many words may stand between a speaker and the verb.
const spokenWithin = 12

// speaker returns the term of the question that names whose words are asked for: the last of
// its first names and offices in a row, and of "the founder of X" the founder; -1 when it has
// none.
func (p *page) speaker() int {
	who := func(t briefing.Term) bool { return t.Name || english.IsRole(t.Key) }
	first := slices.IndexFunc(p.query.Terms, who)
	if first < 0 || officeOf.MatchString(p.query.Question.Text) && english.IsRole(p.query.Terms[first].Key) {
		return first
	}
	last := first
	for last+1 < len(p.query.Terms) && who(p.query.Terms[last+1]) && adjacent(p.query.Question.Text, p.query.Terms[last].Text, p.query.Terms[last+1].Text) {
		last++
	}
	return last
}

// adjacent reports whether two words stand next to one another in a text.
func adjacent(text, a, b string) bool {
	i := strings.Index(text, a)
	return i >= 0 && strings.HasPrefix(strings.TrimLeft(text[i+len(a):], " '’s-"), b)
}

var officeOf = regexp.MustCompile(`(?i)\b\w+ of (?:the )?[a-z]`)

var (
	speech        = regexp.MustCompile(`(?i)\b(?:said|says|saying|told|tells|stated|states|added|adds|warn\w*|call(?:s|ed|ing)|describ\w*|characteri[sz]\w*|claim\w*|urg(?:es|ed|ing)|insist\w*|stress\w*|argu\w*|announc\w*|vow\w*|promis\w*|remark\w*|thank\w*|express\w*|accus\w*|critici[sz]\w*|prais\w*|denie[sd]|confirm\w*|declar\w*|explain\w*|ask(?:s|ed)|wrote|hint\w*|suggest\w*|cautioned|reject\w*)\b|[“"‘]`)
	pronounSpeaks = regexp.MustCompile(`(?i)\b(?:he|she|they|it)\b(?:\W+\w+){0,2}\W+(?:said|says|added|told|warned|stated|called|described|urged|insisted|argued|promised|stressed|wrote|suggested|hoped|claimed|announced|denied|explained|asked|noted|vowed|rejected|thanked|praised)\b|\b(?:said|says|added)\s+(?:he|she|they|it)\b|\b(?:said|says|added) (?:its|his|her|their)\b`)
	// teller finds who tells a sentence, behind what is told: "…, the office said".
	teller = regexp.MustCompile(`[,”"]\s+((?:(?:the|an?)\s+)?(?:[\p{L}\d'’.-]+\s+){1,4}?)(?:said|says|told)\b|(?:[”"]\s+|,\s+)(?:said|says)\s+((?:the\s+)?\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)*)`)
	// silent finds that somebody says nothing.
	silent = regexp.MustCompile(`(?i)\b(?:has|have|had|did|does)(?: not|n[’']t)(?: yet)? (?:spoken|speak|commented?|respond(?:ed)?|answer(?:ed)?|repl(?:y|ied))\b|\b(?:declin|refus)\w+ to (?:comment|speak|talk|answer|say|respond)\b|\b(?:made|gave) no (?:comment|statement|answer)\b`)
	quoted = regexp.MustCompile(`^["“]|^[^“"]*[”"]$`) // a quotation that goes on
)
