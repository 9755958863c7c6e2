// Package followup reads a question as it would be asked without the conversation before it:
// "and the American one?" after "Who is in the Russian delegation?" is "Who is in the American
// delegation?".
//
// It works by the wording alone: it knows no corpus and asks no model, and the same
// conversation always gives the same reading. What it completes is made of words of the
// question and of the last few exchanges. A question that stands by itself is left as it is;
// one that leans on the conversation in a way it cannot tell is said to lean, and left too.
// Where two readings are equally good it names both and takes neither.
package followup

import (
	"cmp"
	"regexp"
	"strings"

	"briefbot/internal/briefing"
)

// Reading is how a question is understood.
type Reading struct {
	Text  string // the question by itself: completed, or as asked
	Leans bool   // it leans on the conversation, and nothing could be put for what it leans on
	Last  string // the question before it, by itself; "" when there is none
	// Options are what a pronoun may stand for, where several are equally good and none was put.
	Options []string
}

// exchange is a question by itself and what the bot said to it.
type exchange struct{ question, answer string }

// maxExchanges is how far back a question leans.
const maxExchanges = 3

// Read returns the reading of a question after a conversation.
func Read(text string, history []briefing.Turn) Reading {
	var past []exchange
	for _, t := range history {
		switch {
		case t.Role == "user" && strings.TrimSpace(t.Text) != "":
			past = append(past, exchange{question: read(t.Text, past).Text})
		case t.Role != "user" && len(past) > 0:
			past[len(past)-1].answer = plain(t.Text)
		}
	}
	return read(text, past)
}

// sentences finds a text of several: what leans on what in it cannot be told.
var sentences = regexp.MustCompile(`[a-z)][.?!]+\s+\S`)

var markers = regexp.MustCompile(`\s*\[\d+\]`)

// plain returns what the bot said without markers and lead-in, its lines set apart.
func plain(answer string) string {
	answer = strings.TrimPrefix(markers.ReplaceAllString(answer, ""), "Sources differ:")
	return strings.ReplaceAll(strings.TrimSpace(answer), "\n", ";\n")
}

// read returns the reading of a question after the exchanges before it.
func read(text string, past []exchange) Reading {
	r := Reading{Text: text}
	if len(past) == 0 {
		return r
	}
	past = past[max(0, len(past)-maxExchanges):]
	last := past[len(past)-1]
	r.Last = last.question
	f := cut(text)
	put := resolve(f.text, past)
	if sentences.MatchString(text) {
		r.Leans = f.led || put.open || put.text != ""
		return r
	}
	var done string
	switch {
	case f.correction != "":
		done = correct(f, last)
	case f.bare != "":
		done = ask(f.bare, last)
	case f.whole:
		done, r.Options = put.text, put.options
	default:
		f.text = cmp.Or(put.text, f.text)
		done = fill(f, last)
	}
	if done = tidy(done); done != "" {
		r.Text = done
		return r
	}
	r.Leans = put.open || !f.whole && (f.led || f.correction != "" || f.bare != "")
	return r
}

// tidy writes a question with a first capital and a mark at its end.
func tidy(question string) string {
	question = strings.TrimRight(strings.Join(strings.Fields(question), " "), "?!., ")
	if question == "" {
		return ""
	}
	first := []rune(question)
	return strings.ToUpper(string(first[:1])) + string(first[1:]) + "?"
}
