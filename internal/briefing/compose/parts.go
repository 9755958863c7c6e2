package compose

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/english"
	"briefbot/prompts"
)

// parts cuts a question that asks several things into questions that stand by themselves, and
// returns nil for one that asks one thing, or more than prompts.MaxParts. A question is cut where another begins, not wherever
// there is an "and".
func parts(q briefing.Question) []briefing.Question {
	asked := request.FindString(q.Text) != ""
	text := bare(q.Text)
	var texts []string
	for _, way := range []func(string) []string{compared, doubled, attributes, func(text string) []string { return clauses(text, asked) }} {
		if texts = way(text); len(texts) > 1 {
			break
		}
	}
	if len(texts) < 2 || len(texts) > prompts.MaxParts {
		return nil
	}
	var out []briefing.Question
	for i, text := range texts {
		part := briefing.Question{Text: strings.TrimRight(text, " ,;:?!."), AsOf: q.AsOf, History: q.History}
		if refers.MatchString(strings.ToLower(text)) {
			part.History = append(slices.Clip(q.History), earlierPart(texts[:i])...)
		}
		if len(analyse(part).Terms) == 0 && len(part.History) == 0 {
			return nil // it asks for nothing by itself
		}
		out = append(out, part)
	}
	return out
}

// bare returns a question without the words that only ask for an answer, and its mark.
func bare(text string) string {
	return strings.TrimRight(strings.TrimSpace(apostrophes.Replace(request.ReplaceAllString(text, ""))), "?!. ")
}

// earlierPart returns the last part without a pronoun as a turn: a pronoun after it stands for
// something in it.
func earlierPart(texts []string) []briefing.Turn {
	for _, text := range slices.Backward(texts) {
		if !refers.MatchString(strings.ToLower(text)) {
			return []briefing.Turn{{Role: "user", Text: text}}
		}
	}
	return nil
}

const (
	questionWord = `(?:who|whom|whose|what|which|when|where|why|how)`
	preposition  = `(?:in|on|at|by|to|for|from|with|since|until|under|of|about|through|against)`
	subject      = `(?:(?:the|an?|any|his|her|its|their|this|that|these|those|he|she|it|they|there|we|you)\b|'|\p{Lu})`
)

var (
	// refers finds a word that stands for something named before.
	refers = regexp.MustCompile(`\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|those|one|ones|that|there)\b`)
	// joint is where two questions may meet.
	joint = regexp.MustCompile(`(?i)\s*\?+\s*(?:(?:and|also|but|or)\b,?\s*)?|[,;]?\s+(?:and|but)\s+(?:(?:also|then)\s+)?|[,;]\s+`)
	// opening is how a question starts.
	questionStart = regexp.MustCompile(`(?i)^(?:(?:and|so|but)\s+)?(?:` + preposition + `\s+)?(?:` + questionWord + `|` + auxiliary + `)\b`)
	// inverted finds a question whose verb comes before its subject: "when was", "how many … did".
	inverted = regexp.MustCompile(`(?i)^(?:` + preposition + `\s+)?(?:(?:what|when|where|why|how|whom|who)\s+` + auxiliary + `|(?:what|which|whose|how)(?:\s+[\w'-]+){1,4}?\s+` + auxiliary + `)\s`)
	// subjectAsks finds a question that asks for the subject of its verb: "who leads", "which firm built".
	subjectAsks = regexp.MustCompile(`(?i)^(?:who\s+([\w'-]+)|(?:what|which|whose|how many|how much)\s+[\w'-]+\s+([\w'-]+)|what\s+([\w'-]+))\s`)
	// decision finds a question after yes or no inside a sentence: "Will" may be a name.
	decision = regexp.MustCompile(`^(?:` + auxiliary + `)\s+` + subject)
	// ofPronoun finds one that no other question can go on with: "and is he".
	ofPronoun = regexp.MustCompile(`^` + auxiliary + `\s+(?:he|she|it|they)\b`)
	// lone is a question word in the place of a question: "and when?", "and by whom?"
	lone          = regexp.MustCompile(`(?i)^(?:when|where|why|how|how long|how much|how many|` + preposition + `\s+(?:whom|what|which|how much))$`)
	relativeStart = regexp.MustCompile(`(?i)^(?:who|whom|whose|which)\b`)
	possessor     = regexp.MustCompile(`(?i)^(?:` + preposition + `\s+)?whose\b`)
	anyAsks       = regexp.MustCompile(`(?i)\b` + questionWord + `\b`)
)

// clauses cuts a text where another question begins. asked says that words such as "tell me"
// stood before it, after which a question has the order of words of a statement.
func clauses(text string, asked bool) []string {
	if !questionStart.MatchString(text) {
		return nil
	}
	var out []string
	start := 0
	for _, m := range joint.FindAllStringIndex(text, -1) {
		left, between, right := text[start:m[0]], text[m[0]:m[1]], text[m[1]:]
		if strings.TrimSpace(left) == "" || !begins(left, between, right, asked) {
			continue
		}
		out = append(out, left)
		start = m[1]
	}
	out = append(out, text[start:])
	for i := 1; i < len(out); i++ {
		if lone.MatchString(strings.TrimSpace(out[i])) {
			out[i] = out[i] + " " + predicateOf(out[0])
		}
	}
	return out
}

// begins reports whether a question begins right of a joint, and not only a clause of the one
// that is left of it.
func begins(left, between, right string, asked bool) bool {
	next := joint.Split(right, 2)[0]
	joined := strings.ContainsAny(between, "?;") || strings.Contains(strings.ToLower(between), "and") || strings.Contains(strings.ToLower(between), "but")
	switch {
	case strings.Count(left, `"`)%2 == 1 || possessor.MatchString(right):
		return false // inside a quotation, or a clause about somebody before it
	case lone.MatchString(strings.TrimSpace(next)):
		return joined
	case !joined:
		return inverted.MatchString(right+" ") && !relativeStart.MatchString(right)
	case inverted.MatchString(right + " "):
		return !relativeStart.MatchString(right) || plainly(left, between)
	case strings.Contains(between, "?") && decision.MatchString(strings.ToLower(right)):
		return true
	case decision.MatchString(right):
		return plainly(left, between) && (decision.MatchString(strings.ToLower(left)) || ofPronoun.MatchString(right))
	case asked && questionStart.MatchString(right):
		return true
	}
	m := subjectAsks.FindStringSubmatch(right + " ")
	return m != nil && english.Verb(strings.Join(m[1:], "")) && plainly(left, between)
}

// plainly reports whether nothing left of a joint may have a relative clause right of it: "the
// man who left and who came back".
func plainly(left, between string) bool {
	return strings.Contains(between, "?") || len(anyAsks.FindAllString(left, 2)) < 2 && !strings.Contains(left, " that ")
}

// predicateOf returns what a question says without its question word: "founded the bank".
func predicateOf(question string) string {
	words := strings.Fields(question)
	for i, w := range words[:max(0, len(words)-1)] {
		if i > 0 && (english.Verb(w) || auxiliaryWord.MatchString(w)) {
			return strings.Join(words[i:], " ")
		}
	}
	return strings.Join(words[min(1, len(words)):], " ")
}

var auxiliaryWord = regexp.MustCompile(`(?i)^` + auxiliary + `$`)

// twice finds a question with two question words: "when and where did".
var twice = regexp.MustCompile(`(?i)^(when|where|why|how(?: (?:long|often|far|old|big|high|tall))?|who|at what time|what time)(?:,? and |, )((?:when|where|why|how(?: (?:long|often|far|old|big|high|tall))?|by whom|with whom|who|what))\s+(` + auxiliary + `\s.+)$`)

// doubled cuts a question with two question words.
func doubled(text string) []string {
	m := twice.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	return []string{m[1] + " " + m[3], m[2] + " " + m[3]}
}

var (
	attributesOf = regexp.MustCompile(`(?i)^((?:what|who)(?:'s|\s+(?:is|are|was|were)))\s+(?:the\s+)?((?:[\w-]+\s){0,2}[\w-]+?)(?:,\s+(?:the\s+)?((?:[\w-]+\s){0,2}[\w-]+?))?,?\s+and\s+(?:the\s+)?((?:[\w-]+\s){0,2}[\w-]+?)\s+((?:of|in|at|for)\s.+)$`)
	attributesBy = regexp.MustCompile(`(?i)^((?:what|who)\s+(?:is|are|was|were))\s+(.+?'s?)\s+((?:[\w-]+\s){0,2}[\w-]+?)(?:,\s+((?:[\w-]+\s){0,2}[\w-]+?))?,?\s+and\s+((?:[\w-]+\s){0,2}[\w-]+?)$`)
)

// attributes cuts a question after several things that one thing has one of each: "the
// population and the area of Z".
func attributes(text string) []string {
	before, after := "", ""
	m := attributesOf.FindStringSubmatch(text)
	if m != nil {
		before, after = "the ", " "+m[5]
		m = m[:5]
	} else if m = attributesBy.FindStringSubmatch(text); m != nil {
		before = m[2] + " "
		m = slices.Delete(m, 2, 3)
	} else {
		return nil
	}
	var out []string
	for _, noun := range m[2:] {
		if noun == "" {
			continue
		}
		if !attribute(noun) {
			return nil
		}
		out = append(out, singular(m[1])+" "+before+noun+after)
	}
	return out
}

// singular has a question ask for one thing.
func singular(asks string) string {
	return strings.NewReplacer(" are", " is", " were", " was").Replace(asks)
}

// attribute reports whether words name something that a thing has one of.
func attribute(words string) bool {
	tokens := english.Tokens(words)
	if len(tokens) == 0 {
		return false
	}
	last := tokens[len(tokens)-1]
	return attributeKeys[last.Key] || english.IsRole(last.Key)
}

var attributeKeys = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("population area size height length width depth weight age price cost value budget salary revenue profit turnover capacity speed distance duration date time place venue location capital currency name nationality birthplace address number goal purpose cause reason result outcome agenda title majority turnout toll") {
		m[english.Key(w)] = true
	}
	return m
}()
