package compose

import (
	"slices"
	"strings"

	"briefbot/internal/briefing/english"
)

// deniesMember reports whether a line says of one of the members, by the last name, that they do
// not belong to the group: "Lee is not a member", "Lee will not sit on the panel".
func (p *page) deniesMember(l *line, members []*member) bool {
	if l.Item || questions.MatchString(l.text) {
		return false
	}
	named := slices.ContainsFunc(members, func(m *member) bool {
		name := strings.TrimRight(lastName(m.Name.Of(m.line.text)), ".,;")
		return slices.ContainsFunc(l.tokens, func(t english.Token) bool { return t.Text == name })
	})
	if !named {
		return false
	}
	denied := l.denied(p)
	for i, t := range l.tokens {
		if denied[i] && !t.Capital() && (groups.MatchString(t.Text) || p.inQuestion(t.Key)) {
			return true
		}
	}
	return false
}
