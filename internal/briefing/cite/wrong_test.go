package cite_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing/english"
)

// change makes wrong claims of a true sentence.
type change struct {
	kind, name string
	apply      func(g *generator, s *sentence) []string
}

// sentence is a true claim, with what its article says.
type sentence struct {
	text  string
	names []string // of the article
}

// generator makes wrong claims. The same seed makes the same ones.
type generator struct {
	random *rand.Rand
	names  []string // of all articles
}

func (g *generator) pick(list []string) string { return list[g.random.IntN(len(list))] }

// The four kinds of change that a gate must not miss, and the others.
var changes = []change{
	{"number", "another number", anotherNumber},
	{"number", "another of the sentence", swapMatches(numberRE)},
	{"number", "another in words", replaceWords(wordNumbers)},
	{"number", "another unit", replaceWords(otherUnits)},
	{"name", "of another article", func(g *generator, s *sentence) []string { return replaceName(s, g.pick(g.names)) }},
	{"name", "of the same article", func(g *generator, s *sentence) []string { return replaceName(s, g.pick(s.names)) }},
	{"name", "two changed round", swapNames},
	{"name", "one twice", repeatName},
	{"date", "another day or month", replaceWords(otherDays)},
	{"date", "another year", anotherYear},
	{"date", "another day of the month", anotherDate},
	{"date", "another time of day", anotherClock},
	{"negation", "added", negate},
	{"negation", "taken away", replaceWords(unnegated)},
	{"negation", "in the verb", replaceWords(verbNegations)},
	{"negation", "in the adjective", replaceWords(unAdjectives)},
	{"order", "before and after", replaceWords(orders)},
	{"amount", "more and less", replaceWords(comparisons)},
	{"opposite", "of a verb or adjective", replaceWords(antonyms)},
	{"share", "all and some", replaceWords(shares)},
	{"certainty", "raised", replaceWords(certainties)},
	{"attribution", "taken away", unattributed},
	{"addition", "of a phrase", add},
}

// Pairs of words; each stands for the other.
var (
	wordNumbers   = "two:five three:four four:seven five:eight six:nine seven:ten eight:twelve nine:three ten:twenty twelve:thirty twenty:fifty thirty:eighty fifty:ninety half:quarter third:quarter twice:thrice"
	otherUnits    = "million:billion thousand:million billion:million percent:crowns km:miles kilometres:miles miles:kilometres metres:feet hours:days days:weeks weeks:months months:years years:decades minutes:hours dollars:euros crowns:dollars marks:dollars tavars:crowns %:_crowns"
	otherDays     = "Monday:Thursday Tuesday:Friday Wednesday:Saturday Thursday:Sunday Friday:Tuesday Saturday:Wednesday Sunday:Monday January:June February:July March:August April:September June:November July:December August:February September:March October:April November:May December:January yesterday:today tomorrow:yesterday"
	unnegated     = "not:_ never:_always no:_some nobody:everybody none:all neither:both without:with cannot:can nothing:everything didn't:did won't:will isn't:is doesn't:does"
	verbNegations = "denied:confirmed refused_to:agreed_to rejected:accepted failed_to:managed_to declined_to:agreed_to ruled_out:promised turned_down:accepted accepted:rejected agreed:refused confirmed:denied approved:rejected"
	unAdjectives  = "lawful:unlawful unlikely:likely likely:unlikely possible:impossible legal:illegal able:unable unable:able unprofitable:profitable fair:unfair clear:unclear happy:unhappy uninhabited:inhabited stable:unstable certain:uncertain uncertain:certain"
	orders        = "before:after after:before until:after"
	comparisons   = "more:less less:more above:below below:above over:under highest:lowest lowest:highest longest:shortest largest:smallest best:worst worst:best at_least:at_most higher:lower lower:higher up_to:at_least first:last"
	antonyms      = "won:lost lost:won rose:fell fell:rose increased:decreased opened:closed opens:closes closed:opened begins:ends began:ended rise:fall fall:rise bought:sold sold:bought joined:left left:joined gained:lost praised:criticised supported:opposed support:opposition jumped:plunged passed:failed welcomed:condemned allowed:banned strongest:weakest promised:refused accept:reject arrived:departed"
	shares        = "all:some some:all most:few many:few few:many several:all every:some"
	certainties   = "may:will might:will could:will might:did is_expected_to:will wants_to:will hopes_to:will plans_to:will would_be:was would_have:had would_cost:cost would_take:took would_rise:rose would_go:went would_make:made could:did is_likely_to:will should:will are_expected_to:will"
)

var doubled = regexp.MustCompile(`\s{2,}`)

// replaceWords returns a change of the first word of each pair into the second, everywhere that
// it stands.
func replaceWords(pairs string) func(*generator, *sentence) []string {
	type pair struct {
		from *regexp.Regexp
		to   string
	}
	var list []pair
	for p := range strings.FieldsSeq(pairs) {
		from, to, _ := strings.Cut(p, ":")
		from, to = strings.ReplaceAll(from, "_", " "), strings.ReplaceAll(to, "_", " ")
		bound := `\b`
		if from == "%" {
			bound = ""
		}
		list = append(list, pair{regexp.MustCompile(bound + regexp.QuoteMeta(from) + bound), to})
	}
	return func(_ *generator, s *sentence) []string {
		var out []string
		for _, p := range list {
			for _, m := range p.from.FindAllStringIndex(s.text, -1) {
				changed := s.text[:m[0]] + p.to + s.text[m[1]:]
				out = append(out, strings.TrimSpace(doubled.ReplaceAllString(changed, " ")))
			}
		}
		return out
	}
}

var (
	numberRE = regexp.MustCompile(`\b\d[\d,]*(?:\.\d+)?\b`)
	yearRE   = regexp.MustCompile(`\b(?:19|20)\d\d\b`)
	dateRE   = regexp.MustCompile(`\b(\d{1,2}) (?:January|February|March|April|May|June|July|August|September|October|November|December)\b`)
	clockRE  = regexp.MustCompile(`\b(\d{1,2})(?::\d\d| [ap]\.?m\b)`)
	nameRE   = regexp.MustCompile(`\p{Lu}[\p{Ll}\p{Lu}’'-]+(?: \p{Lu}[\p{Ll}\p{Lu}-]+)*`)
	auxRE    = regexp.MustCompile(`\b(?:is|are|was|were|has|have|had|will|would|can|could|must)\b`)
)

// isDate reports whether a match is a part of a date or of a time of day.
func isDate(text string, m []int) bool {
	for _, re := range []*regexp.Regexp{yearRE, dateRE, clockRE} {
		for _, d := range re.FindAllStringIndex(text, -1) {
			if d[0] <= m[0] && m[1] <= d[1] {
				return true
			}
		}
	}
	return strings.HasPrefix(text[m[1]:], ":")
}

func anotherNumber(g *generator, s *sentence) []string {
	var out []string
	for _, m := range numberRE.FindAllStringIndex(s.text, -1) {
		if isDate(s.text, m) {
			continue
		}
		digits := []byte(s.text[m[0]:m[1]])
		digits[0] = '1' + (digits[0]-'0'+byte(g.random.IntN(7)))%9
		if changed := s.text[:m[0]] + string(digits) + s.text[m[1]:]; changed != s.text {
			out = append(out, changed)
		}
	}
	return out
}

// swapMatches returns a change that puts one match of a sentence in the place of another.
func swapMatches(re *regexp.Regexp) func(*generator, *sentence) []string {
	return func(_ *generator, s *sentence) []string {
		var out []string
		all := re.FindAllStringIndex(s.text, -1)
		for _, a := range all {
			for _, b := range all {
				from, to := s.text[a[0]:a[1]], s.text[b[0]:b[1]]
				if from != to && !isDate(s.text, a) && !isDate(s.text, b) {
					out = append(out, s.text[:a[0]]+to+s.text[a[1]:])
				}
			}
		}
		return out
	}
}

func anotherYear(g *generator, s *sentence) []string {
	return replaceEach(s.text, yearRE, func(old string) string { return fmt.Sprint(1950+g.random.IntN(70)) + "" })
}

func anotherDate(g *generator, s *sentence) []string {
	return replaceGroup(s.text, dateRE, func(old string) string { return fmt.Sprint(1 + (len(old)*7+g.random.IntN(20))%28) })
}

func anotherClock(g *generator, s *sentence) []string {
	return replaceGroup(s.text, clockRE, func(old string) string { return fmt.Sprint(1 + g.random.IntN(11)) })
}

func replaceEach(text string, re *regexp.Regexp, to func(string) string) []string {
	var out []string
	for _, m := range re.FindAllStringIndex(text, -1) {
		if new := to(text[m[0]:m[1]]); new != text[m[0]:m[1]] {
			out = append(out, text[:m[0]]+new+text[m[1]:])
		}
	}
	return out
}

func replaceGroup(text string, re *regexp.Regexp, to func(string) string) []string {
	var out []string
	for _, m := range re.FindAllStringSubmatchIndex(text, -1) {
		old := text[m[2]:m[3]]
		if new := to(old); strings.TrimLeft(old, "0") != new {
			out = append(out, text[:m[2]]+new+text[m[3]:])
		}
	}
	return out
}

// names returns the places of the names of a text: not the first word of a sentence alone.
func names(text string) [][]int {
	var out [][]int
	for _, m := range nameRE.FindAllStringIndex(text, -1) {
		first := m[0] == 0 || strings.ContainsAny(text[max(0, m[0]-2):m[0]], ".?!:#*-\n“\"‘")
		words := english.Tokens(text[m[0]:m[1]])
		last := words[len(words)-1]
		calendar := slices.ContainsFunc(words, func(t english.Token) bool {
			return english.IsMonthOrDay(t.Key) || t.Text == "May" || t.Text == "March" || english.Stop(t.Key)
		})
		if first && len(words) == 1 || calendar || english.IsRole(last.Key) || len(last.Text) < 3 {
			continue
		}
		out = append(out, m)
	}
	return out
}

// alike reports whether two names can be of one thing: they share a word, a country or a
// spelling, or one is the initials of the other.
func alike(a, b string) bool {
	for _, x := range english.Tokens(a) {
		for _, y := range english.Tokens(b) {
			if x.Key == y.Key || english.Spelling(x.Text) == english.Spelling(y.Text) || x.Text[0] == y.Text[0] && len(x.Text) <= 5 && strings.ToUpper(x.Text) == x.Text ||
				english.Country(x.Key) != "" && english.Country(x.Key) == english.Country(y.Key) ||
				len(x.Key) > 4 && len(y.Key) > 4 && x.Key[:4] == y.Key[:4] {
				return true
			}
		}
	}
	return strings.ToUpper(a) == a || strings.ToUpper(b) == b
}

func replaceName(s *sentence, with string) []string {
	var out []string
	for _, m := range names(s.text) {
		if !strings.Contains(s.text, with) && !alike(s.text[m[0]:m[1]], with) {
			out = append(out, s.text[:m[0]]+with+s.text[m[1]:])
		}
	}
	return out
}

// apart reports whether what stands between two names is more than the enumeration of both.
func apart(between string) bool {
	n := 0
	for _, t := range english.Tokens(between) {
		if !english.Stop(t.Key) {
			n++
		}
	}
	return n > 0
}

func swapNames(_ *generator, s *sentence) []string {
	var out []string
	all := names(s.text)
	for i, a := range all {
		for _, b := range all[i+1:] {
			from, to := s.text[a[0]:a[1]], s.text[b[0]:b[1]]
			if between := s.text[a[1]:b[0]]; apart(between) && !alike(from, to) && !mutualRE.MatchString(between) {
				out = append(out, s.text[:a[0]]+to+between+from+s.text[b[1]:])
			}
		}
	}
	return out
}

// mutualRE finds what makes two names an enumeration, or hold both ways.
var mutualRE = regexp.MustCompile(`(?i)^(?:,| and)|,$|\b(?:and|met|with|between|versus|vs)\s*(?:the)?\s*$|;`)

func repeatName(_ *generator, s *sentence) []string {
	var out []string
	all := names(s.text)
	for i, a := range all {
		for j, b := range all {
			if from, to := s.text[a[0]:a[1]], s.text[b[0]:b[1]]; i != j && !alike(from, to) {
				out = append(out, s.text[:a[0]]+to+s.text[a[1]:])
			}
		}
	}
	return out
}

func negate(_ *generator, s *sentence) []string {
	var out []string
	for _, m := range auxRE.FindAllStringIndex(s.text, -1) {
		if rest := s.text[m[1]:]; !strings.HasPrefix(rest, " not") && !strings.HasPrefix(rest, " no ") && !strings.HasPrefix(rest, " never") {
			out = append(out, s.text[:m[1]]+" not"+rest)
		}
	}
	return out
}

// additions are what a writer with a taste for colour puts at the end of a sentence.
var additions = []string{
	", raising fears of a recession", " to the anger of shopkeepers", " despite protests from farmers", " because of a scandal", ", a humiliating blow for investors",
	", which analysts welcomed", " after pressure from lobbyists", ", sparking outrage online", " under a secret agreement", ", killing a bystander",
}

func add(g *generator, s *sentence) []string {
	end := len(strings.TrimRight(s.text, ".”\""))
	return []string{s.text[:end] + g.pick(additions) + s.text[end:]}
}

var saidRE = regexp.MustCompile(`, (?:\p{Lu}[\p{L}-]+ ){1,3}(?:said|told [a-z ]+)\.$|, (?:said|says) [^,]+\.$|^[^,.]{3,40} (?:said|argued|claimed|believes|says)(?: that)? `)

func unattributed(_ *generator, s *sentence) []string {
	m := saidRE.FindStringIndex(s.text)
	if m == nil || strings.ContainsAny(s.text, "“”\"") {
		return nil
	}
	left := strings.TrimSpace(s.text[:m[0]] + s.text[m[1]:])
	if len(strings.Fields(left)) < 5 || verbatimPart(s.text, left) {
		left = strings.TrimSuffix(left, ".") + " now."
	}
	return []string{left}
}

func verbatimPart(text, part string) bool {
	return strings.Contains(text, strings.TrimSuffix(part, "."))
}
