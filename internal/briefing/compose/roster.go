package compose

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/english"
)

// member is a person of a roster, by all the lines that name them.
type member struct {
	english.Mention
	line   *line // the first to name them
	quotes []briefing.Quote
}

// roster answers with the members of a group, each with their office, merged over the
// sources; and, where another source says that they are not known, with that side too.
func (p *page) roster() briefing.Draft {
	var members []*member
	var named []*line
	for _, l := range p.lines {
		run := p.membersIn(l)
		if len(run) == 0 || len(named) > 0 && l.share < rosterShare*named[0].share {
			continue
		}
		named = append(named, l)
		for _, m := range run {
			members = addMember(members, l, m)
		}
	}
	members = p.ofOffice(members)
	if len(members) == 0 {
		return briefing.Draft{}
	}
	d := briefing.Draft{About: "members"}
	limit := maxWords(briefing.KindRoster)
	for _, m := range members {
		text := cite.Plain(m.Span.Of(m.line.text))
		if limit -= countWords(text); limit < 0 {
			break
		}
		d.Claims = append(d.Claims, briefing.DraftClaim{Text: text, Quotes: m.quotes})
	}
	p.addUnannounced(&d, members, named)
	return d
}

// ofOffice leaves the members with the office that the question asks for, "which ministers";
// all of them when none is told to have it.
func (p *page) ofOffice(members []*member) []*member {
	focus := english.Tokens(p.query.Focus)
	if len(focus) == 0 || !english.IsRole(focus[len(focus)-1].Key) || anyOffice[focus[len(focus)-1].Key] {
		return members
	}
	var out []*member
	for _, m := range members {
		if slices.ContainsFunc(english.Tokens(m.Role.Of(m.line.text)), func(t english.Token) bool { return t.Key == focus[len(focus)-1].Key }) {
			out = append(out, m)
		}
	}
	if len(out) == 0 {
		return members
	}
	return out
}

// anyOffice are nouns for whoever holds one.
var anyOffice = map[string]bool{english.Key("official"): true, english.Key("leader"): true, english.Key("representative"): true, english.Key("delegate"): true, english.Key("expert"): true}

// rosterShare is how good a line has to be, against the best one, to name members of the same
// group.
const rosterShare = 0.7

var (
	introduces = regexp.MustCompile(`(?i)(?:\b(?:includes?|included|including|consist(?:s|ed)? of|compris\w+|composed of|made up of|made of|are|were|is|was|be|(?:joined|accompanied|represented|led|flanked|headed|chaired) by|along with|namely|among(?:st)? them|such as|like|alongside|names?|named|appointed|nominated|sent|sending|bring\w*|brought|chose|picked)|:|\bmembers?,?)\s*(?:the|his|her|its|their|a|an)?\s*$`)
	separates  = regexp.MustCompile(`(?i)^(?:,\s*(?:who|which|the|an?)\b[^,;]{2,80})?\s*[,;]?\s*(?:and|as well as|along with|plus|&)?\s*(?:also\s+)?(?:includes?\s+|consists? of\s+)?(?:the|his|her|its|their|a|an)?\s*$`)
)

// membersIn returns the persons that a line lists as members of the group that the question
// asks for.
func (p *page) membersIn(l *line) []english.Mention {
	run := l.enumerated()
	if len(run) == 0 || !p.sideMet(l, run[0].Span.Start) {
		return nil
	}
	least := minListed
	if slices.ContainsFunc(p.query.Terms, func(t briefing.Term) bool { return p.countryOf(t) != "" }) {
		least = minUnannounced // the side is told already
	}
	if l.share < least {
		return nil
	}
	return run
}

// enumerated returns the longest run of persons in a line that a word of membership
// introduces and only commas and conjunctions part. One alone is no list.
func (l *line) enumerated() []english.Mention {
	mentions := l.mentions()
	var best []english.Mention
	for i := range mentions {
		if !l.full(mentions[i]) || !introduces.MatchString(l.text[:mentions[i].Span.Start]) {
			continue
		}
		j := i + 1
		for j < len(mentions) && l.full(mentions[j]) && separates.MatchString(l.text[mentions[j-1].Span.End:mentions[j].Span.Start]) {
			j++
		}
		if j-i > len(best) {
			best = mentions[i:j]
		}
	}
	if len(best) < 2 {
		return nil
	}
	return best
}

// full reports whether a person is named with an office or by more than one word.
func (l *line) full(m english.Mention) bool {
	return !m.Role.Empty() || strings.ContainsAny(m.Name.Of(l.text), " -")
}

// namesMembers reports whether a line that lists nobody still tells who belongs to a group: it
// names somebody's office, or says that the members are not known.
func (l *line) namesMembers() bool {
	return unannounced.MatchString(l.text) || slices.ContainsFunc(l.mentions(), func(m english.Mention) bool { return !m.Role.Empty() })
}

// sideMet reports whether what stands before a list of persons names each country of the
// question, or someone who belongs to it; and whether one of the question's other names, if it
// has any, stands in the line or near it.
func (p *page) sideMet(l *line, listStart int) bool {
	others, near := false, false // names of no country, and whether one is near
	for i, t := range p.query.Terms {
		country := p.countryOf(t)
		if country == "" {
			if t.Name && !p.destination(t) {
				others, near = true, near || l.context[i] >= worthTitle
			}
			continue
		}
		met := 0.0
		for _, token := range l.tokens {
			if token.Start >= listStart {
				break
			}
			met = max(met, worth(&t, token.Key))
			if known := p.countriesOf(token.Key); english.Country(token.Key) == country || len(known) == 1 && known[0] == country {
				met = 1
			}
		}
		if met < minNameWorth {
			return false
		}
	}
	return near || !others
}

// destination reports whether a name of the question is only where the group goes: "to Rome".
func (p *page) destination(t briefing.Term) bool {
	return strings.Contains(p.query.Question.Text, " to "+t.Text)
}

// countryOf returns the country that a term names, or that the person it names belongs to.
func (p *page) countryOf(t briefing.Term) string {
	if c := english.Country(t.Key); c != "" {
		return c
	}
	if known := p.countriesOf(t.Key); t.Name && len(known) == 1 {
		return known[0]
	}
	return ""
}

// addMember adds a person to a roster, or the line to those that name them.
func addMember(members []*member, l *line, m english.Mention) []*member {
	for _, known := range members {
		if samePerson(known.Name.Of(known.line.text), m.Name.Of(l.text)) {
			if len(known.quotes) < maxQuotes {
				known.quotes = addQuote(known.quotes, l.quote(l.in(m.Span)))
			}
			return members
		}
	}
	return append(members, &member{m, l, []briefing.Quote{l.quote(l.in(m.Span))}})
}

// maxQuotes is how many places one claim is shown to stand on.
const maxQuotes = 3

// samePerson reports whether two names can be spellings of one person's: the last words agree,
// and the first ones where both have one.
func samePerson(a, b string) bool {
	x, y := english.Tokens(a), english.Tokens(b)
	if english.Spelling(x[len(x)-1].Lower) != english.Spelling(y[len(y)-1].Lower) {
		return false
	}
	if len(x) == 1 || len(y) == 1 {
		return true
	}
	f, g := english.Spelling(x[0].Lower), english.Spelling(y[0].Lower)
	return f == g || f != "" && g != "" && f[0] == g[0] && (len(x[0].Lower) <= 3 || len(y[0].Lower) <= 3)
}

var unannounced = regexp.MustCompile(`(?i)\b(?:not|yet to|never|nor|without|has yet|n't)\b.{0,60}\b(?:announced|clear|known|disclosed|named|confirmed|decided|revealed|published|released|finali[sz]ed|identified|specified)\b|\b(?:unclear|unannounced|unknown|undisclosed|unconfirmed|secret|(?:declined|refused) to (?:say|name|disclose|confirm))\b`)

// groups finds a word for those who may be members.
var groups = regexp.MustCompile(`(?i)\b(?:delegation|team|side|officials|ministers|members|composition|line-?up|cabinet|board|crew|squad|participants|representatives|negotiators|names|who)\b`)

// minListed is what a line that lists persons has to account for.
const minListed = 0.5

// minUnannounced is what a line has to account for whose side is the one asked for: it lists
// the members or says that they are not known.
const minUnannounced = 0.4

// addUnannounced adds, as the other side, a line of another document that says that the
// members are not known, or that one of them is none.
func (p *page) addUnannounced(d *briefing.Draft, members []*member, named []*line) {
	var side *line
	for _, l := range p.lines {
		other := !slices.ContainsFunc(named, func(n *line) bool { return !l.apart(n) })
		against := unannounced.MatchString(l.text) && groups.MatchString(l.text) || p.deniesMember(l, members)
		if other && against && l.share >= minUnannounced && p.sideMet(l, len(l.text)) {
			side = l
			break
		}
	}
	if side == nil {
		return
	}
	used := 2
	for i := range d.Claims {
		used += countWords(d.Claims[i].Text)
	}
	c, ok := side.claim(maxRosterSidesWords-used, briefing.Span{})
	if !ok {
		return
	}
	for i := range d.Claims {
		d.Claims[i].Side, d.Claims[i].Value = 1, lastName(members[i].Name.Of(members[i].line.text))
	}
	c.Side = 2
	d.Claims = append(d.Claims, c)
}

func lastName(text string) string {
	fields := strings.Fields(text)
	return fields[len(fields)-1]
}
