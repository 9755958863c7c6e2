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
	bonusReason = 0.15
	bonusSpeech = 0.12

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
)

// prose answers in one to three sentences: the best line, and the next best ones while they
// are nearly as good, say something else, and fit.
func (p *page) prose() briefing.Draft {
	lines := p.rankProse()
	if items := p.announced(lines); len(items) > 0 {
		return listed(items)
	}
	a := reply{page: p, limit: maxWords(p.query.Kind)}
	for _, l := range lines {
		if len(a.taken) >= sentences(p.query.Kind) || len(a.taken) > 0 && l.score < nextBest*a.taken[0].score {
			break
		}
		if !p.holdsAnswer(l) || slices.ContainsFunc(a.taken, l.repeats) {
			continue
		}
		for _, before := range p.causes(l, a.limit-l.words()) {
			a.add(before)
		}
		if before := p.antecedent(l); before != nil && before.words()+l.words() <= a.limit {
			a.add(before)
		}
		if !a.add(l) {
			continue
		}
		for after := p.continued(l); after != nil; after = p.continued(after) {
			if items := p.introduced(after); len(items) > 1 {
				return listed(items)
			}
			if after.words() > a.limit || !a.add(after) {
				break
			}
		}
	}
	return a.draft
}

// reply is an answer in sentences while it is put together.
type reply struct {
	page  *page
	limit int // words left
	taken []*line
	draft briefing.Draft
}

// add takes a line in, cut to the words left; false when it does not fit.
func (a *reply) add(l *line) bool {
	c, ok := l.claim(a.limit, a.page.matched(l)...)
	if !ok && len(a.taken) == 0 {
		c, ok = l.claim(a.limit)
	}
	if !ok || slices.Contains(a.taken, l) {
		return false
	}
	a.limit -= countWords(c.Text)
	a.taken, a.draft.Claims = append(a.taken, l), append(a.draft.Claims, c)
	return true
}

// shortWords is the length up to which a sentence only announces the next one: "He has three
// demands."
const shortWords = 8

// continued returns the next line of the passage where it goes on with what a line says: after
// a short one, and where it starts "He also"; nil otherwise.
func (p *page) continued(l *line) *line {
	after := p.neighbour(l, 1)
	if after == nil || after.Item || l.words() > shortWords && !goesOn.MatchString(after.text) {
		return nil
	}
	return after
}

// causes returns the lines before one that tells only what followed from them, where a reason
// is asked for: at most two that fit.
func (p *page) causes(l *line, limit int) []*line {
	if p.query.Kind != briefing.KindWhy || !follows.MatchString(l.text) {
		return nil
	}
	var out []*line
	for o := p.neighbour(l, -1); o != nil && len(out) < maxSentences && o.words() <= limit; o = p.neighbour(o, -1) {
		limit -= o.words()
		out = append([]*line{o}, out...)
	}
	return out
}

var follows = regexp.MustCompile(`^(?:Soon|Shortly|Then|So|Therefore|Hence|Thus|As a result|That is why|After that|Afterwards|Later|Not long after\w*)\b`)

// antecedent returns the line before one that answers a who question with a pronoun: the one
// that has the name; nil when there is no need.
func (p *page) antecedent(l *line) *line {
	if p.query.Kind != briefing.KindWho || p.newName(l) || !anyPronoun.MatchString(l.text) {
		return nil
	}
	if before := p.neighbour(l, -1); before != nil && p.newName(before) {
		return before
	}
	return nil
}

// neighbour returns the line that many places on in the same passage, or nil.
func (p *page) neighbour(l *line, by int) *line {
	for _, o := range p.lines {
		if o.passage == l.passage && o.order == l.order+by {
			return o
		}
	}
	return nil
}

// holdsAnswer reports whether a line accounts for the question and can be an answer of its kind
// at all: words of the one asked for, somebody new.
func (p *page) holdsAnswer(l *line) bool {
	if !p.answers(l) {
		return false
	}
	switch p.query.Kind {
	case briefing.KindRoster:
		return p.namesGroup(l) && l.namesMembers()
	case briefing.KindQuote:
		return p.suits(l)
	case briefing.KindWhy:
		return p.content > 2 || cause.MatchString(l.text)
	case briefing.KindWho:
		return p.newName(l) || p.antecedent(l) != nil || slices.ContainsFunc(l.tokens, func(t english.Token) bool {
			return english.IsRole(t.Key) && !p.inQuestion(t.Key)
		})
	}
	return true
}

const (
	maxSentences = 2
	nextBest     = 0.85 // of the best line's score, for another to be shown beside it
)

// sentences is how many sentences may answer a kind of question: one where a value is asked
// for.
func sentences(k briefing.Kind) int {
	switch k {
	case briefing.KindWho, briefing.KindWhere, briefing.KindRoster:
		return 1
	case briefing.KindList:
		return 3
	}
	return maxSentences
}

// announced returns the items of a list that one of the best lines introduces.
func (p *page) announced(lines []*line) []*line {
	for _, l := range lines[:min(len(lines), maxSentences+1)] {
		if l.score < nextBest*lines[0].score || !p.answers(l) {
			break
		}
		if items := p.introduced(l); len(items) > 1 {
			return items
		}
	}
	return nil
}

// introduced returns the items of the list that a line introduces, in order.
func (p *page) introduced(l *line) []*line {
	var out []*line
	for _, o := range p.lines {
		if o.Item && o.passage.Lead == l.Span && o.doc == l.doc {
			out = append(out, o)
		}
	}
	slices.SortStableFunc(out, func(a, b *line) int { return a.order - b.order })
	return out
}

// rankProse scores the lines for the kind of question.
func (p *page) rankProse() []*line {
	lines := slices.Clone(p.lines)
	for _, l := range lines {
		p.measure(l)
		switch {
		case p.suits(l):
			l.score += p.bonus()
		case p.query.Kind == briefing.KindWho || p.query.Kind == briefing.KindWhere:
			l.score -= penaltyNoName
		}
		if p.query.Kind == briefing.KindWhy && cause.MatchString(l.text) {
			l.score += bonusReason
		}
		l.score += p.subjectBonus(l)
		if p.hasHead(l) {
			l.score += bonusHead
		}
		if p.query.Kind == briefing.KindWhere && (p.newPlaces(l) > 1 || cityOf.MatchString(l.text)) {
			l.score += bonusExact
		}
		if p.query.Kind == briefing.KindWhere && venue.MatchString(l.text) {
			l.score += bonusVenue
		}
		l.score += p.headed(l) - p.noise(l)
		l.score -= penaltyWord * float64(max(0, l.words()-easyWords))
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
	case briefing.KindYesNo:
		return bonusDecides
	}
	return bonusType
}

var (
	cause   = regexp.MustCompile(`(?i)\b(?:because|due to (?:the|an?|its|his|her|their|this|that|these|\w+(?:ing|tion|ity|ness|s))\b|owing to|thanks to|so that|in order to|in response to|to (?:punish|avoid|prevent|protect)|caused?|led to|prompted|reasons?|on the grounds)\b`)
	reason  = regexp.MustCompile(`(?i)\b(?:because|since|due to|owing to|thanks to|as (?:it|he|she|they|the|there|many|a|an|well as)|so that|in order to|in response|to (?:punish|avoid|prevent|protect|allow|help|keep|show|reduce|make|ensure|end|stop|put)|after|amid|allows?|reasons?|caused?|led to|prompted|result|over (?:its|their|his|her)|for (?:\w+ing)|fears?|worr(?:y|ied)|given|therefore|without|despite)\b`)
	speech  = regexp.MustCompile(`(?i)\b(?:said|says|saying|told|tells|stated|states|added|adds|warn\w*|call(?:s|ed|ing)|describ\w*|characteri[sz]\w*|claim\w*|urg(?:es|ed|ing)|insist\w*|stress\w*|argu\w*|announc\w*|vow\w*|promis\w*|remark\w*|thank\w*|express\w*|accus\w*|critici[sz]\w*|prais\w*|denie[sd]|confirm\w*|declar\w*|explain\w*|ask(?:s|ed)|wrote|hint\w*|suggest\w*|cautioned|reject\w*)\b|[“"‘]`)
	decides = regexp.MustCompile(`(?i)\b(?:will|would|not|no|never|none|neither|nor|without|absent|cannot|refus\w*|reject\w*|agreed|confirmed|denied)\b|n[’']t\b`)
	cityOf  = regexp.MustCompile(`\bin [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?, [A-Z]`)
	venue   = regexp.MustCompile(`\b(?:at|inside|outside|aboard)\s+(?:the\s+|an?\s+)?(?:\w+\s+){0,2}?[A-Z]`)
)

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
	case briefing.KindWho:
		return p.newName(l) && (p.query.Focus != "" || p.newPerson(l))
	case briefing.KindRoster:
		return p.newName(l)
	}
	return false
}

// subjectBonus compares whom a line is about with whom the question is: "what does X want"
// is answered by lines of which X, or a pronoun for X, is the subject.
func (p *page) subjectBonus(l *line) float64 {
	asked := p.subjectAsked()
	if asked < 0 {
		return 0
	}
	if startsWithPronoun.MatchString(l.text) {
		switch {
		case english.Country(p.query.Terms[asked].Key) != "" && personPronoun.MatchString(l.text):
			return -bonusSubject
		case l.context[asked] >= worthBefore:
			return bonusSubject
		}
		return 0
	}
	for i, t := range l.tokens {
		if !t.Capital() || english.Stop(t.Key) || i == 0 && !p.named(t) {
			continue
		}
		if worth(&p.query.Terms[asked], t.Key) >= 0.6 {
			return bonusSubject
		}
		if i > 0 && i+1 < len(l.tokens) && l.tokens[i+1].Capital() {
			continue // a first name or an office: the name is still to come
		}
		return -bonusSubject
	}
	return 0
}

// named reports whether a word is one of the question's names.
func (p *page) named(t english.Token) bool {
	return slices.ContainsFunc(p.query.Terms, func(q briefing.Term) bool { return q.Name && worth(&q, t.Key) >= 0.6 })
}

var subjectPattern = regexp.MustCompile(`(?i)\b(?:do|does|did|will|would|has|have|had|can|could|is|was|should)\s+(?:the\s+)?([\w'’-]+)`)

// subjectAsked returns the term that is the subject of the question's verb: "did X …"; -1
// when it is no name.
func (p *page) subjectAsked() int {
	m := subjectPattern.FindStringSubmatch(p.query.Question.Text)
	if m == nil {
		return -1
	}
	key := english.Key(strings.TrimSuffix(m[1], "'s"))
	return slices.IndexFunc(p.query.Terms, func(t briefing.Term) bool { return t.Name && t.Key == key })
}

// headed is what a line gains under a heading that says what the question asks for.
func (p *page) headed(l *line) float64 {
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

// hasHead reports whether a line has the noun that the question asks to name, as part of a
// name: "Air Force Base".
func (p *page) hasHead(l *line) bool {
	focus := english.Tokens(p.query.Focus)
	if len(focus) == 0 || p.query.Kind == briefing.KindNumber {
		return false
	}
	head := focus[len(focus)-1].Key
	return slices.ContainsFunc(l.tokens, func(t english.Token) bool { return t.Key == head && t.Capital() && t.Start > 0 })
}

// speaks reports whether in a line the one whose words are asked for says something, or a
// pronoun that stands for them does.
func (p *page) speaks(l *line) bool {
	speaker := p.speaker()
	if speaker < 0 {
		return speech.MatchString(l.text)
	}
	if l.context[speaker] >= worthEarlier && (pronounSpeaks.MatchString(l.text) || startsWithPronoun.MatchString(l.text) && speech.MatchString(l.text) || quoted.MatchString(l.text) && !p.newPerson(l)) {
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

// spokenWithin is how many words may stand between a speaker and the verb.
const spokenWithin = 12

var (
	startsWithPronoun = regexp.MustCompile(`^\W*(?:He|She|They|It|His|Her|Their|Its|This|That|These|Those)\b`)
	personPronoun     = regexp.MustCompile(`^\W*(?:He|She|His|Her)\b`)
	goesOn            = regexp.MustCompile(`^(?:He|She|It|They)(?: has| have)? also\b`)
	quoted            = regexp.MustCompile(`^["“]|[^“]*[”"]$`) // a quotation that goes on
	anyPronoun        = regexp.MustCompile(`(?i)\b(?:he|she|they|it|his|her|their)\b`)
	pronounSpeaks     = regexp.MustCompile(`(?i)\b(?:he|she|they|it)\b(?:\W+\w+){0,2}\W+(?:said|says|added|told|warned|stated|called|described|urged|insisted|argued|promised|stressed|wrote|suggested|hoped|claimed|announced|denied|explained|asked|noted|vowed|rejected|thanked|praised)\b|\b(?:said|says|added)\s+(?:he|she|they|it)\b|\b(?:said|says|added) (?:its|his|her|their)\b`)
)

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

// newPerson reports whether a line names a person that the question does not name, in full or
// with an office.
func (p *page) newPerson(l *line) bool {
	return slices.ContainsFunc(l.mentions(), func(m english.Mention) bool {
		tokens := english.Tokens(m.Name.Of(l.text))
		return (len(tokens) > 1 || !m.Role.Empty()) && !slices.ContainsFunc(tokens, p.named)
	})
}

// newPlaces counts the prepositions of place that stand before a name that the question does
// not have.
func (p *page) newPlaces(l *line) int {
	n := 0
	for i, t := range l.tokens {
		if !placePrepositions[t.Lower] {
			continue
		}
		near := l.tokens[i+1 : min(i+4, len(l.tokens))]
		if len(near) > 0 && near[0].Number() {
			continue // "at 1900 GMT"
		}
		if slices.ContainsFunc(near, func(o english.Token) bool {
			return o.Capital() && !english.Stop(o.Key) && !english.IsMonthOrDay(o.Key) && !p.inQuestion(o.Key)
		}) {
			n++
		}
	}
	return n
}

var placePrepositions = map[string]bool{
	"in": true, "at": true, "on": true, "near": true, "from": true, "to": true, "outside": true, "inside": true, "across": true, "off": true,
	"around": true, "through": true, "into": true, "aboard": true, "under": true,
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
