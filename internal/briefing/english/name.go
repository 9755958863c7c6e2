package english

import "strings"

// nameEnd returns the end of the run of capitalised tokens that starts at token i, or i.
// Lower-case particles and, after an office, "of X" and "to the X" are part of it.
func (w words) nameEnd(i int) int {
	if !w.nameWord(i) {
		return i
	}
	end := i + 1
	for w.joined(end - 1) {
		next := w.afterPart(i, end)
		if next == end {
			break
		}
		end = next
	}
	return end
}

// afterPart returns the token after the part that token i is of the name that starts at token
// first, or i when it is none.
func (w words) afterPart(first, i int) int {
	t, role := w.tokens[i], IsRole(w.tokens[i-1].Key)
	if w.nameWord(i) || w.hyphenated(i, i-first) || t.Lower == "elect" && role {
		return i + 1
	}
	if next := w.afterParticles(i); next > i {
		return next
	}
	if next := w.afterComplement(i); next > i && role {
		return next
	}
	if IsRole(t.Key) && w.joined(i) && w.tokens[i+1].Capital() {
		return i + 1 // "NATO chief Mark Rutte"
	}
	return i
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
	for j := i; w.joined(j - 1); j++ {
		if w.tokens[j].Capital() && j > i {
			return j + 1
		}
		if !particles[w.tokens[j].Lower] {
			break
		}
	}
	return i
}

// particles may stand in lower case inside a name.
var particles = set("de da dos del della di du van von der den ten ter la le el al bin ibn ben af av")

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

// honorifics come before a name and are no office.
var honorifics = set("mr mrs ms dr sir dame lord lady")
