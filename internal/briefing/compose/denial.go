package compose

import (
	_ "embed"
	"strings"
	"sync"

	"briefbot/internal/briefing/english"
)

//go:embed denials.txt
var denialsText string

// denials are the words of denials.txt by their use; verbs by their keys.
var denials = sync.OnceValue(func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for line := range strings.Lines(denialsText) {
		use, words, ok := strings.Cut(line, ":")
		if !ok || line[0] == '#' {
			continue
		}
		out[use] = map[string]bool{}
		for _, w := range strings.Fields(words) {
			if use == "verb" || use == "to" {
				w = english.Key(w)
			}
			out[use][w] = true
		}
	}
	return out
})

// maxDenied is how many words a denial holds over at most.
const maxDenied = 12

// denied reports for each word of a line whether the line says of it that it is not so. What
// the question itself says is no denial.
func (l *line) denied(p *page) []bool {
	out := make([]bool, len(l.tokens))
	for i, t := range l.tokens {
		if p.inQuestion(t.Key) {
			continue
		}
		from, to := l.deniedBy(i)
		for j := from; j < to; j++ {
			out[j] = j != i && !out[j]
		}
	}
	return out
}

// deniedBy returns the words that word i denies; none when it is no word of denial.
func (l *line) deniedBy(i int) (from, to int) {
	verb := l.deniesAsVerb(i)
	if !verb && !l.deniesAsWord(i) {
		return 0, 0
	}
	from, to = i+1, i+1
	start, end := l.clauseAround(i)
	for to < end && to-i <= maxDenied && !denials()["part"][l.tokens[to].Lower] {
		to++
	}
	if to < end && to-i <= maxDenied {
		return 0, 0 // of a part only
	}
	if verb && i > start && passiveBefore(l.tokens[max(start, i-2):i]) {
		from = start
	}
	return from, to
}

func (l *line) deniesAsWord(i int) bool {
	w := l.tokens[i].Lower
	return denials()["not"][w] || strings.HasSuffix(w, "n't") || strings.HasSuffix(w, "n’t")
}

func (l *line) deniesAsVerb(i int) bool {
	key := l.tokens[i].Key
	return denials()["verb"][key] || denials()["to"][key] && i+1 < len(l.tokens) && l.tokens[i+1].Lower == "to"
}

// passiveBefore reports whether a verb is one that the words before it suffer: "was cancelled".
func passiveBefore(before []english.Token) bool {
	for _, t := range before {
		if t.Key == english.Key("be") {
			return true
		}
	}
	return false
}

// clauseAround returns the words [start, end) of the clause that word i stands in.
func (l *line) clauseAround(i int) (start, end int) {
	at := l.Start + l.tokens[i].Start
	end = len(l.tokens)
	for _, b := range l.clauses() {
		for start < i && b <= at && l.Start+l.tokens[start].Start < b {
			start++
		}
		if b > at {
			for end > i+1 && l.Start+l.tokens[end-1].Start >= b {
				end--
			}
			break
		}
	}
	for j := i + 1; j < end; j++ {
		if strings.ContainsAny(l.text[l.tokens[j-1].End:l.tokens[j].Start], quotationMarks) {
			end = j
		}
	}
	return start, end
}

// quotationMarks part what is quoted from who said it.
const quotationMarks = "“”\"("
