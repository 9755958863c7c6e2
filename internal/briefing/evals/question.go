package evals

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"briefbot/internal/briefing"
)

// Question is a question with the key to its answer.
type Question struct {
	ID         string          `json:"id"`
	Text       string          `json:"question"`
	Type       string          `json:"type"` // the kind of answer, for the reader: "who", "when", "unanswerable"
	AsOf       Date            `json:"as_of"`
	History    []briefing.Turn `json:"history,omitempty"`
	Standalone string          `json:"standalone,omitempty"` // what it asks, without its history
	Answerable bool            `json:"answerable"`

	Must     []Group    `json:"must"`     // each has to be said
	MustNot  Group      `json:"must_not"` // none may be said
	Evidence []Evidence `json:"evidence"` // one has to be cited
	MaxWords int        `json:"max_words"`

	Disagreement   []Group `json:"disagreement"`    // the sides that have to be shown
	NoDisagreement bool    `json:"no_disagreement"` // there are no sides, whatever it looks like
	OrSays         Group   `json:"or_says"`         // an unanswerable question may be answered with one of these
}

// Evidence is a place that an answer can stand on.
type Evidence struct {
	Article string `json:"article"` // an article's id, or its beginning
	Quote   string `json:"quote"`
}

// Asked is the question as the bot gets it.
func (q Question) Asked() briefing.Question {
	return briefing.Question{ID: q.ID, Text: q.Text, AsOf: time.Time(q.AsOf), History: q.History}
}

// LoadQuestions reads questions, one JSON object a line. An error begins with its line: the
// caller knows the file.
func LoadQuestions(r io.Reader) ([]Question, error) {
	known := unseen()
	return readLines(r, func(q Question) error {
		if err := known(q.ID); err != nil {
			return err
		}
		return q.validate()
	})
}

// validate reports a key that no answer could satisfy, or that any would.
func (q Question) validate() error {
	switch {
	case strings.TrimSpace(q.Text) == "":
		return errors.New("no question")
	case !q.Answerable && (len(q.Must) > 0 || len(q.Disagreement) > 0):
		return errors.New(`"must" or "disagreement" in a question that is not "answerable"`)
	case q.Answerable && (len(q.Must) == 0 || len(q.Evidence) == 0):
		return errors.New(`an "answerable" question without "must" or "evidence"`)
	case q.Answerable && q.MaxWords <= 0:
		return errors.New(`an "answerable" question without "max_words"`)
	}
	return nil
}

// Pattern is a regular expression that ignores case.
type Pattern struct{ re *regexp.Regexp }

// UnmarshalText compiles the pattern.
func (p *Pattern) UnmarshalText(text []byte) error {
	re, err := regexp.Compile("(?i)" + string(text))
	if err != nil {
		return fmt.Errorf("pattern %q: %w", text, err)
	}
	p.re = re
	return nil
}

// String is the pattern as it was written.
func (p Pattern) String() string { return strings.TrimPrefix(p.re.String(), "(?i)") }

// Group is a list of patterns, any of which will do.
type Group []Pattern

// in returns the patterns that are found in a text.
func (g Group) in(text string) Group {
	var found Group
	for _, p := range g {
		if p.re.MatchString(text) {
			found = append(found, p)
		}
	}
	return found
}

// String joins the patterns with bars.
func (g Group) String() string {
	parts := make([]string, len(g))
	for i, p := range g {
		parts[i] = p.String()
	}
	return strings.Join(parts, "|")
}

// notIn returns the groups of which nothing is found in a text.
func notIn(groups []Group, text string) []Group {
	var missing []Group
	for _, g := range groups {
		if len(g.in(text)) == 0 {
			missing = append(missing, g)
		}
	}
	return missing
}
