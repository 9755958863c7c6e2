package english

import "briefbot/internal/briefing"

// Mention is a person named in a text together with an office or occupation.
type Mention struct {
	Name briefing.Span // "Mark Rutte"
	Role briefing.Span // "NATO chief"; empty when none is given
	Span briefing.Span // both, as they stand together
}

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
			if n := len(out); n > 0 && out[n-1].Role.Empty() && m.Role.Contains(out[n-1].Span) {
				out = out[:n-1] // "Trump's envoy, Ann Lee" names the envoy
			}
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
	case role >= 0 && Plural(w.tokens[role]):
	case role >= 0:
		m.Role = w.span(w.roleStart(from), name)
	case name > title && titles[w.tokens[name-1].Lower]:
		m.Role = w.titleSpan(title, name)
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
		m.Span = briefing.Span{Start: min(m.Role.Start, m.Name.Start), End: max(m.Role.End, m.Name.End)}
	}
	return m, true
}
