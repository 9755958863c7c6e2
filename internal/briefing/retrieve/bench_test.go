package retrieve

import (
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"briefbot/internal/briefing"
	"briefbot/internal/briefing/compose"
)

// The corpus of the benchmarks: 100,000 passages of about 120 words.
const (
	benchArticles   = 20_000
	benchParagraphs = 5
	benchQuestions  = 500
)

var benchCorpus = sync.OnceValue(func() []*briefing.Document {
	var b testing.B
	return newGenerator(&b, 100).documents(benchArticles, benchParagraphs)
})

func passagesOf(docs []*briefing.Document) (n int) {
	for _, d := range docs {
		n += len(d.Passages)
	}
	return n
}

// BenchmarkAdd indexes the corpus and reports what the process then holds in memory, the
// articles and the word vectors included.
func BenchmarkAdd(b *testing.B) {
	docs, table := benchCorpus(), loadTable(b)
	var x *Index
	for b.Loop() {
		x = New(table)
		x.Add(docs...)
	}
	b.ReportMetric(float64(b.N*passagesOf(docs))/b.Elapsed().Seconds(), "passages/s")
	b.ReportMetric(heapMB(), "heap-MB")
	b.ReportMetric(float64(x.Passages()), "passages")
}

// heapMB is the live heap in megabytes.
func heapMB() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / 1e6
}

// BenchmarkSearch asks the same questions of an index, with all that a search does from the
// analysis of the question to the windows, and of a bare bleve index, in turns. The whole
// question is the search and the drafting of its answer.
func BenchmarkSearch(b *testing.B) {
	docs := benchCorpus()
	x := indexOf(b, docs...)
	other := newBleve(b, docs)
	g := newGenerator(b, 101)
	questions := make([]string, benchQuestions)
	for i := range questions {
		questions[i] = g.question(docs)
	}
	composer := compose.New()
	var ours, whole, theirs []time.Duration
	for i := 0; b.Loop(); i++ {
		question := questions[i%len(questions)]
		start := time.Now()
		found, err := x.Search(b.Context(), composer.Analyse(briefing.Question{Text: question}), 40)
		if err != nil {
			b.Fatal(err)
		}
		ours = append(ours, time.Since(start))
		if _, err := composer.Compose(b.Context(), found); err != nil {
			b.Fatal(err)
		}
		whole = append(whole, time.Since(start))
		between := time.Now()
		searchBleve(b, other, question, 40)
		theirs = append(theirs, time.Since(between))
	}
	b.ReportMetric(milliseconds(ours, 0.5), "p50-ms")
	b.ReportMetric(milliseconds(ours, 0.99), "p99-ms")
	b.ReportMetric(milliseconds(theirs, 0.5), "bleve-p50-ms")
	b.ReportMetric(milliseconds(theirs, 0.99), "bleve-p99-ms")
	b.ReportMetric(milliseconds(ours, 0.5)/milliseconds(theirs, 0.5), "p50/bleve")
	b.ReportMetric(milliseconds(whole, 0.5), "whole-p50-ms")
	b.ReportMetric(milliseconds(whole, 0.99), "whole-p99-ms")
	b.ReportMetric(milliseconds(whole, 0.5)/milliseconds(theirs, 0.5), "whole-p50/bleve")
}

// milliseconds returns a quantile of durations.
func milliseconds(d []time.Duration, quantile float64) float64 {
	slices.Sort(d)
	return d[int(quantile*float64(len(d)-1))].Seconds() * 1000
}

// BenchmarkSearchAlone is BenchmarkSearch without bleve: the one to profile.
func BenchmarkSearchAlone(b *testing.B) {
	docs := benchCorpus()
	x := indexOf(b, docs...)
	g := newGenerator(b, 101)
	questions := make([]briefing.Query, benchQuestions)
	for i := range questions {
		questions[i] = queryOf(g.question(docs))
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := x.Search(b.Context(), questions[i%len(questions)], 20); err != nil {
			b.Fatal(err)
		}
	}
}
