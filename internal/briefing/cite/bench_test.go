package cite_test

import (
	"testing"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/cite"
)

func BenchmarkVerbatim(b *testing.B) {
	var drafts []briefing.DraftClaim
	for _, c := range sentences(library(b)) {
		drafts = append(drafts, briefing.DraftClaim{Text: c.text, Quotes: c.quotes})
	}
	benchmark(b, drafts)
}

func BenchmarkParaphrase(b *testing.B) {
	docs := library(b)
	var drafts []briefing.DraftClaim
	for _, p := range paraphrases(b, trueClaims) {
		drafts = append(drafts, p.draft(b, docs))
	}
	benchmark(b, drafts)
}

func benchmark(b *testing.B, drafts []briefing.DraftClaim) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		_ = cite.Gate{}.Check("", drafts[i%len(drafts)])
	}
}
