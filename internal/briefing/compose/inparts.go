package compose

import (
	"cmp"
	"slices"

	"briefbot/internal/briefing"
)

// inParts drafts the answer to each part of a question. When none has one, and for a question
// that has no parts, it drafts one to the question as a whole, or asks back who is meant.
func inParts(e briefing.Evidence, draft func(briefing.Evidence) (briefing.Draft, error)) (briefing.Draft, error) {
	var out briefing.Draft
	answered := false
	for _, part := range e.Parts {
		d, err := draft(part)
		if err != nil {
			return briefing.Draft{}, err
		}
		d.Asked = part.Query.Question.Text
		answered = answered || len(d.Claims) > 0
		out.Exchanges = append(out.Exchanges, d.Exchanges...)
		out.Missing = append(out.Missing, d.Missing...)
		addPart(&out, d)
	}
	if answered {
		if c, ok := compare(e, out.Parts); ok {
			first := briefing.Draft{Asked: e.Query.Question.Text, Claims: []briefing.DraftClaim{c}}
			out.Parts = append([]briefing.Draft{first}, out.Parts...)
		}
		return out, nil
	}
	if len(e.Query.Unclear) > 1 {
		back := unclear(e.Query.Unclear)
		back.Exchanges = out.Exchanges
		return back, nil
	}
	whole, err := draft(e)
	whole.Exchanges = append(out.Exchanges, whole.Exchanges...)
	return whole, err
}

// addPart adds the draft of a part without what an earlier part says already: one sentence may
// answer two.
func addPart(out *briefing.Draft, d briefing.Draft) {
	had := len(d.Claims) > 0
	d.Claims = slices.DeleteFunc(slices.Clone(d.Claims), func(c briefing.DraftClaim) bool {
		return c.Side == 0 && slices.ContainsFunc(out.Parts, func(o briefing.Draft) bool {
			return slices.ContainsFunc(o.Claims, func(said briefing.DraftClaim) bool { return said.Text == c.Text })
		})
	})
	if had && len(d.Claims) == 0 {
		return
	}
	if had && out.Mode != "llm" {
		out.Mode = d.Mode
	}
	out.Note = cmp.Or(out.Note, d.Note)
	d.Exchanges = nil
	out.Parts = append(out.Parts, d)
}
