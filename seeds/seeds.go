// Package seeds holds the demo corpus: five short articles with questions and the keys to
// their answers, so that the bot answers before it is given a corpus of its own.
//
// The articles were written for this project on public events of August 2025. Their
// sources are fictitious and they are no journalism: they differ from each other on
// purpose, and what they say may be wrong.
package seeds

import (
	"embed"
	"io/fs"
)

//go:embed 0*.md
var articles embed.FS

//go:embed questions.jsonl
var questions string

//go:embed conversations.jsonl
var conversations string

// Articles returns the articles: Markdown files with front matter, at the root.
func Articles() fs.FS { return articles }

// Questions returns the questions on the articles, one JSON object a line. The evidence of
// an answer names an article by the beginning of its file name.
func Questions() []byte { return []byte(questions) }

// Conversations returns questions on the articles that lean on what was said before them, in
// the same form.
func Conversations() []byte { return []byte(conversations) }
