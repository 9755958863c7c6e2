package main

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestLinks holds the documents to links that lead somewhere in the source.
func TestLinks(t *testing.T) {
	t.Parallel()
	documents := []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md"}
	guides, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range guides {
		documents = append(documents, "docs/"+filepath.Base(g))
	}
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	for _, from := range documents {
		for _, found := range link.FindAllStringSubmatch(readFile(t, from), -1) {
			if strings.Contains(found[1], "://") {
				continue
			}
			to, anchor, _ := strings.Cut(found[1], "#")
			name := from
			if to != "" {
				name = path.Join(path.Dir(from), to)
			}
			if _, err := os.Stat(filepath.Join("../..", name)); err != nil {
				t.Errorf("%s links to %s, which there is not", from, name)
			} else if anchor != "" && !slices.Contains(anchors(readFile(t, name)), anchor) {
				t.Errorf("%s links to %s, which has no heading %s", from, name, anchor)
			}
		}
	}
}

// anchors returns the names that a page's headings have in links.
func anchors(page string) []string {
	var all []string
	left := regexp.MustCompile(`[^a-z0-9 _-]`)
	for _, heading := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(page, -1) {
		all = append(all, strings.ReplaceAll(left.ReplaceAllString(strings.ToLower(heading[1]), ""), " ", "-"))
	}
	return all
}
