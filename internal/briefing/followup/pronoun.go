package followup

import (
	"regexp"
	"slices"
	"strings"
)

// class is what kind of thing a pronoun stands for.
type class int

const (
	person class = iota
	thing
	several
	place
)

// classes are the pronouns that something is put for.
var classes = map[string]class{
	"he": person, "him": person, "his": person, "she": person, "her": person, "hers": person,
	"it": thing, "its": thing,
	"they": several, "them": several, "their": several, "theirs": several,
	"there": place,
}

var (
	possessive = set("his its their hers theirs")
	// pointing are words that may stand for something said before, of which nothing tells what.
	pointing = set("those one ones that")
	// idle finds an "it" or "there" that stands for nothing.
	idle = regexp.MustCompile(`(?i)\b(?:is|was|were|are|be|been|will|would|has|have|had|can|could) there\b|\bthere (?:is|was|are|were|has|have|will|would|be)\b|\b(?:does|did|will|would|do) it (?:take|took|mean that|matter|seem)\b|\bit (?:takes?|took|seems?|is said|was said)\b|\b(?:is|was) it (?:true|possible|likely|legal|known|clear|safe|necessary|raining|snowing)\b|\bwhat time is it\b|\b(?:is|was) it that\b|\bthat (?:is|was) it\b`)
)

// resolved is a question with what its pronouns stand for in their place.
type resolved struct {
	text    string   // "" when nothing was put
	open    bool     // a word remains that may stand for something said before
	options []string // what it may stand for, where several are equally good
}

// resolve puts what they stand for in the place of the pronouns of a question: all of them, or
// none when it cannot be told what one stands for.
func resolve(text string, past []exchange) resolved {
	free := idle.FindAllStringIndex(text, -1)
	s := split(text)
	known := map[class]string{}
	var b strings.Builder
	at, open := 0, false
	for i, t := range s.tokens {
		c, ok := classes[t.Lower]
		switch {
		case !ok:
			open = open || pointing[t.Lower]
			continue
		case within(free, t.Start) || s.named(i, c):
			continue
		}
		stands := known[c]
		if stands == "" {
			var options []string
			stands, options = antecedent(t.Lower, c, past, used(known))
			if _, said := find(text, stands); stands == "" || said {
				return resolved{open: true, options: options}
			}
		}
		known[c] = stands
		b.WriteString(text[at:t.Start] + s.form(i, c, stands))
		at = t.End
	}
	if len(known) == 0 {
		return resolved{open: open}
	}
	return resolved{text: b.String() + text[at:]}
}

func within(spans [][]int, at int) bool {
	return slices.ContainsFunc(spans, func(s []int) bool { return s[0] <= at && at < s[1] })
}

func used(known map[class]string) []string {
	var out []string
	for _, text := range known {
		out = append(out, text)
	}
	return out
}

// named reports whether the question itself names before token i what a pronoun stands for.
func (s *sentence) named(i int, c class) bool {
	for _, p := range s.phrases {
		if p.to > i {
			break
		}
		switch c {
		case person:
			if p.sort == named || p.sort == office {
				return true
			}
		case several:
			if p.sort == named || s.plural(p) && !p.asked || groups[s.head(p).Lower] {
				return true
			}
		case thing:
			if s.definite(p) && !p.asked && p.sort != day && p.sort != office {
				return true
			}
		case place:
			if p.sort == country || complements[p.after] && p.sort == named {
				return true
			}
		}
	}
	return false
}

// form writes what a pronoun stands for as the pronoun is used: owner, place or neither.
func (s *sentence) form(i int, c class, stands string) string {
	t := s.tokens[i]
	next := i+1 < len(s.tokens) && s.joined(i) && !s.breaks(i+1, false)
	switch {
	case c == place:
		return "in " + stands
	case t.Lower == "her" && next, possessive[t.Lower]:
		if strings.HasSuffix(stands, "s") {
			return stands + "'"
		}
		return stands + "'s"
	}
	return stands
}
