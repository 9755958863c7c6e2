package compose

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// beforeWhom finds the person whose predecessor a question asks for: "who led X before Lee",
// "who was Lee's predecessor".
var beforeWhom = regexp.MustCompile(`^(?i:who (?:led|headed|ran|chaired|directed|held|was (?:the|in charge|at the head))) .*\bbefore (\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)*)$` +
	`|^(?i:who (?:is|was)) (?:the )?predecessor (?:of|to) (?:.* )?(\p{Lu}[\p{L}'-]+)$` +
	`|^(?i:who (?:is|was)) (?:.* )?(\p{Lu}[\p{L}-]+)'s? predecessor\b`)

// tookOver finds that somebody came after the one who is named behind it, handedOver that somebody
// was followed by them.
var (
	tookOver   = regexp.MustCompile(`(?i)\b(?:(?:take|took|taking|taken|takes) over\b[^.;]*? from|inherit\w*\b[^.;]*? from|succe(?:eds|eded|eding)|replac(?:es|ed|ing))\s+(?:(?:the|his|her|their)\s+)?(?:[\w-]+\s+){0,3}?\p{Lu}|\b(?:his|her) predecessor,? \p{Lu}`)
	handedOver = regexp.MustCompile(`\b(?:succeeded|replaced|followed) by\s|\b(?:handed|hands|handing) over\b[^.;]*? to\s`)
)

// predecessor answers who came before a person with the line that tells of the succession. asked
// is false when the question is not one of these: no other line answers it, since it names who
// holds the office and not who held it.
func (p *page) predecessor() (d briefing.Draft, asked bool) {
	m := beforeWhom.FindStringSubmatch(strings.TrimRight(strings.TrimSpace(apostrophes.Replace(p.query.Question.Text)), "?!. "))
	if m == nil {
		return d, false
	}
	name := strings.Fields(strings.Join(m[1:], ""))
	i := slices.IndexFunc(p.query.Terms, func(t briefing.Term) bool { return t.Key == english.Key(name[len(name)-1]) })
	if i < 0 || !p.isPerson(i) {
		return d, false // before an event
	}
	var best *line
	var told briefing.Span
	for _, l := range p.lines {
		if s, ok := p.succession(l, i); ok && (best == nil || l.share > best.share) {
			best, told = l, s
		}
	}
	if best == nil {
		return d, true
	}
	if c, ok := best.claim(maxWords(briefing.KindWho), best.in(told), p.matched(best)...); ok {
		d = draftOf(c)
	}
	return d, true
}

// succession returns the words of a line that tell whom the one of a term came after.
func (p *page) succession(l *line, successor int) (briefing.Span, bool) {
	if len(l.mentions()) == 0 {
		return briefing.Span{}, false
	}
	if m := tookOver.FindStringIndex(l.text); m != nil {
		pronoun := startsWithPronoun.MatchString(l.text) && l.context[successor] >= worthBefore
		return briefing.Span{Start: m[0], End: m[1]}, pronoun || p.hasWithin(l, successor, 0, m[0])
	}
	if m := handedOver.FindStringIndex(l.text); m != nil {
		return briefing.Span{Start: m[0], End: m[1]}, p.hasWithin(l, successor, m[1], len(l.text))
	}
	return briefing.Span{}, false
}

// isPerson reports whether a line names a person by a term of the question.
func (p *page) isPerson(term int) bool {
	return slices.ContainsFunc(p.lines, func(l *line) bool {
		return slices.ContainsFunc(l.mentions(), func(m english.Mention) bool { return p.hasWithin(l, term, m.Name.Start, m.Name.End) })
	})
}

// hasWithin reports whether the part of a line's text from start to end has a term of the question.
func (p *page) hasWithin(l *line, term, start, end int) bool {
	return slices.ContainsFunc(l.tokens, func(t english.Token) bool {
		return t.Start >= start && t.End <= end && worth(&p.query.Terms[term], t.Key) >= minNameWorth
	})
}
