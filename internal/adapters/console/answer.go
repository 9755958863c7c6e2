package console

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/inert"
)

// nearestColumns is how much of a nearest passage is shown: enough to judge it by.
const nearestColumns = 280

// Answer writes an answer: the claims with their markers and the sources that the markers
// stand for; or, when there is none, what was looked for and the passages that come
// closest.
func (r Renderer) Answer(w io.Writer, a briefing.Answer) error {
	if a.Status == briefing.NotFound {
		return r.print(w, r.refusal(a))
	}
	var blocks []string
	shown := map[string]bool{}
	for _, d := range a.Disagreements {
		blocks = append(blocks, r.disagreement(d, a.Citations))
		for _, side := range d.Claims {
			shown[side.Text] = true
		}
	}
	claims := slices.DeleteFunc(slices.Clone(a.Claims), func(c briefing.Claim) bool { return shown[c.Text] })
	if len(claims) > 0 {
		blocks = append(blocks, r.claims(claims))
	}
	if len(a.Missing) > 0 {
		blocks = append(blocks, r.missing(a.Missing))
	}
	return r.print(w, append(blocks, r.sources(a.Citations)+r.note(a))...)
}

// missing lists the parts of a question that have no answer.
func (r Renderer) missing(parts []string) string {
	var lines []string
	for _, part := range parts {
		lines = append(lines, r.style(yellow, r.wrap("Not found: ", "  ", inert.Clean(part))))
	}
	return strings.Join(lines, "\n")
}

// note is what is to be known of how the answer was made, if anything.
func (r Renderer) note(a briefing.Answer) string {
	if a.Note == "" {
		return ""
	}
	return "\n\n" + r.style(dim, r.wrap("", "", inert.Clean(a.Note)))
}

// print writes blocks with an empty line between them.
func (r Renderer) print(w io.Writer, blocks ...string) error {
	_, err := io.WriteString(w, strings.Join(blocks, "\n\n")+"\n")
	return err
}

// claims sets sentences as running text and everything else as a list.
func (r Renderer) claims(claims []briefing.Claim) string {
	var lines, sentences []string
	flush := func() {
		if len(sentences) > 0 {
			lines = append(lines, r.mark(r.wrap("", "", strings.Join(sentences, " "))))
			sentences = nil
		}
	}
	for _, c := range claims {
		text := marked(c)
		if len(claims) == 1 || sentence(c.Text) {
			sentences = append(sentences, text)
			continue
		}
		flush()
		lines = append(lines, r.mark(r.wrap("- ", "  ", text)))
	}
	flush()
	return strings.Join(lines, "\n")
}

// sentence reports whether text ends as sentences do; list items do not.
func sentence(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text, ` "'”’)]`))
	return strings.ContainsRune(".!?…", last)
}

// marked is a claim with the markers of its citations, which stay on one line with its
// last word.
func marked(c briefing.Claim) string {
	var b strings.Builder
	b.WriteString(inert.Clean(c.Text))
	for i, n := range c.Citations {
		if i == 0 {
			b.WriteString(tie)
		}
		fmt.Fprintf(&b, "[%d]", n)
	}
	return b.String()
}

var marker = regexp.MustCompile(`(\[\d+\])+`)

// mark sets the markers in wrapped text back.
func (r Renderer) mark(text string) string {
	return marker.ReplaceAllStringFunc(text, func(m string) string { return r.style(dim, m) })
}

// disagreement heads the sides with what the sources differ on. Each has its source and
// date.
func (r Renderer) disagreement(d briefing.Disagreement, all []briefing.Citation) string {
	heading := "Sources differ:"
	if about := inert.Clean(d.About); about != "" {
		heading = "Sources differ on the " + strings.TrimPrefix(about, "the ") + ":"
	}
	lines := []string{r.style(yellow, r.wrap("", "", heading))}
	for _, side := range d.Claims {
		var by []string
		for _, c := range all {
			if o := origin(c); slices.Contains(side.Citations, c.N) && !slices.Contains(by, o) {
				by = append(by, o)
			}
		}
		lines = append(lines, r.mark(r.wrap("- ", "  ", marked(side)+" — "+strings.Join(by, "; "))))
	}
	return strings.Join(lines, "\n")
}

// sources lists what the markers stand for: title, source, date and the quote.
func (r Renderer) sources(citations []briefing.Citation) string {
	blocks := []string{r.style(bold, "Sources")}
	for _, c := range citations {
		number := fmt.Sprintf("[%d] ", c.N)
		indent := strings.Repeat(" ", len(number))
		blocks = append(blocks, r.wrap(number, indent, title(c.Title, c.Article)+" — "+origin(c)))
		if c.URL != "" {
			blocks = append(blocks, indent+r.style(dim, inert.Clean(c.URL)))
		}
		blocks = append(blocks, r.style(dim, r.wrap(indent, indent, "“"+inert.Clean(c.Quote)+"”")))
	}
	return strings.Join(blocks, "\n")
}

// origin is where and when a citation's article was published. A date stays on one line.
func origin(c briefing.Citation) string {
	day := strings.ReplaceAll(strings.ReplaceAll(inert.Clean(c.Day()), " ", tie), ","+tie, ", ") + c.Copied()
	if source := inert.Clean(c.Source); source != "" {
		return source + ", " + day
	}
	return day
}

// title names an article by its title or, without one, its ID.
func title(title, id string) string {
	if t := inert.Clean(title); t != "" {
		return t
	}
	return inert.Clean(id)
}

// refusal says that the sources do not hold the answer, what was looked for and what comes
// closest.
func (r Renderer) refusal(a briefing.Answer) string {
	lines := []string{r.style(yellow, "Not in the sources.")}
	looked := inert.Clean(strings.Join(a.Missing, ", "))
	if looked == "" {
		looked = inert.Clean(a.Question)
	}
	lines = append(lines, r.wrap("Looked for: ", "  ", looked))
	return strings.Join(lines, "\n") + r.nearest(a.Nearest) + r.note(a)
}

// nearest lists the passages that come closest, if there are any.
func (r Renderer) nearest(passages []briefing.Nearest) string {
	if len(passages) == 0 {
		return ""
	}
	lines := []string{"", "", r.style(bold, "Nearest passages")}
	for _, n := range passages {
		lines = append(lines, "- "+inert.Clean(n.Article), r.style(dim, r.wrap("  ", "  ", cut(inert.Clean(n.Text), nearestColumns))))
	}
	return strings.Join(lines, "\n")
}
