package compose

import (
	"slices"
	"strings"

	"briefbot/internal/briefing/english"
	"briefbot/prompts"
)

// maxTakenOver is how many telling words a question may take over from the conversation before
// it: those of a question that was cut short.
const maxTakenOver = 8

// restates reports whether a text is a question again, as it is asked without the conversation
// before it: one sentence that has all its telling words, takes over a few from what people asked,
// and from what was answered only names and numbers. It denies no more and no less.
func restates(text string, f prompts.FollowUp) bool {
	if !plainQuestion(text) {
		return false
	}
	asked, answered := []string{f.Question}, []string{}
	for _, t := range f.Turns {
		if t.Bot {
			answered = append(answered, t.Text)
		} else {
			asked = append(asked, t.Text)
		}
	}
	said := telling(text)
	for _, t := range terms(f.Question, "") {
		if !t.Frame && !said[t.Key] && !leaning.MatchString(t.Text) {
			return false
		}
	}
	own, byPeople, inAnswers := telling(f.Question), telling(strings.Join(asked, "\n")), namesIn(strings.Join(answered, "\n"))
	taken := 0
	for key := range said {
		switch {
		case own[key]:
		case byPeople[key] || inAnswers[key]:
			taken++
		default:
			return false
		}
	}
	return taken <= maxTakenOver && denies.MatchString(text) == denies.MatchString(f.Question)
}

// takesApart reports whether texts are a question in parts: each made of its words, or of those
// that ask for what it compares, and all its names and numbers in one of them at least.
func takesApart(texts []string, question string) bool {
	if len(texts) < 2 || len(texts) > prompts.MaxParts {
		return false
	}
	known := telling(question)
	for _, t := range english.Tokens(question) {
		for _, k := range english.Tokens(comparatives[t.Lower]) {
			known[k.Key] = true
		}
	}
	all := map[string]bool{}
	for _, text := range texts {
		said := telling(text)
		if !plainQuestion(text) || len(said) == 0 || denies.MatchString(text) && !denies.MatchString(question) {
			return false
		}
		for key := range said {
			if !known[key] {
				return false
			}
			all[key] = true
		}
	}
	for key := range namesIn(question) {
		if !all[key] {
			return false
		}
	}
	return !denies.MatchString(question) || slices.ContainsFunc(texts, denies.MatchString)
}

// plainQuestion reports whether a text is one plain sentence, no longer than a question is.
func plainQuestion(text string) bool {
	n := countWords(text)
	return n > 0 && n <= prompts.MaxQuestionWords && !foreign.MatchString(text) && !sentenceEnd.MatchString(strings.TrimSpace(text))
}

// telling returns the keys of the telling words of a text.
func telling(text string) map[string]bool {
	out := map[string]bool{}
	for _, t := range english.Tokens(text) {
		if !english.Stop(t.Key) {
			out[t.Key] = true
		}
	}
	return out
}

// namesIn returns the keys of the names and numbers of a text: capitalised inside a sentence.
func namesIn(text string) map[string]bool {
	out := map[string]bool{}
	tokens := english.Tokens(text)
	for i, t := range tokens {
		inside := i > 0 && !strings.ContainsAny(text[tokens[i-1].End:t.Start], ".!?:\n")
		if !english.Stop(t.Key) && (t.Number() || t.Capital() && inside) {
			out[t.Key] = true
		}
	}
	return out
}
