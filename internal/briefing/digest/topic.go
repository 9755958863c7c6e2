package digest

import (
	"context"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// topic is the telling words of a topic. It remembers which of them each word met stands for,
// so that a word is compared once.
type topic struct {
	words []english.Token
	worth map[string]uint64 // by word as written: bit i is set when it stands for words[i]
}

// maxTopicWords is how many words of a topic are looked for.
const maxTopicWords = 16

func newTopic(text string) *topic {
	t := &topic{worth: map[string]uint64{}}
	for _, word := range english.Tokens(text) {
		if word.Key == "us-pronoun" {
			word.Key = "us" // nobody is a topic of his own
		}
		if !english.Stop(word.Key) && len(t.words) < maxTopicWords {
			t.words = append(t.words, word)
		}
	}
	return t
}

// onTopic returns the articles that are on a topic: all of its telling words, or words that
// mean the same, stand in the title and one passage. A topic of no such word is everything.
func onTopic(ctx context.Context, docs []*briefing.Document, text string) ([]*briefing.Document, error) {
	t := newTopic(text)
	out := make([]*briefing.Document, 0, len(docs))
	for _, d := range docs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if t.holds(d) {
			out = append(out, d)
		}
	}
	return out, nil
}

func (t *topic) holds(d *briefing.Document) bool {
	all := uint64(1)<<len(t.words) - 1
	title := t.find(d.Title)
	if title == all {
		return true
	}
	for i := range d.Passages {
		if p := &d.Passages[i]; title|t.find(p.Heading)|t.find(p.Of(d.Text)) == all {
			return true
		}
	}
	return false
}

// find returns which words of the topic stand in a text.
func (t *topic) find(text string) uint64 {
	found := uint64(0)
	english.Scan(text, func(s briefing.Span) {
		word := s.Of(text)
		bits, known := t.worth[word]
		if !known {
			bits = t.compare(word)
			t.worth[word] = bits
		}
		found |= bits
	})
	return found
}

// minWorth is what a variant has to be worth to stand for a word of a topic.
const minWorth = 0.9

// compare returns which words of the topic a word stands for.
func (t *topic) compare(text string) uint64 {
	key := english.Key(text)
	bits := uint64(0)
	for i, w := range t.words {
		if key == w.Key || variant(english.CountryWords(w.Key), key) || variant(english.Synonyms(w.Key), key) || spelled(text, w.Text) {
			bits |= 1 << i
		}
	}
	return bits
}

func variant(variants []english.Variant, key string) bool {
	for _, v := range variants {
		if v.Key == key && v.Worth >= minWorth {
			return true
		}
	}
	return false
}

// spelled reports whether two words are names that differ in their spelling only: Kyiv, Kiev.
func spelled(a, b string) bool {
	const minLetters = 4 // see english.Spelling
	name := func(s string) bool { return len(s) >= minLetters && s[0] >= 'A' && s[0] <= 'Z' }
	return name(a) && name(b) && english.Spelling(a) == english.Spelling(b)
}
