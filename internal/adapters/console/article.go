package console

import (
	"fmt"
	"io"
	"strings"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/inert"
	"briefbot/internal/briefing/ingest"
)

// Article is an article as bot article shows it. Its JSON form is a contract as an answer's is.
type Article struct {
	briefing.Article
	Words   int       `json:"words"`
	Copies  []string  `json:"copies,omitempty"`  // ids of the articles that are copies of it
	Text    string    `json:"text"`              // verbatim
	History []Version `json:"history,omitempty"` // the texts it has had, in the order they came
}

// Version is one text that an article has had.
type Version struct {
	Revision  string        `json:"revision"`
	FirstSeen time.Time     `json:"first_seen"`
	Current   bool          `json:"current"` // the article has this text now
	Words     int           `json:"words"`
	Answers   int           `json:"answers"`         // recorded ones that quote it
	Edits     []ingest.Edit `json:"edits,omitempty"` // from the version before; none in the first
}

// Article writes what is known of an article, then its text; or, when it has a history, the
// texts that it has had, each as its difference from the one before.
func (r Renderer) Article(w io.Writer, a Article) error {
	blocks := []string{r.style(bold, r.wrap("", "", title(a.Title, a.ID))), r.facts(a)}
	if len(a.History) == 0 {
		return r.print(w, append(blocks, r.paragraphs(a.Text)...)...)
	}
	for i, v := range a.History {
		head := r.style(bold, r.wrap("", "", fmt.Sprintf("Revision %d of %d", i+1, len(a.History))+standing(v)))
		blocks = append(blocks, head+"\n"+r.style(dim, r.wrap("", "", about(v))))
		if i > 0 {
			blocks = append(blocks, r.edits(v.Edits))
		}
	}
	return r.print(w, blocks...)
}

// facts lists what is known of an article but its text.
func (r Renderer) facts(a Article) string {
	rows := [][2]string{
		{"Source", inert.Clean(a.Source)},
		{"Author", inert.Clean(a.Author)},
		{"Published", inert.Clean(briefing.Citation{Published: a.Date()}.Day())},
		{"Changed", seen(a.Modified)},
		{"First seen", seen(a.FirstSeen)},
		{"Language", inert.Clean(a.Language)},
		{"Address", inert.Clean(a.URL)},
		{"Id", inert.Clean(a.ID)},
		{"A copy of", inert.Clean(a.Origin)},
		{"Copies", copies(a.Copies)},
		{"Revision", inert.Clean(a.Revision)},
		{"Words", fmt.Sprint(a.Words)},
	}
	const wide = len("First seen") + 2
	var lines []string
	for _, row := range rows {
		if row[1] != "" {
			lines = append(lines, r.wrap(row[0]+strings.Repeat(" ", wide-len(row[0])), strings.Repeat(" ", wide), row[1]))
		}
	}
	return strings.Join(lines, "\n")
}

// seen writes a time, or "" when it is unknown.
func seen(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return moment(t)
}

// shownCopies is how many copies are named: a story of an agency has hundreds.
const shownCopies = 10

// copies names the copies of an article.
func copies(ids []string) string {
	text := inert.Clean(strings.Join(ids[:min(len(ids), shownCopies)], ", "))
	if more := len(ids) - shownCopies; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// standing says of the current version that it is.
func standing(v Version) string {
	if v.Current {
		return ", the current one"
	}
	return ""
}

// about says when a version was first seen and what quotes it.
func about(v Version) string {
	text := inert.Clean(v.Revision) + ", first seen " + moment(v.FirstSeen) + ", " + counted(v.Words, "word", "words")
	if v.Answers > 0 {
		text += ", quoted in " + counted(v.Answers, "answer", "answers")
	}
	return text
}

// paragraphs returns the text with its lines wrapped and each empty line of it between blocks.
func (r Renderer) paragraphs(text string) []string {
	var blocks, lines []string
	flush := func() {
		if len(lines) > 0 {
			blocks, lines = append(blocks, strings.Join(lines, "\n")), nil
		}
	}
	for line := range strings.Lines(text) {
		if line = inert.Clean(line); line == "" {
			flush()
			continue
		}
		hang := ""
		if bullet, _, ok := strings.Cut(line, " "); ok && strings.Contains("-*•", bullet) {
			hang = "  "
		}
		lines = append(lines, r.wrap("", hang, line))
	}
	flush()
	return blocks
}

// edits sets a difference: what was removed and added behind a sign, what was kept folded.
func (r Renderer) edits(edits []ingest.Edit) string {
	var lines, kept []string
	fold := func() {
		switch len(kept) {
		case 0:
		case 1:
			lines = append(lines, r.wrap("  ", "  ", kept[0]))
		default:
			lines = append(lines, r.style(dim, fmt.Sprintf("… %d sentences unchanged …", len(kept))))
		}
		kept = nil
	}
	changed := false
	for _, e := range edits {
		text := inert.Clean(e.Text)
		if e.Op == ingest.Kept {
			kept = append(kept, text)
			continue
		}
		changed = true
		fold()
		if e.Op == ingest.Removed {
			lines = append(lines, r.style(red, r.wrap("− ", "  ", text)))
		} else {
			lines = append(lines, r.style(green, r.wrap("+ ", "  ", text)))
		}
	}
	if !changed {
		return r.wrap("", "", "No sentence differs, only what stands around them.")
	}
	fold()
	return strings.Join(lines, "\n")
}
