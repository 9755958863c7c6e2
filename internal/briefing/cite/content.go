package cite

import (
	"slices"
	"strings"

	"briefbot/internal/briefing"
)

// maxNewContent is the share of a claim's telling words that nothing in its quotes, their titles
// or the question accounts for.
const maxNewContent = 0.3

// maxNewRow is how many of them may stand in a row.
const maxNewRow = 1

// anchorContent is what a name, number or date counts beside a telling word.
const anchorContent = 0.5

// askedContent is what a word that only the question has counts as new: an answer takes up the
// question's words, but a question may assume what is not so.
const askedContent = 0.5

// foreign returns the first mark of a link or a mention that a claim has and no quote, or "".
func foreign(text string, quotes []briefing.Quote) string {
	for _, mark := range []string{"://", "www.", "](", "@", "<"} {
		borne := func(q briefing.Quote) bool { return strings.Contains(q.Of(q.Doc.Text), mark) }
		if strings.Contains(text, mark) && !slices.ContainsFunc(quotes, borne) {
			return mark
		}
	}
	return ""
}

// added returns the words of the claim that nothing accounts for, when they are too many in all or
// in a row.
func (c *comparison) added() (words string, tooMany bool) {
	content, fresh, row, borne := 0.0, 0.0, 0, 0
	for _, a := range c.claim.anchors {
		borne += len(c.anchorPlaces(a))
	}
	for i, w := range c.claim.words {
		if w.anchor >= 0 {
			row = 0
			continue
		}
		if !w.content || c.judged(w) {
			continue
		}
		content++
		switch {
		case len(c.same[i]) > 0 || len(c.opposite[i]) > 0:
			row, borne = 0, borne+1
			continue
		case c.pool.keys[w.Key]:
			row = 0
			continue
		case c.pool.asked[w.Key]:
			row, fresh = 0, fresh+askedContent
			continue
		}
		fresh++
		row++
		words += w.Text + " "
		tooMany = tooMany || row > maxNewRow
	}
	return words, tooMany || borne == 0 || fresh/max(1, content+anchorContent*float64(len(c.claim.anchors))) > maxNewContent
}

// judged reports whether another check judges a word.
func (c *comparison) judged(w word) bool {
	for _, class := range []string{"said", "not", "open1", "open2", "open3", "measure"} {
		if is(class, w.Key) {
			return true
		}
	}
	return false
}
