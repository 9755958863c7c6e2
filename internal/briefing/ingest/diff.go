package ingest

import (
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// Op is what became of a sentence from one text to another.
type Op string

// The operations.
const (
	Kept    Op = "kept"
	Removed Op = "removed"
	Added   Op = "added"
)

// Edit is one sentence of a difference, its white space folded.
type Edit struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}

// Diff returns what leads from the old text to the new one, sentence by sentence: the kept and
// the removed sentences are the old text's, the kept and the added ones the new text's, in
// order. Items of lists, headings and promotional lines are sentences too, without their
// bullets and marks; white space is no difference. A sentence that was changed is a removed one
// followed by an added one. Few edits are found, not always the fewest: the cost is bounded.
func Diff(old, new string) []Edit {
	a, b := foldedSentences(old), foldedSentences(new)
	var out []Edit
	at := 0
	for _, d := range lcs.DiffLines(a, b) {
		out = appendEdits(out, Kept, a[at:d.Start])
		out = appendChange(out, a[d.Start:d.End], b[d.ReplStart:d.ReplEnd])
		at = d.End
	}
	return appendEdits(out, Kept, a[at:])
}

// foldedSentences returns the sentences of a text with their white space folded.
func foldedSentences(text string) []string {
	var out []string
	for _, b := range blocks(text) {
		line := b.Of(text)
		spans := []string{line}
		if b.kind == prose || b.kind == item && countWords(line) > maxItemWords {
			spans = spans[:0]
			for _, s := range sentences(line) {
				spans = append(spans, s.Of(line))
			}
		}
		for _, s := range spans {
			if b.kind == heading {
				s = plainHeading(s)
			}
			if strings.IndexFunc(s, wordRune) >= 0 {
				out = append(out, strings.Join(strings.Fields(s), " "))
			}
		}
	}
	return out
}

func appendEdits(out []Edit, op Op, texts []string) []Edit {
	for _, t := range texts {
		out = append(out, Edit{op, t})
	}
	return out
}

// pairWithin is how far apart, in sentences added, a changed sentence is looked for.
const pairWithin = 20

// appendChange appends removed and added sentences that stand in one place: what a removed one
// became right after it.
func appendChange(out []Edit, removed, added []string) []Edit {
	for _, r := range removed {
		at := slices.IndexFunc(added[:min(len(added), pairWithin)], func(a string) bool { return alike(r, a) })
		if at < 0 {
			out = append(out, Edit{Removed, r})
			continue
		}
		out = append(appendEdits(out, Added, added[:at]), Edit{Removed, r}, Edit{Added, added[at]})
		added = added[at+1:]
	}
	return appendEdits(out, Added, added)
}

// alike reports whether one sentence may have become the other: they have half of their words
// in common.
func alike(a, b string) bool {
	counts := map[string]int{}
	n, m, common := 0, 0, 0
	for w := range strings.FieldsSeq(a) {
		counts[w]++
		n++
	}
	for w := range strings.FieldsSeq(b) {
		if m++; counts[w] > 0 {
			counts[w]--
			common++
		}
	}
	return 2*common >= max(n, m)
}
