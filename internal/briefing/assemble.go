package briefing

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
)

// assemble numbers the quotes of the claims that passed the gate and writes the answer.
func assemble(d Draft) Answer {
	a := Answer{
		Status: NotFound, Mode: d.Mode,
		Claims: []Claim{}, Citations: []Citation{}, Disagreements: []Disagreement{}, Nearest: []Nearest{},
	}
	if len(d.Claims) == 0 {
		return a
	}
	a.Status = Answered
	sides := map[int][]Claim{}
	var order []int
	var text []string
	for _, c := range d.Claims {
		claim := Claim{Text: c.Text}
		for _, q := range c.Quotes {
			n := a.cite(q)
			if !slices.Contains(claim.Citations, n) {
				claim.Citations = append(claim.Citations, n)
			}
		}
		a.Claims = append(a.Claims, claim)
		text = append(text, claim.Text+" "+markers(claim.Citations))
		if c.Side > 0 {
			if sides[c.Side] == nil {
				order = append(order, c.Side)
			}
			sides[c.Side] = append(sides[c.Side], claim)
		}
	}
	a.Text = strings.Join(text, "\n")
	if len(order) > 1 {
		a.Text = "Sources differ:\n" + a.Text
		dis := Disagreement{About: d.About}
		for _, side := range order {
			dis.Claims = append(dis.Claims, sides[side]...)
		}
		a.Disagreements = append(a.Disagreements, dis)
	}
	return a
}

// cite returns the number of the quote's citation, adding it at its first use.
func (a *Answer) cite(q Quote) int {
	for _, c := range a.Citations {
		if c.Article == q.Doc.ID && c.Start == q.Start && c.End == q.End {
			return c.N
		}
	}
	c := Citation{
		N: len(a.Citations) + 1, Article: q.Doc.ID, Title: q.Doc.Title, Source: q.Doc.Source, URL: q.Doc.URL,
		Published: q.Doc.Date(), Quote: q.Of(q.Doc.Text), Start: q.Start, End: q.End, Revision: q.Doc.Revision,
	}
	a.Citations = append(a.Citations, c)
	return c.N
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
