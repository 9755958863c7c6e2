package compose

import (
	"regexp"
	"slices"

	"briefbot/internal/briefing"
)

// enumerates finds a line that names several things.
var enumerates = regexp.MustCompile(`(?:[^,]+,){2}[^,]*\b(?:and|or)\b|,[^,]+,? and `)

// list answers with the items of a list whose introduction accounts for the question, unless a
// sentence does better.
func (p *page) list() briefing.Draft {
	items := p.bestItems()
	if len(items) == 0 {
		return briefing.Draft{}
	}
	best := slices.IndexFunc(p.lines, func(l *line) bool { return !l.Item && p.answers(l) })
	if best >= 0 && p.lines[best].share > items[0].share+0.1 {
		return briefing.Draft{}
	}
	return listed(items, maxWords(p.query.Kind))
}

// bestItems returns the items of the list whose introduction, heading and title account
// best for the question, in order; nothing when none does well enough.
func (p *page) bestItems() []*line {
	groups := map[*briefing.Passage][]*line{}
	var order []*briefing.Passage
	for _, l := range p.lines {
		if l.Item {
			if groups[l.passage] == nil {
				order = append(order, l.passage)
			}
			groups[l.passage] = append(groups[l.passage], l)
		}
	}
	var best []*line
	top := minShare
	for _, passage := range order {
		group := groups[passage]
		around := slices.Clone(group[0].context)
		for _, l := range group {
			for i, v := range l.context {
				around[i] = min(around[i], v)
			}
		}
		if share := p.weigh(around); len(group) > 1 && share > top {
			best, top = group, share
		}
	}
	slices.SortStableFunc(best, func(a, b *line) int { return a.order - b.order })
	return best
}

// listed drafts a claim an item while they fit in limit words.
func listed(items []*line, limit int) briefing.Draft {
	var d briefing.Draft
	for _, l := range items {
		c, ok := l.claim(limit, briefing.Span{})
		if !ok {
			break
		}
		limit -= countWords(c.Text)
		d.Claims = append(d.Claims, c)
	}
	return d
}
