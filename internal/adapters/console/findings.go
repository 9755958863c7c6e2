package console

import (
	"io"
	"strings"

	"briefbot/internal/adapters/chat"
	"briefbot/internal/briefing/inert"
)

// The signs before a finding.
const (
	sound = "✓"
	fault = "✗"
)

// Findings writes what bot doctor found, those about one thing together: "slack: scopes"
// stands under "Slack". What is wrong is followed by how to mend it.
func (r Renderer) Findings(w io.Writer, findings []chat.Finding) error {
	var blocks []string
	for len(findings) > 0 {
		about, _ := topic(findings[0])
		n, wide := 0, 0
		for ; n < len(findings); n++ {
			group, name := topic(findings[n])
			if group != about {
				break
			}
			wide = max(wide, columns(name))
		}
		lines := []string{r.style(bold, capital(about))}
		for _, f := range findings[:n] {
			lines = append(lines, r.finding(f, wide))
		}
		blocks = append(blocks, strings.Join(lines, "\n"))
		findings = findings[n:]
	}
	return r.print(w, blocks...)
}

// topic returns what a finding is about: the group and the name in it.
func topic(f chat.Finding) (group, name string) {
	group, name, _ = strings.Cut(inert.Clean(f.About), ": ")
	return group, name
}

// finding sets one finding. Names take wide columns.
func (r Renderer) finding(f chat.Finding, wide int) string {
	_, name := topic(f)
	sign, colour := sound, green
	if !f.OK {
		sign, colour = fault, red
	}
	pad := strings.Repeat(" ", wide-columns(name))
	indent := strings.Repeat(" ", wide+6)
	text := r.wrap("  "+sign+" "+name+pad+"  ", indent, inert.Clean(f.Detail))
	text = strings.Replace(text, sign, r.style(colour, sign), 1)
	if f.Mend != "" {
		text += "\n" + r.style(yellow, r.wrap(indent+"→ ", indent+"  ", inert.Clean(f.Mend)))
	}
	return text
}
