package compose

import "slices"

// minOnQuestion is the share of the question's weight that a sentence has to have itself for a
// claim to stand on it. No sentence of an extractive answer on clapnq, squad2, mtrag_un and
// multihop_rag has less.
const minOnQuestion = 0.2

// onQuestion reports whether a line is about the question, so that a claim may stand on it: it
// has telling words of it itself, or is an item of a list that such a line introduces. Where the
// rules refuse, it has to account for the question as a line that answers by itself does: what
// the model may do without is the kind of value that they look for.
func (p *page) onQuestion(l *line, refused bool) bool {
	near := l.near >= minOnQuestion || l.Item && (l.share >= minShare || p.leadOnQuestion(l))
	return near && (!refused || p.answers(l))
}

// leadOnQuestion reports whether the line that introduces the list of an item is about the
// question.
func (p *page) leadOnQuestion(item *line) bool {
	return slices.ContainsFunc(p.lines, func(l *line) bool {
		return l.doc == item.doc && l.Span == item.passage.Lead && l.near >= minOnQuestion
	})
}
