package compose

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// site is a place that a line gives for what the question asks, in the clause that tells of it.
type site struct {
	*line
	prep, name string
	value      briefing.Span // in the document
}

// placesDiffer drafts both sides where two articles give, in one clause with all telling words of
// the question and after the same preposition, places that nothing says are one.
func (p *page) placesDiffer() (briefing.Draft, bool) {
	var best *site
	for _, l := range p.rankProse() {
		s := p.site(l)
		switch {
		case s == nil:
		case best == nil:
			best = s
		case s.apart(best.line) && strings.EqualFold(s.prep, best.prep) && !s.tellsOf(best) && !best.tellsOf(s) && !p.onePlace(s.name, best.name):
			d, ok := p.showLines("place", best.line, s.line)
			for i, side := range []*site{best, s} {
				if ok {
					d.Claims[i].Value = side.name
				}
			}
			return d, ok
		}
	}
	return briefing.Draft{}, false
}

var toPlace = regexp.MustCompile(`\b(in|at|to|from|near|off|on) ((?:the )?[A-Z][\p{L}’'-]*(?: (?:of |the )?[A-Z][\p{L}’'-]*)*)`)

// site returns the place that a line gives; nil where it gives none or several, or only one that
// may be.
func (p *page) site(l *line) *site {
	if l.Item || questions.MatchString(l.text) || !p.answers(l) {
		return nil
	}
	v := p.saysInClause(l)
	if v == nil || v.no || hedges.MatchString(v.clause.Of(l.text)) {
		return nil
	}
	var out *site
	clause := v.clause.Of(l.text)
	for _, m := range toPlace.FindAllStringSubmatchIndex(clause, -1) {
		name := clause[m[4]:m[5]]
		key := english.Tokens(name)
		if slices.ContainsFunc(key, func(t english.Token) bool {
			return english.IsMonthOrDay(t.Key) || p.inQuestion(t.Key) || english.Country(t.Key) != ""
		}) {
			continue
		}
		if out != nil {
			return nil
		}
		from := l.Start + v.clause.Start
		out = &site{line: l, prep: clause[m[2]:m[3]], name: strings.TrimPrefix(name, "the "), value: briefing.Span{Start: from + m[4], End: from + m[5]}}
	}
	return out
}

// tellsOf reports whether the article of a place names the other one.
func (s *site) tellsOf(o *site) bool { return strings.Contains(s.doc.Text, o.name) }

// onePlace reports whether two names can be of one place: they share a word, or a line sets them
// side by side, "the hall in Tarn", "the hall, which they call the Barn".
func (p *page) onePlace(a, b string) bool {
	keys := english.ContentKeys(a)
	if slices.ContainsFunc(english.ContentKeys(b), func(k string) bool { return slices.Contains(keys, k) }) {
		return true
	}
	return slices.ContainsFunc(p.lines, func(l *line) bool {
		i, j := strings.Index(l.text, a), strings.Index(l.text, b)
		if i < 0 || j < 0 {
			return false
		}
		if i > j {
			i, j, a, b = j, i, b, a
		}
		return sideBySide.MatchString(l.text[i+len(a) : j])
	})
}

// sideBySide finds what stands between two names of one place, or of a place and what it is in.
var sideBySide = regexp.MustCompile(`^(?:,? (?:in|at|on|near|off|outside|of)(?: the)? |, (?:the )?|,? ?\(?(?:which|also|once|formerly|now|known|called|or)\b.{0,50}| \(|[’']s (?:\w+ ){0,3})$`)
