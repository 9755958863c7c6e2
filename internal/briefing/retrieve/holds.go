package retrieve

import (
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// answerType is a set of the types of answer that a sentence could hold, told by its words
// alone: cheap enough for every sentence of a corpus.
type answerType uint8

const (
	holdsName answerType = 1 << iota
	holdsNumber
	holdsTime
	holdsMoney
	holdsReason
	holdsSpeech
	holdsDenial // no answer, but what tells one from its contrary
)

// holds returns what one word of a sentence adds to its types of answer.
func holds(key, text string, s briefing.Span, name bool) answerType {
	var a answerType
	if name {
		a |= holdsName
	}
	if c := key[0]; c >= '0' && c <= '9' {
		a |= holdsNumber
		if len(key) == 4 && (c == '1' || c == '2') || strings.Contains(key, ":") {
			a |= holdsTime
		}
		if before := strings.TrimRight(text[max(0, s.Start-4):s.Start], " "); strings.HasSuffix(before, "$") || strings.HasSuffix(before, "€") || strings.HasSuffix(before, "£") {
			a |= holdsMoney
		}
	}
	if english.IsMonthOrDay(key) {
		a |= holdsTime
	}
	if contracted(key) {
		a |= holdsDenial
	}
	return a | wordTypes[key]
}

var wordTypes = func() map[string]answerType {
	m := map[string]answerType{}
	for words, a := range map[string]answerType{
		"today tomorrow yesterday year month week decade century hour minute gmt utc noon midnight":       holdsTime,
		"million billion trillion hundred thousand dozen percent percentage":                              holdsNumber,
		"dollar euro pound yen yuan rouble ruble rupee franc":                                             holdsMoney | holdsNumber,
		"because since due owing reason therefore cause result amid despite fear so":                      holdsReason,
		"say tell warn call describe state add claim urge insist argue announce declare":                  holdsSpeech,
		"not no never none neither nor nobody nothing without cannot fail deny refuse reject lack unable": holdsDenial,
	} {
		for _, w := range strings.Fields(words) {
			m[english.Key(w)] |= a
		}
	}
	return m
}()

// wants is the type of answer that a kind of question is after.
func wants(q briefing.Query) answerType {
	switch q.Kind {
	case briefing.KindWho, briefing.KindRoster, briefing.KindWhere:
		return holdsName
	case briefing.KindWhen:
		return holdsTime
	case briefing.KindNumber:
		switch q.Unit {
		case "money":
			return holdsMoney
		case "duration":
			return holdsTime
		}
		return holdsNumber
	case briefing.KindWhy:
		return holdsReason
	case briefing.KindQuote:
		return holdsSpeech
	}
	return 0
}

// contracted reports whether a key ends in "n't".
func contracted(key string) bool { return strings.HasSuffix(key, "n't") }

var denials = wordSet("not", "never", "cannot", "without", "neither", "nor", "none")

// denies reports whether a question asks for what is not so.
func denies(question string) bool {
	return slices.ContainsFunc(english.Tokens(question), func(t english.Token) bool { return denials[t.Lower] || contracted(t.Key) })
}
