package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"briefbot/internal/briefing"
)

// parseQuestion reads one line of a file of questions: {id, question|query,
// as_of|query_date, history: [{role, text}]}. Other fields are ignored.
func parseQuestion(line []byte) (briefing.Question, error) {
	var in struct {
		ID        id              `json:"id"`
		Question  string          `json:"question"`
		Query     string          `json:"query"`
		AsOf      string          `json:"as_of"`
		QueryDate string          `json:"query_date"`
		History   []briefing.Turn `json:"history"`
	}
	if err := json.Unmarshal(bytes.TrimPrefix(line, []byte("\ufeff")), &in); err != nil {
		return briefing.Question{}, notQuestion(err)
	}
	q := briefing.Question{ID: string(in.ID), Text: first(in.Question, in.Query), History: in.History}
	if q.Text == "" {
		return q, errors.New(`no question; a line looks like {"id": "1", "question": "who …?"}`)
	}
	var err error
	q.AsOf, err = parseAsOf(first(in.AsOf, in.QueryDate))
	return q, err
}

// notQuestion says why JSON is no question in the words of JSON, not in those of Go.
func notQuestion(err error) error {
	switch wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); {
	case ok && wrong.Field != "":
		err = fmt.Errorf("%q cannot be of the type %s", wrong.Field, wrong.Value)
	case ok:
		err = fmt.Errorf("it is of the type %s", wrong.Value)
	}
	return fmt.Errorf("not a question in JSON: %w", err)
}

// first returns the first text that is more than white space, without the space around it.
func first(texts ...string) string {
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			return t
		}
	}
	return ""
}

// id is a string or a number in JSON, kept as it is written.
type id string

func (i *id) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, (*string)(i))
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return errors.New("id is neither text nor a number")
	}
	*i = id(n)
	return nil
}

// parseAsOf reads a date, which counts to its end in UTC, or a time. "" is no limit.
func parseAsOf(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if day, err := time.Parse(time.DateOnly, s); err == nil {
		return day.AddDate(0, 0, 1).Add(-time.Nanosecond), nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateTime} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no date; write it as 2006-01-31 or 2006-01-31T15:04:05Z", s)
}
