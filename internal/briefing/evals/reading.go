package evals

import (
	"slices"
	"strconv"
	"strings"

	"briefbot/internal/briefing"
)

// maxLeadInWords is how many words may stand outside the claims: "Sources differ:".
const maxLeadInWords = 8

// reading is one answer read against its key.
type reading struct {
	question Question
	answer   briefing.Answer
	said     string // the answer folded, without markers

	citations []bool   // whether each is good
	claims    []claim  // of an answered question
	outside   []string // words outside the claims
	marked    bool     // the markers resolve and nothing stands outside the claims

	missing   []Group // what of Must is not said
	extra     Group   // what of MustNot is said
	hidden    []Group // what of Disagreement is not shown
	permitted bool    // an answer that OrSays allows
	evident   bool    // a good citation bears the evidence, if there is any in the key
}

// claim is a claim checked against its quotes.
type claim struct {
	said   string // folded
	backed bool
	bare   []string // numbers and names that stand in no quote
}

func read(q Question, a briefing.Answer, articles *library) reading {
	r := reading{question: q, answer: a, said: fold(withoutMarkers(a.Text))}
	cited := map[int]briefing.Citation{}
	for _, c := range a.Citations {
		cited[c.N] = c
	}
	good := map[int]bool{}
	for n, c := range cited {
		good[n] = articles.good(c)
		r.citations = append(r.citations, good[n])
	}
	if a.Status == briefing.Answered {
		for _, c := range a.Claims {
			r.claims = append(r.claims, checkClaim(q.Text, c, cited, good))
		}
		r.checkMarkers(cited)
	}
	r.missing, r.extra = notIn(q.Must, r.said), q.MustNot.in(r.said)
	r.hidden = notIn(q.Disagreement, r.said+" "+sides(a))
	r.permitted = len(q.OrSays.in(r.said)) > 0
	r.evident = len(q.Evidence) == 0 || r.bears(cited, good, articles)
	return r
}

// bears reports whether a good citation of a claim stands where the evidence does.
func (r reading) bears(cited map[int]briefing.Citation, good map[int]bool, articles *library) bool {
	if r.answer.Status != briefing.Answered {
		return false
	}
	for _, c := range r.answer.Claims {
		for _, n := range c.Citations {
			at := func(e Evidence) bool { return articles.bears(cited[n], e) }
			if good[n] && slices.ContainsFunc(r.question.Evidence, at) {
				return true
			}
		}
	}
	return false
}

// checkMarkers looks for markers that resolve to nothing and for words that are no claim's.
// A claim that is not in the answer counts as two such words.
func (r *reading) checkMarkers(cited map[int]briefing.Citation) {
	rest := r.said
	for _, c := range r.claims {
		if c.said != "" && strings.Contains(rest, c.said) {
			rest = strings.Replace(rest, c.said, " ", 1)
		} else {
			rest += " (missing claim) "
		}
	}
	r.outside = wordRE.FindAllString(rest, -1)
	markers := markerRE.FindAllStringSubmatch(r.answer.Text, -1)
	resolves := func(marker []string) bool {
		n, err := strconv.Atoi(marker[1])
		_, ok := cited[n]
		return err == nil && ok
	}
	r.marked = len(r.claims) > 0 && len(markers) > 0 && len(r.outside) <= maxLeadInWords &&
		!slices.ContainsFunc(markers, func(m []string) bool { return !resolves(m) })
}

// sides returns the words of the disagreements, folded.
func sides(a briefing.Answer) string {
	var parts []string
	for _, d := range a.Disagreements {
		parts = append(parts, d.About)
		for _, c := range d.Claims {
			parts = append(parts, c.Text)
		}
	}
	return fold(strings.Join(parts, " "))
}
