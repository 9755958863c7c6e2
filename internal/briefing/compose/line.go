package compose

import (
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// line is a sentence or list item that may answer, with how much of the question it and its
// surroundings account for.
type line struct {
	doc     *briefing.Document
	passage *briefing.Passage
	briefing.Sentence
	text   string
	tokens []english.Token
	order  int // place among the lines of its document

	own     []float64 // what it is worth for each term of the query
	context []float64 // the same with what its surroundings add
	near    float64   // share of the question's weight that it accounts for by itself
	share   float64   // the same with its surroundings
	rank    float64   // of the best hit that shows it, relative to the best of all
	score   float64
	named   briefing.Span // the name in it that answers best, see agreeOnNames

	teller *line // the one that says it, of a line that is left out as a copy

	persons   []english.Mention // see mentions
	mentioned bool
}

// What a match is worth that stands not in the sentence itself but around it.
const (
	worthBefore  = 0.8  // in the sentence before, which a pronoun may stand for
	worthSurname = 0.8  // by the last name alone
	worthEarlier = 0.6  // in an earlier sentence of the passage
	worthPronoun = 0.85 // there, for a line that starts with a pronoun
	worthLead    = 0.95 // in the line that introduces a list
	worthHeading = 0.8
	worthPassage = 0.5 // elsewhere in the passage
	worthTitle   = 0.55
	worthOpening = 0.45 // at the start of the article
)

const (
	// openingPassages is how many passages make the start of an article.
	openingPassages = 2
	// openingDocs is of how many articles, the best ones, the start is read. Reading it takes as
	// long as reading the hits, and of the others it changes no figure of any set.
	openingDocs = 10
)

func (l *line) words() int { return countWords(l.text) }

// page is what all lines of one composition are measured with.
type page struct {
	query briefing.Query
	total float64 // weight of all terms
	lines []*line // best first

	copied []*line // lines that stand in lines word for word, see once

	content  int                 // how many terms do more than carry the question
	head     int                 // the term of "which noun" that an answer has to be one of, or -1
	topic    map[int]bool        // the terms after "about": what the words asked for are on
	known    map[string][]string // see countriesOf
	agent    int                 // see subjectAsked
	event    int                 // see eventAsked
	passive  bool
	ranked   []*line // see rankProse
	openings map[*briefing.Document][]float64
}

// read takes the sentences out of the evidence and measures them against the query.
func read(e briefing.Evidence) *page {
	p := &page{query: e.Query, openings: map[*briefing.Document][]float64{}}
	for _, t := range e.Query.Terms {
		p.total += t.Weight
		if !t.Frame {
			p.content++
		}
	}
	p.head = headTerm(e.Query)
	p.topic = aboutTerms(e.Query)
	p.agent, p.passive = subjectAsked(e.Query)
	p.event = eventAsked(e.Query)
	seen := map[*briefing.Passage]bool{}
	for i := range e.Hits {
		h := &e.Hits[i]
		for at := range h.Doc.Passages {
			passage := &h.Doc.Passages[at]
			if !seen[passage] && h.Window.Contains(passage.Span) {
				seen[passage] = true
				p.readPassage(h.Doc, at, h.Score/max(e.Hits[0].Score, 1e-9))
			}
		}
	}
	p.affiliate()
	for _, l := range p.lines {
		p.measure(l)
	}
	slices.SortStableFunc(p.lines, func(a, b *line) int { return descending(a.score, b.score) })
	p.once()
	return p
}

func descending(a, b float64) int {
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return 0
}

// readPassage adds the lines of a passage, each with what its surroundings account for.
func (p *page) readPassage(doc *briefing.Document, at int, rank float64) {
	passage := &doc.Passages[at]
	around := slices.Clone(p.opening(doc))
	lift(around, p.match(english.Tokens(passage.Heading)), worthHeading)
	if !passage.Lead.Empty() {
		lift(around, p.match(english.Tokens(passage.Lead.Of(doc.Text))), worthLead)
	}
	first := len(p.lines)
	for i, s := range passage.Sentences {
		l := &line{doc: doc, passage: passage, Sentence: s, text: s.Of(doc.Text), order: at<<16 | i, rank: rank}
		l.tokens = english.Tokens(l.text)
		l.own = p.match(l.tokens)
		p.matchSource(l)
		p.matchSurname(l)
		p.lines = append(p.lines, l)
	}
	whole := make([]float64, len(p.query.Terms))
	for _, l := range p.lines[first:] {
		lift(whole, l.own, worthPassage)
	}
	for i, l := range p.lines[first:] {
		l.context = slices.Clone(l.own)
		lift(l.context, around, 1)
		lift(l.context, whole, 1)
		if l.Item {
			continue // see introduce
		}
		earlier := worthEarlier
		if startsWithPronoun.MatchString(l.text) {
			earlier = worthPronoun
		}
		for j := range i {
			lift(l.context, p.lines[first+j].own, earlier)
		}
		if i > 0 {
			lift(l.context, p.lines[first+i-1].own, max(earlier, worthBefore))
		}
	}
	introduce(passage, p.lines[first:])
}

// opening returns what the title and the start of an article are worth to all its lines.
func (p *page) opening(doc *briefing.Document) []float64 {
	if known, ok := p.openings[doc]; ok {
		return known
	}
	out := make([]float64, len(p.query.Terms))
	lift(out, p.match(english.Tokens(doc.Title)), worthTitle)
	if len(p.openings) < openingDocs {
		for i := range doc.Passages[:min(len(doc.Passages), openingPassages)] {
			lift(out, p.match(english.Tokens(doc.Passages[i].Of(doc.Text))), worthOpening)
		}
	}
	p.openings[doc] = out
	return out
}

// introduce lends the surroundings of the line that introduces a list to its items.
func introduce(passage *briefing.Passage, lines []*line) {
	lead := slices.IndexFunc(lines, func(l *line) bool { return l.Span == passage.Lead })
	for _, l := range lines {
		if l.Item && lead >= 0 {
			lift(l.context, lines[lead].context, worthLead)
		}
	}
}

func lift(dst, src []float64, factor float64) {
	for i, v := range src {
		dst[i] = max(dst[i], factor*v)
	}
}

// match returns what some words are worth for each term of the query.
func (p *page) match(tokens []english.Token) []float64 {
	out := make([]float64, len(p.query.Terms))
	for i := range p.query.Terms {
		for _, t := range tokens {
			out[i] = max(out[i], worth(&p.query.Terms[i], t.Key))
		}
	}
	return out
}

// matchSource counts the name of the line's source as said in it, where the question names
// the source: "according to the Daily Post".
func (p *page) matchSource(l *line) {
	if l.doc.Source == "" || !namesSource(p.query.Question.Text, l.doc.Source) {
		return
	}
	lift(l.own, p.match(english.Tokens(l.doc.Source)), 1)
}

// matchSurname counts the first of two names in a row as said in a line that has only the last,
// as news does once it has named somebody in full, where the article's opening has both.
func (p *page) matchSurname(l *line) {
	terms, opening := p.query.Terms, p.opening(l.doc)
	for i := 1; i < len(terms); i++ {
		first, last := &terms[i-1], &terms[i]
		if !first.Name || !last.Name || opening[i-1] == 0 || opening[i] == 0 || l.own[i-1] > 0 || !adjacent(p.query.Question.Text, first.Text, last.Text) {
			continue
		}
		for j, t := range l.tokens {
			if worth(last, t.Key) >= 0.9 && t.Capital() && (j == 0 || !l.tokens[j-1].Capital() || english.IsRole(l.tokens[j-1].Key)) {
				l.own[i-1] = worthSurname
			}
		}
	}
}

// headTerm returns the term that names the class of things asked for, "which airline"; -1 when
// the question names none, or one of persons or places, whose names a text gives without it.
func headTerm(q briefing.Query) int {
	if q.Focus == "" || q.Kind != briefing.KindFact && q.Kind != briefing.KindList {
		return -1
	}
	return slices.IndexFunc(q.Terms, func(t briefing.Term) bool {
		return t.Text == q.Focus && !anyThing[t.Key] && !english.Describing(t.Text) && !t.Frame
	})
}

// anyThing are nouns that say nothing of the class.
var anyThing = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("country nation state city town region place person people man woman official leader part side kind type thing sort way one other point step move action issue matter subject topic term question detail fact word") {
		m[english.Key(w)] = true
	}
	return m
}()

// namesSource reports whether a question has the name of a source, word by word.
func namesSource(question, source string) bool {
	asked, name := " "+strings.Join(english.ContentKeys(question), " ")+" ", strings.Join(english.ContentKeys(source), " ")
	return name != "" && strings.Contains(asked, " "+name+" ")
}

// aboutTerms returns the terms of a question that stand after "about".
func aboutTerms(q briefing.Query) map[int]bool {
	out := map[int]bool{}
	_, topic, _ := strings.Cut(strings.ToLower(q.Question.Text), " about ")
	for _, t := range english.Tokens(topic) {
		for i := range q.Terms {
			if q.Terms[i].Key == t.Key || english.Lower(q.Terms[i].Text) == t.Lower {
				out[i] = true
			}
		}
	}
	return out
}

func worth(t *briefing.Term, key string) float64 {
	if t.Key == key {
		return 1
	}
	return t.Variants[key]
}

// measure sets the line's shares.
func (p *page) measure(l *line) {
	l.near, l.share = p.weigh(l.own), p.weigh(l.context)
	l.score = 0.5*l.near + 0.5*l.share + 0.05*l.rank
}

func (p *page) weigh(matched []float64) float64 {
	if p.total == 0 {
		return 0
	}
	sum := 0.0
	for i, t := range p.query.Terms {
		sum += t.Weight * matched[i]
	}
	return sum / p.total
}

// inQuestion reports whether a key is one of the question's or stands for one.
func (p *page) inQuestion(key string) bool {
	for i := range p.query.Terms {
		if worth(&p.query.Terms[i], key) >= 0.9 {
			return true
		}
	}
	return false
}
