package evals

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
)

//go:embed testdata/corpora
var corpora embed.FS

// Corpora holds the invented corpora that this package ships: a folder each, with a
// folder "articles" and a file "questions.jsonl".
func Corpora() fs.FS {
	sub, err := fs.Sub(corpora, "testdata/corpora")
	if err != nil {
		panic(err) // the path is a constant
	}
	return sub
}

// Set is a corpus with the questions that are asked of it.
type Set struct {
	Name      string
	Articles  fs.FS
	Questions []Question
}

// Sets opens the folders of Corpora, or of a tree like it, by name. Every folder has to
// be a set.
func Sets(corpora fs.FS) ([]Set, error) {
	folders, err := fs.ReadDir(corpora, ".")
	if err != nil {
		return nil, fmt.Errorf("evals: list the sets: %w", err)
	}
	var sets []Set
	for _, f := range folders {
		if !f.IsDir() {
			continue
		}
		s, err := openSet(corpora, f.Name())
		if err != nil {
			return nil, err
		}
		sets = append(sets, s)
	}
	return sets, nil
}

func openSet(corpora fs.FS, name string) (Set, error) {
	file := path.Join(name, "questions.jsonl")
	data, err := fs.ReadFile(corpora, file)
	if err != nil {
		return Set{}, fmt.Errorf("evals: open set %s: %w", name, err)
	}
	questions, err := LoadQuestions(bytes.NewReader(data))
	if err != nil {
		return Set{}, fmt.Errorf("evals: open set %s: %s: %w", name, file, err)
	}
	articles, err := fs.Sub(corpora, path.Join(name, "articles"))
	if err != nil {
		return Set{}, fmt.Errorf("evals: open set %s: %w", name, err)
	}
	return Set{Name: name, Articles: articles, Questions: questions}, nil
}
