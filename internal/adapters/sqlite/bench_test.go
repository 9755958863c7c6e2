package sqlite

import (
	"fmt"
	"strconv"
	"testing"

	"briefbot/internal/briefing"
)

const (
	docsPerBatch    = 300
	passagesPerDoc  = 10
	benchmarkCorpus = 10 // batches
)

func batch(n int) []*briefing.Document {
	docs := make([]*briefing.Document, docsPerBatch)
	for i := range docs {
		docs[i] = story(fmt.Sprintf("%d/%d", n, i), passagesPerDoc)
	}
	return docs
}

func passagesPerSecond(b *testing.B, passages int) {
	b.ReportMetric(float64(passages)/b.Elapsed().Seconds(), "passages/s")
}

// BenchmarkPut stores new articles, a batch at a time.
func BenchmarkPut(b *testing.B) {
	s := openStore(b, newPath(b))
	n := 0
	for b.Loop() {
		b.StopTimer()
		docs := batch(n)
		n++
		b.StartTimer()
		put(b, s, docs...)
	}
	passagesPerSecond(b, n*docsPerBatch*passagesPerDoc)
}

// BenchmarkPutUnchanged puts the same articles again.
func BenchmarkPutUnchanged(b *testing.B) {
	s := openStore(b, newPath(b))
	docs := batch(0)
	put(b, s, docs...)
	n := 0
	for b.Loop() {
		put(b, s, docs...)
		n++
	}
	passagesPerSecond(b, n*docsPerBatch*passagesPerDoc)
}

// BenchmarkPutOne stores a new article in a transaction of its own.
func BenchmarkPutOne(b *testing.B) {
	s := openStore(b, newPath(b))
	for n := 0; b.Loop(); n++ {
		put(b, s, story(strconv.Itoa(n), passagesPerDoc))
	}
}

// BenchmarkDocuments reads 30,000 passages, as an index does at the start.
func BenchmarkDocuments(b *testing.B) {
	s := openStore(b, newPath(b))
	for n := range benchmarkCorpus {
		put(b, s, batch(n)...)
	}
	passages := 0
	for b.Loop() {
		err := s.Documents(b.Context(), 0, func(_ int64, _ string, d *briefing.Document) error {
			passages += len(d.Passages)
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	passagesPerSecond(b, passages)
}

// BenchmarkRecord records answers with 40 hits in as many documents.
func BenchmarkRecord(b *testing.B) {
	s := openStore(b, newPath(b))
	docs := batch(0)[:40]
	put(b, s, docs...)
	for n := 0; b.Loop(); n++ {
		if err := s.Record(b.Context(), answerFrom(strconv.Itoa(n), docs)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen opens and closes a store that is there.
func BenchmarkOpen(b *testing.B) {
	path := newPath(b)
	put(b, openStore(b, path), batch(0)...)
	for b.Loop() {
		s, err := Open(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
