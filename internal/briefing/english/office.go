package english

import "briefbot/internal/briefing"

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

// roleStart walks left from a capitalised run that holds an office over the lower-case words
// that belong to it: "acting", "former", "deputy", "special".
func (w words) roleStart(from int) int {
	for w.joined(from-1) && roleAdjective(w.tokens[from-1]) {
		from--
	}
	return from
}

// roleBefore finds an office in lower case before a name: "investment envoy Kirill D." and
// "the company's founder, Ana Lem,".
func (w words) roleBefore(name int) briefing.Span {
	const maxWords = 7
	i := w.beforeComplement(name - 1)
	if !(w.joined(name-1) || w.comma(name)) || !w.occupation(i, name) || Plural(w.tokens[i]) {
		return briefing.Span{}
	}
	start := i
	for w.joined(start-1) && name-start < maxWords {
		if t := w.tokens[start-1]; Stop(t.Key) || !t.Capital() && !roleAdjective(t) {
			break
		}
		start--
	}
	return w.span(start, name)
}

// occupation reports whether token i is an office, or a noun of the doer right before a name:
// "the dog handler Otto Maas".
func (w words) occupation(i, name int) bool {
	t := w.tokens[i]
	if IsRole(t.Key) {
		return true
	}
	doer := !t.Capital() && !Stop(t.Key) && !Verb(t.Text) && hasSuffix(t.Lower, "er", "or", "ist", "man", "woman", "eer")
	return doer && i == name-1 && w.joined(i)
}

// beforeComplement returns the token before "of X" or "to the X" when i is at its end, with or
// without a comma behind, or i.
func (w words) beforeComplement(i int) int {
	for j := i; i-j < 4 && w.joined(j-1); j-- {
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

// roleAfter finds an office after a name, and after the age: "Mira Oduya, the finance
// minister,", "Jorun Abate, 67, a retired teacher,".
func (w words) roleAfter(end int) briefing.Span {
	const maxWords = 8
	start := end
	if w.comma(start) && w.tokens[start].Number() && w.comma(start+1) {
		start++
	}
	if !w.comma(start) {
		return briefing.Span{}
	}
	i, first := start, w.tokens[start]
	if articles[first.Lower] {
		i++
	} else if !first.Capital() && !roleAdjective(first) && !IsRole(first.Key) {
		return briefing.Span{}
	}
	for n := 0; i < len(w.tokens) && n < maxWords; i, n = i+1, n+1 {
		if IsRole(w.tokens[i].Key) && !Plural(w.tokens[i]) {
			if w.joined(i) && w.nameWord(i+1) {
				break // the office of the next one: "to Lima, Mayor Ann Lee"
			}
			return w.span(start, w.officeEnd(i+1))
		}
		if !w.joined(i) || Stop(w.tokens[i].Key) {
			break
		}
	}
	return briefing.Span{}
}

// officeEnd lengthens an office that ends before token i: "director general", "founder and
// CEO", "minister of health".
func (w words) officeEnd(i int) int {
	office := func(j int) bool {
		return w.joined(j-1) && IsRole(w.tokens[j].Key) && !Plural(w.tokens[j])
	}
	for office(i) {
		i++
	}
	if w.joined(i-1) && w.tokens[i].Lower == "and" && office(i+1) && !(w.joined(i+1) && w.tokens[i+2].Capital()) {
		i += 2
	}
	if w.joined(i - 1) {
		switch w.tokens[i].Lower {
		case "of", "at", "for":
			return w.phraseStop(i)
		}
	}
	return i
}

// phraseStop walks on to the next punctuation or clause, at most six tokens.
func (w words) phraseStop(i int) int {
	for n := 0; n < 6 && w.joined(i-1); n++ {
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

var articles = set("a an the")
