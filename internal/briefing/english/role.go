package english

import (
	"strings"
	"unicode/utf8"

	"briefbot/internal/briefing"
)

// Mention is a person named in a text together with an office or occupation.
type Mention struct {
	Name briefing.Span // "Mark Rutte"
	Role briefing.Span // "NATO chief"; empty when none is given
	Span briefing.Span // both, as they stand together
}

// IsRole reports whether a key is an office or occupation: minister, envoy, economist.
func IsRole(key string) bool { return roleKeys[key] }

// Posted reports whether an office is held abroad: "ambassador to".
func Posted(key string) bool { return posted[key] }

var posted = map[string]bool{Key("ambassador"): true, Key("envoy"): true, Key("consul"): true, Key("attache"): true}

var roleKeys = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(roleNouns) {
		m[Key(w)] = true
	}
	return m
}()

const roleNouns = `
president vicepresident premier chancellor minister secretary undersecretary senator congressman congresswoman representative
governor mayor councillor commissioner ambassador envoy diplomat consul negotiator mediator delegate attache
king queen prince princess emperor sultan emir sheikh pope cardinal archbishop bishop rabbi imam priest pastor
chief head leader director chairman chairwoman chairperson chair ceo founder cofounder owner manager executive boss officer
spokesman spokeswoman spokesperson adviser advisor aide assistant counsel counsellor strategist
general colonel major captain lieutenant commander admiral marshal sergeant soldier pilot astronaut cosmonaut
judge justice prosecutor lawyer attorney solicitor barrister magistrate sheriff detective inspector constable
professor economist analyst historian scientist physicist chemist biologist researcher engineer scholar academic expert
doctor surgeon nurse physician epidemiologist meteorologist forecaster geologist seismologist
journalist reporter editor correspondent author writer novelist poet columnist presenter anchor broadcaster
actor actress singer musician composer artist director filmmaker producer painter designer architect
coach trainer player striker goalkeeper midfielder defender champion athlete referee
banker investor trader entrepreneur tycoon billionaire industrialist treasurer auditor accountant
activist campaigner organiser organizer dissident deputy mp mep lawmaker legislator speaker whip ombudsman
teacher student farmer driver worker resident fisherman shopkeeper volunteer witness victim
conductor interpreter translator coordinator administrator regulator arbitrator chairwoman president-elect prosecutor-general
`

// honorifics come before a name and are no office.
var honorifics = map[string]bool{"mr": true, "mrs": true, "ms": true, "dr": true, "sir": true, "dame": true, "lord": true, "lady": true}

// particles may stand in lower case inside a name.
var particles = map[string]bool{
	"de": true, "da": true, "dos": true, "del": true, "della": true, "di": true, "du": true, "van": true, "von": true, "der": true,
	"den": true, "ten": true, "ter": true, "la": true, "le": true, "el": true, "al": true, "bin": true, "ibn": true, "ben": true, "af": true, "av": true,
}

// words is a text cut into tokens, with what stands between them.
type words struct {
	text   string
	tokens []Token
}

// gap returns what stands between token i and the one after it.
func (w words) gap(i int) string { return w.text[w.tokens[i].End:w.tokens[i+1].Start] }

// joined reports whether tokens i and i+1 stand together without punctuation, a hyphen, an
// initial's stop or a possessive ending aside.
func (w words) joined(i int) bool {
	if i < 0 || i+1 >= len(w.tokens) {
		return false
	}
	switch strings.TrimSpace(w.gap(i)) {
	case "", "-", "‑", "–", "’s", "'s", "’", "'":
		return true
	case ".":
		t := w.tokens[i].Text
		return utf8.RuneCountInString(t) == 1 || honorifics[w.tokens[i].Lower] || abbreviatedTitles[w.tokens[i].Lower]
	default:
		return false
	}
}

var abbreviatedTitles = map[string]bool{"gen": true, "col": true, "lt": true, "sgt": true, "sen": true, "rep": true, "gov": true, "prof": true, "rev": true, "st": true, "capt": true, "maj": true, "adm": true}

// Mentions finds the persons that a text names with their offices: "NATO chief Mark Rutte",
// "Mira Oduya, the finance minister,".
func Mentions(text string) []Mention {
	w := words{text, Tokens(text)}
	var out []Mention
	for i := 0; i < len(w.tokens); {
		end := w.nameEnd(i)
		if end == i {
			i++
			continue
		}
		if m, ok := w.mention(i, end); ok {
			if n := len(out); n > 0 && m.Span.Start < out[n-1].Span.End {
				m.Role, m.Span = briefing.Span{}, m.Name // the office belongs to the one before
			}
			out = append(out, m)
		}
		i = end
	}
	return out
}

// nameEnd returns the end of the run of capitalised tokens that starts at token i, or i.
// Lower-case particles and, after an office, "of X" and "to the X" are part of it.
func (w words) nameEnd(i int) int {
	if !w.nameWord(i) {
		return i
	}
	end := i + 1
	for end < len(w.tokens) && w.joined(end-1) {
		t := w.tokens[end]
		if w.nameWord(end) {
			end++
			continue
		}
		if next := w.afterParticles(end); next > end {
			end = next
			continue
		}
		if next := w.afterComplement(end); next > end && IsRole(w.tokens[end-1].Key) {
			end = next
			continue
		}
		if IsRole(t.Key) && end+1 < len(w.tokens) && w.joined(end) && w.tokens[end+1].Capital() {
			end++ // "NATO chief Mark Rutte"
			continue
		}
		break
	}
	return end
}

// nameWord reports whether token i is written like a part of a name: an initial counts, a
// function word at the start of a sentence does not.
func (w words) nameWord(i int) bool {
	t := w.tokens[i]
	initial := len(t.Text) == 1 && t.End < len(w.text) && w.text[t.End] == '.'
	return t.Capital() && (initial || !Stop(t.Key))
}

// afterParticles returns the token after "von der Leyen" when i is at "von", or i.
func (w words) afterParticles(i int) int {
	for j := i; j < len(w.tokens) && w.joined(j-1); j++ {
		if w.tokens[j].Capital() && j > i {
			return j + 1
		}
		if !particles[w.tokens[j].Lower] {
			break
		}
	}
	return i
}

// afterComplement returns the token after "of State" or "to the U.S." when i is at its
// preposition, or i.
func (w words) afterComplement(i int) int {
	switch w.tokens[i].Lower {
	case "of", "to", "for":
	default:
		return i
	}
	j := i + 1
	if j < len(w.tokens) && w.tokens[j].Lower == "the" {
		j++
	}
	if j < len(w.tokens) && w.tokens[j].Capital() {
		return j + 1
	}
	return i
}

// mention reads the run of tokens [from, end) and what stands around it.
func (w words) mention(from, end int) (Mention, bool) {
	role := -1
	for j := from; j < end; j++ {
		if IsRole(w.tokens[j].Key) && !(j == end-1) {
			role = j
		}
	}
	name := from
	if role >= 0 {
		name = role + 1
		if next := w.afterComplement(name); next > name && next < end {
			name = next
		}
	}
	for name < end-1 && (honorifics[w.tokens[name].Lower] || Country(w.tokens[name].Key) != "") {
		name++
	}
	if !w.personal(name, end) {
		return Mention{}, false
	}
	m := Mention{Name: w.span(name, end)}
	switch {
	case role >= 0:
		m.Role = w.span(w.roleStart(from), name)
	default:
		m.Role = w.roleBefore(name)
		if m.Role.Empty() {
			m.Role = w.roleAfter(end)
		}
	}
	m.Span = m.Name
	if !m.Role.Empty() {
		m.Role = trimSpan(w.text, m.Role)
		m.Span = briefing.Span{Start: min(m.Role.Start, m.Name.Start), End: max(m.Role.End, m.Name.End)}
	}
	return m, true
}

func (w words) span(from, end int) briefing.Span {
	return briefing.Span{Start: w.tokens[from].Start, End: w.tokens[end-1].End}
}

func trimSpan(text string, s briefing.Span) briefing.Span {
	for s.End > s.Start && strings.ContainsRune(" ,\t\n", rune(text[s.End-1])) {
		s.End--
	}
	return s
}

// personal reports whether tokens [from, end) can be a person's name: one to four words, none
// of them a number, a country or the name of an institution.
func (w words) personal(from, end int) bool {
	if end-from < 1 || end-from > 5 {
		return false
	}
	for _, t := range w.tokens[from:end] {
		if t.Number() || Country(t.Key) != "" || institutions[t.Key] || IsMonthOrDay(t.Key) {
			return false
		}
		if len(t.Text) > 1 && len(t.Text) <= 5 && strings.ToUpper(t.Text) == t.Text {
			return false // an acronym
		}
	}
	return true
}

var institutions = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`bank union council commission committee agency ministry department office court university college school institute
company corporation group party parliament senate congress house assembly federation association league club force base airport station street road square
city county state province region island river sea strait bay mountain lake park north south east west northern southern eastern western
war treaty agreement act law summit conference forum cup games prize award fund organisation news times post press agency television radio
hospital church cathedral museum tower bridge port airlines air army navy police service authority board coalition alliance movement front`) {
		m[Key(w)] = true
	}
	return m
}()

// roleStart walks left from a capitalised run that holds an office over the lower-case words
// that belong to it: "acting", "former", "deputy", "special".
func (w words) roleStart(from int) int {
	for from > 0 && w.joined(from-1) && roleAdjective(w.tokens[from-1]) {
		from--
	}
	return from
}

func roleAdjective(t Token) bool {
	if t.Capital() || Stop(t.Key) {
		return false
	}
	if IsRole(t.Key) || !Verb(t.Text) {
		return true
	}
	return roleAdjectives[t.Lower]
}

var roleAdjectives = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`acting former deputy senior junior special vice prime first second foreign defence defense finance interior trade energy health
justice labour labor transport home peace chief lead top veteran then-president ex interim outgoing incoming new long-time longtime investment opposition
campaign party company bank union police fire army navy climate crisis security intelligence border press media housing education culture sports industry`) {
		m[w] = true
	}
	return m
}()

// roleBefore finds an office in lower case before a name: "investment envoy Kirill D." and
// "the company's founder, Ana Lem,".
func (w words) roleBefore(name int) briefing.Span {
	end := name
	i := w.beforeComplement(name - 1)
	if i < 0 || !(w.joined(name-1) || strings.TrimSpace(w.gap(name-1)) == ",") || !IsRole(w.tokens[i].Key) || w.plural(i) {
		return briefing.Span{}
	}
	start := i
	for start > 0 && w.joined(start-1) && name-start < 7 && (roleAdjective(w.tokens[start-1]) || w.tokens[start-1].Capital()) && !Stop(w.tokens[start-1].Key) {
		start--
	}
	return w.span(start, end)
}

// beforeComplement returns the token before "of X" or "to the X" when i is at its end, with or
// without a comma behind, or i.
func (w words) beforeComplement(i int) int {
	for j := i; j > 0 && i-j < 4 && w.joined(j-1); j-- {
		switch w.tokens[j-1].Lower {
		case "of", "to", "for", "at", "in":
			if j-2 >= 0 && IsRole(w.tokens[j-2].Key) {
				return j - 2
			}
			return i
		}
	}
	return i
}

func (w words) plural(i int) bool {
	return strings.HasSuffix(w.tokens[i].Lower, "s") && !strings.HasSuffix(w.tokens[i].Lower, "ss")
}

// roleAfter finds an office after a name: "Mira Oduya, the finance minister,".
func (w words) roleAfter(end int) briefing.Span {
	if end >= len(w.tokens) || strings.TrimSpace(w.gap(end-1)) != "," {
		return briefing.Span{}
	}
	i, start := end, end
	if l := w.tokens[i].Lower; l == "the" || l == "a" || l == "an" {
		i++
	} else if !w.tokens[i].Capital() && !roleAdjective(w.tokens[i]) && !IsRole(w.tokens[i].Key) {
		return briefing.Span{}
	}
	for n := 0; i < len(w.tokens) && n < 8; i, n = i+1, n+1 {
		if IsRole(w.tokens[i].Key) && !w.plural(i) {
			stop := i + 1
			if stop < len(w.tokens) && w.joined(i) && (w.tokens[stop].Lower == "of" || w.tokens[stop].Lower == "at" || w.tokens[stop].Lower == "for") {
				stop = w.phraseStop(stop)
			}
			return w.span(start, stop)
		}
		if i+1 >= len(w.tokens) || !w.joined(i) || Stop(w.tokens[i].Key) {
			break
		}
	}
	return briefing.Span{}
}

// phraseStop walks on to the next punctuation, at most six tokens.
func (w words) phraseStop(i int) int {
	for n := 0; n < 6 && i < len(w.tokens) && w.joined(i-1); n++ {
		i++
	}
	return i
}
