package evals

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Sheet is the report on one set in the form that is kept, to be compared with a later one.
type Sheet struct {
	Set       string  `json:"set"`
	Figures   Figures `json:"figures"`
	Questions []Marks `json:"questions"` // one for each question, in their order
}

// Marks say on which side of each measure a question is, "" where the set does not measure it.
type Marks struct {
	ID      string  `json:"id"`
	Text    string  `json:"question"`
	Answer  Verdict `json:"answer,omitempty"`
	Article Place   `json:"article,omitempty"` // of the first that should be found
	Passage Place   `json:"passage,omitempty"` // of the first that holds a fact
	Facts   Share   `json:"facts,omitempty"`   // of those that should be found
}

// ShippedSheet is the sheet over the sets inside the program, their names before the ids.
func ShippedSheet(results []Result) Sheet {
	s := Sheet{Set: "shipped"}
	for _, r := range results {
		s.Figures = s.Figures.plus(r.Report.Figures)
		for _, m := range QuestionSheet(r.Set, r.Report).Questions {
			m.ID = r.Set + "/" + m.ID
			s.Questions = append(s.Questions, m)
		}
	}
	return s
}

// QuestionSheet is the sheet of a set of questions with keys.
func QuestionSheet(set string, r Report) Sheet {
	s := Sheet{Set: set, Figures: r.Figures}
	for _, o := range r.Outcomes {
		s.Questions = append(s.Questions, Marks{ID: o.ID, Text: o.Text, Answer: o.Verdict})
	}
	return s
}

// QuerySheet is the sheet of a set of queries that were searched for and asked, in the same
// order.
func QuerySheet(set string, searched SearchReport, asked Report) Sheet {
	s := QuestionSheet(set, asked)
	s.Figures = append(append(Figures{}, searched.Figures...), asked.Figures...)
	for i, p := range searched.Places {
		m := &s.Questions[i]
		m.Article, m.Passage, m.Facts = p.Article, p.Passage, p.Facts
	}
	return s
}

// MarshalJSON writes the counts beside the figures.
func (s Sheet) MarshalJSON() ([]byte, error) {
	type plain Sheet
	return json.Marshal(struct {
		plain
		Counts map[string]string `json:"counts"`
	}{plain(s), s.Figures.counts()})
}

// LoadSheets reads the sheets that were written as the list "sheets" of a JSON object. Of
// their figures there are the values alone.
func LoadSheets(r io.Reader) ([]Sheet, error) {
	var kept struct {
		Sheets []Sheet `json:"sheets"`
	}
	if err := json.NewDecoder(r).Decode(&kept); err != nil {
		return nil, fmt.Errorf("not what --out keeps: %w", err)
	}
	if len(kept.Sheets) == 0 {
		return nil, errors.New("no sheets in it; it is not what --out keeps")
	}
	return kept.Sheets, nil
}
