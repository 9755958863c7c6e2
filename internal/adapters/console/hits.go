package console

import (
	"fmt"
	"io"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/inert"
)

// Hits writes the passages found, best first, each with its article and score.
func (r Renderer) Hits(w io.Writer, e briefing.Evidence) error {
	if len(e.Hits) == 0 {
		return r.print(w, r.style(yellow, "No passage matches."))
	}
	var blocks []string
	for i, h := range e.Hits {
		number := fmt.Sprintf("%d. ", i+1)
		indent := strings.Repeat(" ", len(number))
		origin := origin(briefing.Citation{Source: h.Doc.Source, Published: h.Doc.Date()})
		head := r.wrap(number, indent, title(h.Doc.Title, h.Doc.ID)+" — "+origin)
		passage := h.Doc.Passages[h.Passage]
		place := fmt.Sprintf("%s, score %.2f", inert.Clean(h.Doc.ID), h.Score)
		if passage.Heading != "" {
			place += ", under “" + inert.Clean(passage.Heading) + "”"
		}
		blocks = append(blocks, head+"\n"+r.style(dim, r.wrap(indent, indent, place))+"\n"+
			r.wrap(indent, indent, inert.Clean(passage.Of(h.Doc.Text))))
	}
	return r.print(w, blocks...)
}
