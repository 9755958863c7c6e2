package english

import (
	_ "embed"
	"strings"

	"briefbot/internal/briefing"
)

// IsRole reports whether a key is an office or occupation: minister, envoy, economist.
func IsRole(key string) bool { return roleKeys[key] }

//go:embed roles.txt
var roleList string

var roleKeys = keySet(roleList)

// Posted reports whether an office is held abroad: "ambassador to".
func Posted(key string) bool { return postedKeys[key] }

var postedKeys = keySet("ambassador envoy consul attache")

// roleAdjective reports whether a token in lower case can stand before an office and belong to
// it: "former", "deputy", "finance". A verb does not.
func roleAdjective(t Token) bool {
	if t.Capital() || Stop(t.Key) {
		return false
	}
	return IsRole(t.Key) || !Verb(t.Text) || verbalAdjectives[t.Lower]
}

// verbalAdjectives belong to an office though they look like verbs.
var verbalAdjectives = set("acting incoming outgoing lead trade fire press housing finance transport labour labor police")

// abbreviated reports whether token i is a title such as Gen. or Prof.
func (w words) abbreviated(i int) bool {
	return titles[w.tokens[i].Lower] && w.tokens[i].Lower != "st"
}

// titleSpan returns the place of the titles [from, end) with the stop of the last.
func (w words) titleSpan(from, end int) briefing.Span {
	s := w.span(from, end)
	if strings.HasPrefix(w.text[s.End:], ".") {
		s.End++
	}
	return s
}

// titles are the abbreviated ones that are offices, and "st", which is a place's or a saint's.
var titles = set("gen col lt sgt sen rep gov prof rev st capt maj adm")
