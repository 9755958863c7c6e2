package briefing

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// assemble numbers the quotes of the claims that passed the gate and writes the answer.
func assemble(d Draft) Answer {
	a := Answer{
		Status: NotFound, Mode: d.Mode, Note: d.Note,
		Claims: []Claim{}, Citations: []Citation{}, Disagreements: []Disagreement{}, Nearest: []Nearest{},
	}
	parts := d.Parts
	if len(parts) == 0 {
		parts = []Draft{d}
	}
	var text, missing []string
	for _, part := range parts {
		if len(part.Claims) > 0 {
			text = append(text, a.add(part))
		} else {
			missing = append(missing, part.Asked)
		}
	}
	if len(missing) == len(parts) {
		return a
	}
	if left := notFound(missing, maxOutside-2*len(a.Disagreements)); left != "" {
		text = append(text, left)
	}
	a.Status, a.Text, a.Missing = Answered, strings.Join(text, "\n"), missing
	return a
}

// add adds the claims of a draft to an answer and returns them as they are written.
func (a *Answer) add(d Draft) string {
	var sides []Claim
	var lines []string
	cited := citations(a.Citations)
	for _, c := range d.Claims {
		claim := cited.claim(c)
		a.Claims = append(a.Claims, claim)
		lines = append(lines, claim.Text+" "+markers(claim.Citations))
		sides = addToSide(sides, c, claim)
	}
	a.Citations = cited
	text := strings.Join(lines, "\n")
	sides = slices.DeleteFunc(sides, func(s Claim) bool { return s.Text == "" })
	if len(sides) > 1 {
		text = "Sources differ:\n" + text
		a.Disagreements = append(a.Disagreements, Disagreement{About: d.About, Claims: sides})
	}
	return text
}

// maxOutside is how many words the text of an answer has at most outside its claims: for each
// disagreement "Sources differ:", and what was not found.
const maxOutside = 8

// notFound says in at most so many words what was not found; nothing when there are too few.
// Answer.Missing says it whole.
func notFound(missing []string, words int) string {
	words -= 2 // its own
	switch {
	case len(missing) == 0 || words < 2:
		return ""
	case len(missing) > 1:
		return "Not found: the rest"
	}
	question := missing[0]
	if at := word.FindAllStringIndex(question, words+1); len(at) > words {
		question = question[:at[words-1][1]] + " …"
	}
	return "Not found: " + question
}

var word = regexp.MustCompile(`[\pL\pN_]+`)

// addToSide adds what a claim says, in short, to the side that it is on.
func addToSide(sides []Claim, c DraftClaim, claim Claim) []Claim {
	if c.Side == 0 {
		return sides
	}
	for len(sides) < c.Side {
		sides = append(sides, Claim{})
	}
	side := &sides[c.Side-1]
	if side.Text != "" {
		side.Text += ", "
	}
	side.Text += cmp.Or(c.Value, c.Text)
	for _, n := range claim.Citations {
		if !slices.Contains(side.Citations, n) {
			side.Citations = append(side.Citations, n)
		}
	}
	return sides
}

// assembleCard numbers the quotes of the facts that passed the gate.
func assembleCard(name string, facts []DraftFact, aliases []string, hits []Hit) Card {
	card := Card{Name: name, Status: NotFound, Aliases: aliases, Facts: []Fact{}, Citations: []Citation{}, Nearest: []Nearest{}}
	if len(facts) == 0 {
		card.Nearest = nearest(hits)
		return card
	}
	var cited citations
	for _, f := range facts {
		card.Facts = append(card.Facts, Fact{About: f.About, Claim: cited.claim(f.DraftClaim)})
	}
	card.Status, card.Citations = Answered, cited
	return card
}

// citations are numbered in the order of their first use.
type citations []Citation

// claim returns a drafted claim with the numbers of its quotes.
func (cs *citations) claim(c DraftClaim) Claim {
	claim := Claim{Text: c.Text}
	for _, q := range c.Quotes {
		if n := cs.cite(q); !slices.Contains(claim.Citations, n) {
			claim.Citations = append(claim.Citations, n)
		}
	}
	return claim
}

func (cs *citations) cite(q Quote) int {
	for _, c := range *cs {
		if c.Article == q.Doc.ID && c.Start == q.Start && c.End == q.End {
			return c.N
		}
	}
	n := len(*cs) + 1
	*cs = append(*cs, Citation{
		N: n, Article: q.Doc.ID, Title: q.Doc.Title, Source: q.Doc.Source, URL: q.Doc.URL,
		Published: q.Doc.Date(), Quote: q.Of(q.Doc.Text), Start: q.Start, End: q.End, Revision: q.Doc.Revision, CopyOf: q.Doc.Origin,
	})
	return n
}

func markers(ns []int) string {
	var b strings.Builder
	for _, n := range ns {
		fmt.Fprintf(&b, "[%d]", n)
	}
	return b.String()
}

// newAnswerID returns 12 random letters and digits: enough to be unique, short enough to type.
func newAnswerID() string { return strings.ToLower(rand.Text()[:12]) }
