package evals

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
)

//go:embed testdata/corpora
var corpora embed.FS

// Corpora holds the invented corpora that this package ships: a folder each, with a
// folder "articles" and the files "questions.jsonl" and "conversations.jsonl".
func Corpora() fs.FS {
	sub, err := fs.Sub(corpora, "testdata/corpora")
	if err != nil {
		panic(err) // the path is a constant
	}
	return sub
}

// Set is a corpus with the questions that are asked of it.
type Set struct {
	Name          string
	Articles      fs.FS
	Questions     []Question
	Conversations []Question // questions that lean on their history
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
	s := Set{Name: name}
	var err error
	if s.Questions, err = openQuestions(corpora, name, "questions.jsonl"); err != nil {
		return Set{}, err
	}
	s.Conversations, err = openQuestions(corpora, name, "conversations.jsonl")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Set{}, err
	}
	if s.Articles, err = fs.Sub(corpora, path.Join(name, "articles")); err != nil {
		return Set{}, fmt.Errorf("evals: open set %s: %w", name, err)
	}
	return s, nil
}

func openQuestions(corpora fs.FS, name, file string) ([]Question, error) {
	file = path.Join(name, file)
	data, err := fs.ReadFile(corpora, file)
	if err != nil {
		return nil, fmt.Errorf("evals: open set %s: %w", name, err)
	}
	questions, err := LoadQuestions(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("evals: open set %s: %s: %w", name, file, err)
	}
	return questions, nil
}
