package ingest

import (
	"encoding/json"
	"reflect"
	"strings"

	"briefbot/internal/briefing"
)

// meta is what an article says of itself, in front matter and in JSONL.
type meta struct {
	Title     field `json:"title"`
	Source    field `json:"source"`
	URL       field `json:"url"`
	Author    field `json:"author"`
	Language  field `json:"language"`
	Date      field `json:"date"`
	Published field `json:"published"`
}

// fields returns the fields by the names that they have in front matter.
func (m *meta) fields() map[string]*field {
	return map[string]*field{
		"title": &m.Title, "source": &m.Source, "url": &m.URL, "author": &m.Author, "language": &m.Language,
		"date": &m.Date, "published": &m.Published,
	}
}

func (m *meta) article() briefing.Article {
	return briefing.Article{
		Title: m.Title.oneLine(), Source: m.Source.oneLine(), URL: m.URL.oneLine(), Author: m.Author.oneLine(),
		Language: m.Language.oneLine(),
	}
}

// date returns the field that says when the article was published.
func (m *meta) date() field {
	if m.Date.oneLine() != "" {
		return m.Date
	}
	return m.Published
}

// field is one value: a text, a number as it is written, several texts joined, or "".
type field struct {
	text string
	line int // in the file, for front matter
}

func (f field) oneLine() string { return strings.Join(strings.Fields(f.text), " ") }

// UnmarshalJSON takes null, a text, a number or a list of texts.
func (f *field) UnmarshalJSON(data []byte) error {
	kind := "object"
	switch c := data[0]; {
	case c == 'n':
		return nil
	case c == '"':
		return json.Unmarshal(data, &f.text)
	case c == '-' || '0' <= c && c <= '9':
		f.text = string(data)
		return nil
	case c == 't' || c == 'f':
		kind = "bool"
	case c == '[':
		kind = "array"
		var items []string
		if json.Unmarshal(data, &items) == nil {
			f.text = strings.Join(items, ", ")
			return nil
		}
	}
	return &json.UnmarshalTypeError{Value: kind, Type: reflect.TypeFor[string]()} // the decoder adds the field's name
}
