package cite

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/internal/briefing/english"
)

// statement is a text, read for what it states.
type statement struct {
	text    string
	words   []word
	anchors []anchor
	turns   []turn
	sources []source
}

// word is a token with its place in the statement.
type word struct {
	english.Token
	sentence, clause int
	anchor           int  // the anchor that it is a part of, or -1
	content          bool // it tells something, and is no part of an anchor
	negated          bool // an odd number of negations hold over it
	level            int  // how certain the statement is of it: 1 it may be, 2 likely or wanted, 3 to come, 4 is so
	said             bool // somebody says it
}

// read reads a text. What known holds for is an ordinary word, though a sentence starts with it.
func read(text string, known func(key string) bool) *statement {
	s := &statement{text: text}
	for _, t := range english.Tokens(text) {
		if t.Key != "" {
			s.words = append(s.words, word{Token: t, anchor: -1, level: plainFact})
		}
	}
	s.cut()
	s.findAnchors(known)
	for i := range s.words {
		w := &s.words[i]
		w.content = w.anchor < 0 && !english.Stop(w.Key) && !english.Light(w.Key) && !w.Number()
	}
	s.findTurns()
	s.findSpeech()
	return s
}

// gap returns what stands before word i.
func (s *statement) gap(i int) string { return s.text[s.words[i-1].End:s.words[i].Start] }

// follows reports whether one of the words comes after word i.
func (s *statement) follows(i int, words string) bool {
	return i >= -1 && i+1 < len(s.words) && slices.Contains(strings.Fields(words), s.words[i+1].Lower)
}

func set(list string) map[string]bool {
	m := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		m[word] = true
	}
	return m
}

func lowerStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// lowerCase returns what says whether a key stands in the statement in lower case.
func (s *statement) lowerCase() func(key string) bool {
	lower := map[string]bool{}
	for _, w := range s.words {
		if lowerStart(w.Text) {
			lower[w.Key] = true
		}
	}
	return func(key string) bool { return lower[key] }
}
