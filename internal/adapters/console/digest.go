package console

import (
	"fmt"
	"io"
	"strings"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/inert"
)

// Digest writes a digest: each story under its title, then the sources; or that nothing was
// new.
func (r Renderer) Digest(w io.Writer, d briefing.Digest) error {
	if len(d.Stories) == 0 {
		return r.print(w, r.noNews(d))
	}
	head := "Digest" + onTopic(d) + ", " + period(d) + ": " + counted(d.Articles, "article", "articles")
	blocks := []string{r.style(bold, r.wrap("", "", head))}
	for _, s := range d.Stories {
		title := inert.Clean(s.Title)
		if n := len(s.Articles); n > 1 {
			title += fmt.Sprintf(" (%d%sarticles)", n, tie)
		}
		blocks = append(blocks, r.style(bold, r.wrap("", "", title))+"\n"+r.claims(s.Claims))
	}
	if d.More > 0 {
		blocks = append(blocks, "["+counted(d.More, "more story", "more stories")+"]")
	}
	return r.print(w, append(blocks, r.sources(d.Citations))...)
}

// noNews says that nothing was new, and what the newest article is.
func (r Renderer) noNews(d briefing.Digest) string {
	text := "No new articles" + onTopic(d) + ", " + period(d) + "."
	if d.Articles > 0 {
		text = counted(d.Articles, "new article", "new articles") + onTopic(d) + ", " + period(d) + ", with nothing that can be quoted."
	}
	if !d.Newest.IsZero() {
		text += " The newest is from " + moment(d.Newest) + "."
	}
	return r.wrap("", "", text)
}

func onTopic(d briefing.Digest) string {
	if topic := inert.Clean(d.Topic); topic != "" {
		return " on " + topic
	}
	return ""
}

func period(d briefing.Digest) string { return moment(d.From) + " to " + moment(d.Until) }

// moment writes a time as people do, to stay on one line.
func moment(t time.Time) string {
	return strings.ReplaceAll(t.UTC().Format("2 January 2006, 15:04 UTC"), " ", tie)
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
