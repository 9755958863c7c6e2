package console

import (
	"io"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/inert"
)

// Card writes what the sources say of one entity or term: its facts by kind, then the
// sources.
func (r Renderer) Card(w io.Writer, c briefing.Card) error {
	if c.Status == briefing.NotFound {
		refusal := r.style(yellow, "Not in the sources.") + "\n" + r.wrap("Looked for: ", "  ", inert.Clean(c.Name))
		return r.print(w, refusal+r.nearest(c.Nearest))
	}
	head := r.style(bold, inert.Clean(c.Name))
	if len(c.Aliases) > 0 {
		head += "\n" + r.wrap("also ", "  ", inert.Clean(strings.Join(c.Aliases, ", ")))
	}
	blocks := []string{head}
	about := ""
	for _, f := range c.Facts {
		line := r.mark(r.wrap("- ", "  ", marked(f.Claim)))
		if f.About != about {
			about = f.About
			blocks = append(blocks, r.style(bold, capital(inert.Clean(about)))+"\n"+line)
			continue
		}
		blocks[len(blocks)-1] += "\n" + line
	}
	return r.print(w, append(blocks, r.sources(c.Citations))...)
}

// capital returns text with its first letter in upper case.
func capital(text string) string {
	for i, r := range text {
		return strings.ToUpper(string(r)) + text[i+len(string(r)):]
	}
	return text
}
