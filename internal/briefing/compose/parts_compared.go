package compose

import (
	"regexp"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// A comparison names things and what they are compared in.
var (
	choice      = regexp.MustCompile(`(?i)^(?:which|who|what)\s+(.+?)(?:\s*[,:;]\s+|\s+[–—-]\s+)(\S.*)$`)
	choiceOf    = regexp.MustCompile(`(?i)^which\s+of\s+(.+?)\s+(?:and|or)\s+(.+?)\s+(` + auxiliary + `\s.+|[a-z]+ed\s.+)$`)
	positions   = regexp.MustCompile(`(?i)^how\s+(?:do|does|did)\s+(?:the\s+)?([a-z]+s?)\s+of\s+(.+?)\s+and\s+(?:(?:that\s+|those\s+)?of\s+)?(.+?)((?:\s+(?:on|over|about|towards?)\s.+?)?)\s+(?:differ|compare)((?:\s+(?:on|over|about|in|from each other).*)?)$`)
	comparesOf  = regexp.MustCompile(`(?i)^(?:compare|contrast)\s+(?:the\s+)?([a-z]+s?)\s+(?:of|in|for)\s+(.+?)\s+(?:and|with|to|versus|vs)\s+(?:(?:that\s+|those\s+)?of\s+)?(.+?)((?:\s+(?:on|over|about|towards?)\s.+)?)$`)
	compares    = regexp.MustCompile(`(?i)^(?:compare|contrast)\s+(.+?)\s+(?:and|with|to|versus|vs)\s+(.+)$`)
	alternative = regexp.MustCompile(`(?i)\s*,\s*(?:or\s+)?|\s+or\s+`)
)

// compared cuts a question that compares things into one about each; nil for any other.
func compared(text string) []string {
	if m := positions.FindStringSubmatch(text); m != nil {
		return ofEach("what is the "+m[1]+" of ", m[2:4], m[4]+m[5])
	}
	if m := comparesOf.FindStringSubmatch(text); m != nil {
		return ofEach("what is the "+m[1]+" of ", m[2:4], m[4])
	}
	if m := compares.FindStringSubmatch(text); m != nil {
		return ofEach("what is ", m[1:3], "")
	}
	if m := choiceOf.FindStringSubmatch(text); m != nil {
		return more(m[3], m[1:3])
	}
	if m := choice.FindStringSubmatch(text); m != nil {
		if things := alternative.Split(m[2], -1); len(things) > 1 && strings.Contains(strings.ToLower(m[2]), "or ") {
			return more(m[1], things)
		}
	}
	return nil
}

// ofEach asks the same of each thing.
func ofEach(before string, things []string, after string) []string {
	var out []string
	for _, thing := range things {
		out = append(out, before+strings.TrimSpace(thing)+after)
	}
	return out
}

// comparatives are the words that compare, with how the thing itself is asked for.
var comparatives = map[string]string{
	"larger": "how large", "bigger": "how large", "smaller": "how large", "largest": "how large", "biggest": "how large",
	"older": "how old", "younger": "how old", "oldest": "how old", "youngest": "how old",
	"taller": "how tall", "higher": "how high", "lower": "how high", "longer": "how long", "shorter": "how long",
	"heavier": "how heavy", "faster": "how fast", "slower": "how fast", "deeper": "how deep", "wider": "how wide",
	"farther": "how far", "further": "how far", "closer": "how far", "nearer": "how far",
	"cheaper": "how much", "dearer": "how much", "more expensive": "how much", "less expensive": "how much",
	"earlier": "when", "later": "when", "sooner": "when", "first": "when", "last": "when",
}

var (
	isMore   = regexp.MustCompile(`(?i)^(is|are|was|were)\s+(?:the\s+)?(more expensive|less expensive|[a-z]+)$`)
	hasMore  = regexp.MustCompile(`(?i)^(has|have|had)\s+(?:the\s+)?(more|fewer|less|most|fewest|larger|higher|bigger|lower|smaller|longer|greater)\s+(.+)$`)
	doesMore = regexp.MustCompile(`(?i)^((?:` + auxiliary + `\s+)?[a-z]+(?:\s.+?)??)\s+(more|less|first|last|earlier|later|sooner|longer)$`)
)

// more asks of each thing what a comparison compares: "has more members" is "how many members
// has". Before the verb of the predicate may stand a noun: "city has more schools".
func more(predicate string, things []string) []string {
	c, ok := comparativeOf(predicate)
	if !ok {
		return nil
	}
	return ofEach(c.before, things, c.after)
}

// comparative is a predicate that compares: how the thing itself is asked for, and what is said
// of the one that has more of it, or less.
type comparative struct {
	before, after string
	says          string
	least         bool
}

func comparativeOf(predicate string) (comparative, bool) {
	words := strings.Fields(predicate)
	for i, w := range words {
		if auxiliaryWord.MatchString(w) || english.Verb(w) {
			predicate = strings.Join(words[i:], " ")
			break
		}
	}
	if m := isMore.FindStringSubmatch(predicate); m != nil {
		degree := strings.ToLower(m[2])
		asks, ok := comparatives[degree]
		return comparative{asks + " " + m[1] + " ", "", m[1] + " " + degree + " than", lesser[degree]}, ok
	}
	if m := hasMore.FindStringSubmatch(predicate); m != nil {
		degree := strings.ToLower(m[2])
		switch degree {
		case "more", "fewer", "less", "most", "fewest":
			return comparative{"how many " + m[3] + " " + m[1] + " ", "", m[1] + " " + degree + " " + m[3] + " than", lesser[degree]}, true
		}
		return comparative{"what is the " + m[3] + " of ", "", m[1] + " a " + degree + " " + m[3] + " than", lesser[degree]}, true
	}
	if m := doesMore.FindStringSubmatch(predicate); m != nil {
		degree := strings.ToLower(m[2])
		return comparative{degrees[degree] + " ", " " + m[1], m[1] + " " + degree + " than", lesser[degree]}, true
	}
	return comparative{}, false
}

// degrees are the words that compare how something is done, with how it is asked for.
var degrees = map[string]string{
	"more": "how much", "less": "how much", "longer": "how long",
	"first": "when", "last": "when", "earlier": "when", "later": "when", "sooner": "when",
}

// lesser are the words that compare in what is less, and of times in what is earlier.
var lesser = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Split("smaller,younger,lower,shorter,slower,closer,nearer,cheaper,less expensive,fewer,less,first,earlier,sooner", ",") {
		m[w] = true
	}
	return m
}()

// comparisonOf returns what a question compares two things in: with a word for more or less, that
// can be said of one of them.
func comparisonOf(text string) *briefing.Comparison {
	predicate, things := "", []string(nil)
	if m := choiceOf.FindStringSubmatch(text); m != nil {
		predicate, things = m[3], m[1:3]
	} else if m := choice.FindStringSubmatch(text); m != nil {
		predicate, things = m[1], alternative.Split(m[2], -1)
	}
	c, ok := comparativeOf(predicate)
	if !ok || len(things) != 2 || strings.Contains(c.says, "st than") && !strings.Contains(c.says, "first than") {
		return nil // "largest", "most": of how many is not known
	}
	c.says = strings.NewReplacer(" first than", " earlier than", " last than", " later than").Replace(c.says)
	return &briefing.Comparison{Things: things, Says: c.says, Least: c.least}
}
