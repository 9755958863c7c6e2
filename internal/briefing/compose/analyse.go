package compose

import (
	"context"
	"regexp"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
)

// Composer drafts extractive answers.
type Composer struct{}

// New returns a Composer.
func New() *Composer { return &Composer{} }

var (
	entityPattern = regexp.MustCompile(`^(?:so |and )?(?:who|what)(?:'s| is| was| are| were|s) (?:exactly )?(?:an? |the )?(.+)$`)
	relation      = regexp.MustCompile(`\b(?:of|for|in|on|at|to|from|by|with|about|after|before|during|between|against|that|which|who|behind|according|besides|under|over|than|being|called|going|responsible)\b|\b\w+(?:'s|s')\s`)
	apostrophes   = strings.NewReplacer("’", "'", "‘", "'")
)

// Analyse tells what kind of answer a question wants and which of its words must be found.
func (c *Composer) Analyse(q briefing.Question) briefing.Query {
	query := analyseAfter(q)
	for _, part := range parts(query.Question) {
		query.Parts = append(query.Parts, analyseAfter(part))
	}
	if len(query.Parts) == 2 {
		query.Comparison = comparisonOf(bare(query.Question.Text))
	}
	return query
}

// analyseAfter analyses a question after its conversation.
func analyseAfter(q briefing.Question) briefing.Query {
	if len(q.History) > 0 {
		return follow(q)
	}
	return analyse(q)
}

// Understand implements briefing.Composer with Analyse.
func (c *Composer) Understand(_ context.Context, q briefing.Question) (briefing.Query, error) {
	return c.Analyse(q), nil
}

func analyse(q briefing.Question) briefing.Query {
	text := request.ReplaceAllString(q.Text, "")
	text = strings.TrimLeft(besides.ReplaceAllString(text, ""), " ,") // what is known already is not sought
	lower := strings.TrimRight(strings.TrimSpace(apostrophes.Replace(strings.ToLower(text))), "?!. ")
	query := briefing.Query{Question: q, Kind: briefing.KindFact}
	frame := ""
	rule, focus, ok := matchRule(lower)
	switch {
	case named(lower) && rule.kind != briefing.KindNumber && rule.kind != briefing.KindWhen:
		query.Kind = briefing.KindEntity
	case ok:
		query.Kind, query.Unit, query.Focus, frame = rule.kind, rule.unit, subjectOf(focus), rule.frame
	}
	query.Terms = terms(text, frame)
	demoteHead(&query, lower)
	return query
}

// subjectOf cuts what is asked for before a verb that comes after a plural: "unions signed the
// deal".
func subjectOf(focus string) string {
	tokens := english.Tokens(focus)
	for i := 1; i < len(tokens); i++ {
		if t := tokens[i]; english.Plural(tokens[i-1]) && english.Verb(t.Text) && !english.Plural(t) {
			return strings.TrimSpace(focus[:t.Start])
		}
	}
	return focus
}

// request finds the words that only ask for an answer: "please tell me".
var request = regexp.MustCompile(`(?i)^\s*(?:(?:please|can you|could you)\s+)*(?:tell|show|give) (?:me|us)\s+(?:about\s+)?`)

// besides finds what a question sets aside: "besides a ceasefire".
var besides = regexp.MustCompile(`(?i)\b(?:besides|apart from|other than|in addition to|aside from|except(?: for)?)\s+(?:(?:an?|the|its|his|her|their|two|three|four|five|six|\d+)\s+)*[\w'’-]+`)

// named reports whether a question only asks who or what a named thing is: "who is X",
// "what is new start", and not "who is the president of X".
func named(lower string) bool {
	m := entityPattern.FindStringSubmatch(lower)
	if m == nil || relation.MatchString(m[1]+" ") {
		return false
	}
	content, roles := 0, 0
	for _, t := range english.Tokens(m[1]) {
		if !english.Stop(t.Key) {
			content++
		}
		if english.IsRole(t.Key) {
			roles++
		}
	}
	return content > 0 && content <= 4 && roles == 0
}
