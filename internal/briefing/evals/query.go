package evals

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"briefbot/internal/briefing"
)

// Query is a question with what a search should find, or with short right answers.
type Query struct {
	ID         string          `json:"id"`
	Text       string          `json:"query"`
	Date       Date            `json:"query_date"`
	History    []briefing.Turn `json:"history"`
	Answerable *bool           `json:"answerable"`   // nil when the set does not say
	Gold       []string        `json:"gold_doc_ids"` // the articles to find
	Evidence   []Fact          `json:"evidence"`
	Answers    []Accepted      `json:"answers"`
}

// Fact is a part of an article that a passage should hold.
type Fact struct {
	Article string `json:"doc_id"`
	Text    string `json:"fact"`
}

// Accepted is one way to answer rightly: all of its strings have to be said.
type Accepted []string

// UnmarshalJSON reads a string or a list of strings.
func (a *Accepted) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*a = Accepted{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(a))
}

// Asked is the query as the bot gets it.
func (q Query) Asked() briefing.Question {
	return briefing.Question{ID: q.ID, Text: q.Text, AsOf: time.Time(q.Date), History: q.History}
}

// unanswerable reports whether the set says that the corpus does not hold the answer.
func (q Query) unanswerable() bool { return q.Answerable != nil && !*q.Answerable }

// LoadQueries reads queries, one JSON object a line. An error begins with its line.
func LoadQueries(r io.Reader) ([]Query, error) {
	known := unseen()
	return readLines(r, func(q Query) error {
		if strings.TrimSpace(q.Text) == "" {
			return errors.New("no query")
		}
		return known(q.ID)
	})
}
