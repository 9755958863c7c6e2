package compose

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/english"
)

// seat is the office whose holder a question asks for: "who is the French president", "who leads NATO", "what is the Russian
// ambassador's name".
type seat struct {
	role    string   // key of the office; "" when any leading one will do
	before  []string // keys that stand before the office: whose it is
	after   []string // keys after it: what it is of, or where it is to
	country string   // the country before the office, "" when none is given
	abroad  bool     // one is named after it, by itself: not "of U.S. Soccer"
}

var (
	holderPattern = regexp.MustCompile(`(?i)^(?:and )?(?:who(?:'s| is| was| will be|s)|what(?:'s| is| was|s)?(?: the)? name of|name)\s+(?:the |an? |its |their )?(.+)$|^what(?:'s| is| was|s)?\s+(?:the )?(.+?)(?:'s|s|s')?\s+(?:full )?name$`)
	leadsPattern  = regexp.MustCompile(`(?i)^(?:and )?(?:who|what person|which person) (?:leads?|led|heads?|headed|runs?|ran|chairs?|chaired|directs?|is in charge of|is at the head of|is the head of)\s+(?:the )?(.+)$`)
)

// leading are the offices that lead a body.
var leading = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("president premier chancellor secretary governor mayor chief head leader director chairman chairwoman chairperson chair ceo manager boss commander captain coach editor minister") {
		m[english.Key(w)] = true
	}
	return m
}()

// anyLead are offices that a question names for whoever leads.
var anyLead = map[string]bool{english.Key("leader"): true, english.Key("head"): true, english.Key("boss"): true, english.Key("chief"): true}

// seatAsked reads the office that a question asks the holder of.
func seatAsked(question string) (seat, bool) {
	q := strings.TrimRight(strings.TrimSpace(apostrophes.Replace(question)), "?!. ")
	if m := leadsPattern.FindStringSubmatch(q); m != nil {
		return seat{after: english.ContentKeys(m[1])}, true
	}
	m := holderPattern.FindStringSubmatch(q)
	if m == nil {
		return seat{}, false
	}
	tokens := english.Tokens(m[1] + m[2])
	at := slices.IndexFunc(tokens, func(t english.Token) bool { return english.IsRole(t.Key) && !english.Stop(t.Key) })
	for at >= 0 && at+1 < len(tokens) && english.IsRole(tokens[at+1].Key) {
		at++
	}
	if at < 0 {
		return seat{}, false
	}
	s := seat{role: tokens[at].Key}
	if anyLead[s.role] {
		s.role = ""
	}
	for i, t := range tokens {
		switch {
		case english.Stop(t.Key) || i == at || passing[t.Lower]:
		case i < at:
			s.before = append(s.before, t.Key)
		default:
			s.after = append(s.after, t.Key)
			s.abroad = s.abroad || english.Country(t.Key) != "" && (i+1 == len(tokens) || !tokens[i+1].Capital())
		}
	}
	s.country = countryOf(s.before)
	return s, true
}

// passing are words that tell only when somebody holds an office.
var passing = map[string]bool{"current": true, "new": true, "outgoing": true, "incoming": true, "acting": true, "present": true, "then": true, "late": true}

func countryOf(keys []string) string {
	for _, k := range keys {
		if c := english.Country(k); c != "" {
			return c
		}
	}
	return ""
}

// holder answers who holds an office from the persons that lines name with it. asked is false
// when the question does not ask for one, or when a sentence may tell it in other words: not
// where it names a country, since another country's holder is no answer.
func (p *page) holder() (d briefing.Draft, asked bool) {
	if d, asked := p.predecessor(); asked {
		return d, true
	}
	s, ok := seatAsked(p.query.Question.Text)
	if !ok {
		return d, false
	}
	if len(s.after) == 0 && leadsPattern.MatchString(p.query.Question.Text) {
		return d, true // "who leads it", of nothing that was said
	}
	var found []*member
	for _, l := range p.lines {
		for _, m := range l.mentions() {
			if !m.Role.Empty() && s.heldBy(p, l, m) {
				found = addMember(found, l, m)
			}
		}
	}
	if len(found) == 0 {
		return d, s.role != "" && (s.country != "" || s.abroad || !p.mentionsRole(s.role))
	}
	best := found[0]
	for _, m := range found {
		if independent(m.quotes) > independent(best.quotes) {
			best = m
		}
	}
	return draftOf(best.line.presents(best.Mention, best.quotes)), true
}

// hasSeat reports whether a line has the office whose holder is asked for, or stands behind one that
// has it; of who leads a body, whether it has the body or a pronoun for it. True where the question
// asks for none.
func (p *page) hasSeat(l *line) bool {
	s, ok := seatAsked(p.query.Question.Text)
	has := func(key string, worth []float64, least float64) bool {
		i := slices.IndexFunc(p.query.Terms, func(t briefing.Term) bool { return t.Key == key })
		return i < 0 || worth[i] >= least
	}
	switch {
	case !ok:
		return true
	case s.role == "" && len(s.before) == 0 && len(s.after) > 0:
		return itself.MatchString(l.text) || has(s.after[len(s.after)-1], l.own, minObjectWorth)
	}
	return has(s.role, l.context, worthBefore)
}

// itself finds a pronoun for a body.
var itself = regexp.MustCompile(`(?i)\b(?:it|its|their|them)\b`)

// presents makes a person with an office a claim: the two as they stand together, or the line
// where the office is a bare word that the line tells more of ("its head, Ann Lee").
func (l *line) presents(m english.Mention, quotes []briefing.Quote) briefing.DraftClaim {
	if bareOffice.MatchString(m.Span.Of(l.text)) {
		if c, ok := l.claim(maxWords(briefing.KindWho), l.in(m.Span)); ok {
			return c
		}
	}
	return briefing.DraftClaim{Text: cite.Plain(m.Span.Of(l.text)), Quotes: quotes}
}

// bareOffice finds an office of one lower-case word that a comma parts from the name.
var bareOffice = regexp.MustCompile(`^[a-z]+,`)

// mentionsRole reports whether a line has an office by its name or nearly the same word.
func (p *page) mentionsRole(role string) bool {
	i := slices.IndexFunc(p.query.Terms, func(t briefing.Term) bool { return t.Key == role })
	return i < 0 || slices.ContainsFunc(p.lines, func(l *line) bool { return l.own[i] >= 0.8 })
}

// heldBy reports whether a person's office is the one asked for: the words before the office
// and after it are accounted for by the role, its line or its article, and no other country
// stands where the question names one.
func (s seat) heldBy(p *page, l *line, m english.Mention) bool {
	role := english.Tokens(m.Role.Of(l.text))
	at := slices.IndexFunc(role, func(t english.Token) bool {
		return t.Key == s.role || s.role == "" && leading[t.Key]
	})
	if at < 0 {
		return false
	}
	var before, after []string
	for i, t := range role {
		if i < at {
			before = append(before, t.Key)
		} else if i > at {
			after = append(after, t.Key)
		}
	}
	if c := countryOf(before); s.country != "" && c != s.country && !(c == "" && countryOf(after) == s.country && !english.Posted(s.role)) {
		if c != "" || english.Posted(s.role) || !slices.Contains(p.belongs(l, m), s.country) {
			return false
		}
	}
	if slices.ContainsFunc(role, func(t english.Token) bool { return another[t.Lower] && !p.inQuestion(t.Key) }) {
		return false
	}
	among := append(append(before, after...), l.around(p, m)...)
	return all(s.before, among, s.country) && all(s.after, among, "")
}

// around returns the words that an office stands for by a pronoun: those of the question that
// stand in the line or before it, for "its president, Ann Lee" and "the mayor, Ann Lee".
func (l *line) around(p *page, m english.Mention) []string {
	before := l.text[:m.Span.End]
	if !itsOffice.MatchString(before) && (!theOffice.MatchString(before) || p.ofAnother(m.Role.Of(l.text))) {
		return nil
	}
	var out []string
	for i, t := range p.query.Terms {
		if l.context[i] >= worthBefore {
			out = append(out, t.Key)
		}
	}
	return out
}

var (
	itsOffice = regexp.MustCompile(`\b(?i:its|their)\s+(?:[\w-]+\s+){0,3}[\w-]+,?\s+(?:[A-Z][\w.’'-]*\s*)+$`)
	theOffice = regexp.MustCompile(`\b(?i:the)\s+(?:[a-z-]+\s+)?[a-z-]+,\s+(?:[A-Z][\w.’'-]*\s*)+$`)
)

// ofAnother reports whether an office says itself of what it is, and not of what the question is
// about: "the sports minister" leads no bank.
func (p *page) ofAnother(office string) bool {
	return slices.ContainsFunc(english.Tokens(office), func(t english.Token) bool {
		return !english.IsRole(t.Key) && !english.Stop(t.Key) && !ranks[t.Lower] && !passing[t.Lower] && !p.inQuestion(t.Key)
	})
}

var (
	// ranks are words of an office that do not say of what it is.
	ranks = map[string]bool{"general": true, "managing": true, "executive": true, "permanent": true, "interim": true, "senior": true, "longtime": true, "veteran": true}
	// another are words that make an office another one.
	another = map[string]bool{"deputy": true, "vice": true, "assistant": true, "associate": true, "shadow": true, "honorary": true, "former": true, "ex": true}
)

// all reports whether each key, or another word for its country, is among the others; that
// of the country settled already is left out.
func all(keys, among []string, settled string) bool {
	for _, k := range keys {
		c := english.Country(k)
		if c != "" && c == settled {
			continue
		}
		if !slices.ContainsFunc(among, func(o string) bool { return o == k || c != "" && english.Country(o) == c }) {
			return false
		}
	}
	return true
}

// countriesOf returns the countries that a line names before a person, by their names or by
// persons who speak for one.
func (p *page) belongs(l *line, m english.Mention) []string {
	var out []string
	for _, t := range l.tokens {
		if t.Start >= m.Span.Start {
			break
		}
		if c := english.Country(t.Key); c != "" {
			out = append(out, c)
		}
		if c := p.countriesOf(t.Key); len(c) == 1 {
			out = append(out, c[0])
		}
	}
	return out
}
