package briefing

import "unicode/utf8"

// Span is a half-open range [Start, End) of byte offsets in a revision's text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Of returns the text that the span covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Empty reports whether the span covers nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether o lies within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Within reports whether the span can be cut from text without splitting a character.
func (s Span) Within(text string) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text) &&
		(s.Start == len(text) || utf8.RuneStart(text[s.Start])) &&
		(s.End == len(text) || utf8.RuneStart(text[s.End]))
}
