package ingest

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"briefbot/internal/briefing"
)

// benchText is an article of 30 paragraphs of two to six sentences.
func benchText() string {
	var b strings.Builder
	for i := range 30 {
		if i%6 == 0 {
			fmt.Fprintf(&b, "What the vote means for ward %d\n", i)
		}
		for j := range 2 + i%5 {
			fmt.Fprintf(&b, "“The U.S. plan costs $%d.2 million,” Mayor Jane D. Hale said at %d a.m. on Tuesday, after the council had voted. ", i, j+1)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func BenchmarkSplit(b *testing.B) {
	a := briefing.Article{Title: "Vote", Text: benchText()}
	passages := 0
	b.SetBytes(int64(len(a.Text)))
	for b.Loop() {
		passages += len(Split(a).Passages)
	}
	b.ReportMetric(float64(passages)/b.Elapsed().Seconds(), "passages/s")
}

func BenchmarkReadJSONL(b *testing.B) {
	var lines strings.Builder
	for i := range 200 {
		fmt.Fprintf(&lines, "{\"id\":\"%d\",\"title\":\"Vote\",\"date\":\"2025-08-15\",\"text\":%q}\n", i, benchText())
	}
	fsys := fstest.MapFS{"a.jsonl": {Data: []byte(lines.String())}}
	passages := 0
	b.SetBytes(int64(lines.Len()))
	for b.Loop() {
		err := new(Reader).FS(b.Context(), fsys, func(d *briefing.Document) error {
			passages += len(d.Passages)
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(passages)/b.Elapsed().Seconds(), "passages/s")
}
