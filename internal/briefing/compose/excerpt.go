package compose

import (
	"slices"
	"unicode/utf8"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
	"briefbot/internal/briefing/inert"
	"briefbot/prompts"
)

// excerpt is a passage as a model is given it: whole passages of a document.
type excerpt struct {
	doc *briefing.Document
	briefing.Span
}

const (
	// maxExcerptRunes is how long an excerpt is: a passage with what stands around it.
	maxExcerptRunes = 600
	// maxPromptTokens is how long a prompt is, by prompts.Tokens.
	maxPromptTokens = 2400
	// excerptTokens is what an excerpt costs beside its words: its number and marks.
	excerptTokens = 12
)

// excerpts chooses what a model is given: first what the extractive draft quotes, then what
// was found, best first, as far as the prompt has room.
func excerpts(e briefing.Evidence, plain briefing.Draft) []excerpt {
	empty, err := question(e, nil).Render()
	if err != nil {
		return nil // Compose meets the same error again when it can say so
	}
	room := maxPromptTokens - empty.Tokens()
	var out []excerpt
	add := func(h *briefing.Hit, at int) {
		x := excerptAround(h, at)
		if slices.ContainsFunc(out, func(o excerpt) bool { return o.doc == x.doc && o.Start < x.End && x.Start < o.End }) {
			return
		}
		if cost := excerptTokens + prompts.Tokens(x.text()) + prompts.Tokens(x.from()); cost <= room {
			room -= cost
			out = append(out, x)
		}
	}
	for i := range e.Hits {
		for at := range e.Hits[i].Doc.Passages {
			if quotes(plain, &e.Hits[i], at) {
				add(&e.Hits[i], at)
			}
		}
	}
	for i := range e.Hits {
		add(&e.Hits[i], e.Hits[i].Passage)
	}
	return out
}

// quotes reports whether a draft quotes a passage that a hit shows.
func quotes(d briefing.Draft, h *briefing.Hit, at int) bool {
	passage := h.Doc.Passages[at].Span
	return h.Window.Contains(passage) && slices.ContainsFunc(d.Claims, func(c briefing.DraftClaim) bool {
		return slices.ContainsFunc(c.Quotes, func(q briefing.Quote) bool { return q.Doc == h.Doc && passage.Contains(q.Span) })
	})
}

// excerptAround returns the excerpt around a passage, within what the hit shows.
func excerptAround(h *briefing.Hit, at int) excerpt {
	if w := h.Doc.Window(at, maxExcerptRunes); h.Window.Contains(w) {
		return excerpt{h.Doc, w}
	}
	return excerpt{h.Doc, h.Doc.Passages[at].Span}
}

func (x excerpt) text() string { return inert.Clean(cite.Plain(x.Of(x.doc.Text))) }

// maxFromRunes is how much of source, date and title a model is given.
const maxFromRunes = 160

func (x excerpt) from() string {
	from := briefing.Citation{Source: x.doc.Source, Published: x.doc.Date()}.Origin()
	if x.doc.Title != "" {
		from += ": " + x.doc.Title
	}
	return cutRunes(inert.Clean(from), maxFromRunes)
}

// maxEarlier is how many of the asker's questions before it a model is told, and maxEarlierRunes
// how much of each.
const (
	maxEarlier      = 2
	maxEarlierRunes = 300
)

// question writes evidence as a prompt has it.
func question(e briefing.Evidence, from []excerpt) prompts.Answer {
	q := e.Query.Question
	a := prompts.Answer{Question: inert.Clean(q.Text)}
	for _, turn := range q.History {
		if turn.Role == "user" {
			a.Earlier = append(a.Earlier, cutRunes(inert.Clean(turn.Text), maxEarlierRunes))
		}
	}
	a.Earlier = a.Earlier[max(0, len(a.Earlier)-maxEarlier):]
	for _, x := range from {
		a.Passages = append(a.Passages, prompts.Passage{From: x.from(), Text: x.text()})
	}
	return a
}

// cut returns the first bytes of a text, whole characters of it.
func cut(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit]
}

// cutRunes returns the first characters of a text.
func cutRunes(text string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	return string([]rune(text)[:limit-1]) + "…"
}
