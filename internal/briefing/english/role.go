package english

import (
	_ "embed"
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

var posted = keySet("ambassador envoy consul attache")

//go:embed roles.txt
var roles string

var roleKeys = keySet(roles)

// honorifics come before a name and are no office.
var honorifics = set("mr mrs ms dr sir dame lord lady")

// particles may stand in lower case inside a name.
var particles = set("de da dos del della di du van von der den ten ter la le el al bin ibn ben af av")

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
	gap := w.gap(i)
	if strings.Count(gap, "\n") > 1 {
		return false // another paragraph
	}
	switch strings.TrimSpace(gap) {
	case "", "-", "‑", "–", "’s", "'s", "’", "'":
		return true
	case ".":
		t := w.tokens[i].Text
		return utf8.RuneCountInString(t) == 1 || honorifics[w.tokens[i].Lower] || abbreviatedTitles[w.tokens[i].Lower]
	default:
		return false
	}
}

var abbreviatedTitles = set("gen col lt sgt sen rep gov prof rev st capt maj adm")

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
				m.Role, m.Span = w.roleAfter(end), m.Name // the office before belongs to the one before
				m.Span.End = max(m.Span.End, m.Role.End)
			}
			out = append(out, m)
			for end < len(w.tokens) && w.tokens[end].Start < m.Span.End {
				end++ // "Ann Lee, Acme's founder," names one person
			}
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
		if w.nameWord(end) || w.hyphenated(end, end-i) || t.Lower == "elect" && IsRole(w.tokens[end-1].Key) {
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
// function word or adverb at the start of a sentence does not.
func (w words) nameWord(i int) bool {
	t := w.tokens[i]
	if !t.Capital() || adverbs[t.Lower] {
		return false
	}
	initial := len(t.Text) == 1 && t.End < len(w.text) && w.text[t.End] == '.'
	return initial || !Stop(t.Key) || w.namesake(i)
}

// adverbs open sentences before names.
var adverbs = set("yesterday today tomorrow tonight meanwhile later earlier however soon")

// namesake reports whether a "Will" or "May" is a name: the first with a name after it and not
// at the start of a sentence, the other with one before it and no day after it.
func (w words) namesake(i int) bool {
	named := func(j int) bool { return w.tokens[j].Capital() && !Stop(w.tokens[j].Key) }
	switch w.tokens[i].Lower {
	case "will":
		return w.joined(i-1) && w.joined(i) && named(i+1)
	case "may":
		return w.joined(i-1) && named(i-1) && !(w.joined(i) && w.tokens[i+1].Number())
	}
	return false
}

// hyphenated reports whether token i is the lower-case part of a name such as Ki-moon, which
// is not the first of its words.
func (w words) hyphenated(i, before int) bool {
	const maxLetters = 5 // of either part
	t := w.tokens[i]
	return before >= 2 && w.gap(i-1) == "-" && len(t.Text) <= maxLetters && len(w.tokens[i-1].Text) <= maxLetters &&
		!Stop(t.Key) && !IsRole(t.Key) && !attributive[t.Lower]
}

// attributive are words that a hyphen joins to a name: London-based, NATO-led.
var attributive = set("based led born era run owned made style like wide elect")

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
	role := w.officeIn(from, end)
	name := from
	if role >= 0 {
		name = role + 1
		if next := w.afterComplement(name); next > name && next < end {
			name = next
		}
	}
	title := name
	name, end = w.bareName(name, end)
	if !w.personal(name, end) {
		return Mention{}, false
	}
	m := Mention{Name: w.span(name, end)}
	switch {
	case role >= 0 && w.plural(role):
	case role >= 0:
		m.Role = w.span(w.roleStart(from), name)
	case name > title && abbreviatedTitles[w.tokens[name-1].Lower]:
		m.Role = w.span(title, name)
	default:
		m.Role = w.roleBefore(name)
		if m.Role.Empty() {
			m.Role = w.roleAfter(end)
		}
	}
	if m.Role.Empty() && end == name+1 && w.opensSentence(name) {
		return Mention{}, false // any word is written so there
	}
	m.Span = m.Name
	if !m.Role.Empty() {
		m.Role = trimSpan(w.text, m.Role)
		m.Span = briefing.Span{Start: min(m.Role.Start, m.Name.Start), End: max(m.Role.End, m.Name.End)}
	}
	return m, true
}

// officeIn returns the last token of the last office in a run that a name follows, or -1.
func (w words) officeIn(from, end int) int {
	role := -1
	for j := from; j < end-1; j++ {
		if IsRole(w.tokens[j].Key) || w.tokens[j].Lower == "elect" {
			role = j
		}
	}
	return role
}

// bareName takes titles, countries and owners off the run [name, end): "Acme's Ann Lee" is Ann
// Lee, "Lee's Alaska" is Lee.
func (w words) bareName(name, end int) (from, to int) {
	for name < end-1 && (honorifics[w.tokens[name].Lower] || w.abbreviated(name) || Country(w.tokens[name].Key) != "") {
		name++
	}
	for i := name; i < end-1; i++ {
		if !strings.ContainsAny(w.gap(i), "'’") {
			continue
		}
		if end-i > 2 && w.personal(i+1, end) {
			return i + 1, end
		}
		return name, i + 1
	}
	return name, end
}

// abbreviated reports whether token i is a title such as Gen. or Prof.
func (w words) abbreviated(i int) bool {
	return abbreviatedTitles[w.tokens[i].Lower] && w.tokens[i].Lower != "st"
}

// opensSentence reports whether token i is the first of a sentence.
func (w words) opensSentence(i int) bool {
	return i == 0 || !w.joined(i-1) && strings.ContainsAny(w.gap(i-1), ".!?\n")
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

// personal reports whether tokens [from, end) can be a person's name: one to five words, none
// of them a number, a country or the name of an institution.
func (w words) personal(from, end int) bool {
	if end-from < 1 || end-from > 5 || !w.tokens[from].Capital() || placeStarts[w.tokens[from].Lower] {
		return false
	}
	offices := 0
	for i, t := range w.tokens[from:end] {
		if t.Number() || Country(t.Key) != "" || institutions[t.Key] || IsMonthOrDay(t.Key) {
			return false
		}
		if IsRole(t.Key) {
			offices++
		}
		first, last := i == 0 && end-from > 1, i == end-from-1 && i > 0
		if acronym(t) && !(first && len(t.Lower) == 2) && !(last && numeral(t)) {
			return false
		}
	}
	return offices < end-from && utf8.RuneCountInString(w.tokens[from].Text)+end-from > 2
}

// acronym reports whether a token is a short word all in capitals.
func acronym(t Token) bool {
	return len(t.Text) > 1 && len(t.Text) <= 5 && strings.ToUpper(t.Text) == t.Text
}

// numeral reports whether a token is a ruler's number: Charles III.
func numeral(t Token) bool { return strings.Trim(t.Text, "IVX") == "" }

// placeStarts are first words of names of places.
var placeStarts = set("new san santa los las saint st fort port cape mount")

//go:embed institutions.txt
var institutionWords string

var institutions = keySet(institutionWords)

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

//go:embed role_adjectives.txt
var roleAdjectiveWords string

var roleAdjectives = set(roleAdjectiveWords)

// roleBefore finds an office in lower case before a name: "investment envoy Kirill D." and
// "the company's founder, Ana Lem,".
func (w words) roleBefore(name int) briefing.Span {
	end := name
	i := w.beforeComplement(name - 1)
	if i < 0 || !(w.joined(name-1) || strings.TrimSpace(w.gap(name-1)) == ",") || !w.occupation(i, name) || w.plural(i) {
		return briefing.Span{}
	}
	start := i
	for start > 0 && w.joined(start-1) && name-start < 7 && (roleAdjective(w.tokens[start-1]) || w.tokens[start-1].Capital()) && !Stop(w.tokens[start-1].Key) {
		start--
	}
	return w.span(start, end)
}

// occupation reports whether token i is an office, or a noun of the doer right before a name:
// "the dog handler Otto Maas".
func (w words) occupation(i, name int) bool {
	t := w.tokens[i]
	return IsRole(t.Key) || i == name-1 && w.joined(i) && !t.Capital() && !Stop(t.Key) && !Verb(t.Text) && hasSuffix(t.Lower, "er", "or", "ist", "man", "woman", "eer")
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

// roleAfter finds an office after a name, and after the age: "Mira Oduya, the finance
// minister,", "Jorun Abate, 67, a retired teacher,".
func (w words) roleAfter(end int) briefing.Span {
	if end+1 < len(w.tokens) && w.comma(end) && w.tokens[end].Number() && w.comma(end+1) {
		end++
	}
	if !w.comma(end) {
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
			if w.joined(i) && w.nameWord(i+1) {
				break // the office of the next one: "to Lima, Mayor Ann Lee"
			}
			return w.span(start, w.officeEnd(i+1))
		}
		if i+1 >= len(w.tokens) || !w.joined(i) || Stop(w.tokens[i].Key) {
			break
		}
	}
	return briefing.Span{}
}

// comma reports whether only a comma stands before token i.
func (w words) comma(i int) bool {
	return i > 0 && i < len(w.tokens) && strings.TrimSpace(w.gap(i-1)) == ","
}

// officeEnd lengthens an office that ends before token i: "director general", "founder and
// CEO", "minister of health".
func (w words) officeEnd(i int) int {
	office := func(j int) bool {
		return j < len(w.tokens) && w.joined(j-1) && IsRole(w.tokens[j].Key) && !w.plural(j)
	}
	for office(i) {
		i++
	}
	if i < len(w.tokens) && w.joined(i-1) && w.tokens[i].Lower == "and" && office(i+1) && !(w.joined(i+1) && w.tokens[i+2].Capital()) {
		i += 2
	}
	if i < len(w.tokens) && w.joined(i-1) {
		switch w.tokens[i].Lower {
		case "of", "at", "for":
			return w.phraseStop(i)
		}
	}
	return i
}

// phraseStop walks on to the next punctuation or clause, at most six tokens.
func (w words) phraseStop(i int) int {
	for n := 0; n < 6 && i < len(w.tokens) && w.joined(i-1); n++ {
		if t := w.tokens[i]; Stop(t.Key) && !linking[t.Lower] || t.Key == "say" || t.Key == "tell" {
			break
		}
		i++
	}
	for linking[w.tokens[i-1].Lower] {
		i--
	}
	return i
}

// linking are function words inside the name of an office.
var linking = set("of at for the and in on to a an")
