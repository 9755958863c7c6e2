package compose

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"

	"briefbot/internal/briefing"
)

//go:embed questions.txt
var questionsText string

// rule tells a kind of question by its wording. See questions.txt.
type rule struct {
	kind    briefing.Kind
	unit    string
	frame   string // words that only carry the question
	noun    bool   // the pattern looks for the noun of "which noun"
	pattern *regexp.Regexp
}

var rules = sync.OnceValue(func() []rule { return parseRules(questionsText) })

// parseRules reads the table. A pattern that does not compile is a mistake in the program.
func parseRules(text string) []rule {
	var out []rule
	var patterns []string
	lists := map[string][]string{}
	list := ""
	compile := func() {
		if len(out) > 0 && len(patterns) > 0 {
			out[len(out)-1].pattern = regexp.MustCompile(strings.Join(patterns, "|"))
			patterns = nil
		}
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		indented := strings.HasPrefix(line, " ")
		head, rest, _ := strings.Cut(line, ":")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '=':
			list = strings.TrimSpace(head[1:])
			lists[list] = strings.Fields(rest)
		case indented && len(out) == 0:
			lists[list] = append(lists[list], strings.Fields(line)...)
		case indented:
			patterns = append(patterns, expand(strings.TrimSpace(line), lists))
		default:
			compile()
			kind, noun := strings.CutSuffix(head, " noun")
			kind, unit, _ := strings.Cut(kind, "/")
			out = append(out, rule{kind: briefing.Kind(kind), unit: unit, noun: noun, frame: rest})
		}
	}
	compile()
	return out
}

// expand puts the lists of words into a pattern.
func expand(pattern string, lists map[string][]string) string {
	for name, words := range lists {
		pattern = strings.ReplaceAll(pattern, "{"+name+"}", "(?:"+strings.ReplaceAll(strings.Join(words, "|"), "_", " ")+")")
	}
	return pattern
}

// matchRule returns the first rule that fits a question in lower case, with its focus: the
// thing counted or asked for.
func matchRule(lower string) (r rule, focus string, ok bool) {
	for _, r := range rules() {
		if r.noun && plainWhat.MatchString(lower) {
			continue
		}
		if m := r.pattern.FindStringSubmatch(lower); m != nil {
			return r, strings.TrimSpace(strings.Join(m[1:], "")), true
		}
	}
	return rule{}, "", false
}

// auxiliary is the verb that a question starts with or has behind its question word.
const auxiliary = `(?:is|are|was|were|am|do|does|did|will|would|can|could|has|have|had|should|may|might|must)`

// plainWhat finds "what is", "what did": the question has no noun after "what".
var plainWhat = regexp.MustCompile(`^what ` + auxiliary + `\b`)
