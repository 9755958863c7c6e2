package ingest

import (
	"io"
	"path"
	"strings"

	"briefbot/internal/briefing"
)

// page reads a file that is a web page with one article.
func (r *run) page(name string, f io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(f, maxPageBytes+1))
	if err != nil {
		r.report(name, 0, "cannot be read: %v", cause(err))
		return nil
	}
	p, err := ReadPage(data, "", "")
	switch {
	case err != nil:
		r.report(name, 0, "%v", err)
		return nil
	case p.Text == "":
		r.report(name, 0, "there is no article in it: it may be a front page, need a log-in or be filled in by scripts; leave it out")
		return nil
	}
	a := briefing.Article{
		ID: strings.TrimSuffix(name, path.Ext(name)), Title: p.Title, Source: p.Site, URL: p.Canonical, Author: p.Author,
		Language: p.Language, Published: p.Published, Modified: p.Modified, Text: p.Text,
	}
	if a.Title == "" {
		a.Title = guessTitle(a.Text, path.Base(a.ID))
	}
	if a.Published.IsZero() {
		a.Published = dateInName(path.Base(name))
	}
	return r.add(a, name, 0)
}
