package ingest

import (
	"bytes"
	"fmt"
	"slices"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// body is the article in a page, and what stands beside it about it.
type body struct {
	lines        []pageLine
	byline, date string
}

// findBody finds the article in the markup of a page. It has no lines when there is none.
func findBody(markup []byte, title string) (body, error) {
	head := `<meta property="og:title" content="` + html.EscapeString(title) + `">` // its repetition is left out
	doc, err := html.Parse(bytes.NewReader(append([]byte(head), markup...)))
	if err != nil {
		return body{}, fmt.Errorf("its markup cannot be read: %w", err)
	}
	b := prune(doc)
	parser := readability.NewParser()
	parser.KeepClasses = true
	parser.DisableJSONLD = true
	article, err := parser.ParseAndMutate(doc, nil)
	if err != nil {
		return body{}, fmt.Errorf("its article cannot be found: %w", err)
	}
	if article.Node == nil {
		return b, nil
	}
	if b.lines = tidy(linesOf(article.Node), title); !isArticle(b.lines) {
		b.lines = nil
	}
	return b, nil
}

// minArticleWords is the least prose of an article. Log-in forms and error pages have less.
const minArticleWords = 20

// minUnclosedWords is the length from which on a line reads as prose without an end.
const minUnclosedWords = 30

// reads reports whether a line is a sentence, or long enough to be several.
func (l pageLine) reads() bool {
	return closed(l.text) || !l.links() && l.words() >= minUnclosedWords
}

// isArticle reports whether lines are an article and no list of links to others.
func isArticle(lines []pageLine) bool {
	words := 0
	for _, l := range lines {
		if l.kind != heading && !l.links() {
			words += max(l.words(), len(l.text)/bytesPerWord)
		}
	}
	return words >= minArticleWords && slices.ContainsFunc(lines, pageLine.reads)
}
