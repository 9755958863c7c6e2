package compose

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// terms returns the words of a question that say what is sought, each once.
func terms(text, frame string) []briefing.Term {
	carried := map[string]bool{}
	for _, w := range strings.Fields(frame) {
		carried[english.Key(w)] = true
	}
	var out []briefing.Term
	seen := map[string]bool{}
	tokens := english.Tokens(text)
	for i, t := range tokens {
		key := t.Key
		if key == "us-pronoun" && i > 0 && (tokens[i-1].Lower == "the" || tokens[i-1].Lower == "which") {
			key = "us" // "the us delegation"
		}
		if carries(tokens, i) {
			continue
		}
		name := t.Capital() && i > 0
		if english.Stop(key) || key == "us-pronoun" || seen[key] {
			continue
		}
		seen[key] = true
		term := briefing.Term{Text: t.Text, Key: key, Name: name, Weight: 1}
		if (carried[key] || english.Light(key)) && !name {
			term.Weight, term.Frame = framing, true
		}
		if english.IsMonthOrDay(key) {
			term.Name = false
		}
		if english.IsMonthOrDay(key) || !name && describes(text, tokens, i) {
			term.Weight = min(term.Weight, headWeight)
		}
		out = append(out, term)
	}
	return out
}

// carries reports whether token i is part of a phrase that says nothing by itself: "are they
// going to sign", "according to the Post", "as reported by the Post".
func carries(tokens []english.Token, i int) bool {
	is := func(at int, word string) bool { return at >= 0 && at < len(tokens) && tokens[at].Lower == word }
	switch tokens[i].Lower {
	case "going", "according":
		return is(i+1, "to")
	case "reported":
		return is(i-1, "as") && is(i+1, "by")
	}
	return false
}

// describes reports whether token i only describes: it is an office before a name, a part of a
// hyphenated word, or a small number in words.
func describes(text string, tokens []english.Token, i int) bool {
	t := tokens[i]
	next := i+1 < len(tokens)
	return english.IsRole(t.Key) && next && tokens[i+1].Capital() && text[t.End:tokens[i+1].Start] == " " ||
		t.Start > 0 && text[t.Start-1] == '-' || t.End < len(text) && text[t.End] == '-' ||
		t.Key[0] <= '9' && t.Lower[0] > '9'
}

// framing is what a word counts that only carries the question: "start" in "what time does
// it start".
const framing = 0.05

// headNouns find the noun of "which … noun": the type of the answer, which a text need not
// say.
var headNouns = []*regexp.Regexp{
	regexp.MustCompile(whichNoun + ` (?:'|` + auxiliary + `)\b`),
	regexp.MustCompile(whichNoun + ` (?:of|that|who|for|in|on|at|from|besides)\b`),
	regexp.MustCompile(whichNoun + ` [a-z]+(?:ed|s)\b`),
}

const whichNoun = `^(?:(?:in|at|on|to|from|for|by|with|of|under|about) )?(?:which|what) (?:of the )?((?:[a-z'-]+ ){0,2}?[a-z'-]+?)`

// inside finds what follows the noun: "territories in Ukraine".
var inside = regexp.MustCompile(` (?:in|of|on|from|at) `)

// headOf returns the words of "which … noun", or nil. "What happens to X" asks for no noun.
func headOf(lower string) []english.Token {
	for _, r := range headNouns {
		if m := r.FindStringSubmatch(lower); m != nil {
			if words := english.Tokens(inside.Split(m[1], 2)[0]); !slices.ContainsFunc(words, loose) {
				return words
			}
		}
	}
	return nil
}

// loose reports whether a word is none of a noun's: "us" in lower case is the country there.
func loose(t english.Token) bool { return english.Stop(t.Key) && t.Lower != "us" }

// demoteHead lowers the weight of the words that only name the type of the answer.
func demoteHead(q *briefing.Query, lower string) {
	words := headOf(lower)
	if len(words) == 0 || plainWhat.MatchString(lower) {
		return
	}
	head := words[len(words)-1]
	if q.Focus == "" {
		q.Focus = head.Text
	}
	if english.Country(head.Key) != "" && (q.Kind == briefing.KindList || q.Kind == briefing.KindFact) {
		q.Kind = briefing.KindRoster // "which Americans"
	}
	for i := range q.Terms {
		t := &q.Terms[i]
		switch {
		case t.Name || !slices.ContainsFunc(words, func(w english.Token) bool { return w.Key == t.Key }):
		case q.Kind == briefing.KindWhere && t.Key == head.Key:
			t.Weight = framing
		case q.Kind == briefing.KindWhere || t.Key == head.Key:
			t.Weight = min(t.Weight, headWeight)
		}
	}
}

// headWeight is what the noun of "which … noun" counts. Of a place, a text gives the name: there
// the words before the noun count so, and the noun itself next to nothing.
const headWeight = 0.4
