package compose

import (
	"context"

	"briefbot/internal/briefing"
)

// Compose drafts the shortest answer that the evidence holds, or a refusal.
func (c *Composer) Compose(_ context.Context, e briefing.Evidence) (briefing.Draft, error) {
	return inParts(e, func(e briefing.Evidence) (briefing.Draft, error) { return read(e).extract(), nil })
}

// extract drafts the answer in the words of the sources.
func (p *page) extract() briefing.Draft {
	draft := p.draft()
	draft.Mode = "extractive"
	if len(draft.Claims) == 0 {
		draft.Missing = p.missing()
	}
	return draft
}

// draft picks the way to answer by the kind of question.
func (p *page) draft() briefing.Draft {
	if len(p.query.Terms) == 0 || len(p.lines) == 0 {
		return briefing.Draft{}
	}
	if d, ok := p.corrected(); ok {
		return d
	}
	if p.asksStance() {
		if d, ok := p.stance(); ok {
			return d
		}
	}
	switch p.query.Kind {
	case briefing.KindWho:
		if d, asked := p.holder(); asked {
			return d
		}
	case briefing.KindRoster:
		if d := p.roster(); len(d.Claims) > 0 {
			return d
		}
	case briefing.KindWhere:
		if d, ok := p.placesDiffer(); ok {
			return d
		}
	case briefing.KindYesNo:
		if d, ok := p.contradicted(); ok {
			return d
		}
	case briefing.KindEntity:
		return p.entity()
	case briefing.KindWhen, briefing.KindNumber:
		return p.value()
	case briefing.KindList:
		if d := p.list(); len(d.Claims) > 0 {
			return d
		}
	}
	return p.prose()
}
